"""Whole households: their shape, every problem at once, and what contradicts itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from itertools import count
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elig.errors import HouseholdError
from elig.facts.household import Household, MemberRecord
from elig.facts.reading import MAX_PROBLEMS, HouseholdReader, read_household
from elig.program.citation import Words
from elig.program.model import Subjects
from elig.program.types import BOOLEAN
from elig.values import Numbers, Truth
from tests.facts.sample import (
    CITIZEN,
    OTHER_CITIZEN,
    READER,
    SAMPLE,
    fact,
    household,
    places,
    problems,
    vocabulary,
)
from tests.facts.strategies import STRAY, WRONG_HOUSEHOLDS


def test_a_household() -> None:
    text = """{
      "household_id": "QXN-0001", "registered_poor": true, "rent": 1200.50, "employees": null,
      "members": [{"id": "m1", "willing": false}, {"id": "m2"}]
    }"""
    expected = Household(
        "QXN-0001",
        {"registered_poor": Truth.TRUE, "rent": Numbers.point(Fraction(2401, 2))},
        (MemberRecord("m1", {"willing": Truth.FALSE}), MemberRecord("m2", {})),
    )
    assert READER.read(text) == expected
    assert READER.read(text.encode()) == expected
    assert read_household(SAMPLE, text) == expected


def test_what_is_left_out_or_null_is_unknown() -> None:
    known = READER.read(household({"willing": None}, rent=None))
    assert known.facts == {}
    assert known.members[0].facts == {}


@pytest.mark.parametrize(
    ("data", "members", "complete"),
    [
        ({"members": []}, 0, True),
        ({"members": [], "members_complete": True}, 0, True),
        ({"members": [], "members_complete": None}, 0, True),
        ({"members": [{"id": "a"}], "members_complete": False}, 1, False),
        ({"members": ({"id": "a"},)}, 1, True),
        ({}, 0, False),
        ({"members": None}, 0, False),
        ({"members_complete": False}, 0, False),
    ],
    ids=count(),
)
def test_whether_the_list_is_complete(data: dict[str, object], members: int, complete: bool) -> None:
    known = READER.read({"household_id": "h", **data})
    assert (len(known.members), known.complete) == (members, complete)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, [("household_id", "id_missing")]),
        ({"household_id": None}, [("household_id", "id")]),
        ({"household_id": 7}, [("household_id", "id")]),
        ({"household_id": " "}, [("household_id", "id")]),
        ({"household_id": "a\nb"}, [("household_id", "id")]),
        ({"household_id": "x" * 101}, [("household_id", "id")]),
        ({"household_id": "h", "members": {}}, [("members", "list")]),
        ({"household_id": "h", "members": "m1"}, [("members", "list")]),
        ({"household_id": "h", "members": [None]}, [("members[0]", "object")]),
        ({"household_id": "h", "members": [[]]}, [("members[0]", "object")]),
        ({"household_id": "h", "members": [{}]}, [("members[0].id", "id_missing")]),
        ({"household_id": "h", "members": [{"id": ""}]}, [("members[0].id", "id")]),
        (
            {"household_id": "h", "members": [{"id": "a"}, {"id": "b"}, {"id": "a"}]},
            [("members[2].id", "same_id")],
        ),
        ({"household_id": "h", "members": [{}] * 6}, [("members", "too_many_parts")]),
        ({"household_id": "h", "members_complete": "no"}, [("members_complete", "boolean")]),
        (
            {"household_id": "h", "members_complete": True},
            [("members_complete", "complete_without_list")],
        ),
        ({"household_id": "h", "regstered_poor": 1}, [("regstered_poor", "unknown_key_near")]),
        ({"household_id": "h", "建档立卡": True}, [("建档立卡", "unknown_key_near")]),
        ({"household_id": "h", "qqq": 1}, [("qqq", "unknown_key")]),
        ({"household_id": "h", "fact_0_": 1}, [("fact_0_", "unknown_key")]),
        ({"household_id": "h", "": 1}, [('[""]', "unknown_key")]),
        ({"household_id": "h", "a.b[0]": 1}, [('["a.b[0]"]', "unknown_key")]),
        ({"household_id": "h", "\ud800": 1}, [('["\\\\ud800"]', "unknown_key")]),
        (
            {"household_id": "h", 5: 1, ("a",): 2},
            [('["5"]', "unknown_key"), ('["[…]"]', "unknown_key")],
        ),
        ({"household_id": "h", "willing": True}, [("willing", "unknown_key_inside")]),
        (
            {"household_id": "h", "members": [{"id": "a", "rent": 5}]},
            [("members[0].rent", "unknown_key_outside")],
        ),
        (
            {"household_id": "h", "members": [{"id": "a", "birth_dat": "x"}]},
            [("members[0].birth_dat", "unknown_key_near")],
        ),
        (
            {"household_id": "h", "members": [{"id": "a", "copy": 1}]},
            [("members[0].copy", "unknown_key")],
        ),
    ],
    ids=count(),
)
def test_shapes_that_are_refused(data: Mapping[str, object], expected: list[tuple[str, str]]) -> None:
    assert places(data) == expected


@pytest.mark.parametrize("text", ["[]", "5", '"x"', "null", "true", "1.5"])
def test_only_an_object_is_a_household(text: str) -> None:
    assert places(text) == [("", "object")]
    assert places("NaN") == [("", "not_finite")]


def test_the_nearest_key_is_named() -> None:
    (problem,) = problems({"household_id": "h", "建档立卡": True})
    assert dict(problem.values)["nearest"] == "registered_poor"


def test_any_mapping_is_an_object() -> None:
    proxy = MappingProxyType
    member = proxy({"id": "m1", "income_wage": proxy({"at_least": 1})})
    known = READER.read(proxy({"household_id": "h", "members": [member]}))
    assert known.members[0].facts["income_wage"] == Numbers.between(1, 100_000_000)


def test_every_problem_of_an_input_is_reported_at_once() -> None:
    text = """{
      "household_id": "", "rent": 1.005, "registered_poor": NaN, "dest_admin_code": 522301,
      "employees": 1e99, "employees": 2, "forrest_land": 3, "members": [
        {"birth_date": "2021-02-29", "sex": "男", "sex": "女", "income_wage": {"at_least": NaN}},
        {"id": "m2", "relation": "x", "disability_categories": ["x", "y"],
         "disability_grade": {"one_of": [9, -Infinity]}},
        {"id": "m2", "willing": "yes", "person_id_no": "522301198001010010"}, 7
      ]}"""
    assert sorted(places(text)) == sorted(
        [
            ("household_id", "id"),
            ("rent", "decimals"),
            ("registered_poor", "not_finite"),
            ("dest_admin_code", "division"),
            ("employees", "number_too_long"),
            ("employees", "duplicate_key"),
            ("forrest_land", "unknown_key_near"),
            ("members[0].id", "id_missing"),
            ("members[0].birth_date", "no_such_day"),
            ("members[0].sex", "duplicate_key"),
            ("members[0].income_wage.at_least", "not_finite"),
            ("members[1].relation", "word"),
            ("members[1].disability_categories[0]", "word"),
            ("members[1].disability_categories[1]", "word"),
            ("members[1].disability_grade.one_of[0]", "range"),
            ("members[1].disability_grade.one_of[1]", "not_finite"),
            ("members[2].id", "same_id"),
            ("members[2].willing", "boolean"),
            ("members[2].person_id_no", "identity_check"),
            ("members[3]", "object"),
        ]
    )


_ONE_WRONG: Mapping[str, object] = {
    "registered_poor": "yes",
    "rent": "12元",
    "employees": 4.5,
    "forest_land": -1,
    "dest_admin_code": "5223",
    "shop_name": "",
}


@given(st.sets(st.sampled_from(sorted(_ONE_WRONG))), st.booleans())
def test_problems_do_not_hide_each_other(wrong: set[str], extra: bool) -> None:
    data = {"household_id": "h", **{key: _ONE_WRONG[key] for key in wrong}}
    data |= {"members": [{"id": "a", "sex": "x"}, {"id": "a"}]} if extra else {}
    expected = wrong | ({"members[0].sex", "members[1].id"} if extra else set())
    if expected:
        assert {path for path, _ in places(data)} == expected
    else:
        READER.read(data)


def test_identity_numbers_against_other_facts() -> None:
    member = {"person_id_no": CITIZEN, "birth_date": "1980-01-01", "sex": "1"}
    READER.read(household({**member, "cert_no": f"{CITIZEN}42"}))
    READER.read(household({**member, "sex": {"one_of": ["male", "female"]}}))
    wrong = {**member, "birth_date": "1980-01-02", "sex": "女", "cert_no": f"{OTHER_CITIZEN}42"}
    assert places(household(wrong)) == [
        ("members[0].birth_date", "identity_birth"),
        ("members[0].sex", "identity_sex"),
        ("members[0].cert_no", "identity_certificate"),
    ]
    assert places(household({**wrong, "birth_date": "x", "cert_no": None})) == [
        ("members[0].birth_date", "date"),
        ("members[0].sex", "identity_sex"),
    ]


def test_a_certificate_says_who_it_is_of() -> None:
    member = {"cert_no": f"{CITIZEN.lower()}42B1", "birth_date": "1980-01-01", "sex": "male"}
    READER.read(household(member))
    assert places(household({**member, "birth_date": "1980-01-02", "sex": "female"})) == [
        ("members[0].birth_date", "identity_birth"),
        ("members[0].sex", "identity_sex"),
    ]


@pytest.mark.parametrize(
    ("number", "kinds", "grade", "found"),
    [
        ("42", ["physical"], 2, []),
        ("42", None, None, []),
        ("42", ["physical"], {"one_of": [1, 2]}, []),
        ("42", ["physical"], {"one_of": [1, 3]}, ["certificate_grade"]),
        ("42", ["physical"], 1, ["certificate_grade"]),
        ("42", ["physical"], "none", ["certificate_grade"]),
        ("42", ["visual"], 2, ["certificate_category"]),
        ("42", ["visual", "physical"], 2, ["certificate_category"]),
        ("42", [], 3, ["certificate_category", "certificate_grade"]),
        ("71", ["visual", "physical"], 1, []),
        ("71", ["multiple"], 1, []),
        ("71", ["visual"], 1, ["certificate_category"]),
    ],
)
def test_a_certificate_says_which_disability(number: str, kinds: object, grade: object, found: list[str]) -> None:
    member = {"cert_no": CITIZEN + number, "disability_categories": kinds, "disability_grade": grade}
    if found:
        assert [kind for _, kind in places(household(member))] == found
    else:
        READER.read(household(member))


def test_where_somebody_was_registered_at_birth_is_compared_with_nothing() -> None:
    READER.read(household({"person_id_no": CITIZEN}, dest_admin_code="451100"))


def test_one_person_is_not_listed_twice() -> None:
    certificate = household({"person_id_no": CITIZEN}, {"cert_no": f"{CITIZEN}42"})
    assert places(certificate) == [("members[1].cert_no", "same_identity")]
    twice = household({"person_id_no": CITIZEN}, {"person_id_no": CITIZEN.lower()})
    assert places(twice) == [("members[1].person_id_no", "same_identity")]
    READER.read(household({"person_id_no": None}, {"person_id_no": None}))


def test_problems_are_counted_where_they_are_many() -> None:
    data = {"household_id": "h", **{f"x{index}": 1 for index in range(500)}}
    found = problems(data)
    assert len(found) == MAX_PROBLEMS + 1
    assert (found[-1].path, found[-1].kind) == ("", "more")
    assert ("given", "500") in found[-1].values


def test_a_large_hostile_household_is_refused_with_a_bounded_list() -> None:
    for data in (
        {"household_id": "h", **{f"birth_date{index}": 1 for index in range(50_000)}},
        {"household_id": "h", "members": [{"id": "m"}] * 100_000},
        household(*[{"relation": {"one_of": ["wivex"] * 64}, "disability_categories": ["visua"] * 6}] * 5),
        household({"relation": "x" * 900_000}, rent="9" * 900_000),
        {"household_id": "9" * 900_000},
    ):
        assert 0 < len(problems(data)) <= MAX_PROBLEMS + 1


def test_a_dictionary_that_holds_itself() -> None:
    data = household()
    data["members"] = [data]
    data["rent"] = data
    assert {path for path, _ in places(data)} >= {"rent", "members[0].id"}


@given(WRONG_HOUSEHOLDS)
def test_any_household_is_read_or_refused(data: dict[str, object]) -> None:
    try:
        READER.read(data)
    except HouseholdError as error:
        assert error.problems


@given(STRAY, STRAY)
def test_anything_is_read_or_refused(value: object, members: object) -> None:
    for text in (json.dumps(value, default=str), json.dumps({"members": members}, default=str)):
        with pytest.raises(HouseholdError):
            READER.read(text)


def test_the_exception_carries_no_input() -> None:
    with pytest.raises(HouseholdError) as caught:
        READER.read(household({"person_id_no": "522301198001010010"}))
    assert caught.value.__context__ is None


def test_another_vocabulary_has_other_keys() -> None:
    site = Subjects("site", Words("安置点", "site"), "blocks", "block", Words("楼", "block"), 3)
    facts = (fact("model_config", "配置", "config", BOOLEAN), fact("copy", "副本", "copy", BOOLEAN))
    reader = HouseholdReader(vocabulary(facts, site))
    data = {"site_id": "s", "blocks": [{"id": "b", "copy": True, "model_config": False}]}
    assert reader.read(data).members[0].facts == {"copy": Truth.TRUE, "model_config": Truth.FALSE}
    single = Subjects("site", Words("安置点", "site"), "", "", Words("", ""), 0)
    assert HouseholdReader(vocabulary((), single)).read({"site_id": "s"}).complete


def test_a_fact_cannot_take_the_key_of_an_id() -> None:
    with pytest.raises(ValueError, match="id"):
        HouseholdReader(vocabulary((fact("id", "编号", "id", BOOLEAN),)))
