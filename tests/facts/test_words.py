"""Truth values, days, words of an enumeration, sets of them, texts and codes."""

from __future__ import annotations

from datetime import date
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elig.values import NONE_NUMBER, NONE_WORD, Numbers, Truth, Words, WordSet
from tests.facts.sample import CITIZEN, READER, household, places, refused, told


def words(*ids: str, none: bool = False) -> Words:
    return Words(frozenset(ids), none)


def test_truth_values() -> None:
    wrong: list[object] = ["true", "yes", "是", 1, 0, [], "unknown"]
    assert told("willing", True) is Truth.TRUE
    assert told("willing", False) is Truth.FALSE
    assert told("willing", None) is None
    for raw in wrong:
        assert refused("willing", raw).kind == "boolean"
    assert refused("willing", "none").kind == "none_boolean"
    assert refused("willing", {"one_of": [True, False]}).kind == "partial_not_available"


def test_lists_of_members() -> None:
    listed = [{"id": "a"}, {"id": "b"}]

    def lists(raw: object) -> object:
        return READER.read(household(*listed, signers=raw)).facts.get("signers")

    assert lists(["b"]) == lists(["b", "b"]) == WordSet(frozenset({"b"}), frozenset({"a"}))
    assert lists([]) == WordSet(frozenset(), frozenset({"a", "b"}))
    assert lists(None) is None
    assert places(household(*listed, signers=["c", "a", "d"])) == [
        ("signers[0]", "no_such_member"),
        ("signers[2]", "no_such_member"),
    ]
    assert places(household({"id": "a", "cared_for_by": ["b"]})) == [("members[0].cared_for_by[0]", "no_such_member")]
    assert places({"household_id": "h", "signers": ["a"]}) == [("signers[0]", "no_such_member")]
    assert refused("signers", "none").kind == "none_set"
    assert refused("signers", "a").kind == "member_list"
    assert refused("signers", {"one_of": [["a"], ["b"]]}).kind == "partial_not_available"
    assert [kind for _, kind in places(household({}, signers=[1, ""]))] == ["id", "id"]
    assert places(household({}, signers=["m1"] * 11)) == [("signers", "list_too_long")]


@given(st.dates(date(1800, 1, 1), date(2200, 12, 31)))
def test_days_are_ordinals(day: date) -> None:
    assert told("birth_date", day.isoformat()) == Numbers.point(day.toordinal())


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("2021-02-29", "no_such_day"),
        ("2021-13-01", "no_such_day"),
        ("0000-01-01", "no_such_day"),
        ("2020-1-2", "date_near"),
        ("2020/01/02", "date_near"),
        ("2020年1月2日", "date_near"),
        ("20200102", "date_near"),
        (20200102, "date_near"),
        ("2020-01", "date"),
        ("2020-01-02T00:00:00", "date"),
        ("2020-01-02\n", "date_near"),
        ("２０２０-01-02", "date"),
        ("", "date"),
        ("unknown", "date"),
        (10**5000, "date"),
        (True, "date"),
        (date(2020, 1, 2), "date"),
        ("1799-12-31", "day_range"),
        ("9999-12-31", "day_range"),
        ({"at_least": "2020-01-01"}, "partial_not_available"),
        ("none", "none"),
    ],
    ids=count(),
)
def test_days_that_are_refused(raw: object, kind: str) -> None:
    problem = refused("birth_date", raw)
    assert problem.kind == kind
    if kind == "date_near":
        assert ("nearest", "2020-01-02") in problem.values


def test_a_day_may_be_absent_where_the_vocabulary_says_so() -> None:
    assert told("death_date", "none") == NONE_NUMBER


@pytest.mark.parametrize("raw", ["head", "户主", "02"], ids=count())
def test_a_word_by_id_name_or_code(raw: str) -> None:
    assert told("relation", raw) == words("head")


@pytest.mark.parametrize("raw", ["unknown", "0", "9"], ids=count())
def test_an_unknown_sex_is_unknown(raw: str) -> None:
    assert told("sex", raw) is None


