"""A household written back reads as the same household."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elig.errors import HouseholdError
from elig.facts.describe import write_household
from elig.facts.household import Household
from elig.values import Interval, Numbers, Possible, Truth, Words, WordSet
from tests.facts.sample import CITIZEN, READER, SAMPLE, household
from tests.facts.strategies import FACTS, GOOD, HOUSEHOLDS


@given(HOUSEHOLDS)
def test_round_trip(data: dict[str, object]) -> None:
    try:
        known = READER.read(data)
    except HouseholdError:
        return
    written = write_household(known, SAMPLE)
    assert READER.read(written) == known
    assert READER.read(json.dumps(written)) == known


@given(FACTS, st.data())
def test_round_trip_of_one_fact(key: str, data: st.DataObject) -> None:
    raw = data.draw(GOOD[key])
    member = SAMPLE.facts[key].of_member
    others = [{"id": "m0"}, {"id": "m2"}]
    known = READER.read(household({key: raw}, *others) if member else household({}, *others, **{key: raw}))
    assert READER.read(write_household(known, SAMPLE)) == known


def test_how_values_are_written() -> None:
    member = {
        "id": "m1",
        "person_id_no": CITIZEN.lower(),
        "birth_date": "1980-01-01",
        "sex": "0",
        "relation": {"one_of": ["妻", "02"]},
        "assistance_kind": {"one_of": ["none", "urban_dibao"]},
        "disability_categories": ["4", "1"],
        "disability_grade": "none",
        "income_wage": {"one_of": [1, "2.50"]},
    }
    data = household(member, rent="1200.50", employees={"at_least": 3}, members_complete=False)
    assert write_household(READER.read(data), SAMPLE) == {
        "household_id": "h1",
        "rent": "1200.5",
        "employees": {"at_least": 3, "at_most": 100_000},
        "members": [
            {
                "id": "m1",
                "person_id_no": CITIZEN,
                "birth_date": "1980-01-01",
                "relation": {"one_of": ["head", "wife"]},
                "assistance_kind": {"one_of": ["urban_dibao", "none"]},
                "disability_categories": ["visual", "physical"],
                "disability_grade": "none",
                "income_wage": {"one_of": [1, "2.5"]},
            }
        ],
        "members_complete": False,
    }


def test_a_list_that_was_not_told_is_not_written() -> None:
    known = READER.read({"household_id": "h"})
    assert write_household(known, SAMPLE) == {"household_id": "h", "members_complete": False}


@pytest.mark.parametrize(
    "facts",
    [
        {"registered_poor": Truth.OPEN},
        {"rent": Numbers(Interval(Fraction(1), Fraction(2)), none=True)},
        {"rent": Numbers(Interval(None, None))},
        {"rent": Numbers.point(Fraction(1, 3))},
        {"shop_name": Words(None)},
        {"registered_poor": Numbers.point(1)},
    ],
)
def test_what_no_input_can_state_is_not_written(facts: Mapping[str, Possible]) -> None:
    with pytest.raises(ValueError, match=r"state|decimal"):
        write_household(Household("h", facts, ()), SAMPLE)


def test_a_set_of_which_a_part_is_known_is_not_written() -> None:
    known = READER.read(household({}))
    part = WordSet(frozenset({"visual"}), frozenset())
    member = type(known.members[0])("m1", {"disability_categories": part})
    with pytest.raises(ValueError, match="disability_categories"):
        write_household(Household("h", {}, (member,)), SAMPLE)
