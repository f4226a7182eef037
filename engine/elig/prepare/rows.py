"""The rows that a checked program is kept as: what the writer and the reader agree on.

A program is a table of units. A unit is a JSON list of rows, the last of which is the unit's value. A row is a list of
its kind and of its parts. Texts, truth values, null and whole numbers from 0 on stand for themselves; -1 stands for the
value of the first row of the unit, -2 for that of the second, and so on. A unit is read when it is needed, so that a
household is decided without the rules of other regions, and shown without the syntax of rules that are not shown.
"""

from __future__ import annotations

FORMAT = 2
"""Changes with what rows mean."""

PACKAGES = ("elig.lang.", "elig.program.", "elig.source.", "elig.values.")
"""Only records and enumerations of these packages are written, and only they are made when rows are read."""


def is_own(module: str) -> bool:
    """Whether records and enumerations of a module may stand in rows."""
    return f"{module}.".startswith(PACKAGES)


class Kind:
    """What a row is; from `CLASS` on it is a record or a word of the enumeration of that number.

    A whole number below 0 is a row of the kind `INTEGER`. These are no enumeration, which takes longer to make than
    the rows of a household's policy take to read.
    """

    TUPLE = 0
    DATE = 1
    FRACTION = 2
    MAPPING = 3
    LAZY_MAPPING = 4
    UNIT = 5
    LATER = 6
    SET = 7
    CONTENT = 8
    INTEGER = 9
    CLASS = 10
