"""The checked tree: every node has a type, and every name is known to exist.

Only the checker makes these nodes. `syntax` is the resolved syntax of the rule that the node came from; it carries the
place in the file and can be printed in either language. Nodes that stand for a whole clause (`AllOf`, `AnyOf`,
`ByReading`, `Versions`) carry the address of their items, which is the address of a reason.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from elig.lang.ast import NO_UNIT, Arith, Expr, Member, Number, Op, Rounding, Unit
from elig.program.cells import Cell
from elig.program.citation import Citation, Words
from elig.program.types import Range, Type
from elig.records import LATER, dataclass, field
from elig.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    type: Type
    range: Range | None = None
    syntax: Expr | None = field(default=None, compare=False, repr=False, metadata=LATER)

    @property
    def span(self) -> Span | None:
        """Where the rule stands in its file."""
        return self.syntax.span if self.syntax is not None else None


@dataclass(frozen=True, slots=True)
class Constant(_Node):
    """A number, a day (as an ordinal), a truth value, a word or a text."""

    value: Fraction | bool | str


@dataclass(frozen=True, slots=True)
class FactRef(_Node):
    """A fact of the household (`of_member` false) or of the member that is looked at."""

    fact: str
    of_member: bool
    optional: bool


@dataclass(frozen=True, slots=True)
class DefinitionRef(_Node):
    """The value of a definition; `body` is what it stands for, in all its versions."""

    definition: str
    of_member: bool
    body: Node = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ParameterRef(_Node):
    """The value of a parameter at the household's place, for the given keys."""

    parameter: str
    keys: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class TodayRef(_Node):
    """The evaluation date."""


@dataclass(frozen=True, slots=True)
class NotNode(_Node):
    """`not`."""

    item: Node


@dataclass(frozen=True, slots=True)
class AndNode(_Node):
    """`and`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class OrNode(_Node):
    """`or`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class CompareNode(_Node):
    """A comparison of two numbers, two days or two texts; both sides are in one unit."""

    op: Op
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class InNode(_Node):
    """`is word` and `in {…}`; `!=`, `is not` and `not in` are a `NotNode` of it, so that they hold for none."""

    item: Node
    options: tuple[Fraction | str, ...]


@dataclass(frozen=True, slots=True)
class IsNoneNode(_Node):
    """`is none`."""

    item: Node


@dataclass(frozen=True, slots=True)
class IncludesNode(_Node):
    """`includes word`."""

    item: Node
    word: str


@dataclass(frozen=True, slots=True)
class StartsWithNode(_Node):
    """`starts with`: a text or a division code begins with the prefix."""

    item: Node
    prefix: str


@dataclass(frozen=True, slots=True)
class IncludesThisNode(_Node):
    """`includes this`: whether a set of members has the member one level out.

    The list is a fact of the household or (`of_member`) of the member that is looked at. `own`: no quantifier stands
    around it, so that `this` is the member that is looked at.
    """

    fact: str
    of_member: bool
    own: bool


@dataclass(frozen=True, slots=True)
class BetweenNode(_Node):
    """`between low and high`, one read of the item."""

    item: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class ArithNode(_Node):
    """Arithmetic; a day plus months counts `months`."""

    op: Arith
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class ShiftNode(_Node):
    """A day moved by whole months."""

    day: Node
    months: Node
    back: bool


@dataclass(frozen=True, slots=True)
class ExtremeNode(_Node):
    """`min(…)`, `max(…)`."""

    largest: bool
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class RoundNode(_Node):
    """Rounding to a multiple of a step."""

    mode: Rounding
    item: Node
    step: Fraction


@dataclass(frozen=True, slots=True)
class ScaleNode(_Node):
    """A conversion of units: the item times a factor."""

    item: Node
    factor: Fraction


@dataclass(frozen=True, slots=True)
class OtherwiseNode(_Node):
    """The fallback where the item is none."""

    item: Node
    fallback: Node


@dataclass(frozen=True, slots=True)
class IfNode(_Node):
    """A choice."""

    condition: Node
    yes: Node
    no: Node


@dataclass(frozen=True, slots=True)
class ExistsNode(_Node):
    """`any`, `no`: `where` is of a member and includes the group's own condition.

    `other`, here and in the other quantifiers, leaves the member out that stands one level out.
    """

    kind: Member
    group: str
    where: Node
    other: bool = False


