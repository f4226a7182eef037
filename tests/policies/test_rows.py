"""Every row of the documents stands in the policy files as what it is, and nothing stands beside them."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

import elig
from elig.program.model import Rules

Rows = dict[str, str]

LISTED = yaml.safe_load(Path(__file__).with_name("rows.yaml").read_text("utf-8"))
REGIONS: dict[str, Rows] = LISTED["regions"]
NATIONAL: Rows = LISTED["national"]
LEFT_OUT: dict[str, Rows] = LISTED["left_out"]

SEVENTY = {"qianxinan": 18, "liupanshui": 14, "huishui": 14, "ningshan": 12, "hezhou": 12}
NORMS = {"promise", "national", "discretion", "reported", "check"}


@cache
def rules() -> dict[str, Rules]:
    """The rules of each region, by its id."""
    return {found.policy.id: found for found in elig.load().regions}


def standing(found: Rules, policy: str) -> Rows:
    """What a file states, and as what: the basis of an entitlement, or a check."""
    rights = {right.id: right.basis.value for right in found.entitlements.values() if right.policy == policy}
    checks = {check.id: "check" for check in found.checks.values() if check.policy == policy}
    return {**rights, **checks}


def difference(listed: Rows, stated: Rows, left_out: Rows) -> list[str]:
    """How a file differs from the rows that it is to hold."""
    wanted = {row: basis for row, basis in listed.items() if row not in left_out}
    missing = [f"{row} is missing" for row in wanted if row not in stated]
    other = [f"{row} is {stated[row]}, not {basis}" for row, basis in wanted.items() if stated.get(row, basis) != basis]
    beside = [f"{row} stands beside the rows" for row in stated if row not in wanted]
    return [*missing, *other, *beside]


def test_there_are_seventy_rows_and_each_is_of_a_known_kind() -> None:
    assert {region: len(rows) for region, rows in REGIONS.items()} == SEVENTY
    assert sum(SEVENTY.values()) == 70
    assert {basis for rows in (*REGIONS.values(), NATIONAL) for basis in rows.values()} == NORMS
    assert Counter(basis for rows in REGIONS.values() for basis in rows.values())["check"] == 4


@pytest.mark.parametrize("region", REGIONS)
def test_a_region_holds_its_rows_and_no_others(region: str) -> None:
    assert difference(REGIONS[region], standing(rules()[region], region), LEFT_OUT.get(region, {})) == []


def test_the_national_file_holds_its_rows_and_no_others() -> None:
    for found in rules().values():
        assert difference(NATIONAL, standing(found, "national"), LEFT_OUT.get("national", {})) == []


def test_what_is_left_out_is_a_row_and_has_a_reason() -> None:
    known = {**REGIONS, "national": NATIONAL}
    for region, rows in LEFT_OUT.items():
        assert all(row in known[region] and reason.strip() for row, reason in rows.items()), region


def test_a_missing_a_changed_and_a_further_row_are_each_told() -> None:
    listed = {"a": "promise", "b": "reported", "c": "check"}
    stated = {"a": "discretion", "c": "check", "d": "promise"}
    told = ["b is missing", "a is discretion, not promise", "d stands beside the rows"]
    assert difference(listed, stated, {}) == told
    assert difference(listed, stated, {"b": "the document was withdrawn"}) == told[1:]


@pytest.mark.parametrize("region", REGIONS)
def test_what_is_not_promised_names_what_keeps_it_open(region: str) -> None:
    for right in rules()[region].entitlements.values():
        assert bool(right.gap) == (right.basis.value in {"discretion", "reported"}), right.id
