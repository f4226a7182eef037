"""Quantifiers that leave a member out: written out, and as the evaluator has them for all that can be told of three."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from elig.api import Program
from tests.compile.small import small

ON = date(2024, 6, 1)
ASKED = {
    "one": "any other member where ill",
    "nobody": "no other member where ill and studies",
    "each_one": "every other member has studies",
    "each_ill": "every other member where ill has studies",
    "so_many": "(count other members where ill) >= 1 person",
    "just_one": "(count other members where ill or studies) = 1 person",
    "somebody": "any member where studies and (no other member where ill)",
}
RIGHT = """
  {name}:
    label: {{zh: a, en: a}}
    for: each member
    basis: promise
    when: {when}
    grants: []
    cite: [{{page: test, seen: 2024-06-01, mark: read}}]"""


@pytest.fixture(scope="module")
def program() -> Program:
    rights = "".join(RIGHT.format(name=name, when=when) for name, when in ASKED.items())
    return small(f"entitlements:{rights}")


@pytest.mark.parametrize("complete", [True, False])
@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_others(program: Program, size: int, complete: bool) -> None:
    decider = program.decider(on=ON, policy="p", trace=True)
    told = (True, False, None) if size < 3 else (True, None)
    for values in product(product(told, repeat=2), repeat=size):
        members = [_member(number, *pair) for number, pair in enumerate(values)]
        household = {"household_id": "h", "members": members, "members_complete": complete}
        expected = program.check(household, on=ON, policy="p").outcomes.results
        found = decider(program.household(household))
        answers = [(one.entitlement.id, one.subject, one.answer) for one in found.verdicts]
        assert answers == [(one.entitlement.id, one.subject, (one.outcome, one.applicable)) for one in expected]
    assert not decider.refused()


def _member(number: int, ill: bool | None, studies: bool | None) -> dict[str, object]:
    told = {"id": f"m{number}", "ill": ill, "studies": studies}
    return {key: value for key, value in told.items() if value is not None}
