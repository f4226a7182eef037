"""Claims: what a policy says of its own effect on every household, to be proved or refuted."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from elig.program.citation import Citation, Words
from elig.program.nodes import Node
from elig.records import LATER, Struct, field
from elig.source import Span


class Turn(Enum):
    """How one of two households, otherwise the same, differs from the other."""

    POORER = "poorer"
    RICHER = "richer"
    OLDER = "older"
    YOUNGER = "younger"
    LOWER = "lower"
    HIGHER = "higher"
    WITH = "with"
    WITHOUT = "without"
    MORE = "more"
    FEWER = "fewer"

    @property
    def rises(self) -> bool:
        """Whether the fact is higher in the household that is spoken of; someone older was born earlier."""
        return self in (Turn.RICHER, Turn.YOUNGER, Turn.HIGHER, Turn.WITH)

    @property
    def role(self) -> str:
        """The role of the facts that are meant, where the phrase names none."""
        match self:
            case Turn.POORER | Turn.RICHER:
                return "income"
            case Turn.OLDER | Turn.YOUNGER:
                return "birth"
            case Turn.LOWER | Turn.HIGHER | Turn.WITH | Turn.WITHOUT | Turn.MORE | Turn.FEWER:
                return ""


class Change(Struct):
    """One fact of the household or of one member is lower or higher, or one member more or fewer is there.

    `facts` are those of which one at a time differs; where members come or go there are none.
    """

    turn: Turn
    facts: tuple[str, ...] = ()


class NeverLoses(Struct):
    """The changed household never comes out worse: from due over undetermined to not due."""

    change: Change
    entitlement: str


class NeverLess(Struct):
    """The changed household is never given less, at the least or at the most; nothing where it is not due."""

    change: Change
    entitlement: str
    grant: str


class NeverBoth(Struct):
    """Two entitlements are never due to one subject, or to a household and one of its members, at once."""

    first: str
    second: str


class Always(Struct):
    """Wherever the condition holds the entitlement is due."""

    entitlement: str
    condition: Node


class Never(Struct):
    """Wherever the condition holds the entitlement is not due."""

    entitlement: str
    condition: Node


Statement = NeverLoses | NeverLess | NeverBoth | Always | Never
"""What a claim says."""


class Claim(Struct):
    """A claim of a file, or one that was asked."""

    id: str
    policy: str
    label: Words
    states: Statement
    citations: tuple[Citation, ...] = field(metadata=LATER)
    span: Span = field(compare=False, repr=False, metadata=LATER)


def entitlements_of(states: Statement) -> Iterator[str]:
    """The entitlements that a claim speaks of."""
    match states:
        case NeverBoth():
            yield from (states.first, states.second)
        case NeverLoses() | NeverLess() | Always() | Never():
            yield states.entitlement
