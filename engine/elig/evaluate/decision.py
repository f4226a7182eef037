"""What was decided, as data: outcomes, reasons, what is missing, grants, and where all of it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum
from fractions import Fraction

from elig.lang.ast import Expr, Unit
from elig.program.citation import Citation, Words
from elig.program.model import Entitlement, Fact, Gap
from elig.records import LATER, Struct, field
from elig.source import Span
from elig.values import Applicable, GrantKind, Interval, Met, Outcome, Possible, Truth


class Kind(Enum):
    """What kind of thing is missing."""

    FACT = "fact"
    PARAMETER = "parameter"
    READING = "reading"
    MEMBERS = "members"


class Missing(Struct):
    """One thing that would have to be known.

    `id` names the fact, parameter or reading; `member` is the member's id for a member's fact; `keys` are a
    parameter's keys. For `MEMBERS` (the list of members may be incomplete) `id` is the vocabulary's word for members.
    """

    kind: Kind
    id: str
    member: str | None = None
    keys: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """`members[m2].birth_date`, `registered_poor`, `dibao_standard for urban`, `reading conversion`."""
        match self.kind:
            case Kind.FACT | Kind.MEMBERS:
                return f"members[{self.member}].{self.id}" if self.member else self.id
            case Kind.PARAMETER:
                return f"{self.id} for {', '.join(self.keys)}" if self.keys else self.id
            case Kind.READING:
                return self.id


class FactSeen(Struct):
    """A fact that a reason rests on, and what was known of it (None: unknown)."""

    fact: Fact
    member: str | None
    value: Possible | None


class ParameterSeen(Struct):
    """A parameter that was read: its value, and from when, where and which source it comes.

    `value` is None where no value is known; then `since` and `division` are None too.
    """

    id: str
    label: Words
    keys: tuple[str, ...]
    unit: Unit
    value: Fraction | bool | str | None
    since: date | None
    division: str | None
    at_least: Fraction | None
    up_to: Fraction | None
    citations: tuple[Citation, ...] = field(metadata=LATER)
    origin: Words | None = None
    """What the locality file that states the value calls itself."""


class Reason(Struct):
    """One decisive condition.

    `id` is its address (`urban_dibao/when/2`), `value` what it came to, `rule` the resolved rule and `span` its place.
    `facts` and `thresholds` are what it read; `margin` is left minus right of a comparison of known numbers, with its
    `unit`. `members` are the ids of the members that decide a quantifier. `by_cases` names the fact whose possible
    values were gone through where no single condition decides. `definition` is the label of a definition that the
    reason stands for.
    """

    id: str
    value: Truth
    rule: Expr | None = field(metadata=LATER)
    span: Span | None = field(metadata=LATER)
    label: Words | None = None
    facts: tuple[FactSeen, ...] = field(default=(), metadata=LATER)
    thresholds: tuple[ParameterSeen, ...] = field(default=(), metadata=LATER)
    margin: Fraction | None = None
    unit: Unit | None = None
    citations: tuple[Citation, ...] = field(default=(), metadata=LATER)
    member: str | None = None
    members: tuple[str, ...] = ()
    definition: str = ""
    gap: str = ""
    by_cases: str = ""
    children: tuple[Reason, ...] = ()

    @property
    def text(self) -> str:
        """The rule as the file writes it."""
        return self.span.text if self.span is not None else ""

    def leaves(self) -> Iterator[Reason]:
        """The reasons below this one that have none below them, in order."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()


class Wide(Enum):
    """Why an amount is not one figure."""

    NORM = "norm"
    PARAMETER = "parameter"
    FACT = "fact"
    READING = "reading"
    UNDEFINED = "undefined"


