"""What a household is told of one entitlement: as the terms foresee it, and as the evaluator decides it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from elig.evaluate.decide import environment
from elig.evaluate.decision import Result
from elig.evaluate.environment import Input
from elig.evaluate.grants import payable_of
from elig.facts.reading import HouseholdReader
from elig.prove.answers import Answer, Ends, GrantTerms, OutcomeTerms
from elig.prove.comparison import Seen
from elig.prove.errors import PredictionError
from elig.prove.lin import Term, holds, number
from elig.prove.outcomes import Outcomes
from elig.prove.possible import Exact
from elig.prove.sides import Side
from elig.prove.terms import Terms
from elig.records import Struct
from elig.values import Interval, Met, Outcome, Possible


class Figures(Struct):
    """What a grant comes to if it is due."""

    amount: Interval | None
    used: Interval | None
    left: Interval | None
    lasts: Interval | None


class Decided(Struct):
    """An outcome, that under each choice of open readings, the grants by id where it is not surely not due, and met."""

    outcome: Outcome
    by_reading: Mapping[frozenset[tuple[str, str]], Outcome]
    grants: Mapping[str, Figures]
    met: Met | None

    def seen(self) -> Seen:
        """What is shown of it."""
        readings = tuple((tuple(sorted(options)), outcome) for options, outcome in self.by_reading.items())
        amounts = tuple((id, payable_of(found.amount, self.outcome)) for id, found in self.grants.items())
        return Seen(self.outcome, readings, amounts)


NOTHING = Decided(Outcome.NOT_IN_FORCE, {}, {}, None)


class View(Struct):
    """One entitlement of one side for one subject, as terms."""

    answer: Answer
    grants: Mapping[str, GrantTerms]
    met: tuple[Term, Term] | None

    @classmethod
    def of(cls, outcomes: Outcomes, id: str, member: int | None, *, amounts: bool = True, met: bool = True) -> View:
        """The view of an entitlement, if wanted with its grants and when it is met; not in force: nothing but that."""
        found = outcomes.dated.entitlements.get(id)
        if found is None:
            return cls(outcomes.answer(id, member), {}, None)
        grants = {grant.id: outcomes.grant(found, grant, member) for grant in found.grants if amounts}
        return cls(outcomes.answer(id, member), grants, outcomes.met(found, member) if met else None)

    def roots(self) -> list[int]:
        """All terms and atoms of the view."""
        outcomes = [self.answer.outcome, *(outcome for _, outcome in self.answer.by_reading)]
        found = [term for outcome in outcomes for term in (outcome.due, outcome.not_due)]
        found += self.met or ()
        for grant in self.grants.values():
            found.append(grant.has_lasts)
            for ends in (grant.amount, grant.used, grant.left, grant.lasts):
                if ends is not None:
                    found += [ends.low_open, ends.high_open]
                    parts = (part for end in (ends.low, ends.high) for part in (end.over, end.by.per))
                    found += [atom for part in parts for atom, _ in part[1]]
        return found

    def decided(self, values: Mapping[int, int]) -> Decided:
        """What the terms say for values of all their nodes."""
        outcome = _outcome(self.answer.outcome, values)
        listed = self.answer.by_reading if len(self.answer.by_reading) > 1 else ()
        by_reading = {frozenset(options): _outcome(found, values) for options, found in listed}
        grants = self.grants if outcome is not Outcome.NOT_DUE else {}
        met = self.met if outcome is Outcome.DUE else None
        return Decided(
            outcome, by_reading, {id: _figures(found, values) for id, found in grants.items()}, _met(met, values)
        )


def _outcome(terms: OutcomeTerms, values: Mapping[int, int]) -> Outcome:
    if holds(terms.due, values):
        return Outcome.DUE
    return Outcome.NOT_DUE if holds(terms.not_due, values) else Outcome.UNDETERMINED


def _met(terms: tuple[Term, Term] | None, values: Mapping[int, int]) -> Met | None:
    if terms is None:
        return None
    return Met.YES if holds(terms[0], values) else Met.NO if holds(terms[1], values) else Met.UNKNOWN


def _figures(grant: GrantTerms, values: Mapping[int, int]) -> Figures:
    amount, used, left = (None if e is None else interval(e, values) for e in (grant.amount, grant.used, grant.left))
    has_lasts = grant.lasts is not None and holds(grant.has_lasts, values)
    lasts = interval(grant.lasts, values) if grant.lasts is not None and has_lasts else None
    return Figures(amount, used, left, lasts)


def interval(ends: Ends, values: Mapping[int, int]) -> Interval:
    """An interval for values of all nodes."""
    low = None if holds(ends.low_open, values) else figure(ends.low, values)
    return Interval(low, None if holds(ends.high_open, values) else figure(ends.high, values))


def figure(end: Exact, values: Mapping[int, int]) -> Fraction:
    """A number for values of all nodes."""
    by = end.by.by * number(end.by.per, values)
    return Fraction(number(end.over, values), by) if by else Fraction(0)  # of nothing counted nothing is said


class Replay(Struct):
    """One entitlement of one side for one subject, to be decided by the evaluator."""

    side: Side
    id: str
    member: int | None

    def decided(self, household: Mapping[str, Any], settled: Mapping[Input, Possible]) -> Decided:
        """What the evaluator decides; raises `HouseholdError` where the household makes no sense to it."""
        side, found = self.side, self.side.dated.entitlements.get(self.id)
        read = HouseholdReader(side.rules.vocabulary).read(household)
        env = environment(side.checker, side.program, read, {})
        side.checker.refuse_nonsense(env)
        if found is None:
            return NOTHING
        return of_result(side.checker.result(found, env.suppose(settled) if settled else env, self.member))

    def as_foreseen(
        self,
        terms: Terms,
        view: View,
        values: Mapping[int, int],
        household: Mapping[str, Any],
        settled: Mapping[Input, Possible],
    ) -> Decided:
        """What the evaluator decides; raises `PredictionError` where it is not what a view foresees."""
        foreseen = view.decided(terms.values(view.roots(), values))
        told = self.decided(household, settled)
        if not agree(foreseen, told):
            message = f"{self.id} on {self.side.on}: foreseen {foreseen}, decided {told} for {household}"
            raise PredictionError(message)
        return told


def of_result(result: Result) -> Decided:
    """A result of the evaluator without its reasons."""
    by_reading = {frozenset(option.options): option.outcome for option in result.by_reading}
    grants = {g.id: Figures(g.if_due, g.used, g.left, g.lasts) for g in result.grants}
    return Decided(result.outcome, by_reading, grants, result.met)


def agree(foreseen: Decided, found: Decided) -> bool:
    """Whether the terms and the evaluator say the same; what is not in force is not due."""
    if found.outcome is Outcome.NOT_IN_FORCE:
        return foreseen.outcome is Outcome.NOT_DUE
    return foreseen == found