def test_only_the_sex_has_codes_for_unknown() -> None:
    assert told("relation", "unknown") is None
    assert refused("relation", "9").kind == "word"
    assert refused("disability_categories", ["0"]).path == "members[0].disability_categories[0]"
    assert refused("disability_categories", "unknown").kind == "word_list"


@pytest.mark.parametrize(
    ("raw", "kind", "nearest"),
    [
        ("wive", "word_near", "wife"),
        (2, "code_as_number", "02"),
        (12, "code_as_number", "12"),
        ("cousin", "word", None),
        ("HEAD", "word", None),
        ("", "word", None),
        (True, "word", None),
        (-2, "word", None),
        (10**5000, "word", None),
        ("x" * 100_000, "word", None),
        (["head"], "word", None),
        ("none", "none", None),
    ],
    ids=count(),
)
def test_words_that_are_refused(raw: object, kind: str, nearest: str | None) -> None:
    problem = refused("relation", raw)
    assert (problem.kind, dict(problem.values).get("nearest")) == (kind, nearest)


def test_one_of_some_words() -> None:
    assert told("relation", {"one_of": ["head", "妻"]}) == words("head", "wife")
    assert told("relation", {"one_of": ["02"]}) == words("head")
    assert told("assistance_kind", {"one_of": ["none", "rural_dibao"]}) == words("rural_dibao", none=True)
    assert told("assistance_kind", {"one_of": ["none"]}) == NONE_WORD
    assert told("assistance_kind", "none") == NONE_WORD


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ({"one_of": []}, "one_of_empty"),
        ({"at_least": "head"}, "partial_key"),
        ({}, "partial_empty"),
        ({"one_of": "head"}, "list"),
        ({"one_of": ["unknown"]}, "word"),
        ({"one_of": ["none"]}, "word"),
        ({"one_of": ["head"] * 65}, "one_of_too_many"),
    ],
    ids=count(),
)
def test_parts_of_words_that_are_refused(raw: object, kind: str) -> None:
    assert refused("relation", raw).kind == kind


def test_sets() -> None:
    every = frozenset({"visual", "hearing", "physical", "multiple"})
    assert told("disability_categories", []) == WordSet(frozenset(), every)
    known = WordSet(frozenset({"visual", "physical"}), frozenset({"hearing", "multiple"}))
    assert told("disability_categories", ["4", "视力残疾", "visual"]) == known
    assert told("disability_categories", None) is None
    assert refused("disability_categories", "visual").kind == "word_list"
    assert refused("disability_categories", "none").kind == "none_set"
    assert refused("disability_categories", {"one_of": []}).kind == "partial_not_available"
    assert refused("disability_categories", ["visual"] * 1000).kind == "list_too_long"
    assert places(household({"disability_categories": ["x", "visual", 4, None]})) == [
        ("members[0].disability_categories[0]", "word"),
        ("members[0].disability_categories[2]", "code_as_number"),
        ("members[0].disability_categories[3]", "word"),
    ]


def test_texts() -> None:
    assert told("shop_name", "小卖部 1") == words("小卖部 1")
    assert told("shop_name", "none") == NONE_WORD
    wrong: list[object] = ["", "  ", "\u3000", "a\nb", "\ud800", "a\u202eb", "x" * 201, 5, ["a"]]
    for raw in wrong:
        assert refused("shop_name", raw).kind == "text"
    assert refused("shop_name", {}).kind == "partial_not_available"


def test_division_codes() -> None:
    assert told("dest_admin_code", "522301") == words("522301")
    wrong: list[object] = [522301, "52230", "5223010", "52230a", "５２２３０１", "522301\n"]
    for raw in wrong:
        assert refused("dest_admin_code", raw).kind == "division"


def test_an_identity_number_in_its_normal_spelling() -> None:
    assert told("person_id_no", CITIZEN.lower()) == words(CITIZEN)
    assert told("cert_no", f"{CITIZEN.lower()}42b1") == words(f"{CITIZEN}42B1")
    assert told("cert_no", "none") == NONE_WORD
    assert refused("person_id_no", int(CITIZEN[:17])).kind == "identity_form"
    assert refused("cert_no", CITIZEN).kind == "certificate_form"
