"""The rows that a checked program is kept as: what the writer and the reader agree on.

A program is a table of units. A unit is a JSON list: texts, whole numbers, truth values and null stand for themselves,
and every other value is a row, a list of its kind and of the places in its unit, further up, where its parts stand; the
last row is the unit's value. A unit is read when it is needed, so that a household is decided without the rules of
other regions, and shown without the syntax of rules that are not shown.
"""

from __future__ import annotations

from enum import IntEnum

FORMAT = 1
"""Changes with what rows mean."""

PACKAGES = ("elig.lang.", "elig.program.", "elig.source.", "elig.values.")
"""Only records and enumerations of these packages are written, and only they are made when rows are read."""


def is_own(module: str) -> bool:
    """Whether records and enumerations of a module may stand in rows."""
    return f"{module}.".startswith(PACKAGES)


class Kind(IntEnum):
    """What a row is; from `CLASS` on it is a record or a word of the enumeration of that number."""

    TUPLE = 0
    DATE = 1
    FRACTION = 2
    MAPPING = 3
    LAZY_MAPPING = 4
    UNIT = 5
    LATER = 6
    SET = 7
    CONTENT = 8
    CLASS = 9
