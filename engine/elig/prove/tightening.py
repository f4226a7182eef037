"""Setting the symbols of a household one after the other, each to the first of its preferred values that can be.

What is set in the end does not depend on what the solver did before, nor on which household it happens to find: a value
is taken where a household with it is at hand, and passed over where the solver says that there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TypeVar

from elig.prove.errors import OutOfBudgetError
from elig.prove.lin import FALSE, TRUE, Lin, Term, constant, number
from elig.prove.pinned import Asked
from elig.prove.solver import Model, Session, Solver
from elig.prove.standing import Standing

COARSE = (1_000, 100, 10, 1)
"""Round figures, the roundest first."""

SHARE = 4
"""Each of the many questions about one household is given so much less of the limit."""


class Tightening:
    """A search in which symbols are set one after the other.

    Where the budget ends a value stays as it is: the household is then less plausible, and as right.
    """

    def __init__(self, solver: Solver, asked: Asked, standing: Standing) -> None:
        self.terms = solver.terms
        self._solver = solver
        self._asked = asked
        self._standing = standing
        self._waiting: list[Term] = []
        """What the solver was not told yet."""
        self._set = set(asked.pins)
        """The symbols that are set for good."""

    @property
    def model(self) -> dict[int, int]:
        """What the symbols are; one that is not here is not constrained."""
        return self._standing.symbols

    def prefer(self, condition: Term) -> bool:
        """Hold a condition if it can be held; whether it is."""
        if condition in (TRUE, FALSE):
            return condition == TRUE
        if abs(condition) in self._set:
            return self._standing.holds(condition)
        if self.terms.is_symbol(abs(condition)):
            self._standing.move({abs(condition): int(condition > 0)})
        found = self._can(condition)
        self._hold(condition if found else -condition, abs(condition))
        return found

    def same(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Set symbols to what others are, all of them if that can be, else none."""
        known = {symbol: self.model[other] for symbol, other in pairs if symbol in self.model and other in self.model}
        wanted = {symbol: value for symbol, value in known.items() if symbol not in self._set}
        told = [self.terms.is_value(symbol, value) for symbol, value in wanted.items()]
        if told and (self._standing.move(wanted) or self._can(self.terms.all_of(told))):
            for condition, symbol in zip(told, wanted, strict=True):
                self._hold(condition, symbol)

    def is_free(self, symbol: Lin) -> bool:
        """Whether nothing was asked of a symbol; it is then set to what is wanted."""
        return len(symbol[1]) == 1 and symbol[1][0][0] not in self.model

    def put(self, symbol: Lin, value: int) -> bool:
        """Set a symbol to a value if it can be that; whether it can."""
        if self._is_set(symbol):
            return self._value(symbol) == value
        if not self._move(symbol, value) and not self._can(self.terms.equal(symbol, constant(value))):
            return False
        self._pin(symbol)
        return True

    def fix(self, symbol: Lin, target: int) -> None:
        """Set a symbol as near above a target as can be, else as near below."""
        if self._is_set(symbol):
            return
        self._near(symbol, target)
        self._pin(symbol)

    def figure(self, symbol: Lin, by: int, low: int, high: int) -> None:
        """Set a number to 0 or to a round figure."""
        if not self._is_set(symbol) and not self.put(symbol, min(max(0, low), high)):
            self.round(symbol, by, low, high, COARSE)

    def round(self, symbol: Lin, by: int, low: int, high: int, steps: Sequence[int]) -> None:
        """Set a number to the least that it can be from 0 on, or to the roundest figure next to that."""
        if self._is_set(symbol):
            return
        self._near(symbol, max(0, low))
        least = self._value(symbol)
        units = (step * by for step in steps if high - low > step * by)
        if not any(self.put(symbol, -(-least // unit) * unit) for unit in units):
            self._pin(symbol)

    def day(self, symbol: Lin, days: Sequence[int]) -> None:
        """Set a day to one of some days, else as near to the first as can be."""
        if self._is_set(symbol):
            return
        low, high = self.terms.span(symbol)
        usual = min(max(days[0], low), high)
        if self.is_free(symbol):
            self.put(symbol, usual)
            return
        listed = [day for day in days if low <= day <= high]
        while listed:
            taken = next((n for n, day in enumerate(listed) if self._move(symbol, day)), len(listed))
            if taken == 0 or not self._can(self._is_one_of(symbol, listed[:taken])):
                break
            listed = listed[: listed.index(self._value(symbol)) + 1]
        if self._value(symbol) not in listed:
            self._near(symbol, usual)
        self._pin(symbol)

    # ------------------------------------------------------------------ one symbol

    def _near(self, symbol: Lin, target: int) -> None:
        """Let a symbol be as near above a target as can be, else as near below."""
        if not symbol[1]:
            return
        at = constant(target)
        step = 1 if self._move(symbol, target) or self._can(self.terms.at_most(at, symbol)) else -1
        low, best, next_to_it = 0, self._nearer(symbol, target, step), True
        while low < best:
            # what is at hand is mostly the nearest, which one question shows; else the way is halved in between
            aim = best - 1 if next_to_it else (low + best) // 2
            next_to_it = not next_to_it
            end = constant(target + aim * step)
            first, last = (at, end) if step > 0 else (end, at)
            if self._can(self.terms.all_of((self.terms.at_most(first, symbol), self.terms.at_most(symbol, last)))):
                best = self._nearer(symbol, target, step)
            else:
                low = aim + 1

    def _nearer(self, symbol: Lin, target: int, step: int) -> int:
        """Move a symbol nearer to a target, on the side where it is; how far away it is then."""
        most, missed, reach = (self._value(symbol) - target) * step, -1, 0
        while reach < most and not self._move(symbol, target + reach * step):
            missed, reach = reach, 2 * reach + 1
        most = min(reach, most)
        while most - missed > 1:
            middle = (missed + most) // 2
            if self._move(symbol, target + middle * step):
                most = middle
            else:
                missed = middle
        return most

    def _is_one_of(self, symbol: Lin, values: Sequence[int]) -> Term:
        return self.terms.any_of(self.terms.equal(symbol, constant(value)) for value in values)

    def _value(self, symbol: Lin) -> int:
        return number(symbol, self.model)

    def _move(self, symbol: Lin, value: int) -> bool:
        """Let a symbol be a value where nothing else has to be another for it."""
        if not symbol[1]:
            return symbol[0] == value
        ((atom, _),) = symbol[1]
        return self.model.get(atom) == value or self._standing.move({atom: value})

    def _pin(self, symbol: Lin) -> None:
        self._hold(self.terms.equal(symbol, constant(self._value(symbol))), *(atom for atom, _ in symbol[1]))

    def _is_set(self, symbol: Lin) -> bool:
        """Whether a symbol was set, which is for good: households that share it are set one after the other."""
        return all(atom in self._set for atom, _ in symbol[1])

    # ------------------------------------------------------------------ what is held

    def _can(self, condition: Term) -> bool:
        """Whether a condition can hold beside all that is held; then it does."""
        if self._standing.holds(condition):
            return True
        try:
            found = self._told().model(condition)
        except OutOfBudgetError:
            return False
        if found is None:
            return False
        self._standing.take(found)
        return True

    def _hold(self, condition: Term, *symbols: int) -> None:
        """Hold a condition, which holds: some symbols are set by it."""
        self._standing.hold(condition)
        self._waiting.append(condition)
        self._set.update(symbols)

    @cached_property
    def _session(self) -> Session:
        return self._solver.session(self._asked, share=SHARE)

    def _told(self) -> Session:
        """The solver, once it knows all that is held."""
        for condition in self._waiting:
            self._session.add(condition)
        self._waiting.clear()
        return self._session


class _Rehearsal(Tightening):
    """The same without the solver, and holding nothing: a first go, after which more values are at hand."""

    def _can(self, condition: Term) -> bool:
        return self._standing.holds(condition)

    def _hold(self, condition: Term, *symbols: int) -> None:
        pass


Told = TypeVar("Told")


def tightened(solver: Solver, asked: Term, model: Model, settle: Callable[[Tightening], Told]) -> tuple[Told, Model]:
    """What comes of setting the symbols of a condition, which has a model, and what they are in the end."""
    parted = solver.parted(asked)
    standing = Standing(solver.terms, parted.condition(solver.terms), model)
    settle(_Rehearsal(solver, parted, standing))
    return settle(Tightening(solver, parted, standing)), standing.symbols
