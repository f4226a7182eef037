"""The table of all terms of some comparisons: each is numbered once, and can be read off and worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from elig.prove.errors import NotEncodedError
from elig.prove.lin import TRUE, Lin, Term, constant, holds, number
from elig.prove.term_nodes import (
    And,
    AtMostZero,
    Bounds,
    Floor,
    IsZero,
    Node,
    OfDays,
    Times,
    Truth,
    When,
    Whole,
    parts,
)

MAX_TERMS = 20_000
"""As many terms are made for households of one size; a rule that needs more is not proved."""


class TermTable:
    """Terms by their numbers; each node has a number, from 1 on, and node 1 is true."""

    def __init__(self) -> None:
        self.nodes: list[Node] = [None, None]
        self.spans: dict[int, Bounds] = {}
        """Between which ends an atom lies."""
        self._ids: dict[tuple[object, ...], int] = {}
        self._most = MAX_TERMS
        self._compared: dict[Lin, Term] = {}
        self._equal: dict[Lin, Term] = {}
        self._below: dict[int, Sequence[int]] = {}
        self._support: dict[int, int] = {TRUE: 0}
        self._bits: dict[int, int] = {}
        self.counted: dict[Term, tuple[Lin, int]] = {}
        """Conditions that a count is at least so much: which count, and how much."""
        self.cases: dict[int, frozenset[Lin]] = {}
        """The counts that tell the cases of an atom apart, once they were asked for."""

    def _node(self, kind: Callable[..., Node], *parts: object) -> int:
        key = kind, *parts
        found = self._ids.get(key)
        if found is None:
            if len(self.nodes) > self._most:
                raise NotEncodedError(f"more than {MAX_TERMS} terms")
            found = self._ids[key] = len(self.nodes)
            self.nodes.append(kind(*parts))
        return found

    def allow(self) -> None:
        """Let as many terms be made again as one household may need."""
        self._most = len(self.nodes) + MAX_TERMS

    # ------------------------------------------------------------------ symbols

    def truth(self, name: str) -> Term:
        """A yes-or-no symbol."""
        return self._node(Truth, name)

    def whole(self, name: str, low: int, high: int) -> Lin:
        """A symbol for a whole number between two ends."""
        if low == high:
            return constant(low)
        return self._atom((low, high), Whole, name)

    def _atom(self, span: Bounds, kind: Callable[..., Node], *parts: object) -> Lin:
        if span[0] == span[1]:
            return constant(span[0])
        atom = self._node(kind, *parts)
        self.spans.setdefault(atom, span)
        return 0, ((atom, 1),)

    def span(self, item: Lin) -> Bounds:
        """Between which ends a number surely lies."""
        low = high = item[0]
        for atom, factor in item[1]:
            first, last = self.spans[atom]
            low += factor * (first if factor > 0 else last)
            high += factor * (last if factor > 0 else first)
        return low, high

    # ------------------------------------------------------------------ reading terms

    def cone(self, roots: Iterable[int]) -> list[int]:
        """All terms and atoms that some are made of, each after those below it, which have lower numbers."""
        found, waiting = {TRUE}, [abs(root) for root in roots]
        while waiting:
            atom = waiting.pop()
            if atom not in found:
                found.add(atom)
                waiting.extend(self._below.get(atom) or self.parts_of(atom))
        found.remove(TRUE)
        return sorted(found)

    def support(self, atom: int) -> int:
        """The symbols that a term or an atom is made of, each a bit of the number."""
        found, waiting = self._support, [atom]
        while waiting:
            top = waiting[-1]
            if top not in found:
                below = self.parts_of(top)
                lacking = [part for part in below if part not in found]
                if lacking:
                    waiting.extend(lacking)
                    continue
                found[top] = self._bit(top) if self.is_symbol(top) else self.supports(below)
            waiting.pop()
        return found[atom]

    def _bit(self, symbol: int) -> int:
        return self._bits.setdefault(symbol, 1 << len(self._bits))

    def supports(self, atoms: Iterable[int]) -> int:
        """The symbols that some terms and atoms are made of, each a bit of the number."""
        bits = 0
        for atom in atoms:
            bits |= self.support(abs(atom))
        return bits

    def parts_of(self, atom: int) -> Sequence[int]:
        """The terms and atoms directly below one."""
        found = self._below.get(atom)
        if found is None:
            found = self._below[atom] = parts(self.nodes[atom])
        return found

    def values(self, roots: Iterable[int], symbols: Mapping[int, int]) -> dict[int, int]:
        """What every term and atom below some comes to, for values of the symbols (1 and 0 for yes and no).

        A symbol without a value is what is usual: what a fact would be that does not apply is not looked at.
        """
        found = {TRUE: 1, **symbols}
        for atom in self.cone(roots):
            if atom not in found:
                found[atom] = self.usual(atom) if self.is_symbol(atom) else self.value(atom, found)
        return found

    def worth(self, item: Lin, symbols: Mapping[int, int]) -> int:
        """What a number comes to for values of the symbols."""
        return number(item, self.values([atom for atom, _ in item[1]], symbols))

    def conjuncts(self, term: Term) -> Sequence[Term]:
        """The conditions that are all to hold where one does."""
        node = self.nodes[term] if term > 0 else None
        return node.items if isinstance(node, And) else (term,)

    def surely_holds(self, term: Term, values: dict[int, int]) -> bool:
        """Whether a condition holds for values, to which those below it are added; not where a symbol has none."""
        waiting = [abs(term)]
        while waiting:
            atom = waiting[-1]
            if atom in values:
                waiting.pop()
            elif self.is_symbol(atom):
                return False
            elif lacking := [part for part in self.parts_of(atom) if part not in values]:
                waiting.extend(lacking)
            else:
                values[atom] = self.value(atom, values)
        return holds(term, values)

    def is_symbol(self, atom: int) -> bool:
        """Whether a term or an atom is not made of others."""
        return isinstance(self.nodes[atom], (Truth, Whole))

    def usual(self, symbol: int) -> int:
        """What a symbol is of which nothing is asked."""
        return self.spans[symbol][0] if symbol in self.spans else 0

    def value(self, atom: int, found: Mapping[int, int]) -> int:
        """What a term or an atom comes to for the values of those directly below it."""
        match node := self.nodes[atom]:
            case And():
                for item in node.items:
                    if not (found[item] if item > 0 else not found[-item]):
                        return 0
                return 1
            case AtMostZero():
                return int(number(node.of, found) <= 0)
            case IsZero():
                return int(number(node.of, found) == 0)
            case When():
                return number(node.then, found) if holds(node.condition, found) else 0
            case Floor():
                return number(node.of, found) // number(node.by, found)
            case Times():
                return found[node.left] * found[node.right]
            case OfDays():
                return node.calendar.of([number(part, found) for part in node.parts])
            case _:
                raise AssertionError(f"no value for {node}")
