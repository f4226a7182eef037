"""Words, numbers, dates and signs (rules A3, A4, A7, A9)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from elig.lang import name_problem
from elig.lang.ast import (
    Arith,
    Binary,
    Compare,
    DateLiteral,
    Elapsed,
    Keyed,
    Name,
    Number,
    Op,
    Round,
    Text,
    Unit,
)
from elig.lang.keywords import KEYWORDS, followers, keyword, spelling
from elig.lang.language import Language
from tests.lang.support import parsed, refused

FREE = """
sum year month amount at min max date of up down entitled unknown starts years to_date ands
最小 月 元 fen 日期 取小 无业人员 老人60
"""


@pytest.mark.parametrize("word", FREE.split())
def test_words_that_only_look_like_keywords_are_names(word: str) -> None:
    assert parsed(word) == Name(word)


@pytest.mark.parametrize("row", [row for row in KEYWORDS if row.en.isalpha()], ids=lambda r: r.en)
def test_a_keyword_is_no_name_in_any_state(row: object) -> None:
    found = next(k for k in KEYWORDS if k is row)
    for word in (found.en, found.zh):
        assert refused(f"x and {word} then").code.value in ("E010", "E013")
        assert name_problem(word) is not None
        assert keyword(word) is found


def test_no_two_keywords_share_a_spelling() -> None:
    for language in Language:
        assert len({row.spelling(language) for row in KEYWORDS}) == len(KEYWORDS)
    assert spelling("GE", Language.EN) == ">=" and spelling("GE", Language.ZH) == "不低于"
    assert followers("is") == ("not",) and followers("nothing") == ()


def test_words_of_one_keyword_may_stand_on_two_lines() -> None:
    assert parsed("x is\n  not a") == parsed("x is not a")


def test_units_are_words_only_where_a_unit_may_stand() -> None:
    assert parsed("years from month to year") == Elapsed("year", Name("month"), Name("year"))
    assert parsed("x as month") == parsed("x 折合 月")
    tree = parsed("round year to year")
    assert isinstance(tree, Round)
    assert tree.item == Name("year") and tree.step == Number(Fraction(1), Unit.of(year=1))
    assert parsed("x for year") == Keyed("x", (Name("year"),))
    nested = parsed("round (years from a to b) + year to month")
    assert isinstance(nested, Round) and nested.step.unit == Unit.of(month=1)


@pytest.mark.parametrize(
    ("text", "value", "unit", "percent"),
    [
        ("30元", 30, Unit.of(yuan=1), False),
        ("16岁", 16, Unit.of(year=1), False),
        ("3 个月", 3, Unit.of(month=1), False),
        ("2 people", 2, Unit.of(person=1), False),
        ("30 yuan per person per year", 30, Unit.of(yuan=1, person=-1, year=-1), False),
        ("95 %", Fraction(19, 20), Unit(), True),
        ("95％", Fraction(19, 20), Unit(), True),
        ("2.5 % per year", Fraction(1, 40), Unit.of(year=-1), True),
        ("-0.01", Fraction(-1, 100), Unit(), False),
        ("3 per month", 3, Unit.of(month=-1), False),
        ("8 小时", 8, Unit.of(hour=1), False),
        ("1" * 30, int("1" * 30), Unit(), False),
    ],
)
def test_numbers_are_exact(text: str, value: int | Fraction, unit: Unit, percent: bool) -> None:
    assert parsed(text) == Number(Fraction(value), unit, percent)


def test_a_date_is_one_token() -> None:
    assert parsed("2020-11-30") == DateLiteral(date(2020, 11, 30))
    assert parsed("2024-02-29") == DateLiteral(date(2024, 2, 29))
    assert parsed("5 - 3") == Binary(Arith.SUB, Number(Fraction(5)), Number(Fraction(3)))


def test_full_width_signs_are_read_as_ascii_in_place() -> None:
    wide = parsed("（ａｇｅ）".replace("ａｇｅ", "age") + "　＞＝　１".replace("１", "1"))
    assert wide == Compare(Op.GE, Name("age"), Number(Fraction(1)))
    tree = parsed("（a　＋　b）＊c")
    assert isinstance(tree, Binary)
    assert tree.left.span is not None and tree.left.span.text == "a　＋　b"
    assert parsed("x ！＝ 1") == parsed("x != 1")
    assert parsed("x 属于 ｛a，b｝") == parsed("x in {a, b}")


def test_text_in_quotes_is_kept_as_it_is() -> None:
    assert parsed('x = "（1，2） \\n"') == Compare(Op.EQ, Name("x"), Text("（1，2） \\n"))


@pytest.mark.parametrize("word", ["age", "年龄", "cap_2020", "é", "Straße", "имя", "名1"])
def test_names(word: str) -> None:
    assert name_problem(word) is None
    assert parsed(word) == Name(word)


@pytest.mark.parametrize("word", ["", "1a", "_a", "a b", "a-b", "ｘ", "x²", "e\u0301", "٣", "a٣", "a\u200b", "Ⅳ", "和"])
def test_what_is_no_name(word: str) -> None:
    problem = name_problem(word)
    assert problem is not None
    assert all(problem)
