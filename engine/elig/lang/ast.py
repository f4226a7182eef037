"""The syntax tree of the rule language.

Every node is frozen and knows its span; spans are left out of comparison, so that two spellings of one rule are equal
trees. The parser makes `Name` for every word; resolving turns names into ids and the words of an enumeration into
`Word`. Units are counted exponents of base units in a fixed order.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction

from elig.records import dataclass, field
from elig.source.text import Span


@dataclass(frozen=True, slots=True)
class Unit:
    """A product of base units: `yuan per person per month` is `(("month", -1), ("person", -1), ("yuan", 1))`.

    >>> Unit.of(yuan=1, month=-1) * Unit.of(month=1) == Unit.of(yuan=1)
    True
    """

    powers: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, **powers: int) -> Unit:
        """A unit from its exponents."""
        return cls.make(powers)

    @classmethod
    def make(cls, powers: dict[str, int]) -> Unit:
        """A unit from a mapping of base unit to exponent; zero exponents vanish."""
        return cls(tuple(sorted((base, power) for base, power in powers.items() if power)))

    def power(self, base: str) -> int:
        """The exponent of a base unit, 0 where it does not occur."""
        return dict(self.powers).get(base, 0)

    def __mul__(self, other: Unit) -> Unit:
        powers = dict(self.powers)
        for base, power in other.powers:
            powers[base] = powers.get(base, 0) + power
        return Unit.make(powers)

    def inverse(self) -> Unit:
        """The unit of one divided by this."""
        return Unit(tuple((base, -power) for base, power in self.powers))

    def without(self, base: str) -> Unit:
        """The unit with a base unit left out."""
        return Unit(tuple((b, p) for b, p in self.powers if b != base))


NO_UNIT = Unit()


class Op(Enum):
    """Comparators."""

    EQ = "="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


class Arith(Enum):
    """Operators of arithmetic."""

    ADD = "+"
    SUB = "-"
    MUL = "*"
    DIV = "/"


class Rounding(Enum):
    """Where `round` goes: to the nearest (half away from zero), toward zero, away from zero."""

    HALF = "half"
    DOWN = "down"
    UP = "up"


class Member(Enum):
    """The truth quantifiers without a `has`."""

    ANY = "any"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Number(_Node):
    """A number with its unit; `percent` keeps that it was written with `%` (`95 %` is 19/20)."""

    value: Fraction
    unit: Unit = NO_UNIT
    percent: bool = False


@dataclass(frozen=True, slots=True)
class DateLiteral(_Node):
    """A day, `2020-11-30`."""

    value: date


@dataclass(frozen=True, slots=True)
class Truth(_Node):
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True, slots=True)
class Text(_Node):
    """Text in double quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Name(_Node):
    """A fact, definition, parameter or (before resolving) a word of an enumeration."""

    id: str


@dataclass(frozen=True, slots=True)
class Word(_Node):
    """A value of an enumeration; made by resolving, never by the parser."""

    enumeration: str
    id: str


@dataclass(frozen=True, slots=True)
class Today(_Node):
    """The evaluation date."""


@dataclass(frozen=True, slots=True)
class Not(_Node):
    """`not item`."""

    item: Expr


@dataclass(frozen=True, slots=True)
class And(_Node):
    """`a and b and c`: at least two items, none of them an `And`."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Or(_Node):
    """`a or b or c`: at least two items, none of them an `Or`."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Compare(_Node):
    """`left < right`."""

    op: Op
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Is(_Node):
    """`item is word`, `item is not word`."""

    item: Expr
    word: Name | Word
    negated: bool = False


@dataclass(frozen=True, slots=True)
class IsNone(_Node):
    """`item is none`, `item is not none`."""

    item: Expr
    negated: bool = False


