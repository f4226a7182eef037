"""Reasons in words: exclusions that do not hold, limits, groups, and what goes without saying."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from elig.evaluate.decision import Outcomes, Reason
from elig.explain import explain
from elig.explain.evidence import Here
from elig.explain.labels import labels_of_rules
from elig.explain.reasons import asked, due_sentence
from elig.lang.ast import Compare, Count, Elapsed, Exists, Member, Name, Number, Op, Otherwise, Today, Unit
from elig.program.citation import Words
from elig.program.model import Group, Rules
from elig.program.nodes import AllOf, EntitledNode, Item
from elig.program.types import BOOLEAN
from elig.values import Numbers, Outcome, Truth
from tests.explain.build import Sample, household, outcomes, rules

MONTH, PERSON = Unit.of(month=1), Unit.of(person=1)


@pytest.fixture(scope="module")
def found() -> Rules:
    return rules()


def sentence(found: Rules, lang: str, *reasons: Reason) -> str:
    result = Sample(found).result("post", "m2", Outcome.DUE, reasons=reasons)
    return due_sentence(result, labels_of_rules(found, lang), Here("m2"))


def test_an_exclusion_that_does_not_hold_is_said_with_its_figures(found: Rules) -> None:
    used = Sample(found).seen("income", Numbers.point(10))
    rule = Compare(Op.GE, Name("income"), Number(Fraction(36), MONTH))
    reason = Reason(
        "post/unless/used_up", Truth.FALSE, rule, None, Words("三十六个月已经用完", "the 36 months are used up"),
        facts=(used,), margin=Fraction(-26), unit=MONTH,
    )  # fmt: skip
    zh, en = sentence(found, "zh", reason), sentence(found, "en", reason)
    assert zh == "除外情形“三十六个月已经用完”不成立（家庭月收入：10 元/月；界限 36 个月）。"
    assert en.startswith("the exclusion “the 36 months are used up” does not apply (household income a month: 10 yuan;")
    assert "limit 36 months" in en


def test_a_time_that_has_gone_by_is_said_shortly(found: Rules) -> None:
    start = Otherwise(Name("birth_date"), Today())
    rule = Compare(Op.GE, Elapsed("month", start, Today()), Number(Fraction(3), MONTH))
    reason = Reason(
        "post/when", Truth.TRUE, rule, None, Words("月数达到要求", "long enough"), margin=Fraction(5), unit=MONTH
    )
    assert "从出生日期到审核当日满 8 个月" in sentence(found, "zh", reason)
    absent = replace(reason, facts=(Sample(found).seen("birth_date", Numbers(None, none=True), "m2"),))
    assert "从审核当日到审核当日满 8 个月" in sentence(found, "zh", absent)


def test_that_there_is_anybody_goes_without_saying_beside_other_reasons(found: Rules) -> None:
    rule = Compare(Op.GT, Count("members", None), Number(Fraction(0), PERSON))
    anybody = Reason("post/given", Truth.TRUE, rule, None, margin=Fraction(4), unit=PERSON)
    moved = Reason("post/when", Truth.TRUE, Name("moved_in"), None)
    assert sentence(found, "zh", anybody, moved) == "已搬迁入住。"
    assert "4 人" in sentence(found, "zh", anybody)


def test_what_counts_somebody_in_is_left_out_unless_it_decides(found: Rules) -> None:
    dibao = found.definitions["on_dibao"]
    counted = replace(dibao.node, syntax=Name("on_dibao"))
    group = Group("family", "家庭成员", Words("家庭成员", "family"), counted)
    with_group = replace(found, groups={"family": group})
    labels = labels_of_rules(with_group, "zh")
    inside = Reason("a", Truth.TRUE, Name("on_dibao"), None, definition="on_dibao")
    own = Reason("a", Truth.TRUE, Name("moved_in"), None)
    each = Reason("a", Truth.TRUE, Name("moved_in"), None, member="m1", children=(inside, own))
    rule = Exists(Member.ANY, "family", Name("moved_in"))
    some = Reason("a", Truth.TRUE, rule, None, children=(each,))
    assert [leaf.rule for leaf in asked(some, labels).leaves()] == [Name("moved_in")]
    alone = replace(some, value=Truth.FALSE, children=(replace(inside, value=Truth.FALSE),))
    assert asked(alone, labels) == alone


def _one_right(found: Rules) -> tuple[Rules, Outcomes]:
    """The local inclusion made to rest on the national allowance, which gives the same kind of thing."""
    national = found.entitlements["allowance"]
    item = Item("national", EntitledNode("allowance", type=BOOLEAN))
    local = replace(found.entitlements["inclusion"], when=AllOf((item,), type=BOOLEAN), grants=national.grants)
    decided = outcomes(found)
    results = tuple(
        replace(r, entitlement=local) if r.entitlement.id == "inclusion" else r
        for r in decided.results
        if r.entitlement.id in ("inclusion", "allowance")
    )
    return replace(found, entitlements={**found.entitlements, "inclusion": local}), replace(decided, results=results)


def test_one_right_with_the_national_one_is_said(found: Rules) -> None:
    changed, decided = _one_right(found)
    remark = "（凭国家规定的同一项权利，不重复享受）"
    assert remark in explain(decided, changed, "zh", household=household())
    assert remark not in explain(decided, changed, "zh", household=household(), only=["inclusion"])
