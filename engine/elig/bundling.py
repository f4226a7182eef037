"""The file of compiled modules that a wheel brings along; see `elig.bundled`, which reads it."""

from __future__ import annotations

import marshal
from collections.abc import Iterable
from importlib.util import MAGIC_NUMBER
from pathlib import Path

from elig.bundled import LENGTH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from elig.bundled import Place


def bundle(packages: Iterable[Path]) -> bytes:
    """The compiled modules of some packages; the packages themselves are found by Python, since they name this file."""
    index: dict[str, Place] = {}
    codes: list[bytes] = []
    begin = 0
    for package in packages:
        for source in sorted(package.rglob("*.py")):
            named = source.relative_to(package.parent)
            inner = named.parent if named.name == "__init__.py" else named.with_suffix("")
            if inner == Path(package.name):
                continue
            text = source.read_bytes()
            code = marshal.dumps(compile(text, named.as_posix(), "exec", dont_inherit=True))
            folder = inner.parent
            tail = named.relative_to(folder)
            index[".".join(inner.parts)] = (folder.as_posix(), tail.as_posix(), len(text), begin, len(code))
            begin += len(code)
            codes.append(code)
    told = marshal.dumps(index)
    return b"".join([MAGIC_NUMBER, len(told).to_bytes(LENGTH, "little"), told, *codes])
