"""Claims: read in both languages, printed back, shown, found, cited, and no part of a decision."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import elig
from elig.api import load_texts
from elig.explain import claim_text, policy_text
from elig.explain.find import find_rows
from elig.lang import Language
from elig.lang.names import Identity
from elig.program.claim import Always, Change, NeverBoth, NeverLess, NeverLoses, Turn, entitlements_of
from elig.program.claim_print import print_claim
from elig.program.model import Rules
from elig.program.verify import citations_of

VOCABULARY = (Path(__file__).parents[1] / "conformance" / "vocabulary.yaml").read_text("utf-8")
POLICY = """
policy: claimed
title: {zh: 说法, en: claims}
jurisdiction: "520000"
uses: [vocabulary]
entitlements:
  heating:
    name: 取暖费
    label: {zh: 取暖, en: heating}
    for: household
    basis: promise
    when: rent < 600 yuan
    grants: [{id: coal, kind: cash, what: {zh: 煤, en: coal}, amount: 100 yuan}]
    cite: [{page: test, seen: 2024-06-01, mark: read}]
  care:
    name: 护理费
    label: {zh: 护理, en: care}
    for: each member
    basis: promise
    when: ill
    grants: []
    cite: [{page: test, seen: 2024-06-01, mark: read}]
claims:
"""
PAIRS = [
    ("poorer never loses heating", "收入更低 不会失去 取暖费"),
    ("richer never loses heating", "收入更高 不会失去 取暖费"),
    ("older never loses care", "更年长 不会失去 护理费"),
    ("younger never loses care", "更年轻 不会失去 护理费"),
    ("lower rent never loses heating", "租金 更低 不会失去 取暖费"),
    ("higher opened never loses heating", "更高 opened 不会失去 取暖费"),
    ("with ill never loses care", "具备 患病 不会失去 护理费"),
    ("without ill never loses care", "不具备 患病 不会失去 护理费"),
    ("more members never loses heating", "成员 更多 不会失去 取暖费"),
    ("fewer members never loses heating", "members 更少 不会失去 取暖费"),
    ("poorer never gets less of heating for coal", "收入更低 不会少得 取暖费 按 coal"),
    ("never both heating and care", "不会同时应享 取暖费 且 护理费"),
    ("always heating when rent < 500 yuan and f", "总是应享 取暖费 只要 租金 低于 500 元 且 甲"),
    ("never care when not ill", "从不应享 护理费 只要 非 患病"),
]


def _program(*claims: str) -> elig.Program:
    cite = "cite: [{page: test, seen: 2024-06-01, mark: read, says: {zh: 越穷越有, en: the poor first}}]"
    lines = [
        f'  k{place}: {{label: {{zh: 说法, en: kept}}, claim: "{text}", {cite}}}' for place, text in enumerate(claims)
    ]
    return load_texts({"vocabulary.yaml": VOCABULARY, "claimed.yaml": POLICY + "\n".join(lines) + "\n"})


def _rules(*claims: str) -> Rules:
    return _program(*claims).rules("claimed")


@pytest.mark.parametrize(("english", "chinese"), PAIRS)
def test_both_languages_say_the_same_and_are_printed_back(english: str, chinese: str) -> None:
    rules = _rules(english, chinese)
    first, second = (rules.claims[id].states for id in ("k0", "k1"))
    assert first == second
    assert print_claim(first, Identity(), Language.EN, rules.vocabulary) == english
    printed = print_claim(first, Identity(), Language.ZH, rules.vocabulary)
    assert _rules(printed).claims["k0"].states == first


def test_what_a_phrase_stands_for() -> None:
    rules = _rules("poorer never loses heating", "poorer never gets less of heating", "never both care and heating")
    poorer = Change(Turn.POORER, ("wage",))
    assert rules.claims["k0"].states == NeverLoses(poorer, "heating")
    assert rules.claims["k1"].states == NeverLess(poorer, "heating", "coal")
    assert rules.claims["k2"].states == NeverBoth("care", "heating")
    assert list(entitlements_of(rules.claims["k2"].states)) == ["care", "heating"]
    assert not Turn.OLDER.rises and Turn.RICHER.rises


def test_a_condition_is_said_of_the_subject_of_the_entitlement() -> None:
    states = _rules("always care when ill").claims["k0"].states
    assert isinstance(states, Always)
    assert str(states.condition.span and states.condition.span.text) == "ill"


def test_a_claim_is_shown_in_words() -> None:
    rules = _rules("poorer never loses heating", "always care when ill")
    assert claim_text(rules, "k0", "zh") == (
        "说法（k0）\n"
        "  关于规则效果的说法，由 elig prove 对所有家庭证明或举出反例；审核一户时不作判断\n\n"
        "说法：\n"
        "  其他不变，收入更低，“取暖”不会因此变差\n\n"
        "出处：\n"
        "  越穷越有——网页 test，2024年6月1日查阅\n"
    )
    assert "care is always due where ill" in claim_text(rules, "k1", "en")
    listed = policy_text(rules, "en")
    assert "· kept (k0): with a lower income and all else the same, heating never comes out worse" in listed
    assert [row.id for row in find_rows(_program("poorer never loses heating").checked, "越穷")] == ["k0"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("phrase", [english for english, _ in PAIRS])
def test_every_phrase_is_read_aloud(phrase: str, lang: str) -> None:
    assert claim_text(_rules(phrase), "k0", lang)


def test_no_household_is_decided_by_a_claim() -> None:
    household = {"household_id": "h", "place": "520103", "rent": 5, "members": []}
    decision = _program("poorer never loses heating").check(household, on=date(2024, 6, 1))
    assert [view.id for view in decision] == ["heating"]
    assert "kept" not in json.dumps(decision.to_dict(), ensure_ascii=False)


def test_the_citations_of_claims_are_verified_too() -> None:
    assert len(list(citations_of(_rules("poorer never loses heating")))) == 3
