"""Canonical forms in both languages (rule A10), walking, and words split for help (A9)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from elig.lang import Identity, Language, children, nodes, print_expression, split_help, transform
from elig.lang.ast import Expr, Name, Number, Unit, Word
from tests.lang.support import UNITS, parsed

CANONICAL = [
    ("x>=16years", "x >= 16 years", "x 不低于 16 年"),
    ("x < 1 year and y <= 30元", "x < 1 year and y <= 30 yuan", "x 低于 1 年 且 y 不超过 30 元"),
    ("x > 0.50", "x > 0.5", "x 超过 0.5"),
    ("x = 1 or y != 2", "x = 1 or y != 2", "x = 1 或 y != 2"),
    ("x is a", "x is a", "x 为 a"),
    ("x in {a,b}", "x in {a, b}", "x 属于 {a, b}"),
    ("95%", "95 %", "95 %"),
    ("0.95", "0.95", "0.95"),
    ("((a or (b))) and (c)", "(a or b) and c", "(a 或 b) 且 c"),
    ("a and (not (any m where b))", "a and not any m where b", "a 且 非 任一 m 其中 b"),
    ("(any m where b) and a", "(any m where b) and a", "(任一 m 其中 b) 且 a"),
    ("(a + b) - (c - d)", "a + b - (c - d)", "a + b - (c - d)"),
    ("round x to 1 fen", "round x to fen", "舍入 x 至 分"),
    ("round (up) to fen", "round (up) to fen", "舍入 (up) 至 分"),
    ("years from (up) to b", "years from (up) to b", "满年数 (up) 至 b"),
    ("x between 1 and 3", "x between 1 and 3", "x 介于 1 至 3"),
    ("x for (a)", "x for a", "x 按 a"),
    ("x for (a,b)", "x for (a, b)", "x 按 (a, b)"),
    ("max(a,b)", "max(a, b)", "取大(a, b)"),
    ("30 yuan per year per person", "30 yuan per person per year", "30 元 每 人 每 年"),
    ("3 月", "3 months", "3 个月"),
    ("若 a 则 至少 1 元 否则 b", "if a then at least 1 yuan else b", "若 a 则 至少 1 元 否则 b"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "english", "chinese"), CANONICAL)
def test_canonical_forms(written: str, english: str, chinese: str) -> None:
    tree = parsed(written)
    assert print_expression(tree, Identity(), Language.EN, UNITS) == english
    assert print_expression(tree, Identity(), Language.ZH, UNITS) == chinese
    assert parsed(english) == parsed(chinese) == tree


def test_words_of_an_enumeration_are_named() -> None:
    text = print_expression(Word("kind", "urban"), Identity(), Language.EN, UNITS)
    assert text == "urban"


def test_a_number_without_a_decimal_form_is_a_quotient() -> None:
    third = Number(Fraction(1, 3), Unit.of(yuan=1))
    assert print_expression(third, Identity(), Language.EN, UNITS) == "(1 / 3 * 1 yuan)"


def test_nodes_come_in_the_order_of_the_text() -> None:
    tree = parsed("a + b < c and any m where d")
    assert [node.id for node in nodes(tree) if isinstance(node, Name)] == ["a", "b", "c", "d"]


def test_transform_rebuilds_from_below_and_keeps_spans() -> None:
    def upper(node: Expr) -> Expr:
        return Name(node.id.upper(), span=node.span) if isinstance(node, Name) else node

    text = "if a in {p} then b + c for (d, e) else (sum of f over g where h) otherwise 1"
    tree = transform(parsed(text), upper)
    shown = print_expression(tree, Identity(), Language.EN, UNITS)
    assert shown == "if A in {p} then B + c for (D, E) else (sum of F over g where H) otherwise 1"
    assert tree.span is not None and tree.span.text == text
    assert children(parsed("count m")) == ()


@pytest.mark.parametrize(
    ("word", "known", "advice"),
    [
        ("年龄不低于16岁", (), "write it with blanks: `年龄 不低于 16 岁`"),
        ("收入低于低保标准", (), "write it with blanks: `收入 低于 低保标准`"),
        ("失业且在册", ("失业", "在册"), "write it with blanks: `失业 且 在册`"),
        ("年龄为16岁", ("年龄",), "write it with blanks: `年龄 为 16 岁`"),
        ("标准30元每人每月", (), "write it with blanks: `标准 30 元 每 人 每 月`"),
        ("年龄16岁以上", (), "`以上` is not used in rules: it leaves open whether the figure"),
        ("失业和在册", ("失业", "在册"), "`和` is not used in rules: it leaves open"),
        ("收入大于标准", (), "`大于` is not used in rules: write `超过` or `>`"),
        ("六十岁以上老人", (), ""),
        ("无业人员", (), ""),
        ("行为能力", (), ""),
        ("家庭人数", (), ""),
        ("失业且在册", (), ""),
        ("year_of_birth", (), ""),
        ("年" * 5000 + "低于", (), ""),
    ],
)
def test_chinese_without_blanks_gets_help(word: str, known: tuple[str, ...], advice: str) -> None:
    found = split_help(word, known, UNITS)
    assert found.startswith(advice) and bool(found) == bool(advice)
