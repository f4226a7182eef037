"""What terms are made of: a node for each way to make a condition or a number of others."""

from __future__ import annotations

from elig.prove.days import Calendar
from elig.prove.lin import Lin, Term
from elig.records import Struct


class Truth(Struct):
    """A yes-or-no symbol."""

    name: str


class And(Struct):
    """All of at least two conditions."""

    items: tuple[Term, ...]


class AtMostZero(Struct):
    """Whether a number is at most 0."""

    of: Lin


class IsZero(Struct):
    """Whether a number is 0."""

    of: Lin


class Whole(Struct):
    """A symbol for a whole number."""

    name: str


class When(Struct):
    """A number where a condition holds, else 0."""

    condition: Term
    then: Lin


class Floor(Struct):
    """A quotient rounded down; the divisor is positive."""

    of: Lin
    by: Lin


class Times(Struct):
    """A product of two atoms."""

    left: int
    right: int


class OfDays(Struct):
    """A figure of the calendar, of which at least one part is not known."""

    calendar: Calendar
    parts: tuple[Lin, ...]


Node = Truth | And | AtMostZero | IsZero | Whole | When | Floor | Times | OfDays | None
Bounds = tuple[int, int]


def parts(node: Node) -> list[int]:
    """The terms and atoms directly below a node."""
    match node:
        case And():
            return [abs(item) for item in node.items]
        case AtMostZero() | IsZero():
            return [atom for atom, _ in node.of[1]]
        case When():
            return [abs(node.condition), *(atom for atom, _ in node.then[1])]
        case Floor():
            return [atom for part in (node.of, node.by) for atom, _ in part[1]]
        case Times():
            return [node.left, node.right]
        case OfDays():
            return [atom for part in node.parts for atom, _ in part[1]]
        case _:
            return []
