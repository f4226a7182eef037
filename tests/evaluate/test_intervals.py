"""Operators on possible numbers: every member's result is inside, the ends are reached, none and undefined are kept."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elig.evaluate.arithmetic import compare, divide, equals_one_of, extreme, round_to, rounded, within
from elig.lang.ast import Op, Rounding
from elig.values import (
    MAX_POINTS,
    UNDEFINED,
    Interval,
    Numbers,
    Truth,
    add_spans,
    join_numbers,
    lift,
    multiply_spans,
    point_values,
    subtract_spans,
)

SMALL = st.integers(-6, 6).map(Fraction)
HALVES = st.integers(-12, 12).map(lambda number: Fraction(number, 2))
Known = tuple[Numbers, tuple[Fraction, ...]]
"""What a number may be, and some of the values, the ends among them."""


@st.composite
def possible(draw: st.DrawFn, least: int = -6) -> Known:
    """A point, a few points or an interval of whole numbers."""
    values = sorted(draw(st.sets(st.integers(least, 6).map(Fraction), min_size=1, max_size=3)))
    if draw(st.booleans()):
        return Numbers.one_of(values), tuple(values)
    low, high = int(values[0]), int(values[-1])
    return Numbers.between(low, high), tuple(Fraction(n) for n in range(low, high + 1))


Binary = Callable[[Numbers, Numbers], Numbers]
OPERATORS: dict[str, tuple[Binary, Callable[[Fraction, Fraction], Fraction]]] = {
    "add": (lambda a, b: lift(a, b, lambda x, y: x + y, add_spans), lambda x, y: x + y),
    "subtract": (lambda a, b: lift(a, b, lambda x, y: x - y, subtract_spans), lambda x, y: x - y),
    "multiply": (lambda a, b: lift(a, b, lambda x, y: x * y, multiply_spans), lambda x, y: x * y),
    "min": (lambda a, b: extreme([a, b], False), min),
    "max": (lambda a, b: extreme([a, b], True), max),
}


@pytest.mark.parametrize("name", OPERATORS)
@given(left=possible(), right=possible())
def test_results_are_inside_and_the_ends_are_reached(name: str, left: Known, right: Known) -> None:
    lifted, pointwise = OPERATORS[name]
    found = lifted(left[0], right[0])
    results = [pointwise(a, b) for a, b in product(left[1], right[1])]
    assert found.span == Interval(min(results), max(results))
    if found.points is not None:
        assert set(found.points) == set(results)


@given(possible(), possible(least=1))
def test_a_quotient_is_exact(left: Known, right: Known) -> None:
    results = [a / b for a, b in product(left[1], right[1])]
    assert divide(left[0], right[0]).span == Interval(min(results), max(results))


@given(possible())
def test_a_quotient_by_nobody_is_undefined(left: Known) -> None:
    assert divide(left[0], Numbers.point(0)) == UNDEFINED
    found = divide(left[0], Numbers.between(0, 3))
    assert found.undefined and found.span == divide(left[0], Numbers.between(1, 3)).span


@given(st.lists(HALVES, min_size=1, max_size=3), st.sampled_from(list(Rounding)), st.sampled_from((1, 2, 3)))
def test_rounding_a_number_of_few_values(values: list[Fraction], mode: Rounding, step: int) -> None:
    found = rounded(Numbers.one_of(values), mode, Fraction(step))
    results = {round_to(value, mode, Fraction(step)) for value in values}
    assert set(point_values(found) or ()) == results
    assert found.span == Interval(min(results), max(results))


@given(HALVES, HALVES, st.sampled_from(list(Rounding)))
def test_rounding_keeps_the_order(one: Fraction, other: Fraction, mode: Rounding) -> None:
    low, high = sorted((one, other))
    assert round_to(low, mode, Fraction(1)) <= round_to(high, mode, Fraction(1))
    assert round_to(-one, mode, Fraction(1)) == -round_to(one, mode, Fraction(1))


HOLDS: dict[Op, Callable[[Fraction, Fraction], bool]] = {
    Op.EQ: lambda a, b: a == b,
    Op.NE: lambda a, b: a != b,
    Op.LT: lambda a, b: a < b,
    Op.LE: lambda a, b: a <= b,
    Op.GT: lambda a, b: a > b,
    Op.GE: lambda a, b: a >= b,
}


@pytest.mark.parametrize("op", Op)
@given(left=possible(), right=possible())
def test_a_comparison_of_whole_numbers_is_exact(op: Op, left: Known, right: Known) -> None:
    answers = {HOLDS[op](a, b) for a, b in product(left[1], right[1])}
    assert set(compare(op, left[0], right[0], Fraction(1)).may) == answers


@given(possible(), SMALL, SMALL)
def test_between_is_one_read(item: Known, one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    answers = {low <= value <= high for value in item[1]}
    assert set(within(item[0], Numbers.point(low), Numbers.point(high), Fraction(1)).may) == answers


@given(possible(), st.lists(SMALL, min_size=1, max_size=3))
def test_one_of_some_figures(item: Known, options: list[Fraction]) -> None:
    answers = {value in options for value in item[1]}
    found = set(equals_one_of(item[0], options, Fraction(1)).may)
    assert answers <= found
    if item[0].points is not None:
        assert found == answers


@pytest.mark.parametrize("op", Op)
def test_none_and_undefined(op: Op) -> None:
    """Comparing none is false (`!=` is written as `not =`); what is undefined is open."""
    none, three = Numbers(None, none=True), Numbers.point(3)
    assert compare(op, none, three) is compare(op, three, none) is Truth.FALSE
    assert compare(op, UNDEFINED, three) is compare(op, three, UNDEFINED) is Truth.OPEN
    assert within(none, three, three) is equals_one_of(none, [Fraction(3)]) is Truth.FALSE
    assert within(UNDEFINED, three, three) is equals_one_of(UNDEFINED, [Fraction(3)]) is Truth.OPEN
    perhaps = Numbers(three.span, none=True)
    assert compare(Op.EQ, perhaps, three) is Truth.OPEN


@given(st.lists(possible(), min_size=1, max_size=3), st.booleans(), st.booleans())
def test_a_union_holds_all_of_its_parts(parts: list[Known], none: bool, undefined: bool) -> None:
    numbers = [item for item, _ in parts]
    flags = Numbers(numbers[0].span, numbers[0].points, none, undefined)
    found = join_numbers([flags, *numbers])
    values = {value for _, listed in parts for value in listed}
    assert found.span == Interval(min(values), max(values))
    assert (found.none, found.undefined) == (none, undefined)
    if found.points is not None:
        assert values == set(found.points)


def test_many_points_become_an_interval() -> None:
    few = Numbers.one_of(Fraction(n) for n in range(MAX_POINTS))
    many = Numbers.one_of(Fraction(n) for n in range(MAX_POINTS + 1))
    assert few.points is not None and many.points is None
    assert many.span == Interval(Fraction(0), Fraction(MAX_POINTS))


@given(st.none() | SMALL, st.none() | SMALL, possible())
def test_open_ends_stay_open(low: Fraction | None, high: Fraction | None, other: Known) -> None:
    if low is not None and high is not None and low > high:
        low, high = high, low
    wide = Numbers(Interval(low, high))
    added = lift(wide, other[0], lambda x, y: x + y, add_spans)
    assert added.span is not None
    assert (added.span.low is None, added.span.high is None) == (low is None, high is None)
    assert compare(Op.LE, wide, wide) is not Truth.FALSE
