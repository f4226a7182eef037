"""Asking z3: terms as its formulas, and an answer within a limit that does not depend on the machine.

The limit is z3's own count of steps (`rlimit`), not time. Where one way of searching ends without an answer the next is
tried, each with several seeds: none is best for every question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from elig.prove.errors import OutOfBudgetError, ProveError
from elig.prove.terms import (
    TRUE,
    And,
    AtMostZero,
    Floor,
    IsZero,
    Lin,
    OfDays,
    Term,
    Terms,
    Times,
    Truth,
    When,
    Whole,
    constant,
    holds,
    plus,
)
from elig.records import dataclass, field

WAYS = ("simple", "default", "QF_LIA")
"""How z3 is asked, one after the other."""

REFINEMENTS = 40
"""So often a figure of the calendar is learnt that a model had wrong."""

MISSING = (
    "需要 z3，请运行 pip install 'elig[prove]'；"
    "proofs need z3: run pip install 'elig[prove]'"
)


@dataclass(frozen=True, slots=True)
class Budget:
    """How far a question is gone into: z3's steps for each try, the seeds, and households that are decided besides."""

    rlimit: int = 2_000_000
    seeds: tuple[int, ...] = (0, 1)
    samples: int = 300


Model = Mapping[int, int]
"""What each symbol that was asked about is: 1 and 0 for yes and no."""


def z3_module() -> Any:
    """z3; raises `ProveError` with the line that installs it."""
    try:
        import z3
    except ImportError as error:
        raise ProveError(MISSING) from error
    return z3


@dataclass(slots=True)
class Count:
    """How many questions were asked."""

    queries: int = 0


class Solver:
    """Answers questions about the terms of one comparison."""

    def __init__(self, terms: Terms, budget: Budget) -> None:
        self.terms = terms
        self.budget = budget
        self.count = Count()
        self._z3 = z3_module()
        self._context = self._z3.Context()
        self._made: dict[int, Any] = {}
        self._ends: dict[int, list[Any]] = {}
        self._learnt: list[Term] = []

    @property
    def version(self) -> str:
        """z3's version."""
        return str(self._z3.get_version_string())

    def find(self, conditions: Iterable[Term]) -> Model | None:
        """A model of some conditions, or None where there is none; raises `OutOfBudgetError`."""
        asked = self.terms.all_of(conditions)
        if asked == -TRUE:
            return None
        for way in WAYS:
            for seed in self.budget.seeds:
                try:
                    return self._search(way, seed, asked)
                except OutOfBudgetError:
                    continue
        raise OutOfBudgetError

    def session(self, conditions: Iterable[Term]) -> Session:
        """A search that is narrowed step by step, from conditions that have a model."""
        return Session(self, self.terms.all_of(conditions))

    def _search(self, way: str, seed: int, asked: Term) -> Model | None:
        session = Session(self, asked, way, seed)
        return session.model()

    # ------------------------------------------------------------------ formulas

    def new(self, way: str, seed: int) -> Any:
        """A fresh solver of z3."""
        z3 = self._z3
        match way:
            case "simple":
                found = z3.SimpleSolver(ctx=self._context)
            case "default":
                found = z3.Solver(ctx=self._context)
            case _:
                found = z3.SolverFor(way, ctx=self._context)
        found.set("random_seed", seed)
        found.set("rlimit", self.budget.rlimit)
        return found

    def assertions(self, term: Term) -> tuple[list[Any], list[int]]:
        """A condition as formulas, with the ends of the symbols in it, and its terms and atoms."""
        cone = self.terms.cone([term])
        found: list[Any] = []
        for atom in cone:
            if atom not in self._made:
                self._made[atom] = self._make(atom)
            found.extend(self._ends.get(atom, ()))
        return [*found, self._term(term)], cone

    def _term(self, term: Term) -> Any:
        if abs(term) == TRUE:
            return self._z3.BoolVal(term == TRUE, ctx=self._context)
        made = self._made[abs(term)]
        return made if term > 0 else self._z3.Not(made)

    def _number(self, item: Lin) -> Any:
        z3 = self._z3
        parts = [self._made[atom] if factor == 1 else factor * self._made[atom] for atom, factor in item[1]]
        if item[0] or not parts:
            parts.append(z3.IntVal(item[0], ctx=self._context))
        return parts[0] if len(parts) == 1 else z3.Sum(parts)

    def _make(self, atom: int) -> Any:
        z3, node = self._z3, self.terms.nodes[atom]
        match node:
            case Truth():
                return z3.Bool(node.name, ctx=self._context)
            case Whole() | OfDays():
                name = node.name if isinstance(node, Whole) else f"days {atom}"
                made = z3.Int(name, ctx=self._context)
                low, high = self.terms.spans[atom]
                self._ends[atom] = [made >= low, made <= high]
                return made
            case And():
                return z3.And([self._term(item) for item in node.items])
            case AtMostZero():
                value, parts = node.of
                return self._number((0, parts)) <= -value
            case IsZero():
                value, parts = node.of
                return self._number((0, parts)) == -value
            case When():
                return z3.If(self._term(node.condition), self._number(node.then), z3.IntVal(0, ctx=self._context))
            case Floor():
                return self._number(node.of) / self._number(node.by)
            case Times():
                return self._made[node.left] * self._made[node.right]
            case None:
                raise AssertionError("the constant true is no formula")

    # ------------------------------------------------------------------ models

    def values(self, model: Any, cone: Sequence[int]) -> dict[int, int]:
        """What the symbols of a cone are in a model of z3; one that does not matter is at its lower end."""
        found: dict[int, int] = {}
        for atom in cone:
            node = self.terms.nodes[atom]
            if isinstance(node, Truth):
                found[atom] = int(self._z3.is_true(model.eval(self._made[atom])))
            elif isinstance(node, Whole):
                value = model.eval(self._made[atom])
                found[atom] = value.as_long() if self._z3.is_int_value(value) else self.terms.spans[atom][0]
        return found

    def wrong_days(self, model: Any, cone: Sequence[int], symbols: Mapping[int, int]) -> list[Term]:
        """What is to be learnt of the figures of the calendar that a model has wrong."""
        of_days = [atom for atom in cone if isinstance(self.terms.nodes[atom], OfDays)]
        if not of_days:
            return []
        true = self.terms.values(of_days, symbols)
        found = []
        for atom in of_days:
            value = model.eval(self._made[atom])
            if not self._z3.is_int_value(value) or value.as_long() != true[atom]:
                found.extend(self._lessons(atom, true))
        return found

    def _lessons(self, atom: int, true: Mapping[int, int]) -> list[Term]:
        """A figure goes one way in each of its parts: so much on one side of where the parts are, so much on the other."""
        node = self.terms.nodes[atom]
        assert isinstance(node, OfDays), "asked of figures of the calendar"
        alone: Lin = (0, ((atom, 1),))
        up, down = [], []
        for place, part in enumerate(node.parts):
            at = constant(part[0] + sum(factor * true[below] for below, factor in part[1]))
            rising, falling = self.terms.at_most(at, part), self.terms.at_most(part, at)
            if node.calendar.falls(place):
                rising, falling = falling, rising
            up.append(rising)
            down.append(falling)
        here = constant(true[atom])
        at_least, at_most = self.terms.at_most(here, alone), self.terms.at_most(alone, here)
        return [self.terms.any_of((-self.terms.all_of(up), at_least)), self.terms.any_of((-self.terms.all_of(down), at_most))]


