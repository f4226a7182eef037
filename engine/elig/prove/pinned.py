"""What conditions say outright of single symbols, and what is left to be asked where these are known."""

from __future__ import annotations

from elig.prove.errors import NotEncodedError
from elig.prove.lin import Term
from elig.prove.shared import Shared
from elig.prove.term_nodes import AtMostZero, IsZero, Truth, Whole
from elig.prove.terms import Terms
from elig.records import Struct


class Asked(Struct):
    """A condition as the solver is asked it: the symbols that it leaves no choice, and the rest with these known."""

    whole: Term
    pins: dict[int, int]
    rest: Term

    @classmethod
    def of(cls, terms: Terms, condition: Term) -> Asked:
        """The condition taken apart, until nothing more follows."""
        pins: dict[int, int] = {}
        rest = condition
        while found := dict(pin for part in terms.conjuncts(rest) if (pin := _pin(terms, part)) is not None):
            try:
                known = Shared(terms, frozenset(found), kept=True).known(found)
                rest = terms.all_of(known.term(part) for part in terms.conjuncts(rest))
            except NotEncodedError:
                break  # too many terms to write them once more: it is asked as it stands
            pins |= found
        return cls(condition, pins, rest)

    def condition(self, terms: Terms) -> Term:
        """The condition once more, with less in it that depends on anything."""
        return terms.all_of((*(terms.is_value(atom, value) for atom, value in self.pins.items()), self.rest))


def _pin(terms: Terms, condition: Term) -> tuple[int, int] | None:
    """The symbol that a condition leaves one value, and the value."""
    match terms.nodes[abs(condition)]:
        case Truth():
            return abs(condition), int(condition > 0)
        case IsZero((value, ((atom, 1),))) if condition > 0 and isinstance(terms.nodes[atom], Whole):
            return atom, -value
        case AtMostZero((value, ((atom, 1),))) if isinstance(terms.nodes[atom], Whole):
            end = terms.spans[atom][0 if condition > 0 else 1]
            return (atom, end) if end == (-value if condition > 0 else 1 - value) else None
        case _:
            return None
