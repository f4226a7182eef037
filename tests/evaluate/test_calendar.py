"""Months and years between days, and days moved by months, against counting by hand."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elig.evaluate.arithmetic import elapsed, shift
from elig.evaluate.calendar import day_of, elapsed_months, ordinal, shifted
from elig.values import Numbers

DAYS = st.dates(date(1800, 1, 1), date(2200, 12, 31))
MONTHS = st.integers(-600, 600)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        ("2004-12-01", "2020-11-30", 15),
        ("2004-12-01", "2020-12-01", 16),
        ("2004-02-29", "2022-02-27", 17),
        ("2004-02-29", "2022-02-28", 18),
        ("2004-02-29", "2024-02-28", 19),
        ("2004-02-29", "2024-02-29", 20),
        ("2000-01-31", "2000-12-31", 0),
        ("2020-12-02", "2020-12-01", -1),
        ("2020-12-01", "2020-12-01", 0),
    ],
)
def test_an_age_is_completed_on_the_birthday(born: str, on: str, age: int) -> None:
    assert elapsed_months(date.fromisoformat(born), date.fromisoformat(on)) // 12 == age


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2020-01-31", "2020-02-28", 0),
        ("2020-01-31", "2020-02-29", 1),
        ("2021-01-31", "2021-02-28", 1),
        ("2021-02-28", "2021-03-28", 1),
        ("2021-02-28", "2021-03-27", 0),
        ("2021-08-31", "2021-09-30", 1),
    ],
)
def test_a_month_that_is_too_short_ends_it(start: str, end: str, months: int) -> None:
    assert elapsed_months(date.fromisoformat(start), date.fromisoformat(end)) == months


@given(DAYS, DAYS)
def test_months_are_the_most_that_fit(start: date, end: date) -> None:
    months = elapsed_months(start, end)
    assert shifted(start, months) <= end < shifted(start, months + 1)


@given(DAYS, DAYS, DAYS)
def test_later_days_complete_no_less(start: date, one: date, other: date) -> None:
    first, second = sorted((one, other))
    assert elapsed_months(start, first) <= elapsed_months(start, second)
    assert elapsed_months(first, start) >= elapsed_months(second, start)


@given(DAYS, MONTHS)
def test_a_moved_day_keeps_its_number_where_it_can(day: date, months: int) -> None:
    moved = shifted(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or ((moved + timedelta(days=1)).day == 1 and moved.day < day.day)


def test_beyond_the_calendar_is_its_edge() -> None:
    assert shifted(date(9999, 6, 1), 12) == date.max
    assert shifted(date(1, 6, 1), -12) == date.min


@given(DAYS)
def test_a_day_is_its_ordinal(day: date) -> None:
    assert day_of(ordinal(day)) == day


@given(st.tuples(DAYS, DAYS).map(sorted), st.tuples(DAYS, DAYS).map(sorted), st.sampled_from((1, 12)), st.data())
def test_an_interval_of_days_holds_every_age(
    start: list[date], end: list[date], unit: int, data: st.DataObject
) -> None:
    found = elapsed(_between(start), _between(end), unit)
    one, other = data.draw(st.dates(start[0], start[1])), data.draw(st.dates(end[0], end[1]))
    assert found.span is not None and found.span.contains(Fraction(elapsed_months(one, other) // unit))


@given(st.tuples(DAYS, DAYS).map(sorted), st.tuples(MONTHS, MONTHS).map(sorted), st.booleans(), st.data())
def test_an_interval_of_days_holds_every_moved_day(
    days: list[date], months: list[int], back: bool, data: st.DataObject
) -> None:
    found = shift(_between(days), Numbers.between(months[0], months[1]), back)
    one, count = data.draw(st.dates(days[0], days[1])), data.draw(st.integers(months[0], months[1]))
    assert found.span is not None and found.span.contains(ordinal(shifted(one, -count if back else count)))


def _between(days: list[date]) -> Numbers:
    return Numbers.between(ordinal(days[0]), ordinal(days[1]))
