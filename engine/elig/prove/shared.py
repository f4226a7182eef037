"""Two households that differ in one fact: whatever does not depend on the fact is the same thing in both.

So it may as well be anything at all. What holds whatever it is holds for the two households; the question is then about
one fact and a handful of symbols, whatever the size of the household. The other way round nothing follows: a model of
the general question need not be a household.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import gcd

from elig.prove.answers import Ends, OutcomeTerms
from elig.prove.lin import FALSE, TRUE, ZERO, Lin, Term, constant, plus, scaled
from elig.prove.possible import Divisor, Exact
from elig.prove.term_nodes import And, AtMostZero, Floor, IsZero, OfDays, Times, Truth, When, Whole
from elig.prove.terms import Terms


class Shared:
    """Terms some symbols of which are to be others; all that does not depend on them is a symbol of its own.

    Where the rest is to be `kept`, it stays as it is.
    """

    def __init__(self, terms: Terms, moving: frozenset[int], *, kept: bool = False) -> None:
        self.terms = terms
        self.kept = kept
        self._moving = terms.supports(moving)

    def copy(self, symbols: Mapping[int, int]) -> Copy:
        """The terms with other symbols in place of those that move."""
        wholes: dict[int, Lin] = {atom: (0, ((other, 1),)) for atom, other in symbols.items()}
        return Copy(self, symbols, wholes)

    def known(self, values: Mapping[int, int]) -> Copy:
        """The terms where what moves is known."""
        truths = {atom: TRUE if value else FALSE for atom, value in values.items()}
        return Copy(self, truths, {atom: constant(value) for atom, value in values.items()})

    def depends(self, atom: int) -> bool:
        """Whether a term or an atom depends on what moves."""
        return bool(self.terms.support(atom) & self._moving)

    def either(self, atom: int) -> Term:
        """A symbol for a condition that does not depend on what moves."""
        return atom if self.kept else self.terms.truth(f"shared {atom}")

    def anything(self, item: Lin) -> Lin:
        """A symbol for a number that does not depend on what moves; the same one for its multiples."""
        value, parts = item
        if not parts or self.kept:
            return item
        factor = gcd(*(factor for _, factor in parts))
        factor = -factor if parts[0][1] < 0 else factor
        unit = 0, tuple((atom, part // factor) for atom, part in parts)
        low, high = self.terms.span(unit)
        return plus((value, ()), scaled(self.terms.whole(f"shared {unit[1]}", low, high), factor))


class Copy:
    """One of the two households: what each symbol that moves is in it, as a condition or as a number."""

    def __init__(self, shared: Shared, truths: Mapping[int, Term], wholes: Mapping[int, Lin]) -> None:
        self.shared = shared
        self.terms = shared.terms
        self._truths = truths
        self._wholes = wholes
        self._terms: dict[int, Term] = {}
        self._atoms: dict[int, Lin] = {}

    def outcome(self, found: OutcomeTerms) -> OutcomeTerms:
        """An outcome in this household."""
        return OutcomeTerms(self.term(found.due), self.term(found.not_due))

    def ends(self, found: Ends) -> Ends:
        """An interval in this household."""
        return Ends(
            self._exact(found.low), self._exact(found.high), self.term(found.low_open), self.term(found.high_open)
        )

    def _exact(self, end: Exact) -> Exact:
        return Exact(self.number(end.over), Divisor(end.by.by, self.number(end.by.per)))

    def term(self, term: Term) -> Term:
        """A condition in this household."""
        atom = abs(term)
        if atom == TRUE:
            return term
        if atom not in self._terms:
            dependent = self.shared.depends(atom)
            self._terms[atom] = self._condition(atom) if dependent else self.shared.either(atom)
        return self._terms[atom] if term > 0 else -self._terms[atom]

    def number(self, item: Lin) -> Lin:
        """A number in this household."""
        value, parts = item
        moved = [part for part in parts if self.shared.depends(part[0])]
        if not moved:
            return self.shared.anything(item)
        same = tuple([part for part in parts if part not in moved])
        changed = [scaled(self._atom(atom), factor) for atom, factor in moved]
        return plus((value, ()), self.shared.anything((0, same)), *changed)

    def _condition(self, atom: int) -> Term:
        match self.terms.nodes[atom]:
            case And(items):
                return self.terms.all_of(self.term(item) for item in items)
            case AtMostZero(of):
                return self.terms.at_most(self.number(of), ZERO)
            case IsZero(of):
                return self.terms.equal(self.number(of), ZERO)
            case Truth():
                return self._truths[atom]
            case node:
                raise AssertionError(f"{node} is no condition")

    def _atom(self, atom: int) -> Lin:
        if atom not in self._atoms:
            self._atoms[atom] = self._number(atom)
        return self._atoms[atom]

    def _number(self, atom: int) -> Lin:
        terms = self.terms
        match terms.nodes[atom]:
            case Whole():
                return self._wholes[atom]
            case When(condition, then):
                return terms.choose(self.term(condition), self.number(then), ZERO)
            case Floor(of, by):
                return terms.floor(self.number(of), self.number(by))
            case Times(left, right):
                return terms.times(self.number((0, ((left, 1),))), self.number((0, ((right, 1),))))
            case OfDays(calendar, parts):
                return terms.of_days(calendar, *(self.number(part) for part in parts))
            case node:
                raise AssertionError(f"{node} is no number")
