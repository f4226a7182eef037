"""The technical range of a number, worked out from the ranges that facts and parameters declare."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from elig.lang.ast import Arith
from elig.program.types import Range
from elig.values import Interval, add_spans, divide_spans, multiply_spans, subtract_spans

LARGEST = Fraction(2**127 - 1)
"""A result is held in 128 bits of the minor unit by every backend."""

FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2200, 12, 31)
"""The days that a date can be."""

DAYS = Range(Fraction(FIRST_DAY.toordinal()), Fraction(LAST_DAY.toordinal()))


def interval(of: Range) -> Interval:
    """A range as an interval."""
    return Interval(of.low, of.high)


def hull(ranges: Iterable[Range | None]) -> Range | None:
    """The smallest range that holds all; None where one is not known."""
    listed = list(ranges)
    known = [item for item in listed if item is not None]
    if not known or len(known) != len(listed):
        return None
    return Range(min(item.low for item in known), max(item.high for item in known))


def arithmetic(op: Arith, left: Range, right: Range) -> Range | None:
    """The range of a result; a divisor counts from 1 where it may be 0 (a count)."""
    result = _arithmetic(op, interval(left), interval(right))
    return None if result.low is None or result.high is None else Range(result.low, result.high)


def _arithmetic(op: Arith, left: Interval, right: Interval) -> Interval:
    match op:
        case Arith.ADD:
            return add_spans(left, right)
        case Arith.SUB:
            return subtract_spans(left, right)
        case Arith.MUL:
            return multiply_spans(left, right)
        case Arith.DIV:
            low = right.low if right.low is not None and right.low > 0 else Fraction(1)
            return divide_spans(left, Interval(low, right.high))


def scaled(item: Range, factor: Fraction) -> Range:
    """A range times a positive factor."""
    return Range(item.low * factor, item.high * factor)


def summed(item: Range, most: int) -> Range:
    """The range of a sum over at most so many members."""
    return Range(min(Fraction(0), item.low * most), max(Fraction(0), item.high * most))


def too_large(item: Range, minor: int) -> bool:
    """Whether a number in this range could overflow 128 bits of the minor unit."""
    return max(abs(item.low), abs(item.high)) * minor > LARGEST


def is_small(item: Range | None, whole: bool) -> bool:
    """Whether a number may be multiplied with a fact: a share from 0 to 1, or a small whole number."""
    return item is not None and item.low >= 0 and item.high <= (1000 if whole else 1)


__all__ = [
    "DAYS", "FIRST_DAY", "LARGEST", "LAST_DAY", "arithmetic", "hull", "interval", "is_small", "scaled", "summed",
    "too_large",
]  # fmt: skip
