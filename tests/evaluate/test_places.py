"""Which value of a parameter and which settled reading hold: the nearest place, the higher rank, the latest day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elig.evaluate.places import Where, chain, lies_in, settled, value_of, values_of
from elig.program.citation import Words
from elig.program.model import NATION, Entry, Parameter, Reading, Settled
from elig.program.types import NumberType

COUNTY, PREFECTURE, PROVINCE = "522301", "522300", "520000"
HERE = chain(COUNTY)
EARLY, LATE, ON = date(2010, 1, 1), date(2020, 1, 1), date(2020, 12, 1)
DIVISIONS = st.integers(0, 999_999).map(lambda code: f"{code:06}")


def entry(
    value: int | None, division: str = NATION, since: date = EARLY, key: str | None = None, *, rank: int = 0
) -> Entry:
    """A value of a parameter by one key."""
    return Entry(division, since, (key,), None if value is None else Fraction(value), (), rank)


def parameter(*entries: Entry) -> Parameter:
    """A parameter by place and one key."""
    return Parameter("p", "", Words("p"), NumberType(), None, True, ("kind",), None, None, entries, ())


def value(found: Entry | None) -> int | None:
    """The value of an entry as a whole number."""
    return None if found is None else int(Fraction(found.value)) if isinstance(found.value, Fraction) else None


@given(DIVISIONS)
def test_a_division_lies_in_those_of_its_chain(division: str) -> None:
    found = chain(division)
    assert found[0] == division and found[-1] == NATION
    assert all(lies_in(division, wider) for wider in found)
    for place, wider in enumerate(found):
        assert chain(wider) == found[place:]


@given(DIVISIONS, DIVISIONS)
def test_one_division_lies_in_another_or_beside_it(one: str, other: str) -> None:
    assert lies_in(one, other) == (other in chain(one))
    if lies_in(one, other) and lies_in(other, one):
        assert one == other


@pytest.mark.parametrize("places", range(1, 5))
def test_the_nearest_place_wins(places: int) -> None:
    known = parameter(*(entry(index, division) for index, division in enumerate(HERE) if index >= places - 1))
    assert value(value_of(known, ("a",), HERE, ON)) == places - 1


def test_the_latest_day_wins_and_the_future_is_not_looked_at() -> None:
    known = parameter(entry(1), entry(2, since=LATE), entry(3, since=date(2021, 1, 1)))
    assert value(value_of(known, ("a",), HERE, ON)) == 2
    assert value(value_of(known, ("a",), HERE, date(2015, 1, 1))) == 1
    assert value_of(known, ("a",), HERE, date(2000, 1, 1)) is None


def test_a_local_file_lies_above_the_shipped_one_of_its_place_alone() -> None:
    known = parameter(entry(1, since=LATE), entry(2, rank=1))
    assert value(value_of(known, ("a",), HERE, ON)) == 2
    nearer = parameter(entry(1, COUNTY), entry(2, PROVINCE, rank=1))
    assert value(value_of(nearer, ("a",), HERE, ON)) == 1


def test_a_key_is_found_before_otherwise() -> None:
    known = parameter(entry(1, key="a"), entry(2))
    assert value(value_of(known, ("a",), HERE, ON)) == 1
    assert value(value_of(known, ("b",), HERE, ON)) == 2


def test_keys_merge_over_days_and_places() -> None:
    known = parameter(entry(1, COUNTY, key="a"), entry(2, key="b"), entry(3, COUNTY, LATE, key="c"))
    assert [value(value_of(known, (key,), HERE, ON)) for key in "abcd"] == [1, 2, 3, None]


def test_a_value_that_ended_leaves_the_wider_place() -> None:
    known = parameter(entry(1, COUNTY), entry(None, COUNTY, LATE), entry(2))
    assert value(value_of(known, ("a",), HERE, date(2015, 1, 1))) == 1
    assert value(value_of(known, ("a",), HERE, ON)) == 2
    assert value_of(parameter(entry(1), entry(None, since=LATE)), ("a",), HERE, ON) is None


def test_a_place_that_is_not_known_may_be_any_of_those_that_are_stated() -> None:
    known = parameter(entry(1, PROVINCE), entry(2, COUNTY), entry(1, "522700"), entry(9, "530000"))
    found = values_of(known, ("a",), Where(chain(PROVINCE), exact=False), ON)
    assert {value(one) for one in found} == {1, 2}
    assert [value(one) for one in values_of(known, ("a",), Where(chain(PROVINCE)), ON)] == [1]


def reading(*answers: Settled) -> Reading:
    """A reading with answers."""
    return Reading("r", Words("r"), (("x", Words("x")), ("y", Words("y"))), (), answers)


def answer(option: str | None, division: str = NATION, since: date = EARLY, rank: int = 0) -> Settled:
    """A locality's answer."""
    return Settled("r", division, since, option, (), rank)


def option(found: Settled | None) -> str | None:
    """What was settled."""
    return None if found is None else found.option


def test_a_reading_is_settled_by_the_nearest_place_and_the_latest_day() -> None:
    known = reading(answer("x"), answer("y", PREFECTURE), answer("x", PREFECTURE, LATE))
    assert option(settled(known, Where(HERE), ON)) == "x"
    assert option(settled(known, Where(HERE), date(2015, 1, 1))) == "y"
    assert option(settled(known, Where((NATION,)), ON)) == "x"
    assert settled(known, Where(HERE), date(2000, 1, 1)) is None
    assert settled(reading(), Where(HERE), ON) is None


def test_a_higher_rank_settles_before_a_later_day() -> None:
    assert option(settled(reading(answer("x", rank=1), answer("y", since=LATE)), Where(HERE), ON)) == "x"


def test_a_reading_that_the_place_decides_is_open_where_the_place_is_not_known() -> None:
    somewhere = Where(chain(PROVINCE), exact=False)
    assert settled(reading(answer("x", PROVINCE), answer("y", COUNTY)), somewhere, ON) is None
    assert option(settled(reading(answer("x", PROVINCE), answer("x", COUNTY)), somewhere, ON)) == "x"
