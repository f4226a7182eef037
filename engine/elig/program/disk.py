"""What loading asks of the file system: which files there are, and what they hold.

A program depends on nothing else, so whoever asks the same questions again and gets the same answers has the same
program.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

Answer = bool | bytes | None | tuple[str, ...]
"""Whether it is so; what a file holds, None where it cannot be read; the names in a folder."""

SUFFIX = ".yaml"
PACKAGED = "_policies"
"""The folder beside the library's own where the shipped policies lie once it is installed."""


def shipped() -> str:
    """The folder of the policies that are shipped with the library."""
    library = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    packaged = os.path.join(library, PACKAGED)
    checkout = os.path.dirname(os.path.dirname(os.path.realpath(library)))
    return packaged if os.path.isdir(packaged) else os.path.join(checkout, "policies")


class Disk:
    """Asks the file system."""

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder."""
        return os.path.isdir(path)

    def is_file(self, path: str) -> bool:
        """Whether there is a file."""
        return os.path.isfile(path)

    def exists(self, path: str) -> bool:
        """Whether there is anything."""
        return os.path.exists(path)

    def listed(self, path: str) -> tuple[str, ...]:
        """The names of the policy files in a folder, in order; none where there is no folder."""
        try:
            return tuple(sorted(name for name in os.listdir(path) if name.endswith(SUFFIX)))
        except OSError:
            return ()

    def read(self, path: str, limit: int) -> bytes:
        """What a file holds, as far as to the limit; raises `OSError`."""
        with open(path, "rb") as file:
            return file.read(limit)


DISK = Disk()


class RememberingDisk(Disk):
    """Asks the file system, and keeps every question with its answer."""

    def __init__(self) -> None:
        self._asked: dict[tuple[str, str], Answer] = {}

    @property
    def asked(self) -> Mapping[tuple[str, str], Answer]:
        """The answer to each question, which is its kind and a path."""
        return self._asked

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder."""
        found = self._asked["is_folder", path] = super().is_folder(path)
        return found

    def is_file(self, path: str) -> bool:
        """Whether there is a file."""
        found = self._asked["is_file", path] = super().is_file(path)
        return found

    def exists(self, path: str) -> bool:
        """Whether there is anything."""
        found = self._asked["exists", path] = super().exists(path)
        return found

    def listed(self, path: str) -> tuple[str, ...]:
        """The names of the policy files in a folder, in order; none where there is no folder."""
        found = self._asked["listed", path] = super().listed(path)
        return found

    def read(self, path: str, limit: int) -> bytes:
        """What a file holds, as far as to the limit; raises `OSError`."""
        self._asked["read", path] = None
        found = self._asked["read", path] = super().read(path, limit)
        return found
