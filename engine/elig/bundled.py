"""Modules of an installation from one file, which takes half as long as finding and opening a file for each.

The wheel brings the file along, made by the Python that built it; another version of Python does without. It lies among
the compiled files of the package, and is trusted as they are. A module comes from it as long as its source is there, of
the same size, and not newer than the file; any other is left to Python's own import, which sees every change.
A checkout and an editable installation have no such file.
"""

from __future__ import annotations

import os
import sys
from _frozen_importlib_external import MAGIC_NUMBER, SourceFileLoader, spec_from_file_location
from _imp import _fix_co_filename  # type: ignore[attr-defined]  # as Python's import names files; untyped
from marshal import loads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from importlib.machinery import ModuleSpec
    from types import CodeType, ModuleType

    Place = tuple[str, str, int, int, int]
    """The folder of a module and its file there, parted by `/`, the size of the file, where its code is, how long.

    Modules that are imported together have their code in one piece: it is unpacked sooner than as many small ones.
    """

NAME = f"modules.{sys.implementation.cache_tag}"
"""What the file is called, in the folder of the package."""

LENGTH = 4
"""In so many bytes, after those of the version of the code, stands how long the index is; the codes follow it."""

_PACKAGE = "/__init__.py"


class Bundle:
    """Finds modules of which the file holds the code; one of the finders of `sys.meta_path`."""

    def __init__(self, file: str, root: str, made: int, index: Mapping[str, Place], first: int) -> None:
        self.file, self.root, self.made, self.index, self.first = file, root, made, index, first
        self.unpacked: dict[str, CodeType] = {}

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None, /
    ) -> ModuleSpec | None:
        """The module of a package that lies where the file was made for; None leaves it to the next finder."""
        place = self.index.get(name)
        if place is None or path is None:
            return None
        below, tail, size, _, _ = place
        folder = f"{self.root}/{below}"
        source = f"{folder}/{tail}"
        try:
            state = os.stat(source)
        except OSError:
            return None
        if folder not in path or state.st_size != size or state.st_mtime_ns > self.made:
            return None
        own = [os.path.dirname(source)] if source.endswith(_PACKAGE) else None
        loader = _Loader(name, source, self)
        spec = spec_from_file_location(name, source, loader=loader, submodule_search_locations=own)
        if spec is not None:
            spec.cached = self.file  # Python would work out the name of a file that is not looked at
        return spec

    def code(self, name: str) -> CodeType:
        """The code of a module; those that are imported with it are unpacked too, and wait for their turn."""
        code = self.unpacked.pop(name, None)
        if code is None:
            _, _, _, begin, length = self.index[name]
            found: dict[str, CodeType] = loads(_read(self.file, self.first + begin, length))
            code = found.pop(name)
            self.unpacked |= found
        return code


class _Loader(SourceFileLoader):
    """Loads a module as Python does, but for where its code comes from."""

    def __init__(self, name: str, source: str, bundle: Bundle) -> None:
        self.name, self.path, self._bundle = name, source, bundle

    def get_code(self, fullname: str) -> CodeType:
        """The code of the module, which names its source in tracebacks."""
        code = self._bundle.code(fullname)
        _fix_co_filename(code, self.path)
        return code


def _read(file: str, begin: int, length: int) -> bytes:
    opened = os.open(file, os.O_RDONLY)
    try:
        return os.pread(opened, length, begin)
    finally:
        os.close(opened)


def use(package: str) -> None:
    """Take modules from the file in the folder of this package, where there is one for this Python."""
    file = os.path.join(package, NAME)
    try:
        made = os.stat(file).st_mtime_ns
    except OSError:
        return
    if sys.flags.optimize or not hasattr(os, "pread"):
        return  # without asserts the code is another one
    head = _read(file, 0, len(MAGIC_NUMBER) + LENGTH)
    if head.startswith(MAGIC_NUMBER):
        size = int.from_bytes(head[len(MAGIC_NUMBER) :], "little")
        index = loads(_read(file, len(head), size))
        sys.meta_path.insert(0, Bundle(file, os.path.dirname(package), made, index, len(head) + size))
