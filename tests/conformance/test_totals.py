"""Totals over members: each share is rounded first, floors add up to floors, what is not due adds nothing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from elig.api import Program
from elig.values import Interval, Outcome
from tests.conformance.corpus import files, program


def grants() -> Program:
    """The program of the grants of the corpus."""
    (file,) = (file for file in files() if file.source.name.endswith("grants.yaml"))
    return program(file.cases[0])


def total(members: list[dict[str, object]]) -> dict[str, Interval]:
    household = {"household_id": "h", "members": members}
    return dict(grants().check(household, on=date(2024, 6, 1))["for_member"].total)


def between(low: str, high: str | None) -> Interval:
    return Interval(Fraction(low), None if high is None else Fraction(high))


def test_each_share_is_rounded_before_the_sum() -> None:
    found = total([{"id": str(i), "ill": True, "wage": 100} for i in range(3)])
    assert found["third"] == between("99.99", "99.99")


def test_floors_add_up_to_floors() -> None:
    found = total([{"id": str(i), "ill": True, "wage": 1} for i in range(4)])
    assert found["rate"] == between("120", None)


def test_what_is_not_due_adds_nothing() -> None:
    found = total([{"id": "a", "ill": True, "wage": 30}, {"id": "b", "ill": False, "wage": 60}])
    assert found["third"] == between("10", "10")
    assert found["rate"] == between("30", None)


def test_what_is_open_adds_from_nothing_on() -> None:
    found = total([{"id": "a", "ill": True, "wage": 30}, {"id": "b", "wage": 60}])
    assert found["third"] == between("10", "30")
    assert found["rate"] == between("30", None)
    assert found["rest"] == between("70", "110")


def test_nobody_adds_up_to_no_grants() -> None:
    assert total([]) == {}


def test_every_subject_has_its_own_answer() -> None:
    household = {"household_id": "h", "members": [{"id": "a", "ill": True}, {"id": "b", "ill": False}]}
    view = grants().check(household, on=date(2024, 6, 1))["for_member"]
    assert [result.subject for result in view.results] == ["a", "b"]
    assert (view["a"].outcome, view["b"].outcome) == (Outcome.DUE, Outcome.NOT_DUE)
