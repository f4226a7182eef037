"""From a question that has an answer to a household that anybody can check: found, written, replayed."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from elig.evaluate.environment import Input, ParameterInput
from elig.facts.keys import Keys
from elig.facts.reading import HouseholdReader
from elig.lang.printer import decimal
from elig.program.model import Fact
from elig.program.types import EnumType
from elig.prove.bench import Bench, Both, Pair
from elig.prove.comparison import Direction, Witness
from elig.prove.decided import Decided, agree, by_evaluator
from elig.prove.errors import PredictionError
from elig.prove.local import local_text
from elig.prove.possible import Exact, May, Part, Quantity, Value, Word
from elig.prove.settings import Spot
from elig.prove.sides import Side
from elig.prove.solver import Solver
from elig.prove.terms import Term, holds, number
from elig.prove.witness import Tightening, Writer, member_id, symbols_of
from elig.values import Numbers, Possible, Truth, Words

ROUND = (100, 10, 1)
"""What a figure that a witness supposes is a multiple of, if it can be."""

HOUSEHOLD = "witness"
"""What the household of a witness is called."""


class Witnesses:
    """Finds households for one entitlement and one size."""

    def __init__(self, both: Both, solver: Solver, bench: Bench, pair: Pair, member: int | None) -> None:
        self.both = both
        self.solver = solver
        self.bench = bench
        self.pair = pair
        self.member = member
        self.writer = Writer(bench.world, both.old.on)

    def find(self, direction: Direction, asked: Term, grant: str, difference: Fraction | None = None) -> Witness | None:
        """The household that stands for all that a condition holds of, or None where there is none.

        Raises `OutOfBudgetError`, and `PredictionError` where the evaluator does not decide it as foreseen.
        """
        found = self.household(asked)
        if found is None:
            return None
        household, settled, values = found
        decided = self._replayed(household, settled, values)
        stated = tuple((spot[0], spot[1], _text(value)) for spot, value in settled.items())
        return Witness(
            direction,
            self.bench.world.members,
            household,
            None if self.member is None else member_id(self.member),
            decided[0].seen(),
            decided[1].seen(),
            stated,
            local_text(self.both.old.rules, self.both.old.on, self.both.old.place, stated),
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
        ids = (self.both.old, self.pair.old), (self.both.new, self.pair.new)
        decided = [self._evaluated(side, id, household, {}) for side, id in ids]
        if decided[0] == decided[1]:
            return None
        subject = None if self.member is None else member_id(self.member)
        members = self.bench.world.members
        return Witness(Direction.ASKS, members, household, subject, decided[0].seen(), decided[1].seen())

    # ------------------------------------------------------------------ the household

    def household(self, asked: Term) -> tuple[dict[str, Any], dict[Spot, Possible], dict[int, int]] | None:
        """The household that stands for all that make sense and that a condition holds of, or None.

        With it come the figures that it supposes and the values of its symbols. Raises `OutOfBudgetError`.
        """
        asked = self.both.terms.all_of((self.bench.sense, asked))
        model = self.solver.find((asked,))
        if model is None:
            return None
        values, applying = self._tightened(asked, model)
        return self._household(values, applying), self._settled(values), values

    def _told(self) -> list[tuple[Fact, int | None]]:
        """The facts that are told: those of the household first, then member by member."""
        facts = self.both.facts(self.pair)
        own = [(fact, None) for fact in facts if not fact.of_member]
        members = range(self.bench.world.members)
        return [*own, *((fact, one) for one in members for fact in facts if fact.of_member)]

    def _tightened(self, asked: Term, model: Mapping[int, int]) -> tuple[dict[int, int], set[tuple[str, int | None]]]:
        tight = Tightening(self.both.terms, self.solver.session((asked,)), model)
        applying: set[tuple[str, int | None]] = set()
        for spot in self._spots():
            self._settle(tight, spot)
        for fact, member in self._told():
            if self.bench.world.is_place(fact):
                continue
            if self.writer.fix(tight, fact, member, self.bench.present(fact, member)):
                applying.add((fact.id, member))
        return tight.model, applying

    def _household(self, values: Mapping[int, int], applying: set[tuple[str, int | None]]) -> dict[str, Any]:
        keys = Keys.of(self.both.old.rules.vocabulary)
        found: dict[str, Any] = {keys.whole.id: HOUSEHOLD}
        home = self.both.old.rules.vocabulary.locality_fact
        if home is not None:
            found[home.id] = self.both.old.place
        members: list[dict[str, Any]] = [{keys.part.id: member_id(n)} for n in range(self.bench.world.members)]
        for fact, member in self._told():
            if (fact.id, member) in applying:
                told = found if member is None else members[member]
                told[fact.id] = self.writer.told(fact, member, values)
        if keys.parts:
            found[keys.parts] = members
        return found

    # ------------------------------------------------------------------ figures that no place has settled

    def _spots(self) -> list[Spot]:
        marked = {name for kind, name in self.both.marks(self.pair) if kind == "figure"}
        spots = self.bench.sides[0].encoder.figures.settled
        return [spot for spot in sorted(spots) if spot[0] in marked]

    def _symbol(self, spot: Spot) -> Value:
        side = self.bench.sides[0]
        return side.encoder.figures.symbol(side.dated.rules.parameters[spot[0]], spot)

    def _settle(self, tight: Tightening, spot: Spot) -> None:
        terms = self.both.terms
        match self._symbol(spot):
            case May(yes=term):
                tight.prefer(-term)
            case Word(parts=((_, place),)):
                tight.fix(place, 0)
            case Quantity(parts=(Part(low=Exact(over=symbol, by=by)),)):
                low, high = terms.span(symbol)
                if tight.is_free(symbol):
                    tight.put(symbol, low)
                else:
                    tight.round(symbol, by.by, max(low, 1), high, ROUND)
            case other:
                raise AssertionError(f"a figure that is settled is one symbol, not {other}")

    def _settled(self, values: Mapping[int, int]) -> dict[Spot, Possible]:
        """The figures that the witness supposes."""
        return {spot: self._value(spot, values) for spot in self._spots()}

    def _value(self, spot: Spot, values: Mapping[int, int]) -> Possible:
        match self._symbol(spot):
            case May(yes=term):
                return Truth.of(holds(term, values))
            case Word(parts=((_, place),)):
                kind = self.both.old.rules.parameters[spot[0]].type
                assert isinstance(kind, EnumType), "words are of an enumeration"
                return Words(frozenset({self.both.words.enumerations[kind.enumeration][number(place, values)]}))
            case Quantity(parts=(Part(low=Exact(over=symbol, by=by)),)):
                return Numbers.point(Fraction(number(symbol, values), by.by))
            case other:
                raise AssertionError(f"a figure that is settled is one symbol, not {other}")

    # ------------------------------------------------------------------ the replay

    def _replayed(
        self, household: Mapping[str, Any], settled: Mapping[Spot, Possible], values: Mapping[int, int]
    ) -> tuple[Decided, Decided]:
        """What the evaluator decides on both sides; raises `PredictionError` where it is not what was foreseen."""
        views = self.bench.views(self.pair, self.member)
        roots = [root for view in views for root in view.roots()]
        terms = self.both.terms
        # what a fact would be that does not apply, or is none, is not looked at: any value will do
        beside = {atom: terms.spans.get(atom, (0, 0))[0] for atom in symbols_of(terms, roots) if atom not in values}
        all_values = terms.values(roots, {**beside, **values})
        decided = []
        for side, id, view, names in zip(
            (self.both.old, self.both.new),
            (self.pair.old, self.pair.new),
            views,
            ({}, self.both.names.parameters),
            strict=True,
        ):
            pins: dict[Input, Possible] = {
                ParameterInput(names.get(name, name), keys): value for (name, keys), value in settled.items()
            }
            foreseen, found = view.decided(all_values), self._evaluated(side, id, household, pins)
            if not agree(foreseen, found):
                raise PredictionError(f"{id} on {side.on}: foreseen {foreseen}, decided {found} for {household}")
            decided.append(found)
        if decided[0] == decided[1]:
            raise PredictionError(f"{self.pair.old}: the same on both sides for {household}")
        return decided[0], decided[1]

    def _evaluated(self, side: Side, id: str, household: Mapping[str, Any], pins: Mapping[Input, Possible]) -> Decided:
        known = restricted(household, side)
        read = HouseholdReader(side.rules.vocabulary).read(known)
        return by_evaluator(side, id, self.member, read, pins)


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


def _text(value: Possible) -> str:
    match value:
        case Truth():
            return "true" if value is Truth.TRUE else "false"
        case Words(value=word) if word is not None:
            return word
        case Numbers(value=figure) if figure is not None:
            return decimal(figure) or str(figure)
        case _:
            raise AssertionError("a figure that is supposed is one value")