class GrantResult(Struct):
    """What a grant comes to for one subject.

    Amounts are in the money unit (or `unit`), rounded to the minor unit where money. `if_due` is the amount if the
    entitlement is due, None where the text states no amount; `payable` is the hull with 0 while undetermined. `every`
    is the period that the amount is for (`month`, `year`, `once`, or empty). `used` and `left` are of a ceiling;
    `lasts` is a number of months. `left_by_option` holds `left` for each option of an open reading that `used` depends
    on.
    """

    id: str
    kind: GrantKind
    what: Words | None
    unit: Unit
    every: str
    if_due: Interval | None
    payable: Interval | None
    lasts: Interval | None = None
    used: Interval | None = None
    left: Interval | None = None
    left_by_option: tuple[tuple[str, Interval], ...] = ()
    by_rule: tuple[Wide, ...] = field(default=(), metadata=LATER)
    """Why the amount is an interval, as its rule says: norms, readings, what is undefined."""
    by_unknown: tuple[Wide, ...] = field(default=(), metadata=LATER)
    """The same by what is unknown and matters: figures, facts; this is found out last, since it takes the longest."""
    clamped: bool = False

    @property
    def wide(self) -> tuple[Wide, ...]:
        """Why the amount is an interval, norms first."""
        norm = (Wide.NORM,) if Wide.NORM in self.by_rule else ()
        return tuple(dict.fromkeys((*norm, *self.by_unknown, *self.by_rule)))


class OptionResult(Struct):
    """The answer under one combination of open readings: `(("conversion", "all_three"),)`."""

    options: tuple[tuple[str, str], ...]
    outcome: Outcome
    applicable: Applicable
    reasons: tuple[Reason, ...] = field(metadata=LATER)
    trace: tuple[Reason, ...] = ()


class Result(Struct):
    """The answer for one entitlement and one subject (`subject` is a member's id, or None for the household)."""

    entitlement: Entitlement
    subject: str | None
    outcome: Outcome
    applicable: Applicable
    reasons: tuple[Reason, ...] = field(default=(), metadata=LATER)
    missing: tuple[Missing, ...] = ()
    amount_missing: tuple[Missing, ...] = field(default=(), metadata=LATER)
    met_missing: tuple[Missing, ...] = ()
    gaps: tuple[Gap, ...] = ()
    touches: tuple[Gap, ...] = ()
    grants: tuple[GrantResult, ...] = ()
    met: Met | None = None
    by_reading: tuple[OptionResult, ...] = ()
    exact: bool = field(default=True, metadata=LATER)
    not_in_force: tuple[date | None, date | None] | None = None
    background: bool = field(default=False, metadata=LATER)
    """Whether the answer rests on a citation that was not read on the page itself."""
    trace: tuple[Reason, ...] = ()
    """The full trace, where it was asked for: every condition, decisive or not; by option where readings are open."""

    @property
    def address(self) -> str:
        """`insurance_subsidy` or `insurance_subsidy[m2]`."""
        return f"{self.entitlement.id}[{self.subject}]" if self.subject else self.entitlement.id


class Reported(Struct):
    """A definition whose value is part of the decision; `member` is None for the household."""

    definition: str
    label: Words
    unit: Unit
    member: str | None
    value: Possible


class ReadingSeen(Struct):
    """A reading that was reached, and the option that a locality settled on (None: open)."""

    id: str
    asks: Words
    options: tuple[tuple[str, Words], ...]
    settled: str | None
    division: str | None
    citations: tuple[Citation, ...] = field(metadata=LATER)
    origin: Words | None = None


class Note(Struct):
    """A remark on the whole decision: `key` is in the catalogue under `note.`."""

    key: str
    values: tuple[tuple[str, str], ...] = ()


class Provenance(Struct):
    """What is needed to reproduce a decision."""

    engine: str
    on: date
    files: tuple[tuple[str, str], ...]
    """Names of the files and their SHA-256."""


class Outcomes(Struct):
    """All that was decided for one household on one day."""

    household_id: str
    on: date
    region: str | None
    region_title: Words | None
    division: str | None
    place: Words | None
    members: tuple[str, ...]
    results: tuple[Result, ...]
    reported: tuple[Reported, ...]
    parameters: tuple[ParameterSeen, ...]
    readings: tuple[ReadingSeen, ...]
    pins: tuple[str, ...]
    notes: tuple[Note, ...]
    provenance: Provenance = field(repr=False)
