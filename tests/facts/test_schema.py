"""The published schema agrees with the reader, but for what it names as unstated."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from elig.errors import HouseholdError
from elig.facts.schema import UNSTATED, household_schema
from tests.facts.sample import CITIZEN, READER, SAMPLE, household, vocabulary
from tests.facts.strategies import FACTS, GOOD, HOUSEHOLDS, STRAY, WRONG_HOUSEHOLDS

SCHEMA = household_schema(SAMPLE)
VALIDATOR = Draft202012Validator(SCHEMA)

UNSTATED_KINDS = frozenset(
    {
        "decimals", "number_too_long", "range_empty", "no_such_day", "day_range", "identity_day",
        "identity_check", "same_id", "same_identity", "identity_birth", "identity_sex",
        "identity_certificate", "duplicate_key", "no_such_member",
    }
)  # fmt: skip
"""The kinds of problem that belong to what the schema leaves unstated."""


def as_text(data: object) -> str:
    """The data as JSON text, every number with its own digits."""
    marked = json.dumps(data, default=lambda item: f"<<{item}>>")
    return marked.replace('"<<', "").replace('>>"', "")


def kinds(text: str) -> set[str]:
    try:
        READER.read(text)
    except HouseholdError as error:
        return {problem.kind for problem in error.problems}
    return set()


@given(HOUSEHOLDS)
def test_what_the_reader_accepts_the_schema_accepts(data: dict[str, object]) -> None:
    text = as_text(data)
    if not kinds(text):
        VALIDATOR.validate(json.loads(text))


@given(WRONG_HOUSEHOLDS)
def test_what_the_schema_refuses_the_reader_refuses_and_back(data: dict[str, object]) -> None:
    text = as_text(data)
    found = kinds(text)
    if VALIDATOR.is_valid(json.loads(text)):
        assert found <= UNSTATED_KINDS | {"range"}
    else:
        assert found


@given(FACTS, STRAY, st.data())
def test_one_fact_is_judged_alike(key: str, wrong: object, data: st.DataObject) -> None:
    raw = wrong if data.draw(st.booleans()) else data.draw(GOOD[key])
    member = SAMPLE.facts[key].of_member
    text = as_text(household({key: raw}) if member else household(**{key: raw}))
    found = kinds(text)
    if VALIDATOR.is_valid(json.loads(text)):
        in_text = {"range"} if '"' in json.dumps(raw, default=float) else set()
        assert found <= UNSTATED_KINDS | in_text
    else:
        assert found


def test_it_is_a_schema_with_words_in_both_languages() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["$id"] == "urn:elig:household:sample"
    assert SCHEMA["title"] == "家庭 / household"
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    properties = SCHEMA["properties"]
    assert isinstance(properties, dict)
    rent = properties["rent"]
    assert rent["title"] == "月租 / rent"
    assert rent["description"] == (
        '至多 2 位小数。单位：元 每 月。"none" 表示确知没有。'
        "记载于：户口簿。不写或写 null 表示未知。"
        ' / At most 2 decimals. Unit: yuan per month. "none": known to be absent. '
        "Recorded in: household register. Left out or null: not known."
    )


@pytest.mark.parametrize(
    ("data", "valid"),
    [
        (household(), True),
        (household({"relation": "02"}), True),
        (household({"relation": "户主"}), True),
        (household({"relation": 2}), False),
        (household({"sex": "9"}), True),
        (household({"sex": "8"}), False),
        (household({"sex": "none"}), False),
        (household({"assistance_kind": "none"}), True),
        (household({"assistance_kind": {"one_of": ["none", "rural_dibao"]}}), True),
        (household({"relation": {"one_of": ["none"]}}), False),
        (household({"relation": {"one_of": ["head"], "at_least": None}}), False),
        (household({"income_wage": {"one_of": [1], "at_least": None}}), True),
        (household({"income_wage": {"at_least": 1, "one_of": None}}), True),
        (household({"income_wage": {"at_least": None}}), False),
        (household({"income_wage": {}}), False),
        (household(employees=4.0), True),
        (household(employees=4.5), False),
        (household(rent="1200.50"), True),
        (household(rent="1200.505"), False),
        (household(rent="5\n"), False),
        (household(rent=-1), False),
        (household(dest_admin_code="522301"), True),
        (household(dest_admin_code="522301\n"), False),
        (household(shop_name="none"), True),
        (household(shop_name="a\nb"), False),
        (household({"person_id_no": CITIZEN.lower()}), True),
        (household({"person_id_no": CITIZEN[:15]}), False),
        (household({"person_id_no": "none"}), False),
        ({"household_id": "h"}, True),
        ({"household_id": "h", "members": None, "members_complete": False}, True),
        ({"household_id": "h", "members_complete": True}, False),
        ({"household_id": "h", "members": None, "members_complete": True}, False),
        ({"members": []}, False),
        ({"household_id": "none"}, True),
        ({"household_id": "h", "x": 1}, False),
        ({"household_id": "h", "members": [{"id": "a"}] * 6}, False),
    ],
    ids=count(),
)
def test_cases_in_which_both_agree(data: Mapping[str, object], valid: bool) -> None:
    text = json.dumps(data)
    assert VALIDATOR.is_valid(data) == valid
    assert (not kinds(text) - {"same_id"}) == valid


def test_the_name_of_a_vocabulary_is_quoted_in_the_address() -> None:
    assert household_schema(vocabulary((), id="a b"))["$id"] == "urn:elig:household:a%20b"


def test_what_is_unstated_is_named() -> None:
    assert all(": " in line for line in UNSTATED)
