"""A decision that keeps what the function gave and makes the rest when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from elig.compile.cells import Told
from elig.compile.function import Function, Raw
from elig.compile.grants import ELSEWHERE, Apart, grant_of, interval, left_over, minor_of, minor_units
from elig.compile.rights import Options, Row
from elig.compile.table import ANSWERS, ASK, DUE, NOT_IN_FORCE
from elig.compile.trace import Branch, Tree
from elig.compile.wide import Ends
from elig.evaluate.cases import decide
from elig.evaluate.check import not_in_force
from elig.evaluate.decision import GrantResult, Missing, Result
from elig.evaluate.environment import Environment
from elig.evaluate.grants import left_of
from elig.evaluate.table import Answer, join_answers
from elig.program.model import Grant
from elig.values import Applicable, Interval, Met, Outcome

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

    def minor(self, entitlement: str, grant: str) -> int | Fraction | Ends | None:
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

    def left(self, entitlement: str, grant: str) -> int | Fraction | Ends | None:
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


class Verdict:
    """The answer for one entitlement and one subject."""

    def __init__(self, decided: Decided, row: Row, place: int | None, cells: tuple[Any, ...]) -> None:
        self._decided, self._row, self._place, self._cells = decided, row, place, cells
        self.entitlement = row.entitlement

    def __getitem__(self, member: str) -> Verdict:
        if not self.entitlement.of_member or self._place is not None:
            raise KeyError(member)
        names = self._decided.told.names
        if member not in names:
            raise KeyError(member)
        return self._of(names.index(member))

    @property
    def members(self) -> Iterator[Verdict]:
        """The answers of every member."""
        return (self._of(place) for place in range(len(self._decided.told.names)))

    def _of(self, place: int) -> Verdict:
        row = self._row
        if row.refused:
            cells: tuple[Any, ...] = ()
        elif self._cells == (NOT_IN_FORCE,):
            cells = self._cells
        else:
            cells = self._decided.cells(row, place)
        return Verdict(self._decided, row, place, cells)

    @property
    def subject(self) -> str | None:
        """The member's id, None for the household."""
        return None if self._place is None else self._decided.told.names[self._place]

    @cached_property
    def result(self) -> Result:
        """The evaluator's own answer: reasons, what is missing, citations."""
        return self._decided.result(self.entitlement.id, self._place)

    def tree(self, options: Options = ()) -> tuple[Branch, ...]:
        """The conditions of a traced decision and what they came to, under a choice of open readings."""
        self._one_subject()
        trace = self._decided.function.trace
        if trace is None or not self._cells:
            raise ValueError("the decider was not asked to trace, or leaves this entitlement to the evaluator")
        start, kept, unit = trace
        given, names = self._decided.raw[start:], self._decided.told.names
        tree = Tree(kept, given, names, unit, unit.rules.entitlements)
        return tree.clauses(self.entitlement, self._place, options)

    @cached_property
    def answer(self) -> Answer:
        """The outcome, and whether the subject is reached."""
        self._one_subject()
        if not self._cells:
            return self.result.outcome, self.result.applicable
        code = self._cells[0]
        return self._decided.cases(self._row, self._place) if code == ASK else ANSWERS[code]

    @property
    def outcome(self) -> Outcome:
        """The outcome."""
        return self.answer[0]

    @property
    def applicable(self) -> Applicable:
        """Whether the subject is reached."""
        return self.answer[1]

    @property
    def met(self) -> Met | None:
        """Whether what is due is in place."""
        if self.outcome is not Outcome.DUE or self.entitlement.met_when is None:
            return None
        if not self._cells or self._cells[0] != DUE:
            return self.result.met
        return {True: Met.YES, False: Met.NO, None: Met.UNKNOWN}[self._cells[self._row.met]]

    @property
    def by_reading(self) -> tuple[tuple[tuple[tuple[str, str], ...], Answer], ...]:
        """The answer under each choice of open readings, where there are any."""
        if not self._cells or ASK in self._cells[: self._row.grants]:
            return tuple((option.options, (option.outcome, option.applicable)) for option in self.result.by_reading)
        answers = self._cells[1 : self._row.grants]
        return tuple((options, ANSWERS[code]) for options, code in zip(self._row.options, answers, strict=False))

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What would have to be known for the outcome."""
        return self.result.missing if self.outcome is Outcome.UNDETERMINED else ()

    def amount(self, grant: str) -> Interval | None:
        """What a grant comes to if it is due; None where it is not, or the rule states no amount."""
        slot, given, place = self._slot(grant, 0)
        if slot is ELSEWHERE:
            return self.grants[place].if_due
        return interval(slot, minor_units(given.unit, self._decided.function.vocabulary))

    def left(self, grant: str) -> Interval | None:
        """What is left of a ceiling if it is due; None where it is not, or nothing says what is used."""
        amount, given, place = self._slot(grant, 0)
        used, _, _ = self._slot(grant, 1)
        if ELSEWHERE in (amount, used):
            return self.grants[place].left
        minor = minor_units(given.unit, self._decided.function.vocabulary)
        if isinstance(used, Apart):
            return interval(used.left(minor), minor)
        return left_of(interval(used, minor), interval(amount, minor))

    def _slot(self, grant: str, which: int) -> tuple[Any, Grant, int]:
        """One of a grant's slots; `None` where nothing is given."""
        place, given = next((i, g) for i, g in enumerate(self.entitlement.grants) if g.id == grant)
        if self.outcome in (Outcome.NOT_DUE, Outcome.NOT_IN_FORCE):
            return None, given, place
        if not self._cells or self._cells[0] == ASK:
            return ELSEWHERE, given, place
        return self._cells[self._row.grants + 3 * place + which], given, place

    @cached_property
    def grants(self) -> tuple[GrantResult, ...]:
        """What is given."""
        outcome = self.outcome
        if outcome is Outcome.NOT_DUE or outcome is Outcome.NOT_IN_FORCE:
            return ()
        if not self._cells or self._cells[0] == ASK:
            return self._decided.given(self.entitlement.id, self._place)
        vocabulary = self._decided.function.vocabulary
        found: list[GrantResult] = []
        start = self._row.grants
        for given in self.entitlement.grants:
            slots = self._cells[start : start + 3]
            start += 3
            made = (
                None if slots[0] is ELSEWHERE else grant_of(given, slots, minor_units(given.unit, vocabulary), outcome)
            )
            if made is None:
                return self._decided.given(self.entitlement.id, self._place)
            found.append(made)
        return tuple(found)

    def _one_subject(self) -> None:
        if self.entitlement.of_member and self._place is None:
            raise KeyError(f"{self.entitlement.id} is decided for each member: name one")
