"""Households made at random under the common work's rules and those of every region."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest

from bench.w8.household import households as common_households
from bench.w8.household import text_of
from elig.api import Program, load
from elig.facts.household import Household, MemberRecord
from elig.program.model import Vocabulary
from elig.values import NONE_NUMBER, NONE_WORD, Numbers, Possible, Truth, Words
from tests.sql.made import household
from tests.sql.same import compare

ON = date(2026, 1, 1)
WORK = Path(__file__).parents[2] / "bench" / "w8"
PLACES = {"hezhou": "451102", "huishui": "522731", "liupanshui": "520201", "ningshan": "610923", "qianxinan": "522301"}


@pytest.mark.parametrize("unknown", [0, 0.005, 0.03, 0.3])
def test_the_common_work_is_never_referred(unknown: float) -> None:
    program = load(WORK)
    draw = Random(11)
    rows = common_households(400, 5)
    told = [program.read(text_of(row, "h", unknown, draw if unknown else None)) for row in rows]
    run = compare(program, told, ON)
    assert (run.rows, run.referred) == (400, 0)


@pytest.mark.parametrize("region", PLACES)
def test_a_region_with_all_facts_known_is_not_referred(region: str, shipped: Program) -> None:
    draw = Random(3)
    made = [
        sensible(household(draw, shipped.vocabulary, 0, PLACES[region]), draw, shipped.vocabulary) for _ in range(40)
    ]
    listed = [one for one in made if one.members]
    run = compare(shipped, listed, ON)
    assert run.referred <= len(listed) // 20, "nothing but what stands off the grid"


@pytest.mark.parametrize("region", PLACES)
@pytest.mark.parametrize("unknown", [0.005, 0.1])
def test_a_region_with_unknown_facts(region: str, unknown: float, shipped: Program) -> None:
    draw = Random(4)
    made = [
        sensible(household(draw, shipped.vocabulary, unknown, PLACES[region]), draw, shipped.vocabulary)
        for _ in range(30)
    ]
    compare(shipped, made, ON)


def test_households_of_several_regions_in_one_run(shipped: Program) -> None:
    draw = Random(6)
    divisions = [*PLACES.values(), "110000", None]
    made = [
        sensible(household(draw, shipped.vocabulary, 0.01, divisions[place % 7]), draw, shipped.vocabulary)
        for place in range(42)
    ]
    run = compare(shipped, made, ON)
    assert len({part.policy for part in run.parts}) == 6


def sensible(made: Household, draw: Random, vocabulary: Vocabulary) -> Household:
    """The household without what no household is: nobody counted, the dead among the living."""
    whole = dict(made.facts)
    if whole.get("co_moved_not_registered") is Truth.TRUE:
        whole["co_moved_not_registered"] = Truth.FALSE
    members = []
    for place, member in enumerate(made.members):
        facts = dict(member.facts)
        settled: dict[str, Possible] = {"death_date": NONE_NUMBER, "listed_in_other_household": Truth.FALSE}
        if place == 0:
            settled |= {"excluded_from_family": NONE_WORD, "assistance_kind": NONE_WORD}
            settled["relation"] = Words(frozenset({"head"}))
        facts |= {name: value for name, value in settled.items() if name in facts or place == 0}
        if "income_lookback_months" in facts:
            facts["income_lookback_months"] = Numbers.point(draw.choice([12, 12, 6, 1]))
        members.append(MemberRecord(member.id, facts))
    assert vocabulary.facts, "a vocabulary has facts"
    return Household(made.id, whole, tuple(members), made.complete)