@dataclass(frozen=True, slots=True)
class EveryNode(_Node):
    """`every`: somebody satisfies `where`, and nobody satisfies it without `has`."""

    group: str
    where: Node
    has: Node
    other: bool = False


@dataclass(frozen=True, slots=True)
class CountNode(_Node):
    """`count`."""

    group: str
    where: Node
    other: bool = False


@dataclass(frozen=True, slots=True)
class SumNode(_Node):
    """`sum of`."""

    item: Node
    group: str
    where: Node
    other: bool = False


@dataclass(frozen=True, slots=True)
class ExtremeOfNode(_Node):
    """`min of`, `max of`: over nobody it is undefined."""

    largest: bool
    item: Node
    group: str
    where: Node
    other: bool = False


@dataclass(frozen=True, slots=True)
class ElapsedNode(_Node):
    """Whole years or months from one day to another."""

    months: int
    start: Node
    end: Node


@dataclass(frozen=True, slots=True)
class YearNode(_Node):
    """The calendar year of a day."""

    day: Node


@dataclass(frozen=True, slots=True)
class DateNode(_Node):
    """The day of a year, a month and a number; beyond the end of the month it is the last day of it."""

    year: Node
    month: Node
    day: Node


@dataclass(frozen=True, slots=True)
class EntitledNode(_Node):
    """Whether the subject qualifies for another entitlement."""

    entitlement: str


@dataclass(frozen=True, slots=True)
class AmountNode(_Node):
    """What a grant of another entitlement comes to for the subject; resolved before anything is decided."""

    entitlement: str
    grant: str


@dataclass(frozen=True, slots=True)
class GapNode(_Node):
    """Open, and no answer can close it."""

    gap: str


@dataclass(frozen=True, slots=True)
class BoundNode(_Node):
    """`at least` (floor) or `up to` in an amount."""

    floor: bool
    item: Node


@dataclass(frozen=True, slots=True)
class ColumnNode(_Node):
    """A column of a table, which is one read; `figures` are those at which a cell begins or ceases to fit."""

    item: Node
    figures: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells, the conditions that they stand for, and what it comes to."""

    cells: tuple[Cell, ...]
    conditions: tuple[Expr, ...]
    then: Node


@dataclass(frozen=True, slots=True)
class TableNode(_Node):
    """The first row that fits; without `otherwise` some row always does. `overlaps` are pairs of rows that both may."""

    columns: tuple[Node, ...]
    rows: tuple[Row, ...]
    otherwise: Node | None
    place: Span = field(compare=False, repr=False)
    overlaps: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """What each unit above a figure adds."""

    above: Fraction
    rate: Fraction
    above_syntax: Number = field(compare=False, repr=False)
    rate_syntax: Number = field(compare=False, repr=False)
    rate_unit: Unit = NO_UNIT


@dataclass(frozen=True, slots=True)
class MarginalNode(_Node):
    """A scale: each part of the item at the rate of its stretch."""

    item: Node
    rates: tuple[Rate, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a clause list: `condition and not unless`; `id` is its position or its stated id."""

    id: str
    condition: Node
    unless: Node | None = None
    label: Words | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class AllOf(_Node):
    """A list of which every item must hold."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class AnyOf(_Node):
    """A list of which one item suffices."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ByReading(_Node):
    """A choice that the text leaves open."""

    reading: str
    options: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Versions(_Node):
    """What holds from each date on; None is `ends`. Resolved before anything is decided."""

    versions: tuple[tuple[date, Node | None], ...]


Node = (
    Constant | FactRef | DefinitionRef | ParameterRef | TodayRef | NotNode | AndNode | OrNode | CompareNode | InNode
    | IsNoneNode | IncludesNode | BetweenNode | ArithNode | ShiftNode | ExtremeNode | RoundNode | ScaleNode
    | OtherwiseNode | IfNode | ExistsNode | EveryNode | CountNode | SumNode | ElapsedNode | EntitledNode | GapNode
    | BoundNode | StartsWithNode | YearNode | DateNode | IncludesThisNode | ExtremeOfNode | AmountNode
    | ColumnNode | TableNode | MarginalNode | AllOf | AnyOf | ByReading | Versions
)  # fmt: skip
"""Any node of a checked program."""

Quantifier = ExistsNode | EveryNode | CountNode | SumNode | ExtremeOfNode
"""Nodes that go through members."""
