"""Figures, values and rules in words."""

from __future__ import annotations

import string
from dataclasses import replace
from fractions import Fraction

import pytest

from elig.errors import Collector
from elig.explain.catalogue import every_text
from elig.explain.figures import Figures, number, without_period
from elig.explain.labels import Labels, labels_of_rules
from elig.explain.rules_text import policy_text
from elig.explain.words import Voice
from elig.lang import UnitNames, parse, transform
from elig.lang.ast import Expr, Is, Name, Unit, Word
from elig.program.model import Rules
from elig.program.types import BOOLEAN, DATE, NumberType, Range
from elig.source import Scalar
from elig.values import Interval, Numbers, Truth
from tests.explain.build import rules

YUAN, MONTH, YEAR = Unit.of(yuan=1), Unit.of(month=1), Unit.of(year=1)
PREMIUM = Unit.of(yuan=1, person=-1, year=-1)
A_YEAR = Unit.of(yuan=1, year=-1)


def figures(lang: str) -> Figures:
    return Figures(lang, None, lambda _, id: id)


@pytest.mark.parametrize(
    ("low", "high", "unit", "zh", "en"),
    [
        (30000, 30000, A_YEAR, "30,000 元/年", "30,000 yuan a year"),
        (30, None, PREMIUM, "至少 30 元/人·年", "at least 30 yuan per person a year"),
        (0, 500, YUAN, "0 至 500 元", "0 to 500 yuan"),
        (None, 500, YUAN, "至多 500 元", "at most 500 yuan"),
        (None, None, YUAN, "未定", "not known"),
        (0, None, YUAN, "未定", "not known"),
        (Fraction(61, 2), Fraction(61, 2), YUAN, "30.50 元", "30.50 yuan"),
        (Fraction(1000, 3), Fraction(1000, 3), YUAN, "约 333.33 元", "about 333.33 yuan"),
        (36, 36, MONTH, "36 个月", "36 months"),
        (1, 1, Unit.of(person=1), "1 人", "1 person"),
    ],
)
def test_intervals(low: int | None, high: int | None, unit: Unit, zh: str, en: str) -> None:
    ends = [None if end is None else Fraction(end) for end in (low, high)]
    assert figures("zh").interval(Interval(*ends), unit) == zh
    assert figures("en").interval(Interval(*ends), unit) == en


def test_a_cap_is_read_as_at_most() -> None:
    cap = Interval(Fraction(0), Fraction(500))
    assert figures("zh").interval(cap, YUAN, upper=True) == "至多 500 元"


def test_an_age_is_in_sui() -> None:
    assert figures("zh").amount(Fraction(60), YEAR, age=True) == "60 岁"
    assert figures("zh").amount(Fraction(60), YEAR) == "60 年"


@pytest.mark.parametrize("value", [Fraction(-1, 3), Fraction(-5, 2), Fraction(0), Fraction(10**20)])
def test_signs_and_sizes(value: Fraction) -> None:
    assert (
        number(value, "en", 2)
        == {
            Fraction(-1, 3): "about -0.33",
            Fraction(-5, 2): "-2.50",
            Fraction(0): "0",
            Fraction(10**20): "100,000,000,000,000,000,000",
        }[value]
    )


def test_values() -> None:
    zh = figures("zh")
    assert zh.possible(None, BOOLEAN) == "未知"
    assert zh.possible(Truth.TRUE, BOOLEAN) == "是"
    assert zh.possible(Numbers.point(737791), DATE) == "2021年1月1日"
    assert zh.possible(Numbers(None, none=True), NumberType(YUAN)) == "无"
    assert zh.possible(Numbers.one_of([Fraction(1), Fraction(2)]), NumberType()) == "1或2"
    assert zh.possible(Numbers.between(0, None), NumberType(YUAN)) == "至少 0 元"


@pytest.fixture(scope="module")
def found() -> Rules:
    return rules()


