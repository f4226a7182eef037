"""What a peer offers for batch work. Standard library only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Files = tuple[Path, Path]
"""The households and their members."""


@dataclass(frozen=True)
class InMemory:
    """`load` reads the columns (not timed), `decide` is timed, `keep` writes what it gave, for comparing."""

    load: Callable[[Files], Any]
    decide: Callable[[Any], Any]
    keep: Callable[[Any, Path], None]


@dataclass(frozen=True)
class Work:
    """One way to have many households decided: columns in memory, and from files to a file.

    An output has `household_id` and either the eight answers or, where `unit` says in which unit, outcomes and the ends
    of amounts in fen (1) or yuan (100 fen).
    """

    memory: InMemory | None = None
    files: Callable[[Files, Path], None] | None = None
    unit: int = 0
