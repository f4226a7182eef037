"""The file of compiled modules that a wheel brings along; see `elig.bundled`, which reads it."""

from __future__ import annotations

import marshal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.util import MAGIC_NUMBER
from pathlib import Path

from elig.bundled import LENGTH
from elig.records import Struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType

    from elig.bundled import Place

STEPS = (
    "elig.api",
    "elig.prepare.store",
    "elig_cli.quick",
    "elig.prepare.read",
    "elig.evaluate.decide",
    "elig.facts.reading",
    "elig.explain.text",
)
"""What a process imports one after the other that decides a household; what each brings along is put together."""

_TELL = """
for name in sys.argv[1:]:
    before = {*sys.modules}
    __import__(name)
    print(*(module for module in sys.modules if module not in before))
"""


class _Module(Struct):
    """A module: where its source lies among the packages, how long that is, and its code."""

    source: Path
    name: str
    size: int
    code: CodeType

    @classmethod
    def compiled(cls, package: Path, source: Path) -> _Module:
        """The module of a file in a package."""
        named = source.relative_to(package.parent)
        inner = named.parent if named.name == "__init__.py" else named.with_suffix("")
        text = source.read_bytes()
        code = compile(text, named.as_posix(), "exec", dont_inherit=True)
        return cls(named, ".".join(inner.parts), len(text), code)

    def place(self, begin: int, length: int) -> Place:
        """Where the module is found: its code stands in a piece of so many bytes."""
        folder = Path(*self.name.split(".")[:-1])
        return folder.as_posix(), self.source.relative_to(folder).as_posix(), self.size, begin, length


def bundle(packages: Sequence[Path]) -> bytes:
    """The compiled modules of some packages; the packages themselves are found by Python, since they name this file."""
    index: dict[str, Place] = {}
    pieces: list[bytes] = []
    begin = 0
    for modules in _together(packages):
        piece = marshal.dumps({module.name: module.code for module in modules})
        index |= {module.name: module.place(begin, len(piece)) for module in modules}
        begin += len(piece)
        pieces.append(piece)
    told = marshal.dumps(index)
    return b"".join([MAGIC_NUMBER, len(told).to_bytes(LENGTH, "little"), told, *pieces])


def _together(packages: Sequence[Path]) -> Iterator[list[_Module]]:
    """The modules of some packages, those together that a step imports, every other by itself."""
    listed = (_Module.compiled(package, source) for package in packages for source in sorted(package.rglob("*.py")))
    outer = {package.name for package in packages}
    waiting = {module.name: module for module in listed if module.name not in outer}
    for names in _imported([str(package.parent) for package in packages]):
        if found := [waiting.pop(name) for name in names if name in waiting]:
            yield found
    yield from ([module] for module in waiting.values())


def _imported(folders: Sequence[str]) -> list[list[str]]:
    """The modules that each step imports, in a fresh process that finds what lies in some folders."""
    program = f"import sys\nsys.path[:0] = {folders!r}\n{_TELL}"
    command = [sys.executable, "-c", program, *STEPS]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)  # noqa: S603 - of names above only
    return [line.split() for line in done.stdout.splitlines()]
