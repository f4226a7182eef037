"""Numbers: exact, whole where they count, within their range, partly known."""

from __future__ import annotations

import json
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elig.values import NONE_NUMBER, Interval, Numbers
from tests.facts.sample import READER, household, places, refused, told


class Count(IntEnum):
    FOUR = 4


money = st.integers(0, 10**10).map(lambda fen: Fraction(fen, 100))


def decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


@given(money)
def test_money_keeps_every_digit_as_number_and_as_text(value: Fraction) -> None:
    known = Numbers.point(value)
    assert told("income_wage", decimal(value)) == known
    assert told("income_wage", f"{decimal(value):.2f}") == known
    text = json.dumps(household({"income_wage": "x"})).replace('"x"', f"{decimal(value):.2f}")
    assert READER.read(text).members[0].facts["income_wage"] == known


@pytest.mark.parametrize(
    "raw",
    [1200, "1200", "1200.0", "1200.00", Decimal("1.2E3"), Decimal(1200)],
    ids=count(),
)
def test_spellings_of_one_amount(raw: object) -> None:
    assert told("rent", raw) == Numbers.point(1200)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (Decimal("1.005"), "decimals"),
        ("1.005", "decimals"),
        (Decimal("600.000"), "decimals"),
        (1.5, "float"),
        (600.0, "float"),
        (float("nan"), "float"),
        (True, "number"),
        ([], "number"),
        ("1,200", "numeral"),
        ("1200元", "numeral"),
        ("１２００", "numeral"),
        ("1e3", "numeral"),
        ("+5", "numeral"),
        ("007", "numeral"),
        (" 5", "numeral"),
        ("5\n", "numeral"),
        (".5", "numeral"),
        ("5.", "numeral"),
        ("", "numeral"),
        ("unknown", "numeral"),
        ("0x10", "numeral"),
        ("1_000", "numeral"),
        (-1, "range"),
        ("-0.01", "range"),
        (100_000_001, "range"),
        (10**30, "number_too_long"),
        (10**5000, "number_too_long"),
        (Decimal("1E+9999999"), "number_too_long"),
        (Decimal("1E-9999999"), "number_too_long"),
        (Decimal("NaN"), "not_finite"),
        (Decimal("sNaN"), "not_finite"),
        (Decimal("-Infinity"), "not_finite"),
        ("9" * 5000, "number_too_long"),
        (b"5", "number"),
        (5j, "number"),
        (Fraction(1, 3), "number"),
    ],
    ids=count(),
)
def test_amounts_that_are_refused(raw: object, kind: str) -> None:
    assert refused("income_wage", raw).kind == kind


@pytest.mark.parametrize("raw", [4, Decimal("4.0"), Decimal("4E0"), Count.FOUR], ids=count())
def test_whole_numbers(raw: object) -> None:
    assert told("employees", raw) == Numbers.point(4)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (Decimal("4.5"), "whole"),
        ("4", "number_as_text"),
        ("four", "number"),
        (-1, "range"),
        (4.0, "float"),
        (False, "number"),
        (Decimal("1E30"), "number_too_long"),
    ],
    ids=count(),
)
def test_counts_that_are_refused(raw: object, kind: str) -> None:
    assert refused("employees", raw).kind == kind


def test_a_measure_has_four_decimals() -> None:
    assert told("forest_land", Decimal("2.1234")) == Numbers.point(Fraction(21234, 10000))
    assert refused("forest_land", Decimal("2.12345")).kind == "decimals"


def test_a_range_is_told_with_separators() -> None:
    assert ("high", "100,000,000") in refused("income_wage", 10**9).values


def test_zero_is_known_and_null_is_not() -> None:
    assert told("rent", 0) == Numbers.point(0)
    assert told("rent", None) is None
    assert told("rent", "none") == NONE_NUMBER
    assert refused("income_wage", "none").kind == "none"


@pytest.mark.parametrize(
    ("raw", "low", "high"),
    [
        ({"at_least": 5, "at_most": 10}, 5, 10),
        ({"at_least": 5}, 5, 100_000_000),
        ({"at_most": "10.50"}, 0, Fraction("10.5")),
        ({"at_least": -5, "at_most": 10**12}, 0, 100_000_000),
        ({"at_least": None, "at_most": 3}, 0, 3),
        ({"at_least": 3, "at_most": 3}, 3, 3),
        ({"at_least": 3, "one_of": None}, 3, 100_000_000),
    ],
    ids=count(),
)
def test_bounds(raw: object, low: Fraction, high: Fraction) -> None:
    assert told("income_wage", raw) == Numbers(Interval(Fraction(low), Fraction(high)))


def test_bounds_of_whole_numbers_are_whole() -> None:
    raw = {"at_least": Decimal("1.5"), "at_most": Decimal("3.9")}
    assert told("employees", raw) == Numbers.between(2, 3)
    empty = {"at_least": Decimal("1.2"), "at_most": Decimal("1.8")}
    assert refused("employees", empty).kind == "range_empty"


@given(money, money)
def test_bounds_hold_what_they_say(first: Fraction, second: Fraction) -> None:
    raw = {"at_least": decimal(first), "at_most": decimal(second)}
    if first > second:
        assert refused("income_wage", raw).kind == "range_empty"
    else:
        assert told("income_wage", raw) == Numbers.between(first, second)


def test_one_of() -> None:
    raw = {"one_of": [30, "1.50", Decimal("30.00")]}
    assert told("income_wage", raw) == Numbers.one_of([Fraction(3, 2), Fraction(30)])
    assert told("income_wage", {"one_of": [7]}) == Numbers.point(7)
    assert told("disability_grade", {"one_of": [1, "none"]}) == Numbers(Numbers.point(1).span, none=True)
    assert told("disability_grade", {"one_of": ["none"]}) == NONE_NUMBER
    assert told("employees", {"one_of": list(range(64))}) is not None


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ({}, "partial_empty"),
        ({"at_least": None}, "partial_empty"),
        ({"one_of": []}, "one_of_empty"),
        ({"one_of": 5}, "list"),
        ({"one_of": list(range(65))}, "one_of_too_many"),
        ({"one_of": [1], "at_least": 1}, "partial_mixed"),
        ({"at_leest": 1}, "partial_key_near"),
        ({"from": 1}, "partial_key"),
        ({1: 2}, "partial_key"),
        ({"at_least": 10**9}, "range_empty"),
        ({"at_most": -1}, "range_empty"),
    ],
    ids=count(),
)
def test_parts_that_are_refused(raw: object, kind: str) -> None:
    assert refused("income_wage", raw).kind == kind


def test_every_wrong_item_of_a_part_is_named() -> None:
    raw = {"one_of": [1, "x", -1, 2.5]}
    assert places(household({"income_wage": raw})) == [
        ("members[0].income_wage.one_of[1]", "numeral"),
        ("members[0].income_wage.one_of[2]", "range"),
        ("members[0].income_wage.one_of[3]", "float"),
    ]
    ends = {"at_least": True, "at_most": {"at_least": 1}}
    assert places(household({"income_wage": ends})) == [
        ("members[0].income_wage.at_least", "number"),
        ("members[0].income_wage.at_most", "number"),
    ]
    none = {"one_of": ["none", 1]}
    assert places(household({"income_wage": none})) == [("members[0].income_wage.one_of[0]", "numeral")]
