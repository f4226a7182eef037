"""The text of a decision, whole, in both languages; `ELIG_UPDATE_GOLDEN=1` records it anew for review."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from elig.evaluate.decision import Kind, Missing, Outcomes
from elig.explain import explain
from elig.program.citation import Words
from elig.program.model import Rules
from elig.values import Basis, Outcome
from tests.explain.build import household, outcomes, rules

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def found() -> Rules:
    return rules()


@pytest.fixture(scope="module")
def decided(found: Rules) -> Outcomes:
    return outcomes(found)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("full", [False, True], ids=["short", "full"])
def test_golden(found: Rules, decided: Outcomes, lang: str, full: bool) -> None:
    path = GOLDEN / f"{'full' if full else 'short'}.{lang}.txt"
    text = explain(decided, found, lang, full=full, household=household())
    if os.environ.get("ELIG_UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_rules_ids_stand_in_for_labels(decided: Outcomes, lang: str) -> None:
    assert "urban_dibao" in explain(decided, None, lang)


def test_english_has_no_chinese_but_what_the_file_gives_only_in_chinese(found: Rules, decided: Outcomes) -> None:
    text = explain(decided, found, "en", household=household()).replace("第10条", "")
    assert not re.search("[\u3000-\u9fff\uff00-\uff60]", text)


def test_only_keeps_some_entitlements(found: Rules, decided: Outcomes) -> None:
    text = explain(decided, found, "zh", only=["post"])
    assert "公益性岗位" in text
    assert "参保资助——" not in text


def test_colour_only_adds_escapes(found: Rules, decided: Outcomes) -> None:
    plain = explain(decided, found, "zh")
    painted = explain(decided, found, "zh", color=True)
    assert "\x1b[" in painted
    assert re.sub("\x1b\\[[0-9;]*m", "", painted) == plain


def test_an_id_cannot_steer_the_terminal(found: Rules, decided: Outcomes) -> None:
    hostile = replace(decided, household_id="H\x1b[2J\n应享 9 项")
    text = explain(hostile, found, "zh")
    assert "\x1b" not in text
    assert text.splitlines()[0].startswith("家庭 H")
    assert "应享 9 项" in text.splitlines()[0]


def test_what_most_entitlements_wait_for_is_asked_first(found: Rules, decided: Outcomes) -> None:
    poor = Missing(Kind.FACT, "registered_poor")
    waiting = tuple(
        replace(item, missing=(*item.missing, poor)) if item.outcome is Outcome.UNDETERMINED else item
        for item in decided.results
    )
    lines = explain(replace(decided, results=waiting), found, "zh").splitlines()
    first = lines[lines.index("先问这几项：") + 1]
    assert first == ("  · 建档立卡户，见扶贫手册。关系到 3 项：纳入城市低保、参保资助、公益性岗位")


def test_alike_open_answers_are_one_entry(found: Rules, decided: Outcomes) -> None:
    asked = (Missing(Kind.FACT, "registered_poor"),)
    names = ("inclusion", "allowance")
    open_ones = [
        replace(item, outcome=Outcome.UNDETERMINED, missing=asked, gaps=(), by_reading=())
        for item in decided.results
        if item.entitlement.id in names
    ]
    same = [replace(r, entitlement=replace(r.entitlement, policy="town")) for r in open_ones]
    text = explain(replace(decided, results=tuple(same)), found, "zh")
    assert "1. 纳入城市低保、最低生活保障金——全家" in text
    assert text.count("要问：建档立卡户，见扶贫手册") == 1


def test_what_a_text_only_reports_is_told_apart_from_what_can_be_asked(found: Rules, decided: Outcomes) -> None:
    post = next(r for r in decided.results if r.entitlement.basis is Basis.DISCRETION and not r.missing and r.gaps)
    told = replace(post, entitlement=replace(post.entitlement, basis=Basis.REPORTED))
    lines = explain(replace(decided, results=(told,)), found, "zh").splitlines()
    assert "原文只记成果 1 项。" in lines
    assert lines[lines.index("【原文只记成果，没有写谁能享受】") + 2].startswith("1. 公益性岗位——")
    assert not any("如应享" in line or "要问" in line for line in lines)


def test_what_fails_by_the_same_ground_is_one_entry_with_each_source(found: Rules, decided: Outcomes) -> None:
    refused = next(r for r in decided.results if r.outcome is Outcome.NOT_DUE and r.subject is not None)
    again = replace(refused.entitlement, id="again", label=Words("又一项", "another"))
    text = explain(replace(decided, results=(refused, replace(refused, entitlement=again))), found, "zh")
    assert "1. 参保资助、又一项——" in text
    assert text.count("不符合：") == 1


def test_nothing_decided_is_said(found: Rules, decided: Outcomes) -> None:
    assert "没有可审核的项目。" in explain(replace(decided, results=()), found, "zh")


def test_not_in_force_says_since_when(found: Rules, decided: Outcomes) -> None:
    future = replace(
        decided.results[0],
        outcome=Outcome.NOT_IN_FORCE,
        not_in_force=(date(2021, 1, 1), None),
        grants=(),
    )
    text = explain(replace(decided, results=(future,)), found, "zh")
    assert "【当日不适用】" in text
    assert "自2021年1月1日起施行。" in text
