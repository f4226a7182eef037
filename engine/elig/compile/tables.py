"""Code of tables and scales: which rows are reached is the evaluator's own answer, kept by what the columns may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from math import lcm
from operator import or_

from elig.compile.figures import aligned, named
from elig.compile.parameters import MOST
from elig.compile.unit import At, Unit
from elig.compile.values import Condition, Figure, Mask, Refused, Value, Wide
from elig.compile.wide import Number, Seen, numbers
from elig.evaluate.expressions import known_step
from elig.evaluate.tables import by_rates, rows_reached
from elig.program.nodes import MarginalNode, TableNode
from elig.records import Struct, field, replace
from elig.values import Numbers, Possible, Truth, Words, join_numbers

Told = Number | Seen | Words
Reads = Callable[[Told, int], Possible]
"""What generated code has of a column, and what it is divided by: what the column may be."""


class Rows(Struct, frozen=False):
    """Which rows of a table may be the first that fits."""

    node: TableNode
    columns: tuple[tuple[Reads, Fraction | None], ...]
    kept: dict[tuple[object, ...], tuple[tuple[int, ...], bool]] = field(default_factory=dict)

    def __call__(self, *told: Told) -> tuple[tuple[int, ...], bool]:
        """The places of the rows, `otherwise` being one more, and whether a column may be undefined."""
        found = self.kept.get(told)
        if found is None:
            pairs = zip(self.columns, told[::2], told[1::2], strict=True)
            values = [(read(value, _whole(den)), step) for (read, step), value, den in pairs]
            reached = rows_reached(values, [row.cells for row in self.node.rows])
            undefined = any(isinstance(value, Numbers) and value.undefined for value, _ in values)
            found = tuple(self._places(reached)), undefined
            if len(self.kept) < MOST:
                self.kept[told] = found
        return found

    def _places(self, reached: Sequence[int | None]) -> list[int]:
        last = [] if self.node.otherwise is None else [len(self.node.rows)]
        return [place for row in reached for place in (last if row is None else [row])]


def _whole(den: Told) -> int:
    assert isinstance(den, int), "a denominator is a whole number"
    return den


def table(node: TableNode, columns: Sequence[Value], results: Sequence[Value], unit: Unit, at: At) -> Value:
    """What a table comes to; `results` are those of its rows, and what it is otherwise."""
    reads = [(_reads(column), known_step(one, unit.env)) for column, one in zip(columns, node.columns, strict=True)]
    rows = unit.names.constant(Rows(node, tuple(reads)))
    told = ", ".join(f"{column.code}, {column.den if isinstance(column, Figure) else 1}" for column in columns)
    figures = [result for result in results if isinstance(result, Figure)]
    if len(figures) == len(results):
        figures, equal = aligned([named(result, unit, at) for result in figures], unit, at)
        if not equal:
            raise Refused("TableNode over several denominators")
        den = next((figure.den for figure in figures if figure.wide is not Wide.ALWAYS), "1")
        code = f"{unit.names.constant(picked)}({rows}({told}), {den}, {_listed(figures)})"
        return Figure(unit.name(code, at, node.place), den, Wide.MAYBE)
    first = results[0]
    code = unit.name(f"{unit.names.constant(any_of)}({rows}({told}), {_listed(results)})", at, node.place)
    if isinstance(first, Mask):
        return Mask(code, first.bits, open=True)
    if isinstance(first, Condition):
        return Condition(code, open=True)
    raise Refused("TableNode of texts or sets")


def _listed(results: Sequence[Value]) -> str:
    return ", ".join(result.code for result in results)


def any_of(reached: tuple[tuple[int, ...], bool], *results: int | None) -> int | None:
    """The words, as bits, or the truth value that the rows which are reached may come to."""
    first, *others = (results[row] for row in reached[0])
    if first is None or isinstance(first, bool):
        return first if all(other is first for other in others) else None
    return reduce(or_, others, first)


def picked(reached: tuple[tuple[int, ...], bool], den: int, *results: Number) -> Number:
    """What the rows that are reached come to."""
    rows, undefined = reached
    if len(rows) == 1 and not undefined:
        return results[rows[0]]
    found = join_numbers(numbers(results[row], den) for row in rows)
    return replace(found, undefined=True) if undefined else found


def _reads(column: Value) -> Reads:
    match column:
        case Figure():
            return _number
        case Condition():
            return _truth
        case Mask():
            return _words_of(column)
        case _:
            raise Refused("TableNode of texts or sets")


def _number(value: Told, den: int) -> Possible:
    assert isinstance(value, int | tuple | Numbers), "a column of numbers"
    return numbers(value, den)


def _truth(value: Told, den: int) -> Possible:
    return Truth.OPEN if value is None else Truth.of(bool(value))


def _words_of(column: Mask) -> Reads:
    bits, absent = column.bits, column.absent

    def words(value: Told, den: int) -> Possible:
        assert isinstance(value, int), "a column of words"
        return Words(frozenset(word for word, bit in bits.items() if value & bit), none=bool(value & absent))

    return words


def scale(node: MarginalNode, item: Figure, unit: Unit) -> Figure:
    """What a figure comes to by marginal rates."""
    factor = lcm(*(end.denominator for rate in node.rates for end in (rate.rate, rate.rate * rate.above)))
    den = int(item.den) * factor if item.den.isdigit() and item.wide is not Wide.ALWAYS else 0

    def come_to(value: Number, over: int) -> Number:
        found = by_rates(numbers(value, over), node.rates)
        exact = None if found.value is None else found.value * den
        return int(exact) if den and exact is not None and exact.denominator == 1 else found

    code = f"{unit.names.constant(come_to)}({item.code}, {item.den})"
    return Figure(code, str(den), Wide.MAYBE) if den else Figure(code, "1", Wide.ALWAYS)
