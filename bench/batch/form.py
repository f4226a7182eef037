"""What a peer offers for batch work. Standard library only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FIELDS = (
    "dibao_fen",
    "medical_left_fen",
    "insurance_fen",
    "shop",
    "post",
    "zero_employment",
    "disability_fen",
    "school",
)
Files = tuple[Path, Path]
"""The households and their members."""


@dataclass(frozen=True)
class Work:
    """One way to have many households decided.

    `load` reads the columns into memory (not timed), `memory` decides them (timed), `keep` writes what it gave to a
    file (not timed; for comparing). `files` reads, decides and writes (timed). An output has `household_id` and either
    the eight answers or, where it is `wide`, outcomes and ends of amounts.
    """

    load: Callable[[Files], Any]
    memory: Callable[[Any], Any]
    keep: Callable[[Any, Path], None]
    files: Callable[[Files, Path], None]
    wide: bool = False
    fresh: Callable[[Any], None] = lambda held: None
    """Forgets what the last call left behind (not timed)."""
