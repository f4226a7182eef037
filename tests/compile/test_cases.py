"""Answers that are gone through case by case: by generated functions, and without the evaluator."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from elig.api import Program
from elig.compile.decider import Decider
from elig.compile.supposing import functions_of
from elig.evaluate.check import Checker
from elig.evaluate.dated import at
from elig.evaluate.places import NOWHERE_KNOWN, Where
from tests.compile.test_generated import harmless

ON = date(2020, 12, 1)
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/*.json"))


def test_the_cases_of_every_shipped_right_are_gone_through_by_functions(shipped: Program) -> None:
    seen = 0
    for rules in shipped.regions:
        checker = Checker(at(rules, ON))
        for entitlement in checker.rules.entitlements.values():
            plan = checker.plan(entitlement)
            if plan.splits or plan.conditions is not None:
                places = Where((rules.policy.jurisdiction or "",)), NOWHERE_KNOWN
                written = functions_of(checker, shipped.layout, places, {}, entitlement)
                seen += 1
                for text in written.texts:
                    harmless(text)
    assert seen > 20


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_outcomes_and_amounts_of_the_example_families_are_not_asked_of_the_evaluator(
    path: Path, shipped: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    decider, told = shipped.decider(on=ON), shipped.household(path.read_text("utf-8"))
    before = decider(told).to_json()

    def asked(*_: object) -> None:
        raise AssertionError("the evaluator was asked")

    monkeypatch.setattr(Decider, "environment", asked)
    assert decider(told).to_json() == before
