"""Households on which a proof of "same" is tried: they make sense, stand at the edges, and show what a proof missed."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest

from elig.api import load
from elig.evaluate.expressions import truth
from elig.prove.bench import Both, Pair
from elig.prove.compare import Workspace
from elig.prove.errors import PredictionError
from elig.prove.sampling import HOUSEHOLDS, Samples, cross_check
from elig.prove.settings import Names
from elig.prove.sides import Side
from elig.values import Numbers, Truth
from tests.mutants.score import loaded, shipped
from tests.prove.blind import blinded
from tests.prove.findings import ON
from tests.prove.pairs import Rule, program

REGION = "hezhou"
"""A region under which the rules that all share are read; their standards are open there."""


@cache
def as_shipped() -> Side:
    return Side.of(load().checked, ON, policy=REGION)


@cache
def changed(was: str, now: str) -> Side:
    """The region with one token of the shared rules changed, wherever it stands."""
    text = shipped("national")
    assert was in text
    return Side.of(loaded(REGION, shipped(REGION), national=text.replace(was, now)), ON, policy=REGION)


FAULTS = {
    "dibao, at the standard": (
        "national_dibao",
        "if: per_capita_income < dibao_standard for dibao_area",
        "if: per_capita_income <= dibao_standard for dibao_area",
    ),
    "dibao, who is counted": ("national_dibao", "excluded_from_family is none", "excluded_from_family is not prison"),
    "tekun, at the standard": (
        "national_tekun",
        "if: own_income_month < dibao_standard for dibao_area",
        "if: own_income_month <= dibao_standard for dibao_area",
    ),
    "tekun, on the birthday": ("national_tekun", "        age >= 60 years", "        age > 60 years"),
    "tekun, one grade": (
        "national_tekun",
        "or disability_grade in {1, 2} and disability_categories includes physical",
        "or disability_grade in {1, 3} and disability_categories includes physical",
    ),
    "single-person route, at the standard": (
        "single_person_route",
        "if: own_income_month < dibao_standard for dibao_area",
        "if: own_income_month <= dibao_standard for dibao_area",
    ),
    "single-person route, an exception": (
        "single_person_route",
        "        if: on_tekun\n",
        "        if: not on_tekun\n",
    ),
    "single-person route, another word": (
        "single_person_route",
        "employment_status in {unemployed, not_in_labour}",
        "employment_status in {unemployed, student}",
    ),
    "tax relief, a sign": ("national_tax_relief", "* (1 + tax_cap_uplift)", "* (1 - tax_cap_uplift)"),
    "startup loan, what is in place": (
        "national_startup_loan",
        "startup_loan_balance > 0 yuan",
        "startup_loan_balance > 0.01 yuan",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_false_same_of_the_shared_rules_is_seen(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    id, was, now = FAULTS[fault]
    blinded(monkeypatch)
    with pytest.raises(PredictionError):
        Workspace(as_shipped(), changed(was, now), members=3).compare(id)


@pytest.mark.parametrize("id", ["national_dibao", "single_person_route", "homework", "startup"])
def test_nearly_all_households_make_sense(id: str) -> None:
    both = Both(as_shipped(), as_shipped(), Names())
    assert cross_check(both, Pair(id, id)) >= HOUSEHOLDS * 9 // 10
    for draft in Samples(both, Pair(id, id)).drafts(HOUSEHOLDS, settled=True):
        env = draft.env(0)
        assert all(truth(item.condition, env) is Truth.FALSE for item in env.rules.invalid)


def small(when: str) -> Samples:
    side = Side.of(program(Rule(when)).checked, ON, policy="p")
    return Samples(Both(side, side, Names()), Pair("e", "e"))


def drawn(samples: Samples, fact: str) -> set[Fraction]:
    found = [draft.get(fact, None) for draft in samples.drafts(HOUSEHOLDS, settled=True)]
    return {value.value for value in found if isinstance(value, Numbers) and value.value is not None}


def test_a_figure_is_drawn_where_a_comparison_turns() -> None:
    """The figure stands nowhere in the rules: it is where both sides meet."""
    rents = drawn(small("rent * 3 < line + 0.30 yuan"), "rent")
    assert {Fraction("200.09"), Fraction("200.10"), Fraction("200.11")} <= rents


def test_what_is_due_hangs_on_each_thing_that_is_asked() -> None:
    """Of four conditions all hold but one, for each of them in some household; random ones would seldom do it."""
    facts = ("f", "g", "h")
    samples = small("f and g and h and rent < line")
    seen = {tuple(draft.get(fact, None) is Truth.TRUE for fact in facts) for draft in samples.drafts(34, settled=True)}
    assert {(True, True, True), (False, True, True), (True, False, True), (True, True, False)} <= seen


def test_samples_are_the_same_ones_again() -> None:
    first, second = ([draft.household(0) for draft in small("rent < local").drafts(12, settled=True)] for _ in range(2))
    assert first == second
