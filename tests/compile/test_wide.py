"""Intervals that are reckoned on whole ends come to what the evaluator's operators give."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from elig.compile import wide
from elig.evaluate.arithmetic import divide, extreme, rounded
from elig.lang.ast import Rounding
from elig.values import Numbers, add_spans, join_numbers, lift

ENDS = (None, -3, -1, 0, 2, 5)
INTERVALS: list[wide.Number] = [
    (low, high) for low, high in product(ENDS, ENDS) if low is None or high is None or low <= high
]
NUMBERS = [*INTERVALS, -2, 0, 3]


def test_a_quotient_of_intervals() -> None:
    counts = [item for item in NUMBERS if wide.numbers(item, 1).span and (_low(item) or 0) > 0]
    assert len(counts) > 3
    for left, right in product(NUMBERS, counts):
        expected = divide(wide.numbers(left, 4), wide.numbers(right, 3))
        assert wide.numbers(*wide.quotient(left, 4, right, 3)) == expected, (left, right)


def test_a_sum_over_two_denominators() -> None:
    for left, right, den in product(NUMBERS, NUMBERS, (3, 4)):
        expected = lift(wide.numbers(left, 4), wide.numbers(right, den), lambda a, b: a + b, add_spans)
        assert wide.numbers(*wide.add_up(left, 4, right, den)) == expected, (left, right)


def test_what_is_added_of_a_member_who_may_not_be_reached() -> None:
    for item in NUMBERS:
        expected = join_numbers((wide.numbers(item, 4), Numbers.point(0)))
        assert wide.numbers(wide.or_nothing(item, 4), 4) == expected, item


def test_ends_are_rounded_to_the_step() -> None:
    for item, mode, step in product(INTERVALS, Rounding, (Fraction(1, 2), Fraction(1), Fraction(3))):
        found = wide.rounding(mode, step, whole=True)(item, 4)
        assert wide.numbers(found, step.denominator) == rounded(wide.numbers(item, 4), mode, step), (item, mode, step)


def _low(item: wide.Number) -> int | None:
    ends = wide.ends_of(item)
    return None if ends is None else ends[0]


def test_the_greater_and_the_smaller_of_two() -> None:
    for left, right, largest, crossed in product(NUMBERS, NUMBERS, (True, False), (True, False)):
        den = 3 if crossed else 4
        found = wide.extreme_of(largest, crossed)(left, 4, right, den)
        expected = extreme((wide.numbers(left, 4), wide.numbers(right, den)), largest)
        assert wide.numbers(found, 12 if crossed else 4) == expected, (left, right, largest, crossed)
