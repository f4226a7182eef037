"""What is known when an expression is evaluated: the household, the place, the day, and what is supposed.

An environment supposes by pins: the evaluator evaluates a rule again and again with a fact, a parameter or a gap held
at a part of what it may be. An environment is never changed; `suppose` gives a new one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from fractions import Fraction

from elig.evaluate.dated import DatedRules
from elig.evaluate.places import NOWHERE_KNOWN, Where, values_of
from elig.evaluate.predicates import includes
from elig.evaluate.reads import STILL, Moved, moved
from elig.facts.household import Household
from elig.program.model import Entry, Enumeration, Fact, Parameter, Vocabulary
from elig.program.ranges import DAYS
from elig.program.types import (
    BooleanType,
    DateType,
    EnumType,
    MembersType,
    NumberType,
    Range,
    SetType,
    TextType,
    Type,
)
from elig.records import Struct, field, replace
from elig.values import Interval, Numbers, Possible, Truth, Words, WordSet, join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from elig.evaluate.reads import Name


class FactInput(Struct):
    """A fact of the household (`member` is None) or of the member at a place in the list."""

    fact: str
    member: int | None = None


class LinkInput(Struct):
    """Whether a list of members, the household's or a member's, has the member at a place."""

    fact: str
    member: int | None
    target: int


class ParameterInput(Struct):
    """A parameter for some keys."""

    parameter: str
    keys: tuple[str, ...] = ()


class GapInput(Struct):
    """A gap: it can be supposed, but never asked."""

    gap: str


class ReadingInput(Struct):
    """An open reading."""

    reading: str


class MembersInput(Struct):
    """The members that may be missing from an incomplete list, as one quantifier sees them.

    `lacking`: those who would be reached by an `every` and lack what it asks for. `this` is the member that the
    quantifier reads beside them.
    """

    quantifier: int
    lacking: bool = False
    this: int | None = None


MemoKey = tuple[int, int | None, int | None] | tuple[str, int | None]
"""A node by its identity, with the member and `this`; or a definition with the member."""


class Ends(Enum):
    """How far an unknown number reaches.

    In a condition to the ends of its technical range. In an amount, which shows no technical limit, a parameter reaches
    to its norms, and what reaches to a technical end is open there. A probe, which asks whether a number can move an
    amount, stays inside both.
    """

    TECHNICAL = "technical"
    NORMS = "norms"
    BOTH = "both"

    __hash__ = object.__hash__


Input = FactInput | LinkInput | ParameterInput | GapInput | ReadingInput | MembersInput
"""Anything that may be unknown."""


class Environment(Struct):
    """Everything that evaluating reads.

    `options` are the readings that are settled or supposed; `definitions` are values that a caller pinned;
    `ends` says how far an unknown number reaches; `quantifiers` are truth values
    that are supposed for quantifiers, by the identity of their nodes; `this` is the member who stands outside of the
    quantifier that is gone through.
    """

    rules: DatedRules
    household: Household
    where: Where
    origin: Where = NOWHERE_KNOWN
    options: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, Possible] = field(default_factory=dict)
    pins: Mapping[Input, Possible] = field(default_factory=dict)
    ends: Ends = Ends.TECHNICAL
    quantifiers: Mapping[int, Truth] = field(default_factory=dict)
    this: int | None = None
    due: frozenset[tuple[str, int | None]] = frozenset()
    """Entitlements that are supposed to be due, of the household (None) or of the member at a place."""
    is_firm: bool = field(default=False, compare=False)
    """Whether what is one value here is the same one whatever else is supposed."""
    base: Environment | None = field(default=None, compare=False, repr=False)
    """The firm environment in which one thing less is supposed, if there is one."""
    moved: Moved = field(default=STILL, compare=False, repr=False)
    """What is supposed here beside that one."""
    memo: dict[MemoKey, Possible] = field(default_factory=dict, compare=False, repr=False)
    alike: dict[tuple[Ends, int | None], Environment] = field(default_factory=dict, compare=False, repr=False)
    """The environments that differ from this one in `ends` and in `this` alone."""
    choices: dict[frozenset[tuple[str, str]], Environment] = field(default_factory=dict, compare=False, repr=False)
    """The environments in which readings are chosen too."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary in force."""
        return self.rules.rules.vocabulary

    def changed(self, **changes: Any) -> Environment:
        """The environment with other things in it, of which nothing is worked out yet."""
        return replace(self, **changes, memo={}, alike={}, choices={})

    def suppose(self, pins: Mapping[Input, Possible]) -> Environment:
        """The environment with inputs held at parts of what they may be."""
        return self.changed(pins={**self.pins, **pins}, base=self._firm(), moved=moved(map(_moving, pins)))

    def choosing(self, options: Mapping[str, str]) -> Environment:
        """The environment with readings chosen."""
        if options.items() <= self.options.items():
            return self
        key = frozenset(options.items())
        found = self.choices.get(key)
        if found is None:
            chosen = moved((None, ("reading", reading)) for reading in options)
            found = self.changed(options={**self.options, **options}, base=self._firm(), moved=chosen)
            self.choices[key] = found
        return found

    def quantified(self, truths: Mapping[int, Truth]) -> Environment:
        """The environment with quantifiers held at truth values."""
        return self.changed(quantifiers=truths, is_firm=False, base=None)

    def entitling(self, due: frozenset[tuple[str, int | None]]) -> Environment:
        """The environment with entitlements supposed to be due."""
        if not due:
            return self
        names = moved((None, ("entitlement", entitlement)) for entitlement, _ in due)
        return self.changed(due=due, base=self._firm(), moved=names)

    def reaching(self, ends: Ends) -> Environment:
        """The environment in which unknown numbers reach to other ends."""
        return self if ends is self.ends else self._as(ends, self.this)

    def under(self, member: int | None) -> Environment:
        """The environment inside a quantifier that stands at a member, who is `this` in it."""
        return self if self.this == member else self._as(self.ends, member)

    def _firm(self) -> Environment | None:
        """What an environment that supposes more draws on."""
        return self if self.is_firm else None

    def _as(self, ends: Ends, this: int | None) -> Environment:
        """The environment with other ends and another `this`, made once, so that what it comes to is kept."""
        if not self.alike:
            self.alike[self.ends, self.this] = self
        found = self.alike.get((ends, this))
        if found is None:
            memo = self.memo if ends is self.ends else {}
            found = self.alike[ends, this] = replace(self, ends=ends, this=this, memo=memo, choices={})
        return found

    def before(self) -> Environment | None:
        """The environment in which one thing less is supposed; None where it cannot be drawn on."""
        return None if self.base is None else self.base._as(self.ends, self.this)

    def everyone(self, left_out: int | None = None) -> Sequence[int]:
        """The places of all members who are listed, but of one who may be left out."""
        return [one for one in range(len(self.household.members)) if one != left_out]

    def told(self, fact: Fact, member: int | None) -> Possible | None:
        """What the household was told to have, or None where it was not told."""
        facts = self.household.facts if member is None else self.household.members[member].facts
        return facts.get(fact.id)

    def facts_told(self) -> Iterator[Fact]:
        """The facts of which anything was told, of the household or of somebody, in file order."""
        told = self.household.facts.keys() | {name for one in self.household.members for name in one.facts}
        return (self.rules.facts[name] for name in self.rules.facts if name in told)

    def known(self, fact: Fact, member: int | None) -> Possible:
        """What a fact may be, not looking at whether it applies."""
        pinned = self.pins.get(FactInput(fact.id, member)) if self.pins else None
        if pinned is not None:
            return pinned
        told = self.told(fact, member)
        found = told if told is not None else self.unknown_fact(fact)
        shown = self.ends is Ends.NORMS and isinstance(fact.type, NumberType)
        return open_ended(found, fact.range) if shown and isinstance(found, Numbers) else found

    def link(self, fact: Fact, member: int | None, target: int) -> Truth:
        """Whether a list of members has a member, not looking at whether it applies."""
        pinned = self.pins.get(LinkInput(fact.id, member, target)) if self.pins else None
        if isinstance(pinned, Truth):
            return pinned
        told = self.told(fact, member)
        if told is None:
            return Truth.OPEN
        return includes(told, self.household.members[target].id)

    def unknown_fact(self, fact: Fact) -> Possible:
        """All that a fact may be; absence of a fact with `only_if` comes from its condition alone."""
        optional = fact.optional and fact.only_if is None
        return everything(fact.type, fact.range, optional, self.vocabulary.enumerations)

    def parameter(self, parameter: Parameter, keys: tuple[str, ...]) -> Possible:
        """What a parameter may be for known keys."""
        pinned = self.pins.get(ParameterInput(parameter.id, keys)) if self.pins else None
        if pinned is not None:
            return pinned
        entries = self.values_of(parameter, keys)
        return join(self.stated(parameter, entry) for entry in entries)

    def stated(self, parameter: Parameter, entry: Entry | None) -> Possible:
        """What a parameter may be where an entry states its value, or nothing does."""
        if entry is not None and entry.value is not None:
            return exactly(entry.value)
        if isinstance(parameter.type, NumberType) and parameter.range is not None:
            return _open_parameter(parameter, parameter.range, self.ends)
        return everything(parameter.type, parameter.range, False, self.vocabulary.enumerations)

    def values_of(self, parameter: Parameter, keys: tuple[str, ...]) -> tuple[Entry | None, ...]:
        """The entries of a parameter that may hold at its place on the day."""
        return values_of(parameter, keys, self.origin if parameter.by_origin else self.where, self.rules.on)

    def place_fact(self, parameter: Parameter) -> Fact | None:
        """The fact that says at which place a parameter is looked up."""
        return self.vocabulary.origin_fact if parameter.by_origin else self.vocabulary.locality_fact

    def is_open(self, parameter: Parameter, keys: tuple[str, ...]) -> bool:
        """Whether no value of a parameter is known here."""
        return None in self.values_of(parameter, keys)

    def depends_on_place(self, parameter: Parameter, keys: tuple[str, ...]) -> bool:
        """Whether the place, which is not known exactly, can move a parameter."""
        return len(self.values_of(parameter, keys)) > 1

    def gap(self, gap: str) -> Truth:
        """What an open condition may be."""
        pinned = self.pins.get(GapInput(gap))
        return pinned if isinstance(pinned, Truth) else Truth.OPEN


