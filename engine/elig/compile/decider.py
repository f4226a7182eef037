"""Deciding households of one day with generated functions: one for each set of values that a place can have."""

from __future__ import annotations

import json
from datetime import date
from typing import NoReturn

from elig.compile.answers import AnswersWriter
from elig.compile.cases import Right
from elig.compile.cells import ABSENT, NO_TEXT, CellValue, Column, Layout, Told
from elig.compile.decided import Decided
from elig.compile.function import Function, generate
from elig.compile.supposing import functions_of
from elig.compile.values import Refused
from elig.evaluate.check import Checker, settled_options
from elig.evaluate.dated import at
from elig.evaluate.decide import environment, origin_is, provenance, rules_for, where_is
from elig.evaluate.environment import Environment
from elig.evaluate.places import Where, values_of
from elig.evaluate.retired import in_use
from elig.explain.exact import Json
from elig.explain.json import provenance_json
from elig.program.model import CheckedProgram, Entitlement, Fact, Rules
from elig.program.nodes import FactRef, IncludesThisNode
from elig.program.walk import descend
from elig.records import Struct, field
from elig.version import __version__

MOST_PLACES, MOST_FUNCTIONS = 4096, 64
"""As many places, and functions of different values, are kept."""

OFTEN, MOST_UNKNOWN, MOST_OWN = 20, 4096, 16
"""Households that leave the same facts open get a function of their own once so many were met.

As many sets of open facts are counted, and as many have their own function.
"""

Open = tuple[int, int]
"""The facts that are open of a household, and of any of its members, as masks."""


