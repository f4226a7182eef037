"""Claims: proved where they hold, refuted with households that `elig check` decides so, and never more than that."""

from __future__ import annotations

from typing import Any

import pytest

from elig.api import Program
from elig.errors import PolicyError
from elig.program.asked import asked_claim
from elig.prove.finding import ClaimResult, Holds
from elig.prove.prove import prove
from elig.prove.solver import Budget
from tests.prove.findings import ON, claimed, program, right, side

GRANT = "30 yuan per month"
HOLD = [
    (right("low", "(sum of wage over members) < 600 yuan"), "poorer never loses low"),
    (right("low", "(sum of wage over members) < 600 yuan"), "lower wage never loses low"),
    (right("low", "(sum of wage over members) / count members < 600 yuan per person"), "poorer never loses low"),
    (right("low", "wage < 600 yuan", subject="each member"), "poorer never loses low"),
    (right("old", "years from born to today >= 60 years", subject="each member"), "older never loses old"),
    (right("any_ill", "any member where ill"), "more members never loses any_ill"),
    (right("any_ill", "any member where ill"), "with ill never loses any_ill"),
    (right("all_ill", "every member has ill"), "without studies never loses all_ill"),
    (right("pay", "f", grant="max(0 yuan, 600 yuan - rent)"), "lower rent never gets less of pay"),
    (right("a", "f") + right("b", "not f"), "never both a and b"),
    (right("a", "f and rent < 600 yuan"), "always a when f and rent < 500 yuan"),
    (right("a", "f and rent < 600 yuan"), "never a when rent >= 600 yuan"),
]
FAIL = [
    (right("low", "(sum of wage over members) < 600 yuan"), "richer never loses low"),
    (right("low", "(sum of wage over members) / count members < 600 yuan per person"), "more members never loses low"),
    (right("old", "years from born to today >= 60 years", subject="each member"), "younger never loses old"),
    (right("all_ill", "every member has ill"), "more members never loses all_ill"),
    (right("any_ill", "any member where ill"), "fewer members never loses any_ill"),
    (right("any_ill", "any member where ill"), "without ill never loses any_ill"),
    (right("pay", "f", grant="max(0 yuan, 600 yuan - rent)"), "higher rent never gets less of pay"),
    (right("pay", "rent < 600 yuan", grant="at least 5 yuan"), "higher rent never gets less of pay"),
    (right("a", "f") + right("b", "g"), "never both a and b"),
    (right("a", "f") + right("b", "ill", subject="each member"), "never both a and b"),
    (right("a", "f and rent < 600 yuan"), "always a when f and rent <= 600 yuan"),
    (right("a", "f and rent < 600 yuan"), "never a when rent >= 599.99 yuan"),
]


@pytest.mark.parametrize(("rights", "text"), HOLD)
def test_a_claim_that_holds_is_proved(rights: str, text: str) -> None:
    found = claimed(program(rights), text)
    assert (found.holds, found.vacuous, found.example) == (Holds.PROVED, False, None)


@pytest.mark.parametrize(("rights", "text"), FAIL)
def test_a_claim_that_fails_is_refuted_by_households_that_are_decided_so(rights: str, text: str) -> None:
    policy = program(rights)
    found = claimed(policy, text)
    assert found.holds is Holds.REFUTED and found.example is not None
    assert _replayed(policy, found) == [[one.outcome for one in listed] for listed in found.example.decided]


def _replayed(policy: Program, found: ClaimResult) -> list[list[Any]]:
    """What the library decides for the households of the example."""
    assert found.example is not None
    outcomes = []
    for household, listed in zip(found.example.households, found.example.decided, strict=True):
        decision = policy.check(household, on=ON)
        results = [(one.subject, decision[one.entitlement].results) for one in listed]
        outcomes.append(
            [result.outcome for subject, all_of in results for result in all_of if result.subject == subject]
        )
    return outcomes


def test_a_claim_about_nothing_is_said_to_be_that() -> None:
    found = claimed(program(right("a", "f and not f")), "poorer never loses a")
    assert (found.holds, found.vacuous) == (Holds.PROVED, True)


def test_the_bound_is_kept() -> None:
    """What shows with three members is not found up to two: so the bound belongs to every proof."""
    policy = program(right("three", "count members < 3 persons"))
    assert claimed(policy, "more members never loses three", members=2).holds is Holds.PROVED
    refuted = claimed(policy, "more members never loses three", members=3)
    assert refuted.example is not None and refuted.example.members == 3


def test_a_figure_that_nobody_settled_is_any_figure_in_both_households() -> None:
    figure = """parameters:
  line: {label: {zh: x, en: x}, type: yuan, range: [1, 9999], by: [locality]}
"""
    policy = program(right("low", "rent < line"), before=figure)
    assert claimed(policy, "lower rent never loses low").holds is Holds.PROVED
    found = claimed(policy, "higher rent never loses low")
    assert found.holds is Holds.REFUTED and found.example is not None
    assert [name for name, _, _ in found.example.settled] == ["line"] and "line:" in found.example.local


def test_a_budget_that_ends_proves_nothing() -> None:
    rights = right("low", "(sum of wage over members) / count members < 333.33 yuan per person")
    claim = asked_claim(program(rights).rules("small"), "more members never loses low")
    (found,) = prove(side(program(rights)), kinds=(), claims=[claim], members=3, budget=Budget(rlimit=1)).claims
    assert (found.holds, found.why) == (Holds.NOT_PROVED, "budget")


def test_a_phrase_that_is_none_is_an_error_with_its_place() -> None:
    with pytest.raises(PolicyError, match="E046"):
        claimed(program(right("a", "f")), "the poor keep it")
    with pytest.raises(PolicyError, match="did you mean `heating`"):
        claimed(program(right("heating", "f")), "poorer never loses heatin")
