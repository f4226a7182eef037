"""Deciding households of one day with generated functions: one for each set of values that a place can have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import NoReturn

from elig.compile.answers import AnswersWriter
from elig.compile.cells import ABSENT, NO_TEXT, Column, Layout, Told
from elig.compile.decided import Decided
from elig.compile.function import Function, Raw, generate
from elig.errors import EligError
from elig.evaluate.check import Checker, settled_options
from elig.evaluate.dated import at
from elig.evaluate.decide import environment, provenance, rules_for, where_is
from elig.evaluate.environment import Environment
from elig.evaluate.places import Where, values_of
from elig.explain.exact import Json
from elig.explain.json import provenance_json
from elig.facts.household import Household
from elig.program.model import CheckedProgram, Rules
from elig.version import __version__

MOST_PLACES, MOST_FUNCTIONS = 4096, 64
"""As many places, and functions of different values, are kept."""


@dataclass(slots=True)
class Functions:
    """The two functions of a place, written when first needed."""

    checker: Checker
    layout: Layout
    where: Where
    options: dict[str, str]
    conditional: tuple[Column, ...]
    """The facts that do not always apply."""
    _known: Function | None = None
    _open: Function | None = None

    @property
    def known(self) -> Function:
        """The function for households of which all that is read is known."""
        if self._known is None:
            self._known = generate(self.checker, self.layout, self.where, self.options, known=True)
        return self._known

    @property
    def open(self) -> Function:
        """The function for all households."""
        if self._open is None:
            self._open = generate(self.checker, self.layout, self.where, self.options, known=False)
        return self._open


@dataclass(slots=True)
class Decider:
    """Decides households of one day; what it keeps never changes an answer."""

    program: CheckedProgram
    layout: Layout
    on: date
    policy: str | None = None
    checkers: dict[str, Checker] = field(default_factory=dict)
    _places: dict[object, Functions] = field(default_factory=dict)
    _functions: dict[object, Functions] = field(default_factory=dict)
    _writers: dict[int, AnswersWriter] = field(default_factory=dict)
    _home: int | None = field(init=False)

    def __post_init__(self) -> None:
        fact = self.program.vocabulary.locality_fact
        self._home = self.layout.household[fact.id].index if fact is not None and not fact.of_member else None

    def __call__(self, told: Told) -> Decided:
        """Decide a household; raises `HouseholdError` where it makes no sense, `EligError` where nothing fits it."""
        home = None if self._home is None else told.facts[self._home]
        place = self._places.get(home)
        if place is None:
            place = self._place(home)
        known = place._known
        if known is None:
            known = place.known
        if told.complete and not told.open & known.household_reads and not told.members_open & known.member_reads:
            raw = known.decide(told.facts, told.members, True)
            function = known
        else:
            function = place._open or place.open
            raw = self._open(told, place, function)
        if raw is None:
            self.refuse(told, place.checker)
        return Decided(told, raw, function, place.checker, self)

    def _open(self, told: Told, place: Functions, function: Function) -> Raw | None:
        """The answers where something is unknown: what is told of facts that may not apply is drawn on first."""
        if place.conditional and _draws(told, place.conditional):
            env = self.environment(told, place.checker)
            place.checker.refuse_nonsense(env)
            told = self.layout.pack(env.household)
        return function.decide(told.facts, told.members, told.complete)

    def _place(self, home: object) -> Functions:
        division = home if isinstance(home, str) else None
        rules = rules_for(self.program, division, self.policy)
        if rules is None:
            raise EligError(f"no rules are loaded for {self.policy or 'a household of this place'}")
        checker = self.checkers.get(rules.policy.id)
        if checker is None:
            checker = self.checkers[rules.policy.id] = Checker(at(rules, self.on))
        where = where_is(self.program, rules, division)
        options = settled_options(checker.rules, where)
        key = (rules.policy.id, tuple(options.items()), _values(rules, where, self.on))
        if len(self._functions) >= MOST_FUNCTIONS:
            self._functions.clear()
            self._places.clear()
            self._writers.clear()
        if len(self._places) >= MOST_PLACES:
            self._places.clear()
        found = self._functions.get(key)
        if found is None:
            columns = tuple(self.layout.of(fact) for fact in checker.rules.facts.values() if fact.only_if is not None)
            found = self._functions[key] = Functions(checker, self.layout, where, options, columns)
        self._places[home] = found
        return found

    def environment(self, told: Told, checker: Checker) -> Environment:
        """What the evaluator is to know of a household."""
        return environment(checker, self.program, self.household(told), {})

    def household(self, told: Told) -> Household:
        """The household as the evaluator reads it."""
        return self.layout.unpack(told)

    def answers(self, decided: Decided) -> str:
        """A decision as one line of JSON text, `answers/1`."""
        function = decided.function
        writer = self._writers.get(id(function))
        if writer is None:
            writer = self._writers[id(function)] = AnswersWriter(
                decided.rules, function.rows, self._frame(decided.rules)
            )
        return writer.write(decided)

    def _frame(self, rules: Rules) -> dict[str, Json]:
        """What a decision says of itself that does not depend on the household."""
        found = provenance(self.program, rules, self.on, __version__)
        return {
            "on": self.on.isoformat(),
            "region": rules.policy.id if rules.policy.jurisdiction else None,
            "provenance": provenance_json(found),
        }

    def refuse(self, told: Told, checker: Checker) -> NoReturn:
        """Raise what is wrong with a household that makes no sense."""
        checker.refuse_nonsense(self.environment(told, checker))
        raise AssertionError("the function and the evaluator agree on what makes sense")

    def refused(self, rules: Mapping[str, Functions] | None = None) -> dict[str, str]:
        """The entitlements that are left to the evaluator, of the places met so far, with the form that is why."""
        found = {}
        for place in (rules or self._functions).values():
            for row in (*place.known.rows, *place.open.rows):
                if row.refused:
                    found[row.entitlement.id] = row.refused
        return found


def _draws(told: Told, columns: tuple[Column, ...]) -> bool:
    """Whether a fact that does not always apply was told to have a value."""
    for column in columns:
        rows = told.members if column.fact.of_member else (told.facts,)
        if any(cells[column.index] not in (None, ABSENT, NO_TEXT) for cells in rows):
            return True
    return False


def _values(rules: Rules, where: Where, on: date) -> tuple[object, ...]:
    """What every parameter comes to at a place, for all its keys."""
    found: list[object] = []
    enumerations = rules.vocabulary.enumerations
    for parameter in rules.parameters.values():
        for keys in product(*([value.id for value in enumerations[key].values] for key in parameter.keys)):
            entries = values_of(parameter, keys, where, on)
            found.append(tuple(None if entry is None else entry.value for entry in entries))
    return tuple(found)
