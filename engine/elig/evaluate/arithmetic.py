"""Exact operators on possible numbers that are more than point by point."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product
from math import ceil, floor, prod

from elig.evaluate.calendar import date_of, day_of, elapsed_months, ordinal, shifted
from elig.lang.ast import Op, Rounding
from elig.records import replace
from elig.values import (
    MAX_POINTS,
    UNDEFINED,
    Interval,
    Numbers,
    Truth,
    divide_spans,
    join_numbers,
    join_truth,
    lift,
    point_values,
)

ALL_MONTHS = Fraction(12 * 10_000)
"""More months than the calendar has."""


def compare(op: Op, left: Numbers, right: Numbers, step: Fraction | None = None) -> Truth:
    """A comparison; with none it is false, with undefined it is open.

    `step` is what one side is known to be a multiple of: no whole number equals a half.

    >>> compare(Op.LT, Numbers.between(0, 500), Numbers.point(600))
    <Truth.TRUE: 'true'>
    """
    if left.undefined or right.undefined:
        return Truth.OPEN
    found = [Truth.FALSE] if left.none or right.none else []
    if left.span is not None and right.span is not None:
        found.append(_compare_present(op, left, right, step))
    return join_truth(found)


def _compare_present(op: Op, left: Numbers, right: Numbers, step: Fraction | None) -> Truth:
    first, second = point_values(left), point_values(right)
    if first is not None and second is not None and len(first) * len(second) <= MAX_POINTS:
        return join_truth(Truth.of(_holds(op, a, b)) for a, b in product(first, second))
    assert left.span is not None and right.span is not None
    match op:
        case Op.LT:
            return _below(left.span, right.span, strict=True)
        case Op.LE:
            return _below(left.span, right.span, strict=False)
        case Op.GT:
            return _below(right.span, left.span, strict=True)
        case Op.GE:
            return _below(right.span, left.span, strict=False)
        case Op.EQ | Op.NE:
            same = Truth.FALSE if _apart(left.span, right.span, step) else _equal(left, right)
            return same if op is Op.EQ else _flip(same)


def _flip(item: Truth) -> Truth:
    return {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE, Truth.OPEN: Truth.OPEN}[item]


def _holds(op: Op, left: Fraction, right: Fraction) -> bool:
    match op:
        case Op.LT:
            return left < right
        case Op.LE:
            return left <= right
        case Op.GT:
            return left > right
        case Op.GE:
            return left >= right
        case Op.EQ:
            return left == right
        case Op.NE:
            return left != right


def _below(left: Interval, right: Interval, *, strict: bool) -> Truth:
    """Whether left is below right: surely, surely not, or open."""
    if _surely_below(left.high, right.low, strict):
        return Truth.TRUE
    return Truth.FALSE if _surely_below(right.high, left.low, not strict) else Truth.OPEN


def _surely_below(high: Fraction | None, low: Fraction | None, strict: bool) -> bool:
    """Whether everything up to `high` is below everything from `low` on; an open end never is."""
    return high is not None and low is not None and (high < low or (high == low and not strict))


def _apart(left: Interval, right: Interval, step: Fraction | None) -> bool:
    """Whether two intervals have no number in common, or no multiple of a step."""
    lows = [end for end in (left.low, right.low) if end is not None]
    highs = [end for end in (left.high, right.high) if end is not None]
    if not lows or not highs:
        return False
    low, high = max(lows), min(highs)
    return low > high if step is None else -(-low // step) > high // step


def _equal(left: Numbers, right: Numbers) -> Truth:
    assert left.span is not None and right.span is not None
    for points, other in ((point_values(left), right), (point_values(right), left)):
        if points is not None and not any(_admits(other, point) for point in points):
            return Truth.FALSE
    apart = _below(left.span, right.span, strict=True), _below(right.span, left.span, strict=True)
    return Truth.FALSE if Truth.TRUE in apart else Truth.OPEN


def _admits(item: Numbers, value: Fraction) -> bool:
    points = point_values(item)
    return value in points if points is not None else item.span is not None and item.span.contains(value)


def within(item: Numbers, low: Numbers, high: Numbers, step: Fraction | None = None) -> Truth:
    """`between`, both ends included; one read of the item, which is a multiple of `step` where that is known."""
    if item.undefined or low.undefined or high.undefined:
        return Truth.OPEN
    found = [Truth.FALSE] if item.none else []
    if item.span is not None:
        points = point_values(item)
        listed = [item] if points is None else [Numbers.point(point) for point in points]
        for one in listed:
            above, below = compare(Op.GE, one, low), compare(Op.LE, one, high)
            outside = Truth.FALSE in (above, below) or _outside(one, low, high, step)
            both = Truth.FALSE if outside else Truth.OPEN
            found.append(Truth.TRUE if above is below is Truth.TRUE else both)
    return join_truth(found)


def _outside(item: Numbers, low: Numbers, high: Numbers, step: Fraction | None) -> bool:
    """Whether no value that the item may have lies between the lowest low and the highest high."""
    if item.span is None or low.span is None or high.span is None:
        return False
    return _apart(item.span, Interval(low.span.low, high.span.high), step)


def equals_one_of(item: Numbers, options: Sequence[Fraction], step: Fraction | None = None) -> Truth:
    """Whether a number is one of some constants; it is a multiple of `step` where that is known."""
    if item.undefined:
        return Truth.OPEN
    found = [Truth.FALSE] if item.none else []
    points = point_values(item)
    if points is not None:
        found.extend(Truth.of(point in options) for point in points)
    elif item.span is not None:
        found.append(_span_is_one_of(item.span, options, step))
    return join_truth(found)


def _span_is_one_of(span: Interval, options: Sequence[Fraction], step: Fraction | None) -> Truth:
    """Whether a number between two ends is one of some constants: surely, where all that it can be are listed."""
    inside = {o for o in options if span.contains(o) and (step is None or (o / step).denominator == 1)}
    if not inside:
        return Truth.FALSE
    if step is None or span.low is None or span.high is None:
        return Truth.OPEN
    return Truth.TRUE if len(inside) == floor(span.high / step) - ceil(span.low / step) + 1 else Truth.OPEN


def divide(left: Numbers, right: Numbers) -> Numbers:
    """A quotient; a divisor that may be 0 is a count, and 0 makes the result undefined."""
    if right.span is None or right.span.high == 0:
        return UNDEFINED
    may_be_zero = right.span.low is not None and right.span.low <= 0
    if not may_be_zero:
        return lift(left, right, lambda a, b: a / b, divide_spans)
    counted = Numbers(Interval(Fraction(1), right.span.high))
    result = lift(left, counted, lambda a, b: a / b, divide_spans)
    return Numbers(result.span, None, result.none, undefined=True)


def rounded(item: Numbers, mode: Rounding, step: Fraction) -> Numbers:
    """Rounding to a multiple of a step; of an interval both ends are rounded."""
    if item.span is None:
        return item
    span = Interval(_round_end(item.span.low, mode, step), _round_end(item.span.high, mode, step))
    points = point_values(item)
    listed = Numbers.one_of(round_to(point, mode, step) for point in points).points if points else None
    return Numbers(span, listed, item.none, item.undefined)


def _round_end(value: Fraction | None, mode: Rounding, step: Fraction) -> Fraction | None:
    return None if value is None else round_to(value, mode, step)


def round_to(value: Fraction, mode: Rounding, step: Fraction) -> Fraction:
    """A number rounded to a multiple of a step.

    >>> round_to(Fraction(-5, 2), Rounding.HALF, Fraction(1))
    Fraction(-3, 1)
    """
    whole = _whole(abs(value) / step, mode)
    return whole * step if value >= 0 else -whole * step


def _whole(size: Fraction, mode: Rounding) -> int:
    match mode:
        case Rounding.HALF:
            return (2 * size.numerator + size.denominator) // (2 * size.denominator)
        case Rounding.DOWN:
            return size.numerator // size.denominator
        case Rounding.UP:
            return -(-size.numerator // size.denominator)


def extreme(items: Sequence[Numbers], largest: bool) -> Numbers:
    """The least or greatest of some numbers."""
    pick = max if largest else min
    result = items[0]
    for item in items[1:]:
        result = lift(result, item, pick, lambda a, b: _extreme_span(a, b, largest))
    return result


def extreme_of(items: Sequence[tuple[Truth, Numbers]], largest: bool) -> Numbers:
    """The least or greatest of numbers that each are surely or perhaps among those looked at; undefined over none.

    >>> extreme_of([(Truth.TRUE, Numbers.point(5)), (Truth.OPEN, Numbers.point(3))], largest=False).points
    (Fraction(3, 1), Fraction(5, 1))
    """
    found, nobody = UNDEFINED, True
    undefined = any(item.undefined for _, item in items)
    for reached, item in items:
        results = [] if reached is Truth.TRUE else [found]
        results += [item] if nobody else []
        results += [] if found.span is None else [extreme((found, item), largest)]
        found, nobody = join_numbers(results), nobody and reached is Truth.OPEN
    return replace(found, undefined=undefined or nobody)


def _extreme_span(left: Interval, right: Interval, largest: bool) -> Interval:
    if largest:
        return Interval(_finite(max, left.low, right.low), _open(max, left.high, right.high))
    return Interval(_open(min, left.low, right.low), _finite(min, left.high, right.high))


Pick = Callable[[Fraction, Fraction], Fraction]


def _open(pick: Pick, a: Fraction | None, b: Fraction | None) -> Fraction | None:
    """Of two ends the one picked, where an open end wins."""
    return None if a is None or b is None else pick(a, b)


def _finite(pick: Pick, a: Fraction | None, b: Fraction | None) -> Fraction | None:
    """Of two ends the one picked, where an open end loses."""
    if a is None or b is None:
        return b if a is None else a
    return pick(a, b)


def elapsed(start: Numbers, end: Numbers, unit: int) -> Numbers:
    """Whole periods of `unit` months from one day to another."""

    def between(first: Fraction, second: Fraction) -> Fraction:
        return Fraction(elapsed_months(day_of(first), day_of(second)) // unit)

    def spans(first: Interval, second: Interval) -> Interval:
        assert first.low is not None and first.high is not None, "days have ends"
        assert second.low is not None and second.high is not None, "days have ends"
        return Interval(between(first.high, second.low), between(first.low, second.high))

    return lift(start, end, between, spans)


def year_of(day: Numbers) -> Numbers:
    """The calendar year of a day."""

    def year(of: Fraction) -> Fraction:
        return Fraction(day_of(of).year)

    if day.span is None:
        return day
    points = point_values(day)
    if points is not None:
        found = Numbers.one_of(map(year, points))
        return Numbers(found.span, found.points, day.none, day.undefined)
    low, high = day.span.low, day.span.high
    assert low is not None and high is not None, "days have ends"
    return Numbers(Interval(year(low), year(high)), None, day.none, day.undefined)


def date_from(year: Numbers, month: Numbers, day: Numbers) -> Numbers:
    """The day of a year, a month and a number: it never goes back where one of the three goes on."""
    parts = (year, month, day)
    none, undefined = any(part.none for part in parts), any(part.undefined for part in parts)
    listed = [point_values(part) for part in parts]
    if any(part.span is None for part in parts):
        return Numbers(None, None, none, undefined)
    points = [found for found in listed if found is not None]
    if len(points) == len(parts) and prod(map(len, points)) <= MAX_POINTS:
        found = Numbers.one_of(ordinal(date_of(*map(int, choice))) for choice in product(*points))
        return Numbers(found.span, found.points, none, undefined)
    lows = [part.span.low for part in parts if part.span is not None]
    highs = [part.span.high for part in parts if part.span is not None]
    ends = [ordinal(date_of(*(int(end) for end in side if end is not None))) for side in (lows, highs)]
    return Numbers(Interval(ends[0], ends[1]), None, none, undefined)


def shift(day: Numbers, months: Numbers, back: bool) -> Numbers:
    """A day moved by whole months; a result beyond the days that a date can be stays at its edge."""
    sign = -1 if back else 1

    def moved(first: Fraction, count: Fraction) -> Fraction:
        return ordinal(shifted(day_of(first), sign * int(count)))

    def spans(first: Interval, count: Interval) -> Interval:
        assert first.low is not None and first.high is not None, "days have ends"
        fewest = -ALL_MONTHS if count.low is None else count.low
        most = ALL_MONTHS if count.high is None else count.high
        ends = [moved(a, b) for a in (first.low, first.high) for b in (fewest, most)]
        return Interval(min(ends), max(ends))

    return lift(day, months, moved, spans)
