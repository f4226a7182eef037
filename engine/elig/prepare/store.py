"""Prepared programs as files: found, compared with what they were made from, and written.

A file begins with a line that holds the format and a checksum of the rest; a line of JSON says which engine wrote it,
what was asked of the file system when the program was loaded, of which classes the rows are, and where everything
lies; the units follow, and then the policy files as they were read. It is used only where every question has the same
answer as before, file by file and byte by byte. A file that is not whole, of another engine, of a machine with another
order of bytes, or of other policies is as none.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from json import dumps, loads
from sys import byteorder
from zlib import crc32

from elig.prepare.packed import Layout, Packed, pack
from elig.prepare.read import Table
from elig.prepare.rows import FORMAT
from elig.program.disk import DISK, Answer, Disk, shipped
from elig.program.model import CheckedProgram
from elig.records import names_of
from elig.version import __version__

NAME = "prepared.elig"
"""The prepared form of the shipped policies, beside them in a wheel."""

_LIBRARY = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_PARTS = ("", "lang", "program", "program/schema", "source", "prepare")
"""The folders of the library on which a checked program depends."""

Asked = Mapping[tuple[str, str], Answer]


def find(path: str | None, local: Sequence[str], cache: str | None) -> CheckedProgram | None:
    """The prepared program of a folder or file, or of the shipped policies; None where there is none or it is stale."""
    if path is None and not local:
        found = read_file(os.path.join(shipped(), NAME), __version__)
        if found is not None:
            return found
    from elig.prepare.folder import is_safe  # an installation has the prepared form beside the policies

    if cache is None or not is_safe(cache):
        return None
    return read_file(os.path.join(cache, _name(path, local)), engine_state())


def keep(program: CheckedProgram, asked: Asked, path: str | None, local: Sequence[str], cache: str) -> None:
    """Keep a program in a folder of one's own; nothing is kept where there cannot be such a folder."""
    from elig.prepare.folder import make_room, make_safe

    if make_safe(cache):
        name = _name(path, local)
        make_room(cache, name)
        write_file(os.path.join(cache, name), file_of(program, asked, engine_state()))


def engine_state() -> str:
    """The version of the engine, and a sum over its files, which change between versions while it is developed."""
    seen: list[str] = []
    for part in _PARTS:
        with os.scandir(os.path.join(_LIBRARY, part)) as entries:
            files = [(entry.name, entry.stat()) for entry in entries if "." in entry.name and entry.is_file()]
        seen += [f"{part}/{name} {state.st_size} {state.st_mtime_ns}" for name, state in sorted(files)]
    return f"{__version__} {crc32(chr(10).join(seen).encode()):08x}"


def file_of(program: CheckedProgram, asked: Asked, engine: str) -> bytes:
    """The bytes of a prepared program. Raises `ValueError` for a program that was not loaded from files."""
    from elig.prepare.write import write_program

    contents = [answer for answer in asked.values() if isinstance(answer, bytes)]
    written = write_program(program, [content.decode() for content in contents])
    layout, units = pack(written.units)
    places = iter(range(len(contents)))
    header = {
        "engine": engine,
        "asked": [
            (kind, *_stored(path), next(places) if isinstance(answer, bytes) else answer)
            for (kind, path), answer in asked.items()
        ],
        "classes": written.classes,
        "layout": [getattr(layout, name) for name in names_of(Layout)],
        "sizes": [len(content) for content in contents],
    }
    rest = b"".join([dumps(header, ensure_ascii=False).encode(), b"\n", units, *contents])
    return _signature(rest) + rest


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


def read_file(path: str, engine: str, disk: Disk = DISK) -> CheckedProgram | None:
    """The program of a file, or None where there is no such file, it is damaged, or anything changed since."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return None
    start = data.find(b"\n") + 1
    if data[:start] != _signature(memoryview(data)[start:]):
        return None
    end = data.index(b"\n", start)
    header = loads(data[start:end])
    if header["engine"] != engine:
        return None
    layout = Layout(*header["layout"])
    if layout.order != byteorder:
        return None
    start = end + 1
    packed = memoryview(data)[start:]
    contents: list[bytes] = []
    start += sum(layout.sizes)
    for size in header["sizes"]:
        contents.append(data[start : start + size])
        start += size
    root = shipped()
    if any(not _holds(disk, root, question, contents) for question in header["asked"]):
        return None
    return Table(header["classes"], Packed(layout, packed), contents).program()


def _signature(rest: bytes | memoryview) -> bytes:
    return f"elig-prepared {FORMAT} {crc32(rest):08x}\n".encode()


def _holds(
    disk: Disk, root: str, question: tuple[str, bool, str, bool | int | list[str] | None], contents: list[bytes]
) -> bool:
    """Whether the file system still answers a question as it did."""
    kind, of_shipped, name, answer = question
    path = os.path.join(root, name) if of_shipped else name
    match kind:
        case "read":
            return isinstance(answer, int) and _read(disk, path, len(contents[answer])) == contents[answer]
        case "listed":
            return list(disk.listed(path)) == answer
        case "is_folder":
            return disk.is_folder(path) == answer
        case "is_file":
            return disk.is_file(path) == answer
        case _:
            return disk.exists(path) == answer


def _read(disk: Disk, path: str, size: int) -> bytes | None:
    try:
        return disk.read(path, size + 1)
    except OSError:
        return None


def _stored(path: str) -> tuple[bool, str]:
    """Whether a path lies in the folder of the shipped policies, and the path, from there if so."""
    root = shipped()
    if path == root or path.startswith(root + os.sep):
        return True, path[len(root) + 1 :]
    return False, path


def _name(path: str | None, local: Sequence[str]) -> str:
    """What a prepared program is called in a cache; two that share a name only replace each other."""
    said = "\n".join([shipped() if path is None else os.path.abspath(path), str(path), *local])
    return f"{crc32(said.encode()):08x}.elig"