def _moving(given: Input) -> tuple[int | None, Name]:
    """What an input that is supposed moves, and of whom."""
    match given:
        case FactInput() | LinkInput():
            return given.member, ("fact", given.fact)
        case ParameterInput():
            return None, ("parameter", given.parameter)
        case GapInput():
            return None, ("gap", given.gap)
        case ReadingInput() | MembersInput():
            raise AssertionError("readings are chosen, and who is not listed is not supposed")


def _open_parameter(parameter: Parameter, limits: Range, ends: Ends) -> Numbers:
    """An open parameter: its technical range, or from its floor to its cap, or what both leave."""
    low, high = parameter.at_least, parameter.up_to
    match ends:
        case Ends.TECHNICAL:
            return Numbers.between(limits.low, limits.high)
        case Ends.NORMS:
            return Numbers.between(low, high)
        case Ends.BOTH:
            bottom = limits.low if low is None else max(low, limits.low)
            return Numbers.between(bottom, limits.high if high is None else min(high, limits.high))


def open_ended(item: Numbers, limits: Range | None) -> Numbers:
    """A number without the ends that are technical; a lower end from 0 on is natural and stays."""
    if item.span is None or item.span.is_point or item.points is not None or limits is None:
        return item
    low = None if item.span.low == limits.low and limits.low < 0 else item.span.low
    high = None if item.span.high == limits.high else item.span.high
    return replace(item, span=Interval(low, high))


