"""Technical ranges worked out from those that are declared."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elig.lang.ast import Arith, Unit
from elig.program.ranges import LARGEST, arithmetic, hull, is_small, scaled, summed, too_large
from elig.program.types import Range
from elig.program.units import conversion, meet, own, period


def of(low: int | str, high: int | str) -> Range:
    return Range(Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    ("op", "left", "right", "result"),
    [
        (Arith.ADD, of(1, 2), of(10, 20), of(11, 22)),
        (Arith.SUB, of(1, 2), of(10, 20), of(-19, -8)),
        (Arith.MUL, of(-1, 2), of(10, 20), of(-20, 40)),
        (Arith.MUL, of(-2, -1), of(-20, -10), of(10, 40)),
        (Arith.MUL, of(0, 0), of(-5, 5), of(0, 0)),
        (Arith.DIV, of(10, 20), of(2, 5), of(2, 10)),
        (Arith.DIV, of(-10, 20), of(2, 5), of(-5, 10)),
        (Arith.DIV, of(10, 20), of(0, 5), of(2, 20)),
    ],
)
def test_arithmetic_on_ranges(op: Arith, left: Range, right: Range, result: Range) -> None:
    assert arithmetic(op, left, right) == result


NUMBERS = st.integers(-50, 50).map(Fraction)
RANGES = st.tuples(NUMBERS, NUMBERS).map(lambda ends: Range(min(ends), max(ends)))


@given(RANGES, RANGES, st.sampled_from([Arith.ADD, Arith.SUB, Arith.MUL]), st.data())
def test_what_is_reckoned_lies_in_the_range_that_is_worked_out(
    left: Range, right: Range, op: Arith, data: st.DataObject
) -> None:
    first = data.draw(st.fractions(left.low, left.high, max_denominator=7))
    second = data.draw(st.fractions(right.low, right.high, max_denominator=7))
    reckoned = {Arith.ADD: first + second, Arith.SUB: first - second, Arith.MUL: first * second}[op]
    found = arithmetic(op, left, right)
    assert found is not None and found.contains(reckoned)


def test_the_range_of_a_sum_holds_nobody_and_everybody() -> None:
    assert summed(of(5, 10), 6) == of(0, 60)
    assert summed(of(-10, -5), 6) == of(-60, 0)
    assert summed(of(-10, 5), 6) == of(-60, 30)


def test_a_hull_is_known_only_where_all_are() -> None:
    assert hull([of(1, 2), of(5, 6)]) == of(1, 6)
    assert hull([of(1, 2), None]) is None
    assert hull([]) is None


def test_a_range_times_a_factor() -> None:
    assert scaled(of(6, 12), Fraction(1, 12)) == of("1/2", 1)


def test_what_could_overflow_is_too_large_by_one() -> None:
    fits = LARGEST / 100
    assert not too_large(Range(Fraction(0), fits), 100)
    assert too_large(Range(Fraction(0), fits + Fraction(1, 100)), 100)
    assert too_large(Range(-fits - Fraction(1, 100), Fraction(0)), 100)


@pytest.mark.parametrize(
    ("item", "whole", "small"),
    [
        (of(0, 1), False, True),
        (of(0, "101/100"), False, False),
        (of(-1, 1), False, False),
        (of(0, 1000), True, True),
        (of(0, 1001), True, False),
        (None, True, False),
    ],
)
def test_what_may_be_multiplied_with_a_fact(item: Range | None, whole: bool, small: bool) -> None:
    assert is_small(item, whole) is small


# ---------------------------------------------------------------------- units

YUAN, A_HEAD = Unit.of(yuan=1), Unit.of(yuan=1, person=-1)


def test_a_figure_per_person_meets_a_members_own() -> None:
    assert meet(YUAN, A_HEAD, of_member=True)
    assert meet(A_HEAD, YUAN, of_member=True)
    assert not meet(YUAN, A_HEAD, of_member=False)
    assert not meet(YUAN, Unit.of(yuan=1, person=-2), of_member=True)
    assert not meet(YUAN, Unit.of(yuan=1, month=-1), of_member=True)


def test_what_is_left_of_a_unit_for_one_member() -> None:
    assert own(A_HEAD) == YUAN
    assert own(Unit.of(person=1)) == Unit.of(person=1)


@pytest.mark.parametrize(
    ("source", "target", "factor"),
    [
        (Unit.of(yuan=1, month=-1), Unit.of(yuan=1, year=-1), Fraction(12)),
        (Unit.of(yuan=1, year=-1), Unit.of(yuan=1, month=-1), Fraction(1, 12)),
        (Unit.of(month=1), Unit.of(year=1), Fraction(1, 12)),
        (Unit.of(year=1), Unit.of(month=1), Fraction(12)),
        (Unit.of(month=-1, year=-1), Unit.of(month=-2), Fraction(1, 12)),
        (YUAN, YUAN, Fraction(1)),
        (YUAN, A_HEAD, None),
        (Unit.of(yuan=1, month=-1), YUAN, None),
        (Unit.of(mu=1), YUAN, None),
    ],
)
def test_only_months_and_years_convert(source: Unit, target: Unit, factor: Fraction | None) -> None:
    assert conversion(source, target) == factor


def test_the_period_of_an_amount() -> None:
    assert period(Unit.of(yuan=1, month=-1)) == (YUAN, "month")
    assert period(Unit.of(yuan=1, year=-1, person=-1)) == (A_HEAD, "year")
    assert period(YUAN) == (YUAN, "")
    assert period(Unit.of(yuan=1, month=-2)) == (Unit.of(yuan=1, month=-2), "")