@dataclass(frozen=True, slots=True)
class In(_Node):
    """`item in {a, b}`, `item not in {a, b}`; the options are words or literals."""

    item: Expr
    options: tuple[Name | Word | Number | DateLiteral | Text, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Includes(_Node):
    """`item includes word`: a set of an enumeration has the word."""

    item: Expr
    word: Name | Word


@dataclass(frozen=True, slots=True)
class StartsWith(_Node):
    """`item starts with "52"`: a text or a division code begins so."""

    item: Expr
    prefix: Text


@dataclass(frozen=True, slots=True)
class IncludesThis(_Node):
    """`item includes this`: a set of members has the member one level out."""

    item: Expr


@dataclass(frozen=True, slots=True)
class Between(_Node):
    """`item between low and high`, both ends included."""

    item: Expr
    low: Expr
    high: Expr


@dataclass(frozen=True, slots=True)
class Binary(_Node):
    """`left + right` and the like."""

    op: Arith
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Extreme(_Node):
    """`min(a, b)` or `max(a, b)`: at least two items."""

    largest: bool
    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Round(_Node):
    """`round item to fen`, `round up item to 50 yuan`: `step` has the unit that is rounded to.

    `to fen` is a step of one minor unit and is written with that unit: `Number(1, fen)`.
    """

    mode: Rounding
    item: Expr
    step: Number


@dataclass(frozen=True, slots=True)
class As(_Node):
    """`item as yuan per year`: month and year converted, nothing else."""

    item: Expr
    unit: Unit


@dataclass(frozen=True, slots=True)
class Otherwise(_Node):
    """`item otherwise fallback`: the fallback where the item is none."""

    item: Expr
    fallback: Expr


@dataclass(frozen=True, slots=True)
class If(_Node):
    """`if condition then yes else no`."""

    condition: Expr
    yes: Expr
    no: Expr


@dataclass(frozen=True, slots=True)
class Exists(_Node):
    """`any group where condition`, `no group where condition`; `other` leaves `this` out, here and below."""

    kind: Member
    group: str
    where: Expr
    other: bool = False


@dataclass(frozen=True, slots=True)
class Every(_Node):
    """`every group where condition has has`; false over nobody."""

    group: str
    where: Expr | None
    has: Expr
    other: bool = False


@dataclass(frozen=True, slots=True)
class Count(_Node):
    """`count group [where condition]`."""

    group: str
    where: Expr | None
    other: bool = False


@dataclass(frozen=True, slots=True)
class Sum(_Node):
    """`sum of item over group [where condition]`."""

    item: Expr
    group: str
    where: Expr | None
    other: bool = False


@dataclass(frozen=True, slots=True)
class ExtremeOf(_Node):
    """`min of item over group [where condition]`, `max of …`; over nobody it is undefined."""

    largest: bool
    item: Expr
    group: str
    where: Expr | None
    other: bool = False


@dataclass(frozen=True, slots=True)
class Elapsed(_Node):
    """`years from start to end` (whole years), `months from start to end`."""

    unit: str
    start: Expr
    end: Expr


@dataclass(frozen=True, slots=True)
class YearOf(_Node):
    """`year of day`: the calendar year, a plain whole number."""

    day: Expr


@dataclass(frozen=True, slots=True)
class DateOf(_Node):
    """`date(year, month, day)`: a day beyond the end of the month is the last day of it."""

    year: Expr
    month: Expr
    day: Expr


@dataclass(frozen=True, slots=True)
class Keyed(_Node):
    """`parameter for key`, `parameter for (key, key)`."""

    name: str
    keys: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class EntitledTo(_Node):
    """`entitled to name`: the subject qualifies for another entitlement."""

    name: str


@dataclass(frozen=True, slots=True)
class AmountOf(_Node):
    """`amount of name`, `amount of name for grant`: what another entitlement comes to; nothing where it is not due."""

    name: str
    grant: str = ""


@dataclass(frozen=True, slots=True)
class UnknownBecause(_Node):
    """`unknown because gap`: open, and no answer can close it."""

    gap: str


@dataclass(frozen=True, slots=True)
class Bound(_Node):
    """`at least item` (a floor) or `up to item` (a cap); stands only in the amount of a grant."""

    floor: bool
    item: Expr


Expr = (
    Number | DateLiteral | Truth | Text | Name | Word | Today | Not | And | Or | Compare | Is | IsNone | In | Includes
    | Between | Binary | Extreme | Round | As | Otherwise | If | Exists | Every | Count | Sum | Elapsed | Keyed
    | EntitledTo | UnknownBecause | Bound | StartsWith | YearOf | DateOf | IncludesThis | ExtremeOf | AmountOf
)  # fmt: skip
"""Any expression."""
