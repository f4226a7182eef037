"""Asking z3: terms as its formulas, and an answer within a limit that does not depend on the machine.

The limit is z3's own count of steps (`rlimit`), not time. Where one way of searching ends without an answer the next is
tried, each with several seeds: none is best for every question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from elig.prove.errors import OutOfBudgetError
from elig.prove.formulas import Formulas, z3_module
from elig.prove.lin import TRUE, Lin, Term, constant
from elig.prove.pinned import Asked
from elig.prove.term_nodes import OfDays, Truth, Whole
from elig.prove.terms import Terms
from elig.records import Struct

WAYS = ("simple", "default", "QF_LIA")
"""How z3 is asked, one after the other."""

BRIEF = 8
"""What is asked only to spare a harder question is given so much less of the limit."""

RECENT = 4
"""So many models are tried again before a new one is looked for."""

REFINEMENTS = 40
"""So often a figure of the calendar is learnt that a model had wrong."""


class Budget(Struct):
    """How far a question is gone into: z3's steps for each try, the seeds, and households that are decided besides."""

    rlimit: int = 2_000_000
    seeds: tuple[int, ...] = (0, 1)
    samples: int = 300


Model = Mapping[int, int]
"""What each symbol that was asked about is: 1 and 0 for yes and no."""


class Count(Struct, frozen=False):
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
        self.formulas = Formulas(terms, self._context)
        self._found: dict[Term, Model | None] = {}
        self._recent: list[Model] = []
        self._parted: dict[Term, Asked] = {}

    @property
    def version(self) -> str:
        """z3's version."""
        return str(self._z3.get_version_string())

    def find(self, conditions: Iterable[Term]) -> Model | None:
        """A model of some conditions, or None where there is none; raises `OutOfBudgetError`."""
        asked = self.terms.all_of(conditions)
        if asked == -TRUE:
            return None
        if asked not in self._found:
            self._found[asked] = found = self._at_hand(asked) or self._searched(asked)
            if found is not None:
                self._recent = [found, *self._recent[: RECENT - 1]]
        return self._found[asked]

    def _at_hand(self, asked: Term) -> Model | None:
        """A model that was found for something else, and is one of this too."""
        for model in self._recent:
            values = {TRUE: 1, **model}
            if all(self.terms.surely_holds(part, values) for part in self.terms.conjuncts(asked)):
                return model
        return None

    def _searched(self, asked: Term) -> Model | None:
        parted = self.parted(asked)
        for way in WAYS:
            for seed in self.budget.seeds:
                try:
                    return Session(self, parted, way, seed).model()
                except OutOfBudgetError:
                    continue
        raise OutOfBudgetError

    def parted(self, condition: Term) -> Asked:
        """What a condition says outright, and what is left to be asked."""
        if condition not in self._parted:
            self._parted[condition] = Asked.of(self.terms, condition)
        return self._parted[condition]

    def excludes(self, conditions: Iterable[Term]) -> bool:
        """Whether conditions are seen to have no model with little effort; where not, nothing is said."""
        asked = self.terms.all_of(conditions)
        try:
            return asked == -TRUE or self.session(self.parted(asked), share=BRIEF).model() is None
        except OutOfBudgetError:
            return False

    def session(self, asked: Asked, *, share: int = 1) -> Session:
        """A search that is narrowed step by step; each step is given the limit divided by `share`."""
        return Session(self, asked, rlimit=self.budget.rlimit // share)

    # ------------------------------------------------------------------ formulas

    def new(self, way: str, seed: int, rlimit: int) -> Any:
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
        found.set("rlimit", rlimit)
        return found

    def assertions(self, term: Term) -> tuple[list[Any], list[int]]:
        """A condition as formulas, with the ends of the symbols in it, and its terms and atoms."""
        cone = self.terms.cone([term])
        return self.formulas.of(term, cone), cone

    # ------------------------------------------------------------------ models

    def values(self, model: Any, cone: Sequence[int]) -> dict[int, int]:
        """What the symbols of a cone are in a model of z3; one that does not matter is at its lower end."""
        found: dict[int, int] = {}
        for atom in cone:
            node = self.terms.nodes[atom]
            if isinstance(node, Truth):
                found[atom] = int(self.formulas.is_true(model, atom))
            elif isinstance(node, Whole):
                value = self.formulas.number(model, atom)
                found[atom] = self.terms.spans[atom][0] if value is None else value
        return found

    def wrong_days(self, model: Any, cone: Sequence[int], symbols: Mapping[int, int]) -> list[Term]:
        """What is to be learnt of the figures of the calendar that a model has wrong."""
        of_days = [atom for atom in cone if isinstance(self.terms.nodes[atom], OfDays)]
        if not of_days:
            return []
        true = self.terms.values(of_days, symbols)
        found = []
        for atom in of_days:
            if self.formulas.number(model, atom) != true[atom]:
                found.extend(self._lessons(atom, true))
        return found

    def _lessons(self, atom: int, true: Mapping[int, int]) -> list[Term]:
        """A figure goes one way in each of its parts: at least so much on one side of them, at most on the other."""
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
        return [
            self.terms.any_of((-self.terms.all_of(up), at_least)),
            self.terms.any_of((-self.terms.all_of(down), at_most)),
        ]


class Session:
    """One solver of z3 that conditions are added to; its models are right about the calendar."""

    def __init__(self, solver: Solver, asked: Asked, way: str = WAYS[0], seed: int = 0, rlimit: int = 0) -> None:
        self.solver = solver
        self._z3 = solver.new(way, seed, rlimit or solver.budget.rlimit)
        self._cone: dict[int, None] = {}
        """The terms and atoms of all that was asked, in order."""
        terms = solver.terms
        free = {atom: terms.usual(atom) for atom in terms.cone([asked.whole]) if terms.is_symbol(atom)}
        self._told = {**free, **asked.pins}
        """What the symbols are that are known, or that nothing depends on then."""
        self.add(asked.condition(terms))

    def add(self, condition: Term) -> None:
        """Narrow the search, for good unless it is supposed."""
        formulas, cone = self.solver.assertions(condition)
        self.solver.formulas.hold(self._z3, formulas)
        self._cone.update(dict.fromkeys(cone))

    def model(self, *supposed: Term) -> dict[int, int] | None:
        """A model under some further conditions, or None; raises `OutOfBudgetError`."""
        if supposed:
            self._z3.push()
        learnt = list[Term]()
        try:
            for condition in supposed:
                self.add(condition)
            return self._model(learnt)
        finally:
            if supposed:
                self._z3.pop()
                for lesson in learnt:
                    self.add(lesson)

    def _model(self, learnt: list[Term]) -> dict[int, int] | None:
        for _ in range(REFINEMENTS):
            self.solver.count.queries += 1
            found = str(self._z3.check())
            if found == "unsat":
                return None
            if found != "sat":
                raise OutOfBudgetError
            model, cone = self._z3.model(), list(self._cone)
            symbols = {**self._told, **self.solver.values(model, cone)}
            lessons = self.solver.wrong_days(model, cone, symbols)
            if not lessons:
                return symbols
            for lesson in lessons:
                learnt.append(lesson)
                self.add(lesson)
        raise OutOfBudgetError
