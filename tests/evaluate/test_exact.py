"""Numbers are exact: operators agree with `fractions.Fraction`, and nothing in a decision is a binary float."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal, localcontext
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import elig
from elig.evaluate.arithmetic import compare, divide, round_to
from elig.evaluate.calendar import elapsed_months, shifted
from elig.evaluate.table import Clauses, outcome_of
from elig.lang.ast import Op, Rounding
from elig.values import Applicable, Basis, Interval, Numbers, Outcome, Truth, add_spans, multiply_spans, subtract_spans

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/*.json"))
FIGURES = st.fractions(max_denominator=10**6) | st.integers(-(10**30), 10**30).map(Fraction)
MODES = {Rounding.HALF: ROUND_HALF_UP, Rounding.DOWN: ROUND_DOWN, Rounding.UP: ROUND_UP}
HOLDS = {
    Op.EQ: Fraction.__eq__,
    Op.NE: Fraction.__ne__,
    Op.LT: Fraction.__lt__,
    Op.LE: Fraction.__le__,
    Op.GT: Fraction.__gt__,
    Op.GE: Fraction.__ge__,
}


@given(st.decimals(-(10**20), 10**20, places=7), st.sampled_from(sorted(MODES, key=lambda mode: mode.value)))
def test_rounding_agrees_with_decimal(value: Decimal, mode: Rounding) -> None:
    with localcontext() as context:
        context.prec = 60
        expected = value.quantize(Decimal("0.01"), MODES[mode])
    assert round_to(Fraction(value), mode, Fraction(1, 100)) == Fraction(expected)


@given(FIGURES, FIGURES, st.sampled_from(list(Op)))
def test_comparisons_of_known_numbers(left: Fraction, right: Fraction, op: Op) -> None:
    assert compare(op, Numbers.point(left), Numbers.point(right)) is Truth.of(bool(HOLDS[op](left, right)))


@given(st.tuples(FIGURES, FIGURES).map(sorted), st.tuples(FIGURES, FIGURES).map(sorted))
def test_intervals_hold_what_their_members_give(left: list[Fraction], right: list[Fraction]) -> None:
    first, second = Interval(*left), Interval(*right)
    for a, b in product(left, right):
        assert add_spans(first, second).contains(a + b)
        assert subtract_spans(first, second).contains(a - b)
        assert multiply_spans(first, second).contains(a * b)


@given(FIGURES, st.integers(1, 50))
def test_quotients_are_not_rounded(value: Fraction, count: int) -> None:
    assert divide(Numbers.point(value), Numbers.point(count)).value == value / count


def test_a_third_of_a_yuan_is_compared_exactly() -> None:
    third = divide(Numbers.point(1000), Numbers.point(3))
    assert compare(Op.LT, third, Numbers.point(Fraction("333.34"))) is Truth.TRUE
    assert compare(Op.LE, third, Numbers.point(Fraction("333.33"))) is Truth.FALSE


def _floats(value: object, seen: set[int]) -> list[object]:
    if id(value) in seen:
        return []
    seen.add(id(value))
    if isinstance(value, float):
        return [value]
    if is_dataclass(value) and not isinstance(value, type):
        return [found for field in fields(value) for found in _floats(getattr(value, field.name), seen)]
    if isinstance(value, tuple | list | set | frozenset):
        return [found for item in value for found in _floats(item, seen)]
    if isinstance(value, dict):
        return [found for item in value.items() for found in _floats(item, seen)]
    return []


def test_no_example_is_decided_with_a_float() -> None:
    program = elig.load()
    assert EXAMPLES
    for path in EXAMPLES:
        decision = program.check(path.read_bytes(), on=date(2023, 12, 1), trace=True)
        assert _floats(decision.outcomes, set()) == []
        assert _floats(decision.to_dict(), set()) == []


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize(("given_", "when", "unless"), list(product(Truth, Truth, Truth)))
def test_the_table_of_outcomes(basis: Basis, given_: Truth, when: Truth, unless: Truth) -> None:
    """Each answer holds for every way in which what is open may turn out."""
    outcome, applicable = outcome_of(basis, Clauses(given_, when, unless))
    may_be_due = basis in (Basis.PROMISE, Basis.NATIONAL)
    turns = {g and w and not u for g, w, u in product(given_.may, when.may, unless.may)}
    if outcome is Outcome.DUE:
        assert turns == {True} and may_be_due and applicable is Applicable.YES
    elif outcome is Outcome.NOT_DUE:
        assert turns == {False}
    else:
        assert True in turns
    assert (applicable is Applicable.NO) == (given_ is Truth.FALSE)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 1200))
def test_a_month_is_completed_on_its_day_and_not_before(start: date, months: int) -> None:
    end = shifted(start, months)
    assert elapsed_months(start, end) == months
    if months:
        assert elapsed_months(start, date.fromordinal(end.toordinal() - 1)) == months - 1
