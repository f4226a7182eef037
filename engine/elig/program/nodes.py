"""The checked tree: every node has a type, and every name is known to exist.

Only the checker makes these nodes. `syntax` is the resolved syntax of the rule that the node came from; it carries the
place in the file and can be printed in either language. Nodes that stand for a whole clause (`AllOf`, `AnyOf`,
`ByReading`, `Versions`) carry the address of their items, which is the address of a reason.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from elig.lang.ast import NO_UNIT, Arith, Expr, Member, Number, Op, Rounding, Unit
from elig.program.citation import Citation, Words
from elig.program.types import Range, Type
from elig.records import LATER, Struct, field
from elig.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from elig.program.cells import Cell


class _Node(Struct, kw_only=True):
    type: Type
    range: Range | None = None
    syntax: Expr | None = field(default=None, compare=False, repr=False, metadata=LATER)

    @property
    def span(self) -> Span | None:
        """Where the rule stands in its file."""
        return self.syntax.span if self.syntax is not None else None


class Constant(_Node, Struct):
    """A number, a day (as an ordinal), a truth value, a word or a text."""

    value: Fraction | bool | str


class FactRef(_Node, Struct):
    """A fact of the household (`of_member` false) or of the member that is looked at."""

    fact: str
    of_member: bool
    optional: bool


class DefinitionRef(_Node, Struct):
    """The value of a definition; `body` is what it stands for, in all its versions."""

    definition: str
    of_member: bool
    body: Node = field(compare=False, repr=False)


class ParameterRef(_Node, Struct):
    """The value of a parameter at the household's place, for the given keys."""

    parameter: str
    keys: tuple[Node, ...]


class TodayRef(_Node, Struct):
    """The evaluation date."""


class NotNode(_Node, Struct):
    """`not`."""

    item: Node


class AndNode(_Node, Struct):
    """`and`."""

    items: tuple[Node, ...]


class OrNode(_Node, Struct):
    """`or`."""

    items: tuple[Node, ...]


class CompareNode(_Node, Struct):
    """A comparison of two numbers, two days or two texts; both sides are in one unit."""

    op: Op
    left: Node
    right: Node


class InNode(_Node, Struct):
    """`is word` and `in {…}`; `!=`, `is not` and `not in` are a `NotNode` of it, so that they hold for none."""

    item: Node
    options: tuple[Fraction | str, ...]


class IsNoneNode(_Node, Struct):
    """`is none`."""

    item: Node


class IncludesNode(_Node, Struct):
    """`includes word`."""

    item: Node
    word: str


class StartsWithNode(_Node, Struct):
    """`starts with`: a text or a division code begins with the prefix."""

    item: Node
    prefix: str


class IncludesThisNode(_Node, Struct):
    """`includes this`: whether a set of members has the member one level out.

    The list is a fact of the household or (`of_member`) of the member that is looked at. `own`: no quantifier stands
    around it, so that `this` is the member that is looked at.
    """

    fact: str
    of_member: bool
    own: bool


class BetweenNode(_Node, Struct):
    """`between low and high`, one read of the item."""

    item: Node
    low: Node
    high: Node


class ArithNode(_Node, Struct):
    """Arithmetic; a day plus months counts `months`."""

    op: Arith
    left: Node
    right: Node


class ShiftNode(_Node, Struct):
    """A day moved by whole months."""

    day: Node
    months: Node
    back: bool


class ExtremeNode(_Node, Struct):
    """`min(…)`, `max(…)`."""

    largest: bool
    items: tuple[Node, ...]


class RoundNode(_Node, Struct):
    """Rounding to a multiple of a step."""

    mode: Rounding
    item: Node
    step: Fraction


class ScaleNode(_Node, Struct):
    """A conversion of units: the item times a factor."""

    item: Node
    factor: Fraction


class OtherwiseNode(_Node, Struct):
    """The fallback where the item is none."""

    item: Node
    fallback: Node


class IfNode(_Node, Struct):
    """A choice."""

    condition: Node
    yes: Node
    no: Node


class ExistsNode(_Node, Struct):
    """`any`, `no`: `where` is of a member and includes the group's own condition.

    `other`, here and in the other quantifiers, leaves the member out that stands one level out.
    """

    kind: Member
    group: str
    where: Node
    other: bool = False


class EveryNode(_Node, Struct):
    """`every`: somebody satisfies `where`, and nobody satisfies it without `has`."""

    group: str
    where: Node
    has: Node
    other: bool = False


class CountNode(_Node, Struct):
    """`count`."""

    group: str
    where: Node
    other: bool = False


class SumNode(_Node, Struct):
    """`sum of`."""

    item: Node
    group: str
    where: Node
    other: bool = False


class ExtremeOfNode(_Node, Struct):
    """`min of`, `max of`: over nobody it is undefined."""

    largest: bool
    item: Node
    group: str
    where: Node
    other: bool = False


class ElapsedNode(_Node, Struct):
    """Whole years or months from one day to another."""

    months: int
    start: Node
    end: Node


class YearNode(_Node, Struct):
    """The calendar year of a day."""

    day: Node


class DateNode(_Node, Struct):
    """The day of a year, a month and a number; beyond the end of the month it is the last day of it."""

    year: Node
    month: Node
    day: Node


class EntitledNode(_Node, Struct):
    """Whether the subject qualifies for another entitlement."""

    entitlement: str


class AmountNode(_Node, Struct):
    """What a grant of another entitlement comes to for the subject; resolved before anything is decided."""

    entitlement: str
    grant: str


class GapNode(_Node, Struct):
    """Open, and no answer can close it."""

    gap: str


class BoundNode(_Node, Struct):
    """`at least` (floor) or `up to` in an amount."""

    floor: bool
    item: Node


class ColumnNode(_Node, Struct):
    """A column of a table, which is one read; `figures` are those at which a cell begins or ceases to fit."""

    item: Node
    figures: tuple[Fraction, ...]


class Row(Struct):
    """A row of a table: its cells, the conditions that they stand for, and what it comes to."""

    cells: tuple[Cell, ...]
    conditions: tuple[Expr, ...]
    then: Node


class TableNode(_Node, Struct):
    """The first row that fits; without `otherwise` some row always does. `overlaps` are pairs of rows that both may."""

    columns: tuple[Node, ...]
    rows: tuple[Row, ...]
    otherwise: Node | None
    place: Span = field(compare=False, repr=False)
    overlaps: tuple[tuple[int, int], ...] = ()


class Rate(Struct):
    """What each unit above a figure adds."""

    above: Fraction
    rate: Fraction
    above_syntax: Number = field(compare=False, repr=False)
    rate_syntax: Number = field(compare=False, repr=False)
    rate_unit: Unit = NO_UNIT


class MarginalNode(_Node, Struct):
    """A scale: each part of the item at the rate of its stretch."""

    item: Node
    rates: tuple[Rate, ...]


class Item(Struct):
    """One item of a clause list: `condition and not unless`; `id` is its position or its stated id."""

    id: str
    condition: Node
    unless: Node | None = None
    label: Words | None = None
    citations: tuple[Citation, ...] = ()


class AllOf(_Node, Struct):
    """A list of which every item must hold."""

    items: tuple[Item, ...]


class AnyOf(_Node, Struct):
    """A list of which one item suffices."""

    items: tuple[Item, ...]


class ByReading(_Node, Struct):
    """A choice that the text leaves open."""

    reading: str
    options: tuple[tuple[str, Node], ...]


class Versions(_Node, Struct):
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
