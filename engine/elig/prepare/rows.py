"""The rows that a checked program is kept as: what the writer and the reader agree on.

A program is a table of units. A unit is a list of constants (texts, truth values, null and whole numbers), of the
units that it holds, of those that it holds and that can wait, and rows of numbers. A row is its kind, how many numbers
follow, and these; they are the places of other values of the unit, which are its constants, what it holds, and then
what its rows come to. The last of all is the value of the unit. Constants are kept as JSON and numbers as a machine has
them, since both are read without a step of Python for each. A unit is read when it is needed, so that a household is
decided without the rules of other regions, and shown without the syntax of rules that are not shown.
"""

from __future__ import annotations

FORMAT = 5
"""Changes with what rows mean, and with how a file of them is laid out."""

PACKAGES = ("elig.lang.", "elig.program.", "elig.source.", "elig.values.")
"""Only records and enumerations of these packages are written, and only they are made when rows are read."""


def is_own(module: str) -> bool:
    """Whether records and enumerations of a module may stand in rows."""
    return f"{module}.".startswith(PACKAGES)


class Kind:
    """What a row is; from `CLASS` on it is a record or a word of the enumeration of that number.

    That of `CONTENT` is no place, but the number of a file. A `LAZY_MAPPING` has the places of its keys, and then as
    many numbers of units. These are no enumeration, which takes longer to make than the rows of a household's policy
    take to read.
    """

    TUPLE = 0
    DATE = 1
    FRACTION = 2
    MAPPING = 3
    LAZY_MAPPING = 4
    SET = 5
    CONTENT = 6
    CLASS = 7
