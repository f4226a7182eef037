"""The prepared form of the shipped policies, which lies beside them in a wheel."""

from __future__ import annotations

from elig.errors import Collector
from elig.prepare.keep import file_of
from elig.prepare.store import NAME
from elig.program.disk import RememberingDisk
from elig.program.load import load_program
from elig.version import __version__

__all__ = ["NAME", "prepared"]


def prepared() -> bytes:
    """The file of the shipped policies as they are now. Raises `PolicyError` with every diagnostic."""
    errors, disk = Collector(), RememberingDisk()
    program = load_program(None, [], errors, disk)
    errors.raise_if_any()
    assert program is not None, "policies without errors are a program"
    return file_of(program, disk.asked, __version__)