RULES = [
    ("moved_in", "已搬迁入住", "moved in"),
    ("not registered_poor", "不是建档立卡户", "not “registered poor household”"),
    ("not moved_in", "未搬迁入住", "not “moved in”"),
    (
        "not (moved_in and registered_poor)",
        "不属于“已搬迁入住，且建档立卡户”的情形",
        "not (as a whole): moved in, and registered poor household",
    ),
    ("work is none", "没有就业状态", "there is no employment status"),
    ("not work is none", "有就业状态", "there is some employment status"),
    ("not work is unemployed", "就业状态不是“失业”", "employment status is other than “unemployed”"),
    (
        "sum of income over member where on_dibao",
        "家庭全体成员中符合“低保对象”的人，其家庭月收入合计",
        "sum of household income a month over those in the household with “on dibao”",
    ),
    (
        "moved_in and (registered_poor or passed_test)",
        "已搬迁入住，且（建档立卡户，或认定符合农转城条件）",
        "moved in, and (registered poor household, or found to meet the conversion test)",
    ),
    (
        "any member where work is unemployed",
        "家庭全体成员中有人符合：就业状态为失业",
        "someone in the household: employment status is unemployed",
    ),
    (
        "every member where on_dibao has age >= 16 years",
        "家庭全体成员中，凡符合“低保对象”的，都符合：年龄不低于 16 岁",
        "everyone in the household with “on dibao”: age is at least 16 years",
    ),
    (
        "income < standard for urban",
        "家庭月收入低于当地低保标准（城市）",
        "household income a month is below local dibao standard (urban)",
    ),
    (
        "(income - 600 yuan per month) * 2",
        "（家庭月收入 − 600 元/月） × 2",
        "(household income a month − 600 yuan a month) × 2",
    ),
    (
        "if moved_in then 1 else 2",
        "若已搬迁入住，则1；否则2",
        "if moved in, 1; otherwise 2",
    ),
    (
        "years from birth_date to today",
        "从出生日期到审核当日的满年数",
        "full years from date of birth to today",
    ),
    ("at least 1 person", "至少 1 人", "at least 1 person"),
]


@pytest.mark.parametrize(("rule", "zh", "en"), RULES, ids=[rule for rule, _, _ in RULES])
def test_rules_in_words(found: Rules, rule: str, zh: str, en: str) -> None:
    tree = _resolved(rule, found.vocabulary.units)
    assert _voice(found, "zh").words(tree) == zh
    assert _voice(found, "en").words(tree) == en


def test_shares_are_percentages_and_a_floor_of_zero_is_left_out(found: Rules) -> None:
    share = replace(
        found.parameters["cap"],
        id="share",
        type=NumberType(),
        range=Range(Fraction(0), Fraction(1)),
        at_least=Fraction(0),
        up_to=Fraction(1, 5),
        entries=(),
    )
    text = policy_text(replace(found, parameters={"share": share}), "zh")
    assert "：没有取得；至多 20%" in text


def test_the_period_is_said_once() -> None:
    label = "family income per head a month"
    assert without_period("1,364 yuan per person a month", label) == "1,364 yuan"
    assert without_period("600 yuan a month", "local standard") == "600 yuan a month"


def _voice(found: Rules, lang: str) -> Voice:
    labels: Labels = labels_of_rules(found, lang)
    return Voice(labels)


def test_every_text_has_both_languages_with_the_same_places_to_fill() -> None:
    for key, (zh, en) in every_text().items():
        assert zh, key
        assert en, key
        if key in {"reading.all_agree"}:
            continue
        assert _fields(zh) >= _fields(en) or _fields(en) >= _fields(zh), key


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _resolved(rule: str, units: UnitNames) -> Expr:
    """The tree of a rule, with the words of the enumerations in place."""
    errors = Collector()
    tree = parse(Scalar.of(rule), units, errors)
    assert tree is not None, errors.diagnostics
    return transform(tree, _word)


def _word(node: Expr) -> Expr:
    match node:
        case Is(item, Name(id="unemployed")):
            return Is(item, Word("work", "unemployed"))
        case Name(id="urban"):
            return Word("area", "urban")
        case _:
            return node
