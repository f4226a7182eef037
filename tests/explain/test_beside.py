"""Members beside the one that is spoken of, in words: others, `this`, and who decides a quantifier inside another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import elig
from elig.api import Program, load_texts
from elig.evaluate.decision import Reason
from elig.explain import entitlement_text
from elig.values import Truth

VOCABULARY = Path(__file__).parents[1] / "conformance" / "vocabulary.yaml"
CITE = "cite: [{page: test, seen: 2024-06-01, mark: read}]"
RULES = {
    "any_other": (
        "any other member where ill",
        "家庭全体成员中另有人符合：患病",
        "someone else in the household: ill",
    ),
    "no_other": (
        "no other member where cared_for_by includes this",
        "家庭全体成员中没有其他人符合：照料人包括此人",
        "no one else in the household: carers include that person",
    ),
    "every_other": (
        "every other member has ill",
        "家庭全体成员中其他人都符合：患病",
        "everyone else in the household: ill",
    ),
    "every_where_other": (
        "every other member where ill has studies",
        "家庭全体成员中的其他人，凡符合“患病”的，都符合：在读",
        "everyone else in the household with “ill”: studies",
    ),
    "count_other": (
        "(count other member) >= 2 persons",
        "家庭全体成员中其他人的人数不低于 2 人",
        "number of other people in the household is at least 2 people",
    ),
    "sum_where_other": (
        "(sum of wage over other member where ill) > 100 yuan",
        "家庭全体成员中符合“患病”的其他人，其工资合计超过 100 元",
        "sum of wage over the others in the household with “ill” is above 100 yuan",
    ),
}
NESTED = "any member where ill and no other member where cared_for_by includes this"


@pytest.fixture(scope="module")
def program() -> Program:
    rules = {name: (rule, "each member") for name, (rule, _, _) in RULES.items()} | {"nested": (NESTED, "household")}
    entitlements = "\n".join(
        f"  {name}: {{label: {{zh: 甲, en: a}}, for: {whom}, basis: promise, when: '{rule}', grants: [], {CITE}}}"
        for name, (rule, whom) in rules.items()
    )
    head = "policy: p\ntitle: {zh: p, en: p}\nuses: [vocabulary]\nentitlements:\n"
    return load_texts({"vocabulary.yaml": VOCABULARY.read_text("utf-8"), "p.yaml": head + entitlements})


@pytest.mark.parametrize("name", RULES)
def test_others_are_told_from_the_one_that_is_spoken_of(program: Program, name: str) -> None:
    _, zh, en = RULES[name]
    assert zh in entitlement_text(program.rules(None), name, "zh")
    assert en in entitlement_text(program.rules(None), name, "en")


def decided(program: Program, *cared: list[str] | None) -> elig.Decision:
    told = ({} if one is None else {"cared_for_by": one} for one in cared)
    members = [{"id": f"m{place}", "ill": place < 2, **one} for place, one in enumerate(told)]
    return program.check({"household_id": "h", "members": members}, on=date(2024, 6, 1))


def test_the_reason_names_who_decides_at_each_level(program: Program) -> None:
    decision = decided(program, [], ["m0"], [])
    [reason] = decision["nested"].result.reasons
    assert (reason.value, reason.members) == (Truth.TRUE, ("m1",))
    inner = _of(reason, "m1")
    assert inner.members == ("m0", "m2")
    assert [(seen.member, leaf.value) for leaf in inner.leaves() for seen in leaf.facts] == [
        ("m0", Truth.FALSE),
        ("m2", Truth.FALSE),
    ]
    assert "✓ m1：家庭全体成员中没有其他人符合：照料人包括此人" in decision.explain("zh", full=True)
    assert "✓ m1: no one else in the household: carers include that person" in decision.explain("en", full=True)


def test_what_is_open_names_those_who_are(program: Program) -> None:
    [reason] = decided(program, ["m1"], None, [])["nested"].result.reasons
    assert (reason.value, reason.members) == (Truth.OPEN, ("m0",))
    assert _of(reason, "m0").members == ("m1",)


def _of(reason: Reason, member: str) -> Reason:
    """The reason of the quantifier that stands at a member."""
    return next(found for found in _below(reason) if found.members and found.member == member)


def _below(reason: Reason) -> Iterator[Reason]:
    yield reason
    for child in reason.children:
        yield from _below(child)
