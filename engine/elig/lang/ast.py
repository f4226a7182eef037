"""The syntax tree of the rule language.

Every node is frozen and knows its span; spans are left out of comparison, so that two spellings of one rule are equal
trees. The parser makes `Name` for every word; resolving turns names into ids and the words of an enumeration into
`Word`. Units are counted exponents of base units in a fixed order.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction

from elig.records import Struct, field
from elig.source.text import Span


class Unit(Struct):
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


class _Node(Struct, kw_only=True):
    span: Span | None = field(default=None, compare=False, repr=False)


class Number(_Node, Struct):
    """A number with its unit; `percent` keeps that it was written with `%` (`95 %` is 19/20)."""

    value: Fraction
    unit: Unit = NO_UNIT
    percent: bool = False


class DateLiteral(_Node, Struct):
    """A day, `2020-11-30`."""

    value: date


class Truth(_Node, Struct):
    """`true` or `false`."""

    value: bool


class Text(_Node, Struct):
    """Text in double quotes."""

    value: str


class Name(_Node, Struct):
    """A fact, definition, parameter or (before resolving) a word of an enumeration."""

    id: str


class Word(_Node, Struct):
    """A value of an enumeration; made by resolving, never by the parser."""

    enumeration: str
    id: str


class Today(_Node, Struct):
    """The evaluation date."""


class Not(_Node, Struct):
    """`not item`."""

    item: Expr


class And(_Node, Struct):
    """`a and b and c`: at least two items, none of them an `And`."""

    items: tuple[Expr, ...]


class Or(_Node, Struct):
    """`a or b or c`: at least two items, none of them an `Or`."""

    items: tuple[Expr, ...]


class Compare(_Node, Struct):
    """`left < right`."""

    op: Op
    left: Expr
    right: Expr


class Is(_Node, Struct):
    """`item is word`, `item is not word`."""

    item: Expr
    word: Name | Word
    negated: bool = False


class IsNone(_Node, Struct):
    """`item is none`, `item is not none`."""

    item: Expr
    negated: bool = False


class In(_Node, Struct):
    """`item in {a, b}`, `item not in {a, b}`; the options are words or literals."""

    item: Expr
    options: tuple[Name | Word | Number | DateLiteral | Text, ...]
    negated: bool = False


class Includes(_Node, Struct):
    """`item includes word`: a set of an enumeration has the word."""

    item: Expr
    word: Name | Word


class StartsWith(_Node, Struct):
    """`item starts with "52"`: a text or a division code begins so."""

    item: Expr
    prefix: Text


class IncludesThis(_Node, Struct):
    """`item includes this`: a set of members has the member one level out."""

    item: Expr


class Between(_Node, Struct):
    """`item between low and high`, both ends included."""

    item: Expr
    low: Expr
    high: Expr


class Binary(_Node, Struct):
    """`left + right` and the like."""

    op: Arith
    left: Expr
    right: Expr


class Extreme(_Node, Struct):
    """`min(a, b)` or `max(a, b)`: at least two items."""

    largest: bool
    items: tuple[Expr, ...]


class Round(_Node, Struct):
    """`round item to fen`, `round up item to 50 yuan`: `step` has the unit that is rounded to.

    `to fen` is a step of one minor unit and is written with that unit: `Number(1, fen)`.
    """

    mode: Rounding
    item: Expr
    step: Number


class As(_Node, Struct):
    """`item as yuan per year`: month and year converted, nothing else."""

    item: Expr
    unit: Unit


class Otherwise(_Node, Struct):
    """`item otherwise fallback`: the fallback where the item is none."""

    item: Expr
    fallback: Expr


class If(_Node, Struct):
    """`if condition then yes else no`."""

    condition: Expr
    yes: Expr
    no: Expr


class Exists(_Node, Struct):
    """`any group where condition`, `no group where condition`; `other` leaves `this` out, here and below."""

    kind: Member
    group: str
    where: Expr
    other: bool = False


class Every(_Node, Struct):
    """`every group where condition has has`; false over nobody."""

    group: str
    where: Expr | None
    has: Expr
    other: bool = False


class Count(_Node, Struct):
    """`count group [where condition]`."""

    group: str
    where: Expr | None
    other: bool = False


class Sum(_Node, Struct):
    """`sum of item over group [where condition]`."""

    item: Expr
    group: str
    where: Expr | None
    other: bool = False


class ExtremeOf(_Node, Struct):
    """`min of item over group [where condition]`, `max of …`; over nobody it is undefined."""

    largest: bool
    item: Expr
    group: str
    where: Expr | None
    other: bool = False


class Elapsed(_Node, Struct):
    """`years from start to end` (whole years), `months from start to end`."""

    unit: str
    start: Expr
    end: Expr


class YearOf(_Node, Struct):
    """`year of day`: the calendar year, a plain whole number."""

    day: Expr


class DateOf(_Node, Struct):
    """`date(year, month, day)`: a day beyond the end of the month is the last day of it."""

    year: Expr
    month: Expr
    day: Expr


class Keyed(_Node, Struct):
    """`parameter for key`, `parameter for (key, key)`."""

    name: str
    keys: tuple[Expr, ...]


class EntitledTo(_Node, Struct):
    """`entitled to name`: the subject qualifies for another entitlement."""

    name: str


class AmountOf(_Node, Struct):
    """`amount of name`, `amount of name for grant`: what another entitlement comes to; nothing where it is not due."""

    name: str
    grant: str = ""


class UnknownBecause(_Node, Struct):
    """`unknown because gap`: open, and no answer can close it."""

    gap: str


class Bound(_Node, Struct):
    """`at least item` (a floor) or `up to item` (a cap); stands only in the amount of a grant."""

    floor: bool
    item: Expr


Expr = (
    Number | DateLiteral | Truth | Text | Name | Word | Today | Not | And | Or | Compare | Is | IsNone | In | Includes
    | Between | Binary | Extreme | Round | As | Otherwise | If | Exists | Every | Count | Sum | Elapsed | Keyed
    | EntitledTo | UnknownBecause | Bound | StartsWith | YearOf | DateOf | IncludesThis | ExtremeOf | AmountOf
)  # fmt: skip
"""Any expression."""
