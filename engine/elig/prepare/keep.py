"""Prepared programs written to files; `elig.prepare.store` says what stands in them."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from sys import byteorder

from elig.prepare.folder import make_room, make_safe
from elig.prepare.packed import pack
from elig.prepare.store import LISTED, PARTED, TRUE, engine_state, name_of, signature
from elig.prepare.write import write_program
from elig.program.disk import Answer, shipped
from elig.program.model import CheckedProgram

Asked = Mapping[tuple[str, str], Answer]


def keep(program: CheckedProgram, asked: Asked, path: str | None, local: Sequence[str], cache: str) -> None:
    """Keep a program in a folder of one's own; nothing is kept where there cannot be such a folder."""
    if make_safe(cache):
        name = name_of(path, local)
        make_room(cache, name)
        write_file(os.path.join(cache, name), file_of(program, asked, engine_state()))


def file_of(program: CheckedProgram, asked: Asked, engine: str) -> bytes:
    """The bytes of a prepared program. Raises `ValueError` for a program that was not loaded from files."""
    contents = [answer for answer in asked.values() if isinstance(answer, bytes)]
    written = write_program(program, [content.decode() for content in contents])
    layout, units = pack(written.units)
    places = map(str, range(len(contents)))
    questions = PARTED.join(
        part
        for (kind, path), answer in asked.items()
        for part in (kind, *_stored(path), next(places) if isinstance(answer, bytes) else _told(answer))
    ).encode("utf-8", "surrogateescape")
    classes = json.dumps(written.classes, ensure_ascii=False).encode()
    sizes = [len(questions), len(classes), *layout.sizes, *map(len, contents)]
    lines = f"{engine}\n{byteorder}\n{layout.form} {' '.join(map(str, sizes))}\n".encode()
    rest = b"".join([lines, questions, classes, units, *contents])
    return signature(rest) + rest


def write_file(path: str, data: bytes) -> None:
    """Put a file in place, whole or not at all; a folder that cannot be written to stays as it is."""
    beside = f"{path}.{os.getpid()}"
    try:
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
        os.replace(beside, path)
    except OSError:
        if os.path.exists(beside):
            os.unlink(beside)


def _stored(path: str) -> tuple[str, str]:
    """Whether a path lies in the folder of the shipped policies, and the path, from there if so."""
    root = shipped()
    if path == root or path.startswith(root + os.sep):
        return TRUE, path[len(root) + 1 :]
    return "", path


def _told(answer: bool | tuple[str, ...] | None) -> str:
    """An answer as text; what could not be read has none."""
    match answer:
        case None | False:
            return ""
        case True:
            return TRUE
        case _:
            return LISTED.join(answer)
