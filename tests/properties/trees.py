"""The rules of a random program as trees of their own, and how a policy file writes them.

These trees know nothing of the engine: `brute` gives them their meaning from the design alone, and `text` writes them
down for the engine to read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Truth:
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True, slots=True)
class Read:
    """A fact, of the household or of the member that is looked at."""

    fact: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A parameter, by one key or none; a key is a word or a fact."""

    id: str
    key: Expr | None = None


@dataclass(frozen=True, slots=True)
class Defined:
    """A definition."""

    id: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the enumeration, as a parameter's key or a branch of a choice."""

    id: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text."""

    value: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a unit (`""` is none)."""

    value: Fraction
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day."""

    value: date


@dataclass(frozen=True, slots=True)
class Today:
    """The evaluation date."""


@dataclass(frozen=True, slots=True)
class Not:
    item: Expr


@dataclass(frozen=True, slots=True)
class And:
    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Or:
    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    op: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class In:
    """`is word` where there is one word and `single`, else `in {…}`."""

    item: Expr
    options: tuple[Expr, ...]
    negated: bool = False
    single: bool = False


@dataclass(frozen=True, slots=True)
class IsNone:
    fact: Read
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Includes:
    fact: Read
    word: str


@dataclass(frozen=True, slots=True)
class IncludesThis:
    fact: Read


@dataclass(frozen=True, slots=True)
class Between:
    item: Expr
    low: Expr
    high: Expr


@dataclass(frozen=True, slots=True)
class If:
    condition: Expr
    yes: Expr
    no: Expr


@dataclass(frozen=True, slots=True)
class Exists:
    """`any` or (`nobody`) `no`; `other`, here and below, leaves the member outside of it out."""

    group: str
    where: Expr
    nobody: bool = False
    other: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    group: str
    where: Expr | None
    has: Expr
    other: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    group: str
    where: Expr | None = None
    other: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    item: Expr
    group: str
    where: Expr | None = None
    other: bool = False


@dataclass(frozen=True, slots=True)
class ExtremeOf:
    """The least or the greatest over members."""

    largest: bool
    item: Expr
    group: str
    where: Expr | None = None
    other: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    id: str


@dataclass(frozen=True, slots=True)
class Entitled:
    id: str


@dataclass(frozen=True, slots=True)
class Arith:
    op: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Extreme:
    largest: bool
    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """`mode` is `round`, `round up` or `round down`."""

    mode: str
    item: Expr
    step: Fraction


@dataclass(frozen=True, slots=True)
class Otherwise:
    fact: Read
    fallback: Expr


@dataclass(frozen=True, slots=True)
class Shift:
    """A day moved by whole months."""

    day: Expr
    months: Expr
    back: bool = False


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Whole years (12) or months (1) from one day to another."""

    months: int
    start: Expr
    end: Expr


@dataclass(frozen=True, slots=True)
class YearOf:
    """The calendar year of a day."""

    day: Expr


@dataclass(frozen=True, slots=True)
class DateOf:
    """The day of a year, a month and a number."""

    year: Expr
    month: Expr
    day: Expr


@dataclass(frozen=True, slots=True)
class StartsWith:
    """Whether a text starts with another."""

    item: Read
    prefix: str


@dataclass(frozen=True, slots=True)
class Bound:
    """`at least` (`floor`) or `up to`, in an amount."""

    floor: bool
    item: Expr


Expr = (
    Truth | Read | Setting | Defined | Word | Number | Day | Today | Not | And | Or | Compare | In | IsNone | Includes
    | Between | If | Exists | Every | Count | Sum | Gap | Entitled | Arith | Extreme | Round | Otherwise | Shift
    | Text | Elapsed | Bound | YearOf | DateOf | StartsWith | IncludesThis | ExtremeOf
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a list: `if` and `unless`."""

    condition: Clause
    unless: Clause | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A list; `some` is `any:`."""

    items: tuple[Entry, ...]
    some: bool = False


@dataclass(frozen=True, slots=True)
class ByReading:
    reading: str
    options: tuple[tuple[str, Clause], ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """What holds from each day on; None is `ends`."""

    versions: tuple[tuple[date, Clause | None], ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """A cell: whole numbers from one to another (None is open), or some words or truth values; empty, anything fits."""

    low: int | None = None
    high: int | None = None
    words: tuple[str | bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The first row whose cells all fit; a condition, or in an amount a number."""

    on: tuple[Read, ...]
    rows: tuple[tuple[tuple[Fit, ...], Expr], ...]
    otherwise: Expr


@dataclass(frozen=True, slots=True)
class Scale:
    """A figure by marginal rates, each with where it begins."""

    of: Expr
    rates: tuple[tuple[Fraction, Fraction], ...]


Clause = Expr | Listed | ByReading | Dated | Table | Scale
Tree = Clause | Entry


def below(tree: Tree) -> Iterator[Tree]:
    """The trees directly below one."""
    for part in fields(tree):
        yield from _trees(getattr(tree, part.name))


def _trees(value: object) -> Iterator[Tree]:
    if isinstance(value, tuple):
        for item in value:
            yield from _trees(item)
    elif isinstance(value, Expr | Listed | ByReading | Dated | Table | Scale | Entry):
        yield value


def within(tree: Tree) -> Iterator[Tree]:
    """A tree and all below it; definitions and entitlements are not gone through."""
    yield tree
    for child in below(tree):
        yield from within(child)
