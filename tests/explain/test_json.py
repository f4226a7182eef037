"""The decision as JSON: valid by the published schema, exact, and complete."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from elig.evaluate.decision import Outcomes
from elig.explain import decision_schema, to_json
from elig.explain.exact import Exact, decimal_text
from elig.lang.ast import NO_UNIT, Unit
from elig.program.model import Rules
from elig.program.types import DATE, EnumType, NumberType
from elig.values import NONE_WORD, Interval, Numbers, Truth, Words, WordSet
from tests.explain.build import outcomes, rules

YUAN = Unit.of(yuan=1)


@pytest.fixture(scope="module")
def found() -> Rules:
    return rules()


@pytest.fixture(scope="module")
def decided(found: Rules) -> Outcomes:
    return outcomes(found)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(decision_schema())


def test_a_decision_is_valid(found: Rules, decided: Outcomes) -> None:
    validator = Draft202012Validator(decision_schema(), format_checker=FormatChecker())
    for given_rules in (found, None):
        text = json.dumps(to_json(decided, given_rules), ensure_ascii=False)
        validator.validate(json.loads(text))


def test_a_key_that_is_not_published_is_refused(decided: Outcomes) -> None:
    data = {**to_json(decided), "extra": 1}
    assert not Draft202012Validator(decision_schema()).is_valid(data)


def test_every_address_that_is_cited_is_described(found: Rules, decided: Outcomes) -> None:
    data = json.loads(json.dumps(to_json(decided, found)))
    described = {item["address"] for item in data["citations"]}
    cited = {address for item in data["entitlements"] for address in item["cite"]}
    assert cited
    assert cited <= described


def test_a_reason_carries_rule_fact_threshold_and_margin(found: Rules, decided: Outcomes) -> None:
    data = json.loads(json.dumps(to_json(decided, found)))
    (reason,) = data["entitlements"][-1]["reasons"]
    assert reason["text"] == "income < standard for urban"
    assert reason["says"]["zh"] == "家庭月收入低于当地低保标准（城市）"
    assert reason["place"].startswith("policies/state.yaml:")
    assert reason["facts"] == [{"id": "income", "member": None, "value": "720.00"}]
    assert reason["thresholds"][0]["value"] == "600.00"
    assert reason["thresholds"][0]["since"] == "2020-01-01"
    assert (reason["margin"], reason["unit"]) == ("120.00", "yuan per month")


@given(st.fractions(), st.integers(0, 4))
def test_numbers_lose_nothing(value: Fraction, places: int) -> None:
    assert Fraction(decimal_text(value, places)) == value


def test_values_as_json() -> None:
    exact = Exact()
    money = NumberType(YUAN)
    assert exact.interval(Interval(Fraction(30), None), YUAN) == {"at_least": "30.00"}
    assert exact.interval(Interval(None, None), YUAN) == {}
    assert exact.interval(Interval(Fraction(5), Fraction(5)), NO_UNIT) == "5"
    assert exact.interval(None, YUAN) is None
    assert exact.possible(None, money) is None
    assert exact.possible(Truth.OPEN, money) is None
    assert exact.possible(Truth.FALSE, money) is False
    assert exact.possible(Numbers.between(0, 500), money) == {"at_least": "0.00", "at_most": "500.00"}
    assert exact.possible(Numbers(None, none=True), money) == "none"
    assert exact.possible(Numbers.point(737791), DATE) == "2021-01-01"
    kind = EnumType("assistance")
    assert exact.possible(NONE_WORD, kind) == "none"
    assert exact.possible(Words(frozenset({"b", "a"}), none=True), kind) == {"one_of": ["a", "b", "none"]}
    assert exact.possible(WordSet(frozenset({"x"}), frozenset()), kind) == {"has": ["x"], "lacks": []}
