"""Deciding some of the entitlements: the same answers as among all, and nothing beside them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import elig

ON = date(2020, 12, 1)
HOUSEHOLD = json.loads((Path(__file__).parents[2] / "examples/qianxinan/missing-facts.json").read_text("utf-8"))


def test_the_named_entitlements_come_out_as_among_all() -> None:
    program = elig.load()
    whole, part = program.check(HOUSEHOLD, on=ON), program.check(HOUSEHOLD, on=ON, only={"urban_dibao"})
    assert [result.entitlement.id for result in part.outcomes.results] == ["urban_dibao"]
    assert part.outcomes.results[0] == whole["urban_dibao"].result


def test_a_name_that_no_entitlement_has_is_an_error() -> None:
    with pytest.raises(elig.EligError, match="no entitlement is called urban_dibo"):
        elig.load().check(HOUSEHOLD, on=ON, only={"urban_dibo"})
