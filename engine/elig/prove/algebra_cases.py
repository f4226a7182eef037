"""Possible values case by case: conditions of conditions, one of several values, and the hull of many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from elig.prove.lin import FALSE, TRUE, Lin, Term
from elig.prove.possible import End, Exact, May, Part, Quantity, Value, Word, WordSet, combined, common, known
from elig.prove.terms import Terms
from elig.records import replace

MAX_PARTS = 16
"""So many single figures are kept apart before they become an interval."""


class CaseAlgebra:
    """What is possible where one of several cases is."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms

    # ------------------------------------------------------------------ conditions

    def invert(self, item: May) -> May:
        """`not`."""
        return May(item.no, item.yes)

    def all_of(self, items: Sequence[May]) -> May:
        """`and`."""
        yes = self.terms.all_of(item.yes for item in items)
        if all(item.is_known for item in items):
            return known(yes)
        return May(yes, self.terms.any_of(item.no for item in items))

    def any_of(self, items: Sequence[May]) -> May:
        """`or`."""
        return self.invert(self.all_of([self.invert(item) for item in items]))

    # ------------------------------------------------------------------ several cases

    def join(self, cases: Sequence[tuple[Term, Value]]) -> Value:
        """What is possible over cases that may each be; where exactly one of them is, it is that one."""
        cases = [(case, value) for case, value in cases if case != FALSE]
        if len(cases) == 1 and cases[0][0] == TRUE:
            return cases[0][1]
        if len(cases) == 2 and cases[0][0] == -cases[1][0]:
            return self.choose(cases[0][0], cases[0][1], cases[1][1])
        return self._join(cases)

    def join_apart(self, cases: Sequence[tuple[Term, Value]]) -> Value:
        """What is possible over cases of which exactly one is."""
        *others, (_, found) = [(case, value) for case, value in cases if case != FALSE]
        for case, value in reversed(others):
            found = self.choose(case, value, found)
        return found

    def _join(self, cases: Sequence[tuple[Term, Value]]) -> Value:
        terms = self.terms
        match cases[0][1]:
            case May():
                items = [(case, value) for case, value in cases if isinstance(value, May)]
                yes, no = (terms.any_of(terms.all_of((c, getattr(v, end))) for c, v in items) for end in ("yes", "no"))
                return May(yes, no)
            case Quantity():
                held = [self.where(case, value) for case, value in cases if isinstance(value, Quantity)]
                none, undefined = (terms.any_of(getattr(h, flag) for h in held) for flag in ("none", "undefined"))
                return self._gathered([part for item in held for part in item.parts], none, undefined)
            case Word():
                words = [(case, value) for case, value in cases if isinstance(value, Word)]
                none = terms.any_of(terms.all_of((case, value.none)) for case, value in words)
                parts = [(terms.all_of((case, may)), word) for case, value in words for may, word in value.parts]
                return Word(tuple(part for part in parts if part[0] != FALSE), none)
            case WordSet():
                sets = [(case, value) for case, value in cases if isinstance(value, WordSet)]
                return WordSet(lambda word: self._truth(self._join([(case, one.has(word)) for case, one in sets])))

    @staticmethod
    def _truth(value: Value) -> May:
        assert isinstance(value, May), "a set has a word or not"
        return value

    def where(self, case: Term, item: Quantity) -> Quantity:
        """A number in a case, and nothing elsewhere."""
        both = self.terms.all_of
        parts = tuple(replace(part, may=both((case, part.may))) for part in item.parts)
        kept = tuple(part for part in parts if part.may != FALSE)
        return Quantity(kept, both((case, item.none)), both((case, item.undefined)))

    def _gathered(self, parts: Sequence[Part], none: Term, undefined: Term) -> Quantity:
        """Parts as one number; one interval where they are many."""
        merged: dict[tuple[End, End], Term] = {}
        for part in parts:
            ends = part.low, part.high
            merged[ends] = self.terms.any_of((merged.get(ends, FALSE), part.may))
        listed = tuple(Part(may, low, high) for (low, high), may in merged.items())
        if len(listed) > MAX_PARTS:
            listed = (self.hull(listed),)
        return Quantity(listed, none, undefined)

    def choose(self, condition: Term, yes: Value, no: Value) -> Value:
        """One of two, as a condition says that is not open."""
        if condition in (TRUE, FALSE) or yes == no:
            return no if condition == FALSE else yes
        terms = self.terms
        if isinstance(yes, May) and isinstance(no, May):
            found = terms.either(condition, yes.yes, no.yes)
            if yes.is_known and no.is_known:
                return known(found)
            return May(found, terms.either(condition, yes.no, no.no))
        if isinstance(yes, Quantity) and isinstance(no, Quantity):
            return self._chosen(condition, yes, no)
        if isinstance(yes, Word) and isinstance(no, Word) and len(yes.parts) <= 1 >= len(no.parts):
            none = terms.either(condition, yes.none, no.none)
            return Word(self._chosen_words(condition, yes, no), none)
        if isinstance(yes, WordSet) and isinstance(no, WordSet):
            return WordSet(lambda word: self._truth(self.choose(condition, yes.has(word), no.has(word))))
        return self._join([(condition, yes), (-condition, no)])

    def _chosen(self, condition: Term, yes: Quantity, no: Quantity) -> Quantity:
        terms = self.terms
        none = terms.either(condition, yes.none, no.none)
        undefined = terms.either(condition, yes.undefined, no.undefined)
        if len(yes.parts) > 1 or len(no.parts) > 1 or not _alike(yes.parts, no.parts):
            parts = (*self.where(condition, yes).parts, *self.where(-condition, no).parts)
            return Quantity(parts, none, undefined)
        if not yes.parts or not no.parts:
            one = self.where(condition, yes) if yes.parts else self.where(-condition, no)
            return Quantity(one.parts, none, undefined)
        first, second = yes.parts[0], no.parts[0]
        may = terms.either(condition, first.may, second.may)
        low = self._chosen_end(condition, first.low, second.low)
        is_point = first.is_point and second.is_point
        high = low if is_point else self._chosen_end(condition, first.high, second.high)
        return Quantity((Part(may, low, high),), none, undefined)

    def _chosen_end(self, condition: Term, yes: End, no: End) -> End:
        if yes is None or no is None:
            return None
        return combined(self.terms, yes, no, partial(self.terms.choose, condition))

    def _chosen_words(self, condition: Term, yes: Word, no: Word) -> tuple[tuple[Term, Lin], ...]:
        terms = self.terms
        if yes.parts and no.parts:
            (first, one), (second, other) = yes.parts[0], no.parts[0]
            return ((terms.either(condition, first, second), terms.choose(condition, one, other)),)
        sided = [(condition, part) for part in yes.parts] + [(-condition, part) for part in no.parts]
        return tuple((terms.all_of((side, may)), word) for side, (may, word) in sided)

    # ------------------------------------------------------------------ from one end to the other

    def hull(self, parts: Sequence[Part]) -> Part:
        """The interval from the lowest to the highest of what is possible."""
        first, *others = parts
        may, low, high = first.may, first.low, first.high
        for part in others:
            low = self._outer(may, low, part.may, part.low, self.terms.least)
            high = self._outer(may, high, part.may, part.high, self.terms.largest)
            may = self.terms.any_of((may, part.may))
        return Part(may, low, high)

    def _outer(self, may: Term, end: End, other_may: Term, other: End, pick: Callable[[Lin, Lin], Lin]) -> End:
        if end is None or other is None:
            return None
        first, second, by = common(self.terms, end, other)
        both = self.terms.all_of((may, other_may))
        return Exact(self.terms.choose(both, pick(first, second), self.terms.choose(may, first, second)), by)


def _alike(left: Sequence[Part], right: Sequence[Part]) -> bool:
    """Whether parts are open at the same ends, so that they can be told apart by a condition in their figures."""
    if not left or not right:
        return True
    return (left[0].low is None, left[0].high is None) == (right[0].low is None, right[0].high is None)