FINE_GRID = Fraction(1, 10_000)
"""Numbers that are neither money nor counted are told with four decimals at most."""


def grid(kind: Type, vocabulary: Vocabulary) -> Fraction:
    """The step between neighbouring values of a fact that is a number or a day."""
    if isinstance(kind, DateType):
        return Fraction(1)
    assert isinstance(kind, NumberType), "only numbers and days have a grid"
    if kind.integer:
        return Fraction(1)
    is_money = kind.unit.power(vocabulary.money) == 1
    return Fraction(1, 10**vocabulary.places) if is_money else FINE_GRID


def exactly(value: Fraction | bool | str) -> Possible:
    """One value."""
    match value:
        case bool():
            return Truth.of(value)
        case Fraction():
            return Numbers.point(value)
        case str():
            return Words(frozenset({value}))


def everything(kind: Type, limits: Range | None, optional: bool, enumerations: Mapping[str, Enumeration]) -> Possible:
    """All that a value of a type may be."""
    match kind:
        case BooleanType():
            return Truth.OPEN
        case NumberType() | DateType():
            bounds = limits if limits is not None else DAYS
            span = Numbers.between(bounds.low, bounds.high)
            return Numbers(span.span, none=optional)
        case EnumType():
            ids = frozenset(value.id for value in enumerations[kind.enumeration].values)
            return Words(ids, none=optional)
        case TextType():
            return Words(None, none=optional)
        case SetType() | MembersType():
            return WordSet(frozenset(), frozenset())


def is_known(value: Possible) -> bool:
    """Whether exactly one value is possible."""
    match value:
        case Truth():
            return value is not Truth.OPEN
        case Numbers():
            return value.is_none or value.value is not None
        case Words():
            return value.is_none or value.value is not None
        case WordSet():
            return False


def is_partial_set(value: WordSet, enumeration: Enumeration) -> bool:
    """Whether a set's members are not all known."""
    return len(value.has) + len(value.lacks) < len(enumeration.values)
