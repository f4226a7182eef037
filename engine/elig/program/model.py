"""The checked program: everything that the policy files say, with names resolved and types known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from types import MappingProxyType

from elig.program.called import LABEL, Called, itself
from elig.records import LATER, Struct, field

TYPE_CHECKING = False
"""As the type checker sees it: what only types name would be most of what a prepared program takes to be loaded."""

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from elig.lang.ast import Unit
    from elig.lang.units import UnitNames
    from elig.program.citation import Citation, Words
    from elig.program.claim import Claim
    from elig.program.nodes import Node
    from elig.program.targets import Check
    from elig.program.types import Range, Type
    from elig.source import Source, Span
    from elig.values import Basis, GrantKind

NATION = "000000"
"""The division that stands for the whole country."""


class EnumValue(Struct):
    """A value of an enumeration, with its national code where there is one."""

    id: str
    name: str
    label: Words
    code: str = ""


class Enumeration(Struct):
    """A closed list of values, in file order."""

    id: str
    values: tuple[EnumValue, ...]

    def get(self, id: str) -> EnumValue | None:
        """The value with an id."""
        return next((value for value in self.values if value.id == id), None)


class NationalCode(Struct):
    """The national standard behind the codes of an enumeration, or behind the form of a number.

    `unknown` are the codes that a register writes where it does not know; they are read as if nothing were told.
    """

    standard: str
    unknown: tuple[str, ...]
    citations: tuple[Citation, ...] = field(metadata=LATER)


class Fact(Struct):
    """A fact of the household or of each member."""

    id: str
    name: str
    label: Words
    type: Type
    of_member: bool
    range: Range | None = None
    optional: bool = False
    only_if: Node | None = None
    recorded_in: Words | None = None
    changeable: bool = True
    role: str = ""
    division: bool = False
    """Whether the text is a division code."""
    note: Words | None = None
    """What a form that asks for the fact says beside it."""


class Subjects(Struct):
    """What the vocabulary calls the household and its members."""

    whole: str
    whole_label: Words
    parts: str
    part: str
    part_label: Words
    max_parts: int


class Definition(Struct):
    """A named expression; `node` holds its versions."""

    id: str
    name: str
    label: Words
    of_member: bool
    node: Node
    report: bool = False
    citations: tuple[Citation, ...] = field(default=(), metadata=LATER)


class Group(Struct):
    """The members that satisfy a condition; the vocabulary's own parts have none."""

    id: str
    name: str
    label: Words
    where: Node | None


class Invalid(Struct):
    """A household that makes no sense."""

    condition: Node
    message: Words


class Entry(Struct):
    """A value of a parameter: for some keys (`None` is `otherwise`), from a date, in a division. None ends it."""

    division: str
    since: date
    keys: tuple[str | None, ...]
    value: Fraction | bool | str | None
    citations: tuple[Citation, ...] = field(metadata=LATER)
    rank: int = 0
    """Among entries of one division, the higher rank wins: a `--local` file lies above the shipped ones."""
    origin: Words | None = None
    """What the locality file that states the value calls itself."""


class Parameter(Struct):
    """A figure that the text names or leaves to a place.

    `at_least` and `up_to` are norms; `range` is technical. `keys` names the enumerations (or `None` for an integer) of
    its keys beside the place.
    """

    id: str
    name: str
    label: Words
    type: Type
    range: Range | None
    by_locality: bool
    keys: tuple[str, ...]
    at_least: Fraction | None
    up_to: Fraction | None
    entries: tuple[Entry, ...]
    citations: tuple[Citation, ...] = field(metadata=LATER)
    by_origin: bool = False
    """Whether the place is the one that the household left, not its new home; `by_locality` is true for both."""


class Settled(Struct):
    """A locality's answer to a reading, from a date on."""

    reading: str
    division: str
    since: date
    option: str | None
    citations: tuple[Citation, ...] = field(metadata=LATER)
    rank: int = 0
    origin: Words | None = None


class Reading(Struct):
    """A question that the text leaves open, with its answers."""

    id: str
    asks: Words
    options: tuple[tuple[str, Words], ...]
    citations: tuple[Citation, ...] = field(default=(), metadata=LATER)
    settled: tuple[Settled, ...] = ()


class Gap(Struct):
    """What the rules do not say, or leave to discretion."""

    id: str
    label: Words
    reason: Words
    citations: tuple[Citation, ...] = field(default=(), metadata=LATER)


class Grant(Struct):
    """One thing that an entitlement gives.

    `unit` is the unit of the amount without its period; `every` is `month`, `year`, `once` or empty (not stated).
    """

    id: str
    kind: GrantKind
    what: Words | None
    amount: Node | None
    unit: Unit
    every: str
    lasts: Node | None
    used: Node | None
    span: Span = field(compare=False, repr=False, metadata=LATER)

    @property
    def figures(self) -> tuple[Node, ...]:
        """What is stated of the amount, of what is used of it, and of how long it lasts."""
        return tuple(node for node in (self.amount, self.used, self.lasts) if node is not None)


class Offer(Struct):
    """A grant as far as it can be seen before its amount is read."""

    id: str
    kind: GrantKind
    has_amount: bool


