"""From a question that has an answer to a household that anybody can check: found, written, replayed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from elig.facts.keys import Keys
from elig.lang.printer import decimal
from elig.program.model import Fact
from elig.program.types import NumberType
from elig.prove.bench import Bench, Both, Pair
from elig.prove.comparison import Direction, Witness
from elig.prove.decided import Decided, Replay
from elig.prove.errors import OutOfBudgetError, PredictionError
from elig.prove.lin import Term
from elig.prove.local import local_text
from elig.prove.settings import Names, Spot
from elig.prove.sides import Side
from elig.prove.solver import Model, Solver
from elig.prove.supposed import Supposed, pins, stated
from elig.prove.tightening import Tightening, tightened
from elig.prove.witness import Told, Writer, member_id, symbols_of
from elig.prove.world import INCOME
from elig.values import Possible


class Witnesses:
    """Finds households for one entitlement and one size."""

    def __init__(self, both: Both, solver: Solver, bench: Bench, pair: Pair, member: int | None) -> None:
        self.both = both
        self.solver = solver
        self.bench = bench
        self.pair = pair
        self.member = member
        self.writer = Writer(bench.world, both.old.on)
        self.supposed = Supposed.of(bench.sides[0].encoder.figures, both.marks(pair))

    def find(self, direction: Direction, asked: Term, grant: str, difference: Fraction | None = None) -> Witness | None:
        """The household that stands for all that a condition holds of, or None where there is none.

        Raises `OutOfBudgetError`, and `PredictionError` where the evaluator does not decide it as foreseen.
        """
        found = self.household(asked)
        if found is None:
            return None
        household, settled, values = found
        decided = self._replayed(household, settled, values)
        supposed = stated(settled)
        return Witness(
            direction,
            self.bench.world.members,
            household,
            None if self.member is None else member_id(self.member),
            decided[0].seen(),
            decided[1].seen(),
            supposed,
            local_text(self.both.old, supposed),
            grant,
            "" if difference is None else decimal(difference) or str(difference),
        )

    def find_open(self, asked: Term) -> Witness | None:
        """A household, of which something may be unknown, that the evaluator decides differently on the two sides.

        None where the one that stands for the condition is decided alike: the terms go through no cases of what is
        unknown, so that they may see a difference where there is none.
        """
        found = self.household(asked)
        if found is None:
            return None
        household, _, _ = found
        decided = [replay.decided(restricted(household, replay.side), {}) for replay in self._replays()]
        if decided[0] == decided[1]:
            return None
        subject = None if self.member is None else member_id(self.member)
        members = self.bench.world.members
        return Witness(Direction.ASKS, members, household, subject, decided[0].seen(), decided[1].seen())

    # ------------------------------------------------------------------ the household

    def household(self, asked: Term) -> tuple[dict[str, Any], dict[Spot, Possible], Model] | None:
        """The household that stands for all that make sense and that a condition holds of, or None.

        With it come the figures that it supposes and the values of its symbols. Raises `OutOfBudgetError`.
        """
        asked = self.both.terms.all_of((self.bench.sense, asked))
        if self.solver.find((asked,)) is None:
            return None
        asked = self._usual(asked)
        model = self.solver.find((asked,))
        assert model is not None, "what was found usual can be"
        told, values = tightened(self.solver, asked, model, self._settled)
        return self.writer.household(told, values), self.supposed.values(values), values

    def _usual(self, asked: Term) -> Term:
        """A condition, of households of which every figure is nothing, or all but one income, if there are such."""
        figures = list(self._figures(asked))
        incomes = [fact.id for fact, _, _ in figures if fact.role == INCOME]
        for spared in ("", *incomes[:1]) if figures else ():
            nothing = (self.both.terms.is_value(atom, least) for fact, atom, least in figures if fact.id != spared)
            usual = self.both.terms.all_of((asked, *nothing))
            try:
                if self.solver.find((usual,)) is not None:
                    return usual
            except OutOfBudgetError:
                continue
        return asked

    def _figures(self, asked: Term) -> Iterator[tuple[Fact, int, int]]:
        """The facts that are figures, with the symbols that a condition reads and what is nearest to nothing."""
        symbols = set(symbols_of(self.both.terms, [asked]))
        for fact in self.both.facts(self.pair):
            if isinstance(fact.type, NumberType):
                for member in range(self.bench.world.members) if fact.of_member else (None,):
                    symbol, _, low, high = self.bench.world.figure(fact, member)
                    yield from ((fact, atom, min(max(0, low), high)) for atom, _ in symbol[1] if atom in symbols)

    def _settled(self, tight: Tightening) -> Told:
        """Set the figures that are supposed, and the facts; gives those that apply."""
        self.supposed.settle(tight)
        return self.writer.fill(tight, self.both.facts(self.pair), self.bench.present)

    # ------------------------------------------------------------------ the replay

    def _replays(self) -> tuple[Replay, Replay]:
        both, pair = self.both, self.pair
        return Replay(both.old, pair.old, self.member), Replay(both.new, pair.new, self.member)

    def _replayed(
        self, household: Mapping[str, Any], settled: Mapping[Spot, Possible], values: Mapping[int, int]
    ) -> tuple[Decided, Decided]:
        """What the evaluator decides on both sides; raises `PredictionError` where it is not what was foreseen."""
        views, names = self.bench.views(self.pair, self.member), (Names(), self.both.names)
        old, new = (
            replay.as_foreseen(
                self.both.terms, view, values, restricted(household, replay.side), pins(settled, known_as)
            )
            for replay, view, known_as in zip(self._replays(), views, names, strict=True)
        )
        if old == new:
            raise PredictionError(f"{self.pair.old}: the same on both sides for {household}")
        return old, new


def restricted(household: Mapping[str, Any], side: Side) -> dict[str, Any]:
    """A household without the facts that a side's vocabulary does not have."""
    keys = Keys.of(side.rules.vocabulary)
    found: dict[str, Any] = {}
    for key, value in household.items():
        if key == keys.parts:
            found[key] = [{k: v for k, v in one.items() if k in (*keys.part.own, *keys.part.facts)} for one in value]
        elif key in (*keys.whole.own, *keys.whole.facts):
            found[key] = value
    return found
