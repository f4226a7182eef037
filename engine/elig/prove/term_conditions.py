"""Conditions made of conditions, folded as they are made."""

from __future__ import annotations

from collections.abc import Iterable

from elig.prove.lin import FALSE, TRUE, Term
from elig.prove.term_nodes import And
from elig.prove.term_table import TermTable


class ConditionTerms(TermTable):
    """`and`, `or` and what is made of them."""

    def __init__(self) -> None:
        super().__init__()
        self._denied: dict[int, tuple[Term, ...]] = {}

    def all_of(self, items: Iterable[Term]) -> Term:
        """`and`: flat, without what follows from its other items."""
        found: dict[Term, None] = {}
        for item in items:
            node = self.nodes[item] if item > 1 else None
            for part in node.items if isinstance(node, And) else (item,):
                if part == FALSE or -part in found:
                    return FALSE
                if part != TRUE:
                    found[part] = None
        return self._all(found)

    def _all(self, found: dict[Term, None]) -> Term:
        """The items of an `and`, where those that are an `or` lose what the others decide."""
        holding = found.keys()
        for item in tuple(found):
            node = self.nodes[-item] if item < 0 else None
            if not isinstance(node, And):
                continue
            if not holding.isdisjoint(self._denials(-item, node)):
                del found[item]
            elif not holding.isdisjoint(node.items):
                del found[item]
                return self.all_of((*found, -self.all_of(part for part in node.items if part not in found)))
        if not found:
            return TRUE
        return next(iter(found)) if len(found) == 1 else self._node(And, tuple(sorted(found)))

    def _denials(self, atom: int, node: And) -> tuple[Term, ...]:
        """What denies one of the items of an `and`."""
        found = self._denied.get(atom)
        if found is None:
            found = self._denied[atom] = tuple([-part for part in node.items])
        return found

    def any_of(self, items: Iterable[Term]) -> Term:
        """`or`."""
        return -self.all_of([-item for item in items])

    def either(self, condition: Term, yes: Term, no: Term) -> Term:
        """One of two conditions, as a third says."""
        if yes == no:
            return yes
        return self.any_of((self.all_of((condition, yes)), self.all_of((-condition, no))))

    def differ(self, left: Term, right: Term) -> Term:
        """Whether exactly one of two conditions holds."""
        return self.either(left, -right, right)
