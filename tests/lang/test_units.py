"""Units read and printed."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from elig.lang import Language, UnitNames
from elig.lang.ast import Unit
from tests.lang.support import UNITS


@pytest.mark.parametrize(
    ("unit", "english", "chinese"),
    [
        (Unit.of(yuan=1, person=-1, month=-1), "yuan per person per month", "元 每 人 每 月"),
        (Unit.of(year=-1, mu=-1, yuan=1), "yuan per mu per year", "元 每 亩 每 年"),
        (Unit.of(hour=-1, yuan=1), "yuan per hour", "元 每 小时"),
        (Unit.of(hour=1, person=1), "person hour", "人 小时"),
        (Unit.of(month=-2), "per month per month", "每 月 每 月"),
        (Unit.of(mu=2), "mu mu", "亩 亩"),
    ],
)
def test_one_order(unit: Unit, english: str, chinese: str) -> None:
    assert UNITS.print_unit(unit, Language.EN) == english
    assert UNITS.print_unit(unit, Language.ZH) == chinese
    assert UNITS.unit_from_text(english) == UNITS.unit_from_text(chinese) == unit


@pytest.mark.parametrize(
    ("number", "unit", "english", "chinese"),
    [
        (1, Unit.of(year=1), "year", "年"),
        (16, Unit.of(year=1), "years", "年"),
        (0, Unit.of(person=1), "persons", "人"),
        (3, Unit.of(month=1), "months", "个月"),
        (3, Unit.of(month=-1), "per month", "每 月"),
        (8, Unit.of(hour=1), "hours", "小时"),
        (30, Unit.of(yuan=1, person=-1), "yuan per person", "元 每 人"),
        (2, Unit.of(mu=1), "mu", "亩"),
    ],
)
def test_plurals(number: int, unit: Unit, english: str, chinese: str) -> None:
    assert UNITS.print_unit(unit, Language.EN, Fraction(number)) == english
    assert UNITS.print_unit(unit, Language.ZH, Fraction(number)) == chinese


def test_every_unit_parses_back() -> None:
    for yuan, person, month, hour in product((-1, 0, 1, 2), repeat=4):
        unit = Unit.of(yuan=yuan, person=person, month=month, hour=hour)
        for language in Language:
            text = UNITS.print_unit(unit, language)
            assert UNITS.unit_from_text(text) == (unit if unit.powers else None)


NO_UNITS = ("", "per", "yuan per", "per per month", "yuan per month person", "fen", "yuan per fen")


@pytest.mark.parametrize("text", [*NO_UNITS, "x", "元每人", "yuan per yuan", "Yuan"])
def test_what_is_no_unit(text: str) -> None:
    assert UNITS.unit_from_text(text) is None


def test_only_declared_units_exist() -> None:
    few = UnitNames.of(("person",), "yuan", "fen")
    assert few.unit_from_text("yuan per mu") is None
    assert few.unit_from_text("yuan per people") == Unit.of(yuan=1, person=-1)
    assert few.base("分") == "fen" and few.base("月") is None
    assert few.bases == ("yuan", "person")
    other = UnitNames.of(("week",), "euro", "cent", chinese={"euro": "欧元"})
    assert other.unit_from_text("欧元 每 week") == Unit.of(euro=1, week=-1)
