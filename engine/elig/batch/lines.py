"""Households as JSON Lines: one household with its members on each line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from elig.batch.record import Record
from elig.facts.jsontext import MAX_BYTES


class Lines:
    """A file of nested households, read line by line; blank lines are passed over and counted as lines."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def size(self) -> tuple[int, str]:
        """The bytes of the file."""
        return self._path.stat().st_size, "bytes"

    def strangers(self) -> Sequence[tuple[int, str | None]]:
        """Nobody: members stand inside their household."""
        return ()

    def pieces(self, rows: int) -> Iterator[tuple[Sequence[Record], int]]:
        """The households in pieces of so many lines."""
        with self._path.open("rb") as file:
            piece: list[Record] = []
            number = 0
            while line := file.readline(MAX_BYTES + 2):
                number += 1
                if len(line) > MAX_BYTES and not line.endswith(b"\n"):
                    _skip(file)
                if number == 1:
                    line = line.removeprefix(b"\xef\xbb\xbf")
                if line.strip():
                    piece.append(Record(number, line.rstrip(b"\r\n")))
                if len(piece) == rows:
                    yield piece, file.tell()
                    piece = []
            if piece:
                yield piece, file.tell()


def _skip(file: BinaryIO) -> None:
    """Pass over the rest of a line that is too long for a household."""
    while (rest := file.readline(1 << 20)) and not rest.endswith(b"\n"):
        pass