class InForce(Struct):
    """From and to which day a norm holds; None is open."""

    since: date | None = None
    until: date | None = None

    def within(self, other: InForce) -> InForce:
        """The days on which both hold."""
        since = max((day for day in (self.since, other.since) if day is not None), default=None)
        until = min((day for day in (self.until, other.until) if day is not None), default=None)
        return InForce(since, until)

    def holds(self, on: date) -> bool:
        """Whether a day lies inside."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


class Entitlement(Struct):
    """A right as a file states it; absent clauses are None."""

    id: str
    policy: str
    name: str
    label: Words
    also: tuple[str, ...]
    """Other names under which it is looked for, such as those of a text in traditional characters."""
    of_member: bool
    basis: Basis
    given: Node | None
    when: Node | None
    unless: Node | None
    met_when: Node | None
    grants: tuple[Grant, ...]
    touches: tuple[str, ...]
    gap: str
    bearer: Words | None
    in_force: InForce
    citations: tuple[Citation, ...] = field(metadata=LATER)
    span: Span = field(compare=False, repr=False, metadata=LATER)


class SourceDocument(Struct):
    """A document that citations point into."""

    id: str
    document: str
    sha256: str
    quarantine: tuple[tuple[int, int], ...] = ()
    """Stretches that are no part of the text (start, end excluded), in order: what was put into it by others."""

    def quarantined(self, start: int, end: int) -> tuple[int, int] | None:
        """The quarantined stretch that a stretch touches."""
        return next(((low, high) for low, high in self.quarantine if start < high and low < end), None)


class Policy(Struct):
    """What one file says about itself."""

    id: str
    title: Words
    jurisdiction: str
    stated: date | None
    undated: bool
    uses: tuple[str, ...]
    sources: tuple[SourceDocument, ...]
    file: Source


class Division(Struct):
    """A place by its code; a code that was retired has the one that took its place (`now`)."""

    code: str
    label: Words
    now: str = ""
    citations: tuple[Citation, ...] = field(default=(), metadata=LATER)


class Vocabulary(Struct):
    """The facts of a household and of its members, and the words that describe them."""

    id: str
    subjects: Subjects
    money: str
    minor: str
    places: int
    units: UnitNames = field(metadata=LATER)
    enumerations: Mapping[str, Enumeration]
    facts: Mapping[str, Fact]
    codes: Mapping[str, NationalCode] = field(default_factory=lambda: MappingProxyType({}))
    """By enumeration, or by the format of a text."""
    divisions: Mapping[str, Division] = field(default_factory=dict)
    """The places that have a name here, by code; other codes are places too."""

    def current(self, code: str) -> str:
        """The code that is in use for a place: a retired code gives its successor."""
        found = self.divisions.get(code)
        return code if found is None or not found.now else found.now

    def keys_of(self, parameter: Parameter) -> Iterator[tuple[str, ...]]:
        """Every combination of the words that the keys of a parameter can be; one without words where it has none."""
        return product(*([value.id for value in self.enumerations[key].values] for key in parameter.keys))

    @property
    def household_facts(self) -> tuple[Fact, ...]:
        """The facts of the household, in file order."""
        return tuple(fact for fact in self.facts.values() if not fact.of_member)

    @property
    def member_facts(self) -> tuple[Fact, ...]:
        """The facts of each member, in file order."""
        return tuple(fact for fact in self.facts.values() if fact.of_member)

    @property
    def locality_fact(self) -> Fact | None:
        """The fact whose division code selects the place."""
        return self._with_role("locality")

    @property
    def origin_fact(self) -> Fact | None:
        """The fact whose division code is that of the place left."""
        return self._with_role("origin")

    def _with_role(self, role: str) -> Fact | None:
        return next((fact for fact in self.facts.values() if fact.role == role), None)


class Rules(Struct):
    """One region's rules with all that they use: the namespace in which a household is decided."""

    policy: Policy
    policies: tuple[Policy, ...] = field(metadata=LATER)
    vocabulary: Vocabulary = field(metadata=LATER)
    definitions: Mapping[str, Definition] = field(metadata=LATER)
    groups: Mapping[str, Group] = field(metadata=LATER)
    parameters: Mapping[str, Parameter] = field(metadata=LATER)
    readings: Mapping[str, Reading] = field(metadata=LATER)
    gaps: Mapping[str, Gap] = field(metadata=LATER)
    invalid: tuple[Invalid, ...] = field(metadata=LATER)
    entitlements: Mapping[str, Entitlement] = field(metadata=LATER)
    """In file order, the region's own first."""
    checks: Mapping[str, Check] = field(default_factory=dict, metadata=LATER)
    """Targets for a place, in file order."""
    claims: Mapping[str, Claim] = field(default_factory=dict, metadata=LATER)
    """What the files claim of their own effect, in file order."""
    steady: frozenset[str] = field(default=frozenset(), metadata=LATER)
    """The definitions and entitlements that read the same on every day."""
    reported: tuple[str, ...] = ()
    """The definitions whose values are part of a decision, in file order."""


class CheckedProgram(Struct):
    """All that was loaded: rules per region, the rules where no region matches, and the digests of every file."""

    vocabulary: Vocabulary
    regions: tuple[Rules, ...]
    common: Rules | None
    files: Mapping[str, str]
    localities: Mapping[str, Words]
    locality_files: Mapping[str, str] = field(default_factory=dict)
    """The division of each locality file, by the name of the file."""

    @property
    def places(self) -> Mapping[str, Words]:
        """The names of places: as the table of divisions has them, else as their locality files call themselves."""
        return Called((self.vocabulary.divisions, LABEL), (self.localities, itself))
