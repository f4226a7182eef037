"""Counts and sums while the households of a population are gone through."""

from __future__ import annotations

from fractions import Fraction

from elig.compare.couples import Couple
from elig.compare.deciding import Flow
from elig.compare.effect_model import RANK, Before, EntitlementEffect, MoneyLine, Move, Sum
from elig.records import Struct, field
from elig.values import GrantKind

NOTHING = Sum()


class _Line(Struct, frozen=False):
    """One kind of money while households are gathered."""

    old: Sum = NOTHING
    new: Sum = NOTHING
    won: Sum = NOTHING
    lost: Sum = NOTHING
    winners: list[str] = field(default_factory=list)
    losers: list[str] = field(default_factory=list)

    def take(self, household: str, old: Sum, new: Sum) -> None:
        """Add what one household has before and after."""
        self.old, self.new = self.old.plus(old), self.new.plus(new)
        floor, cap = new.floor - old.floor, new.cap - old.cap
        opened = new.open - old.open
        if floor > 0 or cap > 0 or opened > 0:
            self.won = self.won.plus(Sum(max(floor, Fraction(0)), max(cap, Fraction(0)), max(opened, 0)))
            self.winners.append(household)
        if floor < 0 or cap < 0 or opened < 0:
            self.lost = self.lost.plus(Sum(max(-floor, Fraction(0)), max(-cap, Fraction(0)), max(-opened, 0)))
            self.losers.append(household)


class Money:
    """The kinds of money that were met."""

    def __init__(self) -> None:
        self.lines: dict[Flow, _Line] = {}

    def take(self, household: str, old: dict[Flow, Sum], new: dict[Flow, Sum]) -> None:
        """Add what one household has before and after, of every kind."""
        for flow in dict.fromkeys((*old, *new)):
            line = self.lines.setdefault(flow, _Line())
            line.take(household, old.get(flow, NOTHING), new.get(flow, NOTHING))

    def done(self) -> tuple[MoneyLine, ...]:
        """The kinds of money, cash first and in the order of the periods."""
        kinds = list(GrantKind)
        order = sorted(self.lines, key=lambda flow: (kinds.index(flow[0]), flow[1].value))
        return tuple(
            MoneyLine(*flow, line.old, line.new, line.won, line.lost, tuple(line.winners), tuple(line.losers))
            for flow in order
            for line in (self.lines[flow],)
        )


class Tally:
    """One entitlement while households are gathered."""

    def __init__(self, couple: Couple) -> None:
        self.couple = couple
        self.moves: dict[tuple[Before, Before], list[str]] = {}
        self.more: list[str] = []
        self.less: list[str] = []
        self.money = Money()

    def done(self) -> EntitlementEffect:
        """What was gathered."""
        known = self.couple.known
        moves = (
            Move(old, new, len(ids), tuple(dict.fromkeys(ids)) if old != new else ())
            for (old, new), ids in self.moves.items()
        )
        order = sorted(moves, key=lambda move: (-RANK[move.old], str(move.old), -RANK[move.new], str(move.new)))
        old, new = self.couple.key
        more, less = tuple(dict.fromkeys(self.more)), tuple(dict.fromkeys(self.less))
        return EntitlementEffect(old, new, known.label, known.of_member, tuple(order), more, less, self.money.done())
