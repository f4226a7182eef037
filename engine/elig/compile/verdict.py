"""The answer for one right and one subject: what the function gave; the rest is asked of the evaluator."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from elig.compile.grants import ELSEWHERE, Apart, grant_of, interval, minor_units
from elig.compile.rights import Options, Row
from elig.compile.table import ANSWERS, ASK, DUE, NOT_IN_FORCE
from elig.compile.trace import Branch, Tree
from elig.evaluate.decision import GrantResult, Missing, Result
from elig.evaluate.grants import left_of
from elig.evaluate.table import Answer
from elig.program.model import Grant
from elig.values import Applicable, Interval, Met, Outcome

if TYPE_CHECKING:
    from elig.compile.decided import Decided


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
