"""What a change of policy does to the households of a population, as data."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction

from elig.program.citation import Words
from elig.records import Struct
from elig.values import GrantKind, Outcome

Before = Outcome | None
"""An outcome; None where a side has no such entitlement."""

RANK: dict[Before, int] = {
    None: 0,
    Outcome.NOT_IN_FORCE: 0,
    Outcome.NOT_DUE: 0,
    Outcome.UNDETERMINED: 1,
    Outcome.DUE: 2,
}
"""How good an outcome is; a side without the entitlement is as one where it is not due."""


class Fate(Enum):
    """What becomes of a household: it gains, it loses, it does both, or something else of its answers changes."""

    GAINS = "gains"
    LOSES = "loses"
    BOTH = "both"
    OTHER = "other"


class Period(Enum):
    """What an amount is for; `NOT_STATED` where the rule does not say."""

    MONTH = "month"
    YEAR = "year"
    ONCE = "once"
    NOT_STATED = ""


class Sum(Struct):
    """What is payable in all: at least `floor`, at most `cap`, and `open` times without a stated upper end.

    Amounts are in the unit of money. `cap` leaves the open ones out at their lower end.
    """

    floor: Fraction = Fraction(0)
    cap: Fraction = Fraction(0)
    open: int = 0

    def times(self, number: int) -> Sum:
        """So many of it."""
        return Sum(self.floor * number, self.cap * number, self.open)

    def plus(self, other: Sum) -> Sum:
        """Both together."""
        return Sum(self.floor + other.floor, self.cap + other.cap, self.open + other.open)


class MoneyLine(Struct):
    """One kind of money over all households: before and after, and what was won and lost, at its floor and its cap."""

    kind: GrantKind
    period: Period
    old: Sum
    new: Sum
    won: Sum
    lost: Sum
    winners: tuple[str, ...]
    losers: tuple[str, ...]


class Move(Struct):
    """Subjects (households or members) whose outcome goes from one to another, and their households."""

    old: Before
    new: Before
    subjects: int
    households: tuple[str, ...]

    @property
    def rise(self) -> int:
        """Above zero where the outcome is better than before, below where it is worse."""
        return RANK[self.new] - RANK[self.old]


class EntitlementEffect(Struct):
    """One entitlement: every outcome before and after, those whose amount rises or falls, and the money."""

    old: str
    new: str
    label: Words
    of_member: bool
    moves: tuple[Move, ...]
    more: tuple[str, ...]
    less: tuple[str, ...]
    money: tuple[MoneyLine, ...]

    @property
    def changed(self) -> tuple[Move, ...]:
        """The moves from one outcome to another."""
        return tuple(move for move in self.moves if move.old != move.new)

    @property
    def touched(self) -> bool:
        """Whether anybody's outcome or amount is another."""
        return bool(self.changed or self.more or self.less)


class KindRow(Struct):
    """Households of one kind: how many there are, and how many have each fate."""

    key: str
    label: Words
    households: int
    fates: Mapping[Fate, int]


class Breakdown(Struct):
    """Households by one property; rows in the order of what is most touched."""

    id: str
    label: Words
    rows: tuple[KindRow, ...]


class Refused(Struct):
    """A household that a side cannot decide, and why."""

    household: str
    old: Words | None
    new: Words | None


class Effect(Struct):
    """What a change does to a population: `fates` holds the ids of those who are touched, by what becomes of them."""

    households: int
    elsewhere: int
    refused: tuple[Refused, ...]
    fates: Mapping[Fate, tuple[str, ...]]
    entitlements: tuple[EntitlementEffect, ...]
    money: tuple[MoneyLine, ...]
    breakdowns: tuple[Breakdown, ...]

    @property
    def cash_a_year(self) -> tuple[Sum, Sum]:
        """Cash over a year before and after: twelve times what is monthly, and what is yearly."""
        old, new = Sum(), Sum()
        for line in self.money:
            times = {Period.MONTH: 12, Period.YEAR: 1}.get(line.period, 0)
            if line.kind is GrantKind.CASH and times:
                old, new = old.plus(line.old.times(times)), new.plus(line.new.times(times))
        return old, new

    @property
    def touched(self) -> int:
        """How many households are decided otherwise."""
        return sum(map(len, self.fates.values()))
