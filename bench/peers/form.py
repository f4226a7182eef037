"""What a peer offers to be measured. Standard library only: each peer's own interpreter imports this."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
Row = dict[str, Any]
"""A household as `w8.household` makes it."""


def whole(found: Any) -> Row:
    """Answers with numbers as whole numbers: many peers know floats only."""
    return {name: found[name] if isinstance(found[name], bool) else round(found[name]) for name in FIELDS}


@dataclass(frozen=True)
class Form:
    """One way to have a household decided.

    `given` makes what a caller would hold (not timed), `decide` is timed, `answers` reads what it returned (not timed);
    `fields` are the answers that this peer can give.
    """

    decide: Callable[[Any], Any]
    given: Callable[[Row], Any] = lambda row: row
    answers: Callable[[Any], Row] = whole
    fields: Sequence[str] = FIELDS
