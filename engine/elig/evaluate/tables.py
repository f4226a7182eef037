"""Tables and scales on possible values: which rows can be the first that fits, and what a figure comes to."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from elig.program.cells import Cell, Value, told_apart
from elig.program.nodes import Rate
from elig.values import MAX_POINTS, Interval, Numbers, Possible, Truth, Words, point_values


def rows_reached(
    columns: Sequence[tuple[Possible, Fraction | None]], rows: Sequence[Sequence[Cell]]
) -> tuple[int | None, ...]:
    """The places of the rows that can be the first that fits, and None where none may fit.

    With each column stands what it is known to be a multiple of.
    """
    told = [patterns(value, step, [row[place] for row in rows]) for place, (value, step) in enumerate(columns)]
    found: dict[int | None, None] = {}
    for choice in product(*told):
        fitting = (row for row in range(len(rows)) if all(pattern[row] for pattern in choice))
        found[next(fitting, None)] = None
    return tuple(found)


def patterns(value: Possible, step: Fraction | None, cells: Sequence[Cell]) -> list[tuple[bool, ...]]:
    """For each value that cells tell apart, which of them it fits."""
    return list(dict.fromkeys(tuple(cell.fits(one) for cell in cells) for one in _values(value, step, cells)))


def _values(value: Possible, step: Fraction | None, cells: Sequence[Cell]) -> list[Value]:
    match value:
        case Truth():
            return list(value.may)
        case Words():
            assert value.ids is not None, "columns are words, numbers, days and conditions"
            return [*sorted(value.ids), *([None] if value.none else [])]
        case Numbers():
            return [*_numbers(value, step, cells), *([None] if value.none else [])]
        case _:
            raise AssertionError("a set is no column")


def _numbers(value: Numbers, step: Fraction | None, cells: Sequence[Cell]) -> Sequence[Fraction]:
    figures = [figure for cell in cells for figure in cell.figures]
    if value.undefined:
        return told_apart(None, None, figures, None)
    points = point_values(value)
    if points is not None or value.span is None:
        return points or ()
    return told_apart(value.span.low, value.span.high, figures, step)


def by_rates(item: Numbers, rates: Sequence[Rate]) -> Numbers:
    """What a figure comes to by marginal rates, none of them below 0: it never falls where the figure rises."""

    def come_to(figure: Fraction) -> Fraction:
        ends = [*(rate.above for rate in rates[1:]), None]
        parts = zip(rates, ends, strict=True)
        reached = ((rate, figure if end is None else min(figure, end)) for rate, end in parts)
        return sum((rate.rate * max(Fraction(0), top - rate.above) for rate, top in reached), Fraction(0))

    if item.span is None:
        return item
    points = point_values(item)
    if points is not None and len(points) <= MAX_POINTS:
        found = Numbers.one_of(map(come_to, points))
        return Numbers(found.span, found.points, item.none, item.undefined)
    low = Fraction(0) if item.span.low is None else come_to(item.span.low)
    high = None if item.span.high is None else come_to(item.span.high)
    return Numbers(Interval(low, high), None, item.none, item.undefined)