class Functions(Struct, frozen=False):
    """The functions of a set of values; all but the one that is always needed are written when first needed."""

    checker: Checker
    layout: Layout
    places: tuple[Where, Where]
    options: dict[str, str]
    traced: bool
    known: Function = field(init=False)
    """The function for households of which all that is read is known."""
    _open: Function | None = None
    _own: dict[Open, Function] = field(default_factory=dict)
    _met: dict[Open, int] = field(default_factory=dict)
    _rights: dict[str, Right | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known = self._made(known=True)

    @property
    def open(self) -> Function:
        """The function for all households."""
        if self._open is None:
            self._open = self._made(known=False)
        return self._open

    def own(self, open_facts: Open) -> Function | None:
        """The function for households that leave just these facts open, where they are many."""
        found = self._own.get(open_facts)
        if found is None and len(self._own) < MOST_OWN and len(self._met) < MOST_UNKNOWN:
            met = self._met[open_facts] = self._met.get(open_facts, 0) + 1
            if met == OFTEN + 1 and not self._may_not_apply(open_facts):
                sure = self.known.household_reads & ~open_facts[0], self.known.member_reads & ~open_facts[1]
                found = self._own[open_facts] = self._made(known=True, sure=sure)
        return found

    def right(self, entitlement: Entitlement) -> Right | None:
        """The functions by which the cases of a right are gone through; None where the evaluator does that."""
        name = entitlement.id
        if name not in self._rights:
            try:
                found = functions_of(self.checker, self.layout, self.places, self.options, entitlement)
                self._rights[name] = Right(found, self.layout, self.checker.rules)
            except Refused:
                self._rights[name] = None
        return self._rights[name]

    def _may_not_apply(self, open_facts: Open) -> bool:
        """Whether it is open for some fact if it applies: then what is told of it has to be drawn on first."""
        conditions = (fact.only_if for fact in self.checker.rules.facts.values() if fact.only_if is not None)
        read = (node for top in conditions for node in descend(top) if isinstance(node, FactRef | IncludesThisNode))
        facts = (self.checker.rules.facts[node.fact] for node in read)
        return any(open_facts[fact.of_member] & self.layout.of(fact).flag for fact in facts)

    def _made(self, *, known: bool, sure: Open | None = None) -> Function:
        checker, traced = self.checker, self.traced
        return generate(checker, self.layout, self.places, self.options, known=known, traced=traced, sure=sure)


class Place(Struct):
    """Where households live and from where they came: the functions, and what a decision says of itself.

    `conditional` are the facts that do not always apply.
    """

    checker: Checker
    functions: Functions
    conditional: tuple[Column, ...]
    frame: str


class Decider(Struct, frozen=False):
    """Decides households of one day; what it keeps never changes an answer."""

    program: CheckedProgram
    layout: Layout
    on: date
    policy: str | None = None
    traced: bool = False
    _checkers: dict[str, Checker] = field(default_factory=dict)
    _places: dict[tuple[CellValue, CellValue], Place] = field(default_factory=dict)
    _functions: dict[object, Functions] = field(default_factory=dict)
    _writers: dict[int, AnswersWriter] = field(default_factory=dict)
    _home: int | None = field(init=False)
    _left: int | None = field(init=False)

    def __post_init__(self) -> None:
        vocabulary = self.program.vocabulary
        self._home, self._left = (self._index(fact) for fact in (vocabulary.locality_fact, vocabulary.origin_fact))

    def _index(self, fact: Fact | None) -> int | None:
        return None if fact is None or fact.of_member else self.layout.of(fact).index

    def __call__(self, told: Told) -> Decided:
        """Decide a household; raises `HouseholdError` where it makes no sense, `EligError` where nothing fits it."""
        given = told
        if told.retired:
            told = self.layout.pack(in_use(self.program.vocabulary, self.layout.unpack(told))[0])
        home = None if self._home is None else told.facts[self._home]
        left = None if self._left is None else told.facts[self._left]
        place = self._places.get((home, left))
        if place is None:
            place = self._place(home, left)
        function = place.functions.known
        open_facts = told.open & function.household_reads, told.members_open & function.member_reads
        own = None if not told.complete else function if open_facts == (0, 0) else place.functions.own(open_facts)
        if own is not None:
            function = own
        else:
            function, told = place.functions.open, self._drawn_on(told, place)
        raw = function.decide(told.facts, told.members, told.complete)
        if raw is None:
            self.refuse(told, place.checker)
        return Decided(given, told, raw, function, place, self)

    def _drawn_on(self, told: Told, place: Place) -> Told:
        """A household of which something is unknown: what is told of facts that may not apply says more."""
        if not place.conditional or not _draws(told, place.conditional):
            return told
        env = self.environment(told, place.checker)
        place.checker.refuse_nonsense(env)
        return self.layout.pack(env.household)

    def _place(self, home: CellValue, left: CellValue) -> Place:
        division, origin = (found if isinstance(found, str) else None for found in (home, left))
        rules = rules_for(self.program, division, self.policy)
        if rules.policy.id not in self._checkers:
            self._checkers[rules.policy.id] = Checker(at(rules, self.on))
        checker = self._checkers[rules.policy.id]
        places = where_is(self.program, rules, division), origin_is(origin)
        options = settled_options(checker.rules, places[0])
        key = (rules.policy.id, tuple(options.items()), _values(rules, places, self.on))
        if len(self._functions) >= MOST_FUNCTIONS or len(self._places) >= MOST_PLACES:
            self._functions.clear()
            self._places.clear()
            self._writers.clear()
        if key not in self._functions:
            self._functions[key] = Functions(checker, self.layout, places, options, self.traced)
        functions = self._functions[key]
        conditional = (self.layout.of(fact) for fact in checker.rules.facts.values() if fact.only_if is not None)
        frame: dict[str, Json] = {
            "on": self.on.isoformat(),
            "region": rules.policy.id if rules.policy.jurisdiction else None,
            "provenance": provenance_json(provenance(self.program, rules, places, self.on, __version__)),
        }
        head = json.dumps(frame, ensure_ascii=False)[1:-1]
        found = self._places[home, left] = Place(checker, functions, tuple(conditional), head)
        return found

    def answers(self, decided: Decided, place: Place) -> str:
        """A decision as one line of JSON text, `answers/1`."""
        function = decided.function
        writer = self._writers.get(id(function))
        if writer is None:
            rules = place.checker.rules.rules
            writer = self._writers[id(function)] = AnswersWriter(rules, function.rows)
        return writer.write(decided, place.frame)

    def environment(self, told: Told, checker: Checker) -> Environment:
        """What the evaluator is to know of a household."""
        household, _ = in_use(self.program.vocabulary, self.layout.unpack(told))
        return environment(checker, self.program, household, {})

    def refuse(self, told: Told, checker: Checker) -> NoReturn:
        """Raise what is wrong with a household that makes no sense."""
        checker.refuse_nonsense(self.environment(told, checker))
        raise AssertionError("the function and the evaluator agree on what makes sense")

    def refused(self) -> dict[str, str]:
        """The entitlements that are left to the evaluator at the places met so far, and the form that is why."""
        functions = (found for place in self._functions.values() for found in (place.known, place.open))
        rows = (row for function in functions for row in function.rows if row.refused)
        return {row.entitlement.id: row.refused for row in rows}


def _draws(told: Told, columns: tuple[Column, ...]) -> bool:
    """Whether a fact that does not always apply was told to have a value."""
    for column in columns:
        rows = told.members if column.fact.of_member else (told.facts,)
        if any(cells[column.index] not in (None, ABSENT, NO_TEXT) for cells in rows):
            return True
    return False


def _values(rules: Rules, places: tuple[Where, Where], on: date) -> tuple[object, ...]:
    """What every parameter comes to at a new home and a place left, for all its keys."""
    found: list[object] = []
    for parameter in rules.parameters.values():
        where = places[parameter.by_origin]
        for keys in rules.vocabulary.keys_of(parameter):
            entries = values_of(parameter, keys, where, on)
            found.append(tuple(None if entry is None else entry.value for entry in entries))
    return tuple(found)
