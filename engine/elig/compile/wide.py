"""What generated code calls where a number is not one number: the evaluator's own operators on possible numbers.

A number is an `int` in units of `1 / den`, or `Numbers`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from elig.evaluate.arithmetic import compare, divide, elapsed, extreme, rounded, shift, within
from elig.evaluate.calendar import day_of, elapsed_months, shifted
from elig.evaluate.predicates import is_one_of
from elig.lang.ast import Arith, Op, Rounding
from elig.values import (
    Interval,
    Numbers,
    Possible,
    Truth,
    Words,
    add_spans,
    join_numbers,
    lift,
    multiply_spans,
    subtract_spans,
)

Number = int | Numbers
Seen = bool | None
"""A truth value, None where it is open."""

ZERO = Numbers.point(0)


def numbers(value: Number, den: int) -> Numbers:
    """The possible numbers of a value."""
    return Numbers.point(Fraction(value, den)) if isinstance(value, int) else value


def seen(found: Truth) -> Seen:
    """A truth value as generated code has it."""
    return None if found is Truth.OPEN else found is Truth.TRUE


def comparing(op: Op, step: Fraction | None) -> Callable[[Number, int, Number, int], Seen]:
    """A comparison."""

    def compared(left: Number, left_den: int, right: Number, right_den: int) -> Seen:
        return seen(compare(op, numbers(left, left_den), numbers(right, right_den), step))

    return compared


def between(step: Fraction | None) -> Callable[[Number, int, Number, int, Number, int], Seen]:
    """`between`."""

    def inside(item: Number, den: int, low: Number, low_den: int, high: Number, high_den: int) -> Seen:
        return seen(within(numbers(item, den), numbers(low, low_den), numbers(high, high_den), step))

    return inside


def among(options: tuple[Fraction, ...], step: Fraction | None) -> Callable[[Number, int], Seen]:
    """Whether a number is one of some constants."""

    def found(item: Number, den: int) -> Seen:
        return seen(is_one_of(numbers(item, den), options, step))

    return found


def absent(item: Numbers) -> Seen:
    """Whether there is no number."""
    return True if item.is_none else None if item.none else False


def reckoning(op: Arith) -> Callable[[Number, int, Number, int], Numbers]:
    """An operator of arithmetic."""

    def reckoned(left: Number, left_den: int, right: Number, right_den: int) -> Numbers:
        a, b = numbers(left, left_den), numbers(right, right_den)
        match op:
            case Arith.ADD:
                return lift(a, b, lambda x, y: x + y, add_spans)
            case Arith.SUB:
                return lift(a, b, lambda x, y: x - y, subtract_spans)
            case Arith.MUL:
                return lift(a, b, lambda x, y: x * y, multiply_spans)
            case Arith.DIV:
                return divide(a, b)

    return reckoned


add = reckoning(Arith.ADD)
multiply = reckoning(Arith.MUL)


def or_nothing(item: Number, den: int) -> Numbers:
    """What a member adds to a sum who may not be reached."""
    return join_numbers((numbers(item, den), ZERO))


def joined(left: Number, left_den: int, right: Number, right_den: int) -> Numbers:
    """One or the other."""
    return join_numbers((numbers(left, left_den), numbers(right, right_den)))


def otherwise(item: Numbers, fallback: Number, den: int) -> Numbers:
    """The fallback where the item is none."""
    if not item.none:
        return item
    other = numbers(fallback, den)
    return other if item.is_none else join_numbers((Numbers(item.span, item.points, False, item.undefined), other))


def counted(low: int, high: int) -> Number:
    """A head count, of which some are not sure."""
    return low if low == high else Numbers.between(low, high)


def listed_sum(total: Number, den: int, low: Fraction, high: Fraction) -> Numbers:
    """A sum over those who are listed, where others may be missing; the ends are the technical range."""
    found = numbers(total, den)
    first, last = (None, None) if found.span is None else (found.span.low, found.span.high)
    ends = Interval(first if low >= 0 else low, last if high <= 0 else high)
    return Numbers(ends, undefined=found.undefined)


def largest(left: Number, left_den: int, right: Number, right_den: int) -> Numbers:
    """The greater."""
    return extreme((numbers(left, left_den), numbers(right, right_den)), largest=True)


def least(left: Number, left_den: int, right: Number, right_den: int) -> Numbers:
    """The smaller."""
    return extreme((numbers(left, left_den), numbers(right, right_den)), largest=False)


def rounding(mode: Rounding, step: Fraction) -> Callable[[Number, int], Numbers]:
    """Rounding."""
    return lambda item, den: rounded(numbers(item, den), mode, step)


def bound(floor: bool) -> Callable[[Number, int], Numbers]:
    """`at least`, `up to`."""

    def bounded(value: Number, den: int) -> Numbers:
        item = numbers(value, den)
        if item.span is None:
            return item
        span = Interval(item.span.low, None) if floor else Interval(Fraction(0), item.span.high)
        return Numbers(span, undefined=item.undefined)

    return bounded


def elapsing(unit: int) -> Callable[[Number, Number], Number]:
    """Whole periods of `unit` months from one day to another."""

    def between_days(start: Number, end: Number) -> Number:
        if isinstance(start, int) and isinstance(end, int):
            return elapsed_months(day_of(Fraction(start)), day_of(Fraction(end))) // unit
        return elapsed(numbers(start, 1), numbers(end, 1), unit)

    return between_days


class Elapsed(dict[Number, Number]):
    """Whole periods from each day to one day, kept as they are met."""

    def __init__(self, unit: int, end: int) -> None:
        super().__init__()
        self._between, self._end = elapsing(unit), end

    def __missing__(self, start: Number) -> Number:
        found = self._between(start, self._end)
        if isinstance(start, int):
            self[start] = found
        return found


def moving(back: bool) -> Callable[[Number, Number, int], Number]:
    """A day moved by whole months."""

    def moved(day: Number, months: Number, den: int) -> Number:
        if isinstance(day, int) and isinstance(months, int):
            whole = int(Fraction(months, den))
            return shifted(day_of(Fraction(day)), -whole if back else whole).toordinal()
        return shift(numbers(day, 1), numbers(months, den), back)

    return moved


# ---------------------------------------------------------------------- exact quotients


def half(number: int, den: int) -> int:
    """A quotient rounded to a whole number, half away from zero.

    >>> half(5, 2), half(-5, 2), half(4, 3)
    (3, -3, 1)
    """
    return (2 * number + den) // (2 * den) if number >= 0 else -((den - 2 * number) // (2 * den))


def down(number: int, den: int) -> int:
    """A quotient rounded toward zero."""
    return number // den if number >= 0 else -(-number // den)


def up(number: int, den: int) -> int:
    """A quotient rounded away from zero."""
    return -(-number // den) if number >= 0 else number // den


# ---------------------------------------------------------------------- texts


def texts(value: str | Words) -> Words:
    """The possible texts of a value."""
    return Words(frozenset({value})) if isinstance(value, str) else value


def text_in(options: tuple[str, ...]) -> Callable[[str | Words], Seen]:
    """Whether a text is one of some constants."""
    return lambda value: seen(is_one_of(texts(value), options))


def text_possible(value: Possible) -> str | Words:
    """A text as generated code has it."""
    assert isinstance(value, Words), "a text"
    return value if value.value is None else value.value
