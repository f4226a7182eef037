"""A household that meets some conditions, as the values of its symbols, and the moves that keep it so.

Whether one symbol can be another value beside all others is seen by working out what depends on it: no solver is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heappop, heappush

from elig.prove.lin import TRUE, Term, holds
from elig.prove.solver import Model
from elig.prove.terms import Terms


class Standing:
    """The values of all terms and atoms below some conditions, which hold for them."""

    def __init__(self, terms: Terms, asked: Term, model: Model) -> None:
        self.terms = terms
        self.symbols = dict(model)
        """What each symbol is; one that is not here is not constrained."""
        self._values = {TRUE: 1, **self.symbols}
        self._above: dict[int, list[int]] = {}
        self._placed = set[int]()
        self._held: dict[int, Term] = {}
        self.hold(asked)

    def hold(self, condition: Term) -> None:
        """Keep a condition, which holds, in all further moves."""
        self._place(condition)
        assert holds(condition, self._values), "what is held holds"
        self._held[abs(condition)] = condition

    def holds(self, condition: Term) -> bool:
        """Whether a condition holds as it stands; what it reads of symbols without a value is at its lower end."""
        self._place(condition)
        return holds(condition, self._values)

    def take(self, model: Model) -> None:
        """Let symbols be what they are in another model of all that is held."""
        self.symbols.update(model)
        self._values.update(model)
        for atom in sorted(self._placed):
            if not self.terms.is_symbol(atom):
                self._values[atom] = self.terms.value(atom, self._values)

    def move(self, values: Mapping[int, int]) -> bool:
        """Let some symbols be other values, all at once, if all that is held still holds."""
        spans = self.terms.spans
        if any(not low <= value <= high for s, value in values.items() for low, high in (spans.get(s, (0, 1)),)):
            return False
        was: dict[int, int] = {}
        if self._moved({s: value for s, value in values.items() if s in self._placed}, was):
            self.symbols.update(values)
            self._values.update(values)
            return True
        self._values.update(was)
        return False

    # ------------------------------------------------------------------ what depends on what

    def _place(self, condition: Term) -> None:
        """Work out a condition and all that is below it, where that was not done before."""
        waiting, found = [abs(condition)], set[int]()
        while waiting:
            atom = waiting.pop()
            if atom == TRUE or atom in self._placed or atom in found:
                continue
            found.add(atom)
            below = self.terms.parts_of(atom)
            for part in below:
                self._above.setdefault(part, []).append(atom)
            waiting.extend(below)
        self._placed |= found
        for atom in sorted(found):
            if self.terms.is_symbol(atom):
                self._values[atom] = self.symbols.setdefault(atom, self.terms.usual(atom))
            else:
                self._values[atom] = self.terms.value(atom, self._values)

    def _moved(self, values: Mapping[int, int], was: dict[int, int]) -> bool:
        """Work out what depends on symbols for values of them, until something that is held does not hold.

        What is made of terms has a higher number than they have, so each is worked out after all below it.
        """
        waiting, seen = sorted(values), set(values)
        while waiting:
            atom = heappop(waiting)
            result = values[atom] if atom in values else self.terms.value(atom, self._values)
            if result == self._values[atom]:
                continue
            if self._breaks(atom, result):
                return False
            was[atom], self._values[atom] = self._values[atom], result
            for above in self._above.get(atom, ()):
                if above not in seen:
                    seen.add(above)
                    heappush(waiting, above)
        return True

    def _breaks(self, atom: int, value: int) -> bool:
        held = self._held.get(atom)
        return held is not None and value != (held > 0)
