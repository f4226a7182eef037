"""What an input holds: households one after the other, each with its row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from elig.records import Struct

Asks = Mapping[tuple[str, str | None], int]
"""Answers that are asked, by entitlement and subject, each with the place of its row among those of the household."""


class Record(Struct):
    """A household as its input tells it: JSON text, or plain data; `row` is its line or its place, from 1.

    `fault` says in Chinese and English why it cannot be told at all. `only`: which answers are asked; None is all.
    """

    row: int
    data: bytes | Mapping[str, object]
    fault: tuple[str, str] | None = None
    only: Asks | None = None


Strangers = Sequence[tuple[int, str | None]]
"""Members whose household is not in the input: their place in their file, and the household they name."""


class Source(Protocol):
    """An input of any kind."""

    @property
    def size(self) -> tuple[int, str]:
        """How much there is, for telling how far a run is: a number, and of what (`rows` or `bytes`)."""
        ...

    def strangers(self) -> Strangers:
        """Members whose household is not in the input."""
        ...

    def pieces(self, rows: int) -> Iterator[tuple[Sequence[Record], int]]:
        """The households in pieces of so many, each with how much of `size` is read when it ends."""
        ...
