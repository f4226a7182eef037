"""A figure of the household times what no place has settled: both forms give the same ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from elig.api import Program
from tests.compile.same import compare
from tests.compile.small import small

PARAMETER = "  {id}: {{label: {{zh: a, en: a}}, type: number, range: [{range}], {norms}by: [locality]}}\n"
ENTITLEMENT = """
  {id}:
    label: {{zh: a, en: a}}
    for: household
    basis: promise
    grants: [{grants}]
    cite: [{{page: test, seen: 2024-06-01, mark: read}}]
"""
GRANT = "{{id: g{place}, kind: {kind}, what: {{zh: a, en: a}}, amount: {amount}}}"
NORMS = {
    "open": ("0, 20", ""),
    "capped": ("0, 20", "up_to: 7.5, "),
    "both": ("0, 20", "at_least: 0.5, up_to: 3, "),
    "across": ("-20, 20", "at_least: -4, up_to: 6, "),
}
FACTS = ("rent", "change", "(debt otherwise 0 yuan)", "(rent + change)", "(rent / 3)", "rent * share")


@pytest.fixture(scope="module")
def program() -> Program:
    parameters = "".join(PARAMETER.format(id=name, range=r, norms=norms) for name, (r, norms) in NORMS.items())
    return small(f"parameters:\n{parameters}entitlements:{_entitlements()}")


def _entitlements() -> str:
    found = []
    for name in NORMS:
        amounts = [code for fact in FACTS for code in (f"{fact} * {name}", f"{name} * {fact}")]
        grants = [
            GRANT.format(place=place, kind=("cash", "in_kind")[place // 2 % 2], amount=f'"{amount}"')
            for place, amount in enumerate(amounts)
        ]
        found.append(ENTITLEMENT.format(id=f"e_{name}", grants=", ".join(grants)))
    return "".join(found)


def _households() -> Iterator[dict[str, object]]:
    whole = {"household_id": "h", "members": [], "place": "520103", "debt": "none", "share": "0.5"}
    for rent, change in (("0", "0"), ("10.01", "-3.33"), ("0.01", "999.99"), ("333.33", "-999.99")):
        yield {**whole, "rent": rent, "change": change}
    yield {**whole, "rent": "7", "change": "1", "debt": "12.34", "share": "0"}
    yield {**whole, "rent": "7"}
    yield {"household_id": "h", "members": [], "place": "520103", "change": "5"}


def test_products_have_the_same_ends(program: Program) -> None:
    for household in _households():
        decider = compare(program, household, date(2024, 6, 1), "p")
        assert not decider.refused()
