"""Which way terms go as a symbol rises: read off what they are made of, so that no solver has to be asked.

What is neither seen to rise nor to fall may do either; nothing is said of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from elig.prove.answers import Ends, OutcomeTerms
from elig.prove.lin import Lin, Term, scaled
from elig.prove.term_nodes import And, AtMostZero, Floor, IsZero, OfDays, Times, When
from elig.prove.terms import Terms

Lean = int | None
"""1: it rises or stays (or holds from then on), -1: it falls or stays, 0: it stays; None: it may do either."""


class Leaning:
    """The way that terms go as symbols rise, or from no to yes; or the other way round."""

    def __init__(self, terms: Terms, symbols: Iterable[int], *, rises: bool) -> None:
        self.terms = terms
        self._found: dict[int, Lean] = dict.fromkeys(symbols, 1 if rises else -1)

    def never_worse(self, outcome: OutcomeTerms) -> bool:
        """Whether an outcome is seen never to fall: from due over undetermined to not due."""
        return self.of(outcome.due) in (0, 1) and self.of(outcome.not_due) in (0, -1)

    def never_less(self, ends: Ends) -> bool:
        """Whether neither end of an amount is seen to fall: an open one is the lowest, and the highest, of all."""
        opens = self.of(ends.low_open) in (0, -1) and self.of(ends.high_open) in (0, 1)
        same = all(self.number(end.by.per) == 0 for end in (ends.low, ends.high))
        return opens and same and all(self.number(end.over) in (0, 1) for end in (ends.low, ends.high))

    def of(self, term: Term) -> Lean:
        """The way that a condition goes."""
        for atom in self.terms.cone([term]):
            if atom not in self._found:
                self._found[atom] = self._lean(atom)
        return self._term(term)

    def number(self, item: Lin) -> Lean:
        """The way that a number goes."""
        for atom, _ in item[1]:
            self.of(atom)
        return self._number(item)

    # ------------------------------------------------------------------ by what they are made of

    def _term(self, term: Term) -> Lean:
        lean = self._found.get(abs(term), 0)
        return lean if term > 0 else _turned(lean)

    def _number(self, item: Lin) -> Lean:
        leans = ((self._found[atom], factor) for atom, factor in item[1])
        return _together(lean if factor > 0 else _turned(lean) for lean, factor in leans)

    def _lean(self, atom: int) -> Lean:
        match self.terms.nodes[atom]:
            case And(items):
                return _together(self._term(item) for item in items)
            case AtMostZero(of):
                return _turned(self._number(of))
            case IsZero(of):
                return None if self._number(of) != 0 else 0
            case When(condition, then):
                return self._chosen(condition, then)
            case Floor(of, by):
                return self._number(of) if self._number(by) == 0 and self.terms.span(by)[0] > 0 else None
            case Times(left, right):
                return self._product(left, right)
            case OfDays(calendar, parts):
                leans = ((self._number(part), calendar.falls(place)) for place, part in enumerate(parts))
                return _together(_turned(lean) if falls else lean for lean, falls in leans)
            case _:
                return 0

    def _chosen(self, condition: Term, then: Lin) -> Lean:
        """A number where a condition holds, else nothing."""
        when, lean = self._term(condition), self._number(then)
        if when == 0 or self._is_an_end(condition, then):
            return lean
        sign = self._sign(then)
        if when is None or lean is None or sign == 0:
            return None
        return when * sign if lean in (0, when * sign) else None

    def _is_an_end(self, condition: Term, then: Lin) -> bool:
        """Whether it is the greater, or the lesser, of a number and nothing."""
        node = self.terms.nodes[abs(condition)]
        return isinstance(node, AtMostZero) and node.of in (then, scaled(then, -1))

    def _product(self, left: int, right: int) -> Lean:
        for one, other in ((left, right), (right, left)):
            if self._found[one] == 0:
                sign = self._sign((0, ((one, 1),)))
                lean = self._found[other]
                return lean if sign == 1 or lean in (0, None) else _turned(lean) if sign == -1 else None
        return None

    def _sign(self, item: Lin) -> int:
        """1 for a number from 0 on, -1 for one up to 0, else 0."""
        low, high = self.terms.span(item)
        return 1 if low >= 0 else -1 if high <= 0 else 0


def _turned(lean: Lean) -> Lean:
    return None if lean is None else -lean


def _together(leans: Iterable[Lean]) -> Lean:
    """The way of all together, where none of them goes another way."""
    found = set(leans) - {0}
    if None in found or len(found) > 1:
        return None
    return next(iter(found), 0)
