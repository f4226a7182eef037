"""The common work of `make bench`: the rules in the language, in both forms, and the loop agree to the fen."""

from __future__ import annotations

import random
from datetime import date
from importlib import util
from pathlib import Path
from types import ModuleType

import elig
from elig.values import Outcome
from tests.compile.same import compare

FOLDER = Path(__file__).parents[2] / "bench" / "w8"
ON = date(2020, 12, 1)


def module(name: str) -> ModuleType:
    """A file of the bench, which is no package."""
    spec = util.spec_from_file_location(f"w8_{name}", FOLDER / f"{name}.py")
    assert spec is not None and spec.loader is not None
    found = util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


PLAIN, HOUSEHOLD = module("plain"), module("household")


def test_the_loop_and_the_function_agree() -> None:
    program = elig.load(FOLDER)
    decider = program.decider(on=ON)
    for row in HOUSEHOLD.households(1500):
        found, expected = decider(program.household(HOUSEHOLD.text_of(row))), PLAIN.check(row)
        due = {verdict.entitlement.id: verdict.outcome is Outcome.DUE for verdict in found}
        assert {name: due[name] for name in ("shop", "post", "zero_employment")} == {
            name: expected[name] for name in ("shop", "post", "zero_employment")
        }
        assert (found.minor("dibao", "allowance") or 0) == expected["dibao_fen"]
        assert (found.left("medical", "cap") if due["medical"] else -1) == expected["medical_left_fen"]
        assert (found.minor("insurance", "premium") or 0) == expected["insurance_fen"]
        assert (found.minor("disability", "allowance") or 0) == expected["disability_fen"]
        assert (found.minor("school", "place") or 0) == expected["school"]


def test_both_forms_agree_where_facts_are_unknown() -> None:
    program, draw = elig.load(FOLDER), random.Random(5)
    for row in HOUSEHOLD.households(25, seed=9):
        compare(program, HOUSEHOLD.text_of(row, unknown=0.1, draw=draw), ON)
