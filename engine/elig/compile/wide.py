"""What generated code calls where a number is not one number: the evaluator's own operators on possible numbers.

A number is an `int` in units of `1 / den`; or two of them, the ends of an interval, of which `None` is an open one; or
`Numbers`, which can be anything. Intervals are what is met most where something is unknown, so they have ways of their
own, which give what the evaluator's operators give.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from operator import ge, gt, le, lt

from elig.compile.quotients import QUOTIENTS
from elig.compile.spans import Ends, below, on_ends, over
from elig.evaluate.arithmetic import (
    compare,
    divide,
    extreme,
    rounded,
    within,
)
from elig.evaluate.predicates import is_one_of
from elig.lang.ast import Arith, Op, Rounding
from elig.values import (
    Interval,
    Numbers,
    Truth,
    Words,
    add_spans,
    join_numbers,
    lift,
    multiply_spans,
    subtract_spans,
)

Number = int | Ends | Numbers
Seen = bool | None
"""A truth value, None where it is open."""

ZERO = Numbers.point(0)


def numbers(value: Number, den: int) -> Numbers:
    """The possible numbers of a value."""
    match value:
        case int():
            return Numbers.point(Fraction(value, den))
        case (low, high):
            return Numbers(Interval(_exact(low, den), _exact(high, den)))
        case _:
            return value


def _exact(end: int | None, den: int) -> Fraction | None:
    return None if end is None else Fraction(end, den)


def spanned(value: Numbers, den: int) -> Number:
    """Possible numbers as an interval of whole ends, where they are one."""
    if value.span is None or value.points is not None or value.none or value.undefined:
        return value
    ends = [None if end is None else end * den for end in (value.span.low, value.span.high)]
    if any(end is not None and end.denominator != 1 for end in ends):
        return value
    low, high = (None if end is None else int(end) for end in ends)
    return low, high


def ends_of(value: Number) -> Ends | None:
    """The ends of a number or of an interval."""
    return (value, value) if isinstance(value, int) else value if isinstance(value, tuple) else None


def seen(found: Truth) -> Seen:
    """A truth value as generated code has it."""
    return None if found is Truth.OPEN else found is Truth.TRUE


def comparing(op: Op, step: Fraction | None) -> Callable[[Number, int, Number, int], Seen]:
    """A comparison."""

    order, against = _ORDERS.get(op), _AGAINST.get(op)

    def compared(left: Number, left_den: int, right: Number, right_den: int) -> Seen:
        if against is not None and isinstance(left, int) and isinstance(right, tuple):
            (sure, near), (never, far) = against
            item, one, other = left * right_den, right[near], right[far]
            if one is not None and sure(item, one * left_den):
                return True
            return False if other is not None and never(item, other * left_den) else None
        if order is not None and not isinstance(left, Numbers) and not isinstance(right, Numbers):
            less, strict = order
            first, second = over(left, right_den), over(right, left_den)
            return below(first, second, strict) if less else below(second, first, strict)
        return seen(compare(op, numbers(left, left_den), numbers(right, right_den), step))

    return compared


_AGAINST = {Op.LT: ((lt, 0), (ge, 1)), Op.LE: ((le, 0), (gt, 1)), Op.GT: ((gt, 1), (le, 0)), Op.GE: ((ge, 1), (lt, 0))}
"""How a number surely compares with an interval, and with which of its ends; and how it surely does not."""

_ORDERS = {Op.LT: (True, True), Op.LE: (True, False), Op.GT: (False, True), Op.GE: (False, False)}


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


def absent(item: Number) -> Seen:
    """Whether there is no number."""
    if not isinstance(item, Numbers):
        return False
    return True if item.is_none else None if item.none else False


def reckoning(op: Arith, crossed: bool = False) -> Callable[[Number, int, Number, int], Number]:
    """`+`, `-` over the one denominator of both, or their product if `crossed`; `*` over their product."""

    def reckoned(left: Number, left_den: int, right: Number, right_den: int) -> Number:
        first, second = ends_of(left), ends_of(right)
        if first is not None and second is not None:
            if crossed:
                first, second = over(first, right_den), over(second, left_den)
            found = on_ends(op, first, second)
            if found is not None:
                return found
        a, b = numbers(left, left_den), numbers(right, right_den)
        if op is Arith.ADD:
            return lift(a, b, lambda x, y: x + y, add_spans)
        if op is Arith.SUB:
            return lift(a, b, lambda x, y: x - y, subtract_spans)
        return lift(a, b, lambda x, y: x * y, multiply_spans)

    return reckoned


def quotient(left: Number, left_den: int, right: Number, right_den: int) -> tuple[Number, int]:
    """`/`, and what the ends of the result are divided by."""
    if isinstance(left, tuple) and isinstance(right, int) and right > 0:
        low, high = over(left, right_den)
        return (low, high), left_den * right
    if not isinstance(left, Numbers) and isinstance(right, tuple):
        (low, high), (first, last) = over(left, right_den), right
        if low is not None and high is not None and first is not None and first > 0 and last is not None:
            ends = low * (first if low >= 0 else last), high * (last if high >= 0 else first)
            return ends, left_den * first * last
    return divide(numbers(left, left_den), numbers(right, right_den)), 1


add = reckoning(Arith.ADD)


def add_up(left: Number, left_den: int, right: Number, right_den: int) -> tuple[Number, int]:
    """A sum over no denominator that is known beforehand, and what it is divided by."""
    first, second = ends_of(left), ends_of(right)
    if first is not None and second is not None:
        if left_den == right_den:
            return on_ends(Arith.ADD, first, second) or (None, None), left_den
        ends = on_ends(Arith.ADD, over(first, right_den), over(second, left_den))
        return ends or (None, None), left_den * right_den
    return lift(numbers(left, left_den), numbers(right, right_den), lambda x, y: x + y, add_spans), 1


def scaled(value: Number, factor: int) -> Number:
    """What is not one number over a greater denominator."""
    return over(value, factor) if isinstance(value, tuple) else value


def or_nothing(item: Number, den: int) -> Number:
    """What a member adds to a sum who may not be reached."""
    if isinstance(item, tuple):
        low, high = item
        if low != high:
            return None if low is None else min(low, 0), None if high is None else max(high, 0)
    return join_numbers((numbers(item, den), ZERO))


def joined(left: Number, left_den: int, right: Number, right_den: int) -> Numbers:
    """One or the other."""
    return join_numbers((numbers(left, left_den), numbers(right, right_den)))


def otherwise(item: Number, fallback: Number, den: int) -> Number:
    """The fallback where the item is none."""
    if not isinstance(item, Numbers) or not item.none:
        return item
    other = numbers(fallback, den)
    return other if item.is_none else join_numbers((Numbers(item.span, item.points, False, item.undefined), other))


def counted(low: int, high: int) -> Number:
    """A head count, of which some are not sure."""
    return low if low == high else (low, high)


def listed_sum(total: Number, den: int, low: Fraction, high: Fraction) -> Numbers:
    """A sum over those who are listed, where others may be missing; the ends are the technical range."""
    found = numbers(total, den)
    first, last = (None, None) if found.span is None else (found.span.low, found.span.high)
    ends = Interval(first if low >= 0 else low, last if high <= 0 else high)
    return Numbers(ends, undefined=found.undefined)


def extreme_of(largest: bool, crossed: bool = False) -> Callable[[Number, int, Number, int], Number]:
    """The greater or the smaller of two, over the one denominator of both, or over their product if `crossed`."""
    pick: Callable[[int, int], int] = max if largest else min

    def picked(left: Number, left_den: int, right: Number, right_den: int) -> Number:
        first, second = ends_of(left), ends_of(right)
        if first is None or second is None:
            return extreme((numbers(left, left_den), numbers(right, right_den)), largest)
        if crossed:
            first, second = over(first, right_den), over(second, left_den)
        (low, high), (least, most) = first, second
        first_end, last_end = (_finite, _open) if largest else (_open, _finite)
        return _together(first_end(pick, low, least), last_end(pick, high, most))

    return picked


def _together(low: int | None, high: int | None) -> Number:
    """An interval, or the one number that it is."""
    return low if low is not None and low == high else (low, high)


def _open(pick: Callable[[int, int], int], left: int | None, right: int | None) -> int | None:
    """Of two ends the one picked, where an open one wins."""
    return None if left is None or right is None else pick(left, right)


def _finite(pick: Callable[[int, int], int], left: int | None, right: int | None) -> int | None:
    """Of two ends the one picked, where an open one loses."""
    return right if left is None else left if right is None else pick(left, right)


def rounding(mode: Rounding, step: Fraction, whole: bool) -> Callable[[Number, int], Number]:
    """Rounding; of the ends of an interval to `whole` numbers over the step's denominator, if that is asked for."""
    quotient = QUOTIENTS[mode]

    def come_to(item: Number, den: int) -> Number:
        if not whole or not isinstance(item, tuple):
            return rounded(numbers(item, den), mode, step)
        over_step = den * step.numerator
        low, high = (None if end is None else quotient(end * step.denominator, over_step) for end in item)
        return None if low is None else low * step.numerator, None if high is None else high * step.numerator

    return come_to


def bound(floor: bool) -> Callable[[Number, int], Numbers]:
    """`at least`, `up to`."""

    def bounded(value: Number, den: int) -> Numbers:
        item = numbers(value, den)
        if item.span is None:
            return item
        span = Interval(item.span.low, None) if floor else Interval(Fraction(0), item.span.high)
        return Numbers(span, undefined=item.undefined)

    return bounded


# ---------------------------------------------------------------------- texts


def texts(value: str | Words) -> Words:
    """The possible texts of a value."""
    return Words(frozenset({value})) if isinstance(value, str) else value


def text_in(options: tuple[str, ...]) -> Callable[[str | Words], Seen]:
    """Whether a text is one of some constants."""
    return lambda value: seen(is_one_of(texts(value), options))