@dataclass(slots=True)
class _State:
    cone: dict[int, None] = field(default_factory=dict)


class Session:
    """One solver of z3 that conditions are added to; its models are right about the calendar."""

    def __init__(self, solver: Solver, asked: Term, way: str = WAYS[0], seed: int = 0) -> None:
        self.solver = solver
        self._z3 = solver.new(way, seed)
        self._state = _State()
        self.add(asked)

    def add(self, condition: Term) -> None:
        """Narrow the search for good."""
        formulas, cone = self.solver.assertions(condition)
        self._z3.add(*formulas)
        self._state.cone.update(dict.fromkeys(cone))

    def model(self, *supposed: Term) -> dict[int, int] | None:
        """A model under some further conditions, or None; raises `OutOfBudgetError`."""
        if supposed:
            self._z3.push()
        try:
            for condition in supposed:
                formulas, cone = self.solver.assertions(condition)
                self._z3.add(*formulas)
                self._state.cone.update(dict.fromkeys(cone))
            return self._model()
        finally:
            if supposed:
                self._z3.pop()

    def _model(self) -> dict[int, int] | None:
        for _ in range(REFINEMENTS):
            self.solver.count.queries += 1
            found = str(self._z3.check())
            if found == "unsat":
                return None
            if found != "sat":
                raise OutOfBudgetError
            model, cone = self._z3.model(), list(self._state.cone)
            symbols = self.solver.values(model, cone)
            lessons = self.solver.wrong_days(model, cone, symbols)
            if not lessons:
                return symbols
            for lesson in lessons:
                self.add(lesson)
        raise OutOfBudgetError


__all__ = ["Budget", "Model", "Session", "Solver", "holds", "plus"]
