"""A decision that keeps what the function gave and makes the rest when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from elig.compile.cells import Told
from elig.compile.function import Function, Raw
from elig.compile.grants import Minor, left_over, minor_of, minor_units
from elig.compile.rights import Row
from elig.compile.table import ANSWERS, ASK, NOT_IN_FORCE
from elig.compile.verdict import Verdict
from elig.evaluate.cases import decide
from elig.evaluate.check import not_in_force
from elig.evaluate.decision import GrantResult, Result
from elig.evaluate.environment import Environment
from elig.evaluate.table import Answer, join_answers
from elig.values import Outcome

if TYPE_CHECKING:
    from elig.compile.decider import Decider, Place

_FIGURES = (int, tuple)
_NOWHERE = 0, 0
OUTCOMES = (*(outcome for outcome, _ in ANSWERS), None)


class Decided:
    """The answers for one household on one day: `decided["urban_dibao"]`, `decided["insurance_subsidy"]["m2"]`."""

    __slots__ = ("_decider", "_environment", "_place", "_settled", "_used", "function", "raw", "told")

    def __init__(self, told: Told, used: Told, raw: Raw, function: Function, place: Place, decider: Decider) -> None:
        """`used` is the household as it was decided: with codes that are in use, and with what is told drawn on."""
        self.told = told
        self._used = used
        self.raw = raw
        self.function = function
        self._place = place
        self._decider = decider

    def __getitem__(self, entitlement: str) -> Verdict:
        row = self.function.by_name.get(entitlement)
        if row is None:
            return self._absent(entitlement)
        if row.entitlement.of_member or row.refused:
            return Verdict(self, row, None, ())
        return Verdict(self, row, None, self.cells(row, None))

    def __iter__(self) -> Iterator[Verdict]:
        return (self[name] for name in self._place.checker.rules.rules.entitlements)

    def cells(self, row: Row, place: int | None) -> tuple[Any, ...]:
        """A right's row, for the household or the member at a place; an answer that is not sure goes through cases."""
        start = row.start
        own: tuple[Any, ...] = self.raw[start : start + row.width] if place is None else self.raw[start][place]
        return own if own[0] != ASK else self._by_cases(row, place) or own

    def _by_cases(self, row: Row, place: int | None) -> tuple[Any, ...] | None:
        """The row that going through its cases gives, kept; None where the evaluator is to be asked."""
        right = self._place.functions.right(row.entitlement)
        if right is None:
            return None
        key = row.start, place
        try:
            kept = self._settled
        except AttributeError:
            self._settled: dict[tuple[int, int | None], tuple[Any, ...]] = {}
            kept = self._settled
        if key not in kept:
            kept[key] = right.row(self._used, place, lambda: self.environment)
        return kept[key]

    def outcome(self, entitlement: str) -> Outcome:
        """The household's outcome, without more ado."""
        try:
            found = OUTCOMES[self.raw[self.function.answers[entitlement]]]
        except KeyError:  # it is of members, not in force, or left to the evaluator
            found = None
        return self[entitlement].outcome if found is None else found

    def minor(self, entitlement: str, grant: str) -> Minor:
        """What the household is given if it is due, exactly: an `int` in the minor unit of money, or its two ends.

        None where it is not due, or where the rule states no amount; what is not money is in its own unit.
        """
        place, answer = self.function.slots.get((entitlement, grant), _NOWHERE)
        if place:
            slot = self.raw[place]
            if slot.__class__ is int or slot.__class__ is tuple or (slot is None and self.raw[answer] != ASK):
                return slot
        amount = self[entitlement].amount(grant)
        return minor_of(amount, self._minor(entitlement, grant))

    def left(self, entitlement: str, grant: str) -> Minor:
        """What is left of a ceiling, as `minor` gives it; None where nothing says what is used."""
        place, answer = self.function.slots.get((entitlement, grant), _NOWHERE)
        if place and self.raw[answer] != ASK:
            cap, used = self.raw[place], self.raw[place + 1]
            if cap is None:
                return None
            if cap.__class__ in _FIGURES and used.__class__ in _FIGURES:
                return left_over(cap, used)
        return minor_of(self[entitlement].left(grant), self._minor(entitlement, grant))

    def _minor(self, entitlement: str, grant: str) -> int:
        given = next(found for found in self._place.checker.rules.entitlements[entitlement].grants if found.id == grant)
        return minor_units(given.unit, self.function.vocabulary)

    @property
    def region(self) -> str | None:
        """The policy of the region by which it was decided; None where only what holds everywhere does."""
        policy = self._place.checker.rules.rules.policy
        return policy.id if policy.jurisdiction else None

    @property
    def verdicts(self) -> Iterator[Verdict]:
        """Every answer, in file order, those of members one by one."""
        for found in self:
            if found.entitlement.of_member:
                yield from found.members
            else:
                yield found

    def to_json(self) -> str:
        """Outcomes and amounts as one line of JSON text, `answers/1`."""
        return self._decider.answers(self, self._place)

    @property
    def environment(self) -> Environment:
        """What the evaluator knows of the household."""
        try:
            return self._environment
        except AttributeError:
            self._environment: Environment = self._decider.environment(self.told, self._place.checker)
            return self._environment

    def result(self, entitlement: str, place: int | None) -> Result:
        """The evaluator's own answer, for the household or for the member at a place in the list."""
        rules = self._place.checker.rules
        absent = rules.absent.get(entitlement)
        if absent is not None:
            return not_in_force(absent, self.environment, place)
        return self._place.checker.result(rules.entitlements[entitlement], self.environment, place)

    def given(self, entitlement: str, place: int | None) -> tuple[GrantResult, ...]:
        """What the evaluator finds to be given, to the household or to the member at a place in the list."""
        checker = self._place.checker
        return checker.grants(checker.rules.entitlements[entitlement], self.environment, place)

    def cases(self, row: Row, place: int | None) -> Answer:
        """The evaluator's answer alone, gone through case by case, for each choice of open readings."""
        checker, entitlement = self._place.checker, row.entitlement
        plan = partial(checker.plan, entitlement)
        envs = (self.environment.choosing(dict(options)) for options in row.options or ((),))
        return join_answers(decide(entitlement, plan, env, place) for env in envs)

    def _absent(self, name: str) -> Verdict:
        absent = self._place.checker.rules.absent[name]
        return Verdict(self, Row(absent.entitlement, 0, ()), None, (NOT_IN_FORCE,))
