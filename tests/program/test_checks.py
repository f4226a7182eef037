"""Targets for a place: in the program, cited, shown apart, and never decided for a household."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import elig
from elig.api import load_texts
from elig.explain import check_text, policy_text
from elig.program.model import Rules
from elig.program.targets import Measure
from elig.program.verify import citations_of

VOCABULARY = (Path(__file__).parents[1] / "conformance" / "vocabulary.yaml").read_text("utf-8")
POLICY = """
policy: targets
title: {zh: 指标, en: targets}
jurisdiction: "520000"
uses: [vocabulary]
checks:
  retention:
    name: 巩固率
    label: {zh: 九年义务教育巩固率, en: nine-year retention rate}
    measure: share
    of: {zh: 义务教育阶段学生中读完九年的, en: "of the pupils, those who complete nine years"}
    target: at least 95 %
    cite: [{page: test, seen: 2024-06-01, mark: read, says: {zh: 不低于九成五, en: 95 % or more}}]
  idle:
    label: {zh: 户均失业人数, en: jobless people a family}
    measure: average
    of: {zh: 每户失业的人数, en: jobless people in a family}
    target: 至多 2 人
    cite: [{page: test, seen: 2024-06-01, mark: read}]
entitlements:
  warm:
    label: {zh: 取暖, en: heating}
    for: household
    basis: promise
    when: f
    grants: []
    cite: [{page: test, seen: 2024-06-01, mark: read}]
"""


def _program() -> elig.Program:
    return load_texts({"vocabulary.yaml": VOCABULARY, "targets.yaml": POLICY})


def _rules() -> Rules:
    return _program().rules("targets")


def test_a_target_is_a_constant_bound_with_its_measure() -> None:
    checks = _rules().checks
    assert list(checks) == ["retention", "idle"]
    assert [check.measure for check in checks.values()] == [Measure.SHARE, Measure.AVERAGE]
    floor, cap = checks["retention"].target, checks["idle"].target
    assert (floor.floor, cap.floor) == (True, False)
    assert floor.range is not None and cap.range is not None
    assert (floor.range.low, cap.range.high) == (Fraction("0.95"), Fraction(2))


def test_a_target_is_shown_in_words() -> None:
    assert check_text(_rules(), "retention", "zh") == (
        "九年义务教育巩固率（retention）\n"
        "  对地方整体的指标，不是哪一户的权利；审核一户时不作判断\n\n"
        "指标：\n"
        "  按什么计：所占的比例\n"
        "  计的是：义务教育阶段学生中读完九年的\n"
        "  应当达到：至少 95%\n\n"
        "出处：\n"
        "  不低于九成五——网页 test，2024年6月1日查阅\n"
    )
    english = check_text(_rules(), "idle", "en")
    assert "no household is decided by it" in english
    assert "measured as: an average" in english
    assert "to be reached: at most 2 persons" in english or "to be reached: at most 2 people" in english


def test_targets_are_listed_apart_from_entitlements() -> None:
    text = policy_text(_rules(), "zh")
    rights, targets = text.split("对地方的指标，不是哪一户的权利")
    assert "heating" not in targets and "取暖（warm）" in rights
    assert "· 九年义务教育巩固率（retention）：所占的比例，至少 95%" in targets
    assert "· 户均失业人数（idle）：平均数，至多 2 人" in targets


def test_no_household_is_decided_by_a_target() -> None:
    household = {"household_id": "h", "place": "520103", "f": True, "members": []}
    decision = _program().check(household, on=date(2024, 6, 1))
    assert [view.id for view in decision] == ["warm"]
    for text in (json.dumps(decision.to_dict(), ensure_ascii=False), decision.explain("zh", full=True)):
        assert "retention" not in text and "巩固率" not in text


def test_the_citations_of_targets_are_verified_too() -> None:
    assert len(list(citations_of(_rules()))) == 3
