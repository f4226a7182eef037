"""Rules on a day: what reads the same on every day is left as it is."""

from __future__ import annotations

from datetime import date

import pytest

import elig
from elig.evaluate.dated import at
from elig.program.order import everything
from elig.records import replace
from tests.prepare.trips import differences

DAYS = (date(2005, 6, 1), date(2020, 12, 1), date(2024, 2, 29))


@pytest.fixture(scope="module")
def program() -> elig.Program:
    return elig.load()


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_what_is_left_alone_is_what_going_through_it_gives(program: elig.Program, on: date) -> None:
    rules = program.rules("qianxinan")
    short, whole = at(rules, on), at(replace(rules, steady=frozenset()), on)
    assert [*short.absent] == [*whole.absent]
    for name in rules.definitions:
        assert not differences(short.definitions.get(name), whole.definitions.get(name), name)
    for name, found in short.entitlements.items():
        for left, right in zip(everything(found), everything(whole.entitlements[name]), strict=True):
            assert not differences(left, right, name)


def test_steady_are_some_and_not_all(program: elig.Program) -> None:
    rules = program.rules("qianxinan")
    assert rules.steady
    assert rules.steady < {*rules.definitions, *rules.entitlements}
    assert "counted" not in rules.steady, "it says other things before a day than from then on"
    assert "per_capita_income" not in rules.steady, "it reads `counted`"
