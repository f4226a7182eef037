"""Prepared programs as files: found, compared with what they were made from, and opened.

A file begins with a line that holds the format and a checksum of the rest, a line that says which engine wrote it, and
a line of sizes. What was asked of the file system when the program was loaded follows, then of which classes the rows
are, the units, and the policy files as they were read. It is used only where every question has the same answer as
before, file by file and byte by byte. A file that is not whole, of another engine, of a machine with another order of
bytes, or of other policies is as none. All this is compared at once; units are read when somebody asks for them, and
so is what reads them.
"""

from __future__ import annotations

import os
from sys import byteorder
from zlib import crc32

from elig.prepare.rows import FORMAT
from elig.program.disk import DISK, shipped
from elig.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from elig.program.disk import Disk
    from elig.program.model import CheckedProgram

    Opened = Callable[[], CheckedProgram]
    """Reads a program whose file was compared already."""

NAME = "prepared.elig"
"""The prepared form of the shipped policies, beside them in a wheel."""

PARTED = "\0"
"""Stands between the texts of the questions: no path holds it."""

LISTED = "/"
"""Stands between the names in a folder, for the same reason."""

TRUE = "true"

_LIBRARY = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_PARTS = ("", "lang", "program", "program/schema", "source", "prepare")
"""The folders of the library on which a checked program depends."""


def find(path: str | None, local: Sequence[str], cache: str | None) -> Opened | None:
    """The prepared program of a folder or file, or of the shipped policies; None where there is none or it is stale."""
    if path is None and not local:
        found = read_file(os.path.join(shipped(), NAME), __version__)
        if found is not None:
            return found
    from elig.prepare.folder import is_safe  # an installation has the prepared form beside the policies

    if cache is None or not is_safe(cache):
        return None
    return read_file(os.path.join(cache, name_of(path, local)), engine_state())


def engine_state() -> str:
    """The version of the engine, and a sum over its files, which change between versions while it is developed."""
    seen: list[str] = []
    for part in _PARTS:
        with os.scandir(os.path.join(_LIBRARY, part)) as entries:
            files = [(entry.name, entry.stat()) for entry in entries if "." in entry.name and entry.is_file()]
        seen += [f"{part}/{name} {state.st_size} {state.st_mtime_ns}" for name, state in sorted(files)]
    return f"{__version__} {crc32(chr(10).join(seen).encode()):08x}"


def read_file(path: str, engine: str, disk: Disk = DISK) -> Opened | None:
    """What reads the program of a file; None where there is no such file, it is damaged, or anything changed since."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return None
    view, at = memoryview(data), data.find(b"\n") + 1
    if data[:at] != signature(view[at:]):
        return None
    told: list[str] = []
    for _ in range(3):
        end = data.index(b"\n", at)
        told.append(data[at:end].decode())
        at = end + 1
    if told[:2] != [engine, byteorder]:
        return None
    form, *numbers = told[2].split()
    asked, classes, ends, constants, last, *sizes = map(int, numbers)
    of_classes = at + asked
    of_units = of_classes + classes
    at = of_units + ends + constants + last
    files: list[slice] = []
    for size in sizes:
        files.append(slice(at, at + size))
        at += size
    questions = data[of_classes - asked : of_classes].decode("utf-8", "surrogateescape").split(PARTED)
    if not _holds(disk, questions, data, files):
        return None

    def opened() -> CheckedProgram:
        from elig.prepare.packed import Layout, Packed, form_of
        from elig.prepare.read import Table, classes_of

        units = Packed(Layout(ends, constants, last, form_of(form)), view[of_units:])
        return Table(classes_of(data[of_classes:of_units]), units, [view[file] for file in files]).program()

    return opened


def signature(rest: bytes | memoryview) -> bytes:
    """The first line of a file."""
    return f"elig-prepared {FORMAT} {crc32(rest):08x}\n".encode()


def _holds(disk: Disk, asked: Sequence[str], data: bytes, files: Sequence[slice]) -> bool:
    """Whether the file system still answers every question as it did: its kind, whose folder, where, the answer."""
    root = shipped()
    questions = iter(asked)
    for kind, of_shipped, name, answer in zip(questions, questions, questions, questions, strict=True):
        path = os.path.join(root, name) if of_shipped else name
        match kind:
            case "read":
                same = answer != "" and _same(disk, path, data, files[int(answer)])
            case "listed":
                same = LISTED.join(disk.listed(path)) == answer
            case "is_folder":
                same = disk.is_folder(path) == (answer == TRUE)
            case "is_file":
                same = disk.is_file(path) == (answer == TRUE)
            case _:
                same = disk.exists(path) == (answer == TRUE)
        if not same:
            return False
    return True


def _same(disk: Disk, path: str, data: bytes, kept: slice) -> bool:
    """Whether a file holds what was kept of it; compared where it lies, since copying takes longer."""
    size = kept.stop - kept.start
    try:
        found = disk.read(path, size + 1)
    except OSError:
        return False
    return len(found) == size and data.startswith(found, kept.start)


def name_of(path: str | None, local: Sequence[str]) -> str:
    """What a prepared program is called in a cache; two that share a name only replace each other."""
    said = "\n".join([shipped() if path is None else os.path.abspath(path), str(path), *local])
    return f"{crc32(said.encode('utf-8', 'surrogateescape')):08x}.elig"
