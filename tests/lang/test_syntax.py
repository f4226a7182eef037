"""Levels, reach and brackets: what tree a text makes (rules A1, A2, A5, A6)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from elig.lang.ast import (
    And,
    Arith,
    As,
    Between,
    Binary,
    Bound,
    Compare,
    Count,
    DateLiteral,
    Elapsed,
    EntitledTo,
    Every,
    Exists,
    Expr,
    Extreme,
    If,
    In,
    Includes,
    Is,
    IsNone,
    Keyed,
    Member,
    Name,
    Not,
    Number,
    Op,
    Or,
    Otherwise,
    Round,
    Rounding,
    Sum,
    Text,
    Today,
    Truth,
    Unit,
    UnknownBecause,
)
from tests.lang.support import parsed

A, B, C, D, X, Y = (Name(letter) for letter in "abcdxy")


def number(value: int | str, **unit: int) -> Number:
    return Number(Fraction(value), Unit.of(**unit))


ONE = number(1)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a or b and not c", Or((A, And((B, Not(C)))))),
        ("a and b and c", And((A, B, C))),
        ("(a and b) and (c and d)", And((A, B, C, D))),
        ("(a or b) and c", And((Or((A, B)), C))),
        ("not a and b", And((Not(A), B))),
        ("not x = 1", Not(Compare(Op.EQ, X, ONE))),
        ("not not a", Not(Not(A))),
        ("x + y * 1 < 1", Compare(Op.LT, Binary(Arith.ADD, X, Binary(Arith.MUL, Y, ONE)), ONE)),
        ("x - y - 1", Binary(Arith.SUB, Binary(Arith.SUB, X, Y), ONE)),
        ("x / (y / 1)", Binary(Arith.DIV, X, Binary(Arith.DIV, Y, ONE))),
        ("x * y otherwise 1", Binary(Arith.MUL, X, Otherwise(Y, ONE))),
        ("x as yuan per year", As(X, Unit.of(yuan=1, year=-1))),
        ("x otherwise y as month", As(Otherwise(X, Y), Unit.of(month=1))),
        ("x - -1", Binary(Arith.SUB, X, number(-1))),
        ("-1 * x", Binary(Arith.MUL, number(-1), X)),
        ("x-1", Binary(Arith.SUB, X, ONE)),
    ],
)
def test_levels(text: str, tree: Expr) -> None:
    assert parsed(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("any m where a or b", Exists(Member.ANY, "m", Or((A, B)))),
        ("(any m where a) or b", Or((Exists(Member.ANY, "m", A), B))),
        ("a or any m where b and c", Or((A, Exists(Member.ANY, "m", And((B, C)))))),
        ("a and not no m where b", And((A, Not(Exists(Member.NO, "m", B))))),
        ("every m has a and b", Every("m", None, And((A, B)))),
        ("every m where a has b or c", Every("m", A, Or((B, C)))),
        ("every m where any n where a has b", Every("m", Exists(Member.ANY, "n", A), B)),
        ("if a then b else c or d", If(A, B, Or((C, D)))),
        ("if a then if b then 1 else x else y", If(A, If(B, ONE, X), Y)),
        ("if any m where a then b else c", If(Exists(Member.ANY, "m", A), B, C)),
        ("count m where a and x >= 1", Count("m", And((A, Compare(Op.GE, X, ONE))))),
        ("(count m where a) >= 1", Compare(Op.GE, Count("m", A), ONE)),
        ("count m >= 1", Compare(Op.GE, Count("m", None), ONE)),
        (
            "sum of x + y over m / 1",
            Binary(Arith.DIV, Sum(Binary(Arith.ADD, X, Y), "m", None), ONE),
        ),
        ("sum of x over m where a or b", Sum(X, "m", Or((A, B)))),
        (
            "if a then at least x + 1 else up to y",
            If(A, Bound(True, Binary(Arith.ADD, X, ONE)), Bound(False, Y)),
        ),
    ],
)
def test_what_follows_reaches_as_far_right_as_it_can(text: str, tree: Expr) -> None:
    assert parsed(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("x is a", Is(X, A)),
        ("x is not a", Is(X, A, negated=True)),
        ("x is none", IsNone(X)),
        ("x is not none", IsNone(X, negated=True)),
        ("x in {a, 1, 2020-11-30}", In(X, (A, ONE, DateLiteral(date(2020, 11, 30))))),
        ("x not in {a}", In(X, (A,), negated=True)),
        ('x in {"52", "53"}', In(X, (Text("52"), Text("53")))),
        ("x includes a", Includes(X, A)),
        ('x = "a b"', Compare(Op.EQ, X, Text("a b"))),
        ("x != 1", Compare(Op.NE, X, ONE)),
        ("x between 1 and y + 1 and a", And((Between(X, ONE, Binary(Arith.ADD, Y, ONE)), A))),
        ("x between 16 years and 59 years", Between(X, number(16, year=1), number(59, year=1))),
    ],
)
def test_comparisons(text: str, tree: Expr) -> None:
    assert parsed(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("x for a", Keyed("x", (A,))),
        ("x for 3", Keyed("x", (number(3),))),
        ("x for (a, b + 1)", Keyed("x", (A, Binary(Arith.ADD, B, ONE)))),
        ("x * y for a", Binary(Arith.MUL, X, Keyed("y", (A,)))),
        ("min(x, y, 1)", Extreme(False, (X, Y, ONE))),
        ("max(x, if a then b else c)", Extreme(True, (X, If(A, B, C)))),
        ("round x / y to fen", Round(Rounding.HALF, Binary(Arith.DIV, X, Y), number(1, fen=1))),
        ("round x to 1 yuan", Round(Rounding.HALF, X, number(1, yuan=1))),
        ("round up x to 50 yuan", Round(Rounding.UP, X, number(50, yuan=1))),
        ("round up x to 10 fen", Round(Rounding.UP, X, number(10, fen=1))),
        ("years from x to today", Elapsed("year", X, Today())),
        ("months from x to y + 1", Binary(Arith.ADD, Elapsed("month", X, Y), ONE)),
        (
            "round years from x to y to year",
            Round(Rounding.HALF, Elapsed("year", X, Y), number(1, year=1)),
        ),
        ("entitled to a or unknown because b", Or((EntitledTo("a"), UnknownBecause("b")))),
        ("true and false", And((Truth(True), Truth(False)))),
    ],
)  # fmt: skip
def test_operands(text: str, tree: Expr) -> None:
    assert parsed(text) == tree


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("已搬迁 且 非 失业", "已搬迁 and not 失业"),
        ("任一 家庭成员 其中 应就业成员", "any 家庭成员 where 应就业成员"),
        ("每个 m 其中 a 均 x 为 b", "every m where a has x is b"),
        ("没有 m 其中 x 不为 无", "no m where x is not none"),
        ("年龄 介于 16 岁 至 59 岁", "年龄 between 16 years and 59 years"),
        ("年龄 不低于 16 周岁 或 年龄 低于 3 岁", "年龄 >= 16 years or 年龄 < 3 years"),
        ("x 超过 1 且 x 不超过 2", "x > 1 and x <= 2"),
        ("x 属于 {a, b} 或 x 不属于 {c}", "x in {a, b} or x not in {c}"),
        ("若 a 则 至少 30 元 每 人 否则 b", "if a then at least 30 yuan per person else b"),
        ("合计 收入 取自 家庭成员 / 人数 家庭成员", "sum of 收入 over 家庭成员 / count 家庭成员"),
        ("舍入 x 至 分", "round x to fen"),
        ("向上舍入 x 至 50 元", "round up x to 50 yuan"),
        ("满年数 出生日期 至 今日", "years from 出生日期 to today"),
        ("满月数 a 至 b", "months from a to b"),
        ("标准 按 城市", "标准 for 城市"),
        ("x 无则 0 元", "x otherwise 0 yuan"),
        ("x 折合 元 每 年", "x as yuan per year"),
        ("取小(x, 取大(y, 1))", "min(x, max(y, 1))"),
        ("应享 a 或 待定 b 或 真 或 假", "entitled to a or unknown because b or true or false"),
        ("x 包含 a", "x includes a"),
        ("x 介于 满年数 a 至 b 至 c", "x between years from a to b and c"),
    ],
)  # fmt: skip
def test_both_spellings_are_one_grammar(chinese: str, english: str) -> None:
    assert parsed(chinese) == parsed(english)


def test_a_span_leaves_brackets_out_but_an_outer_one_starts_at_them() -> None:
    tree = parsed(" (a + b) * c ")
    assert isinstance(tree, Binary)
    assert tree.span is not None and tree.left.span is not None
    assert tree.span.text == "(a + b) * c"
    assert tree.left.span.text == "a + b"
