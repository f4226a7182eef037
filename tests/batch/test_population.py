"""A made-up population: it follows what is published, every household is in order, and a seed gives the same people."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import elig
from elig.batch.population import Wanted, published, write_population
from elig.batch.population.aggregates import AGGREGATES
from elig.batch.population.edges import edges_of
from elig.errors import EligError
from elig.lang.ast import Unit
from tests.batch.conftest import rows

DAY = date(2023, 6, 1)
COUNT = 1200
PARENTS = {"father", "mother"}


@pytest.fixture(scope="module")
def made(shipped: elig.Program, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """A population of each region, of which nothing is left out."""
    found = {}
    for region in published():
        path = tmp_path_factory.mktemp(region) / "out.jsonl"
        write_population(Wanted(shipped.checked, (region,), COUNT, 5, 0.0, DAY), path)
        found[region] = rows(path)
    return found


def people(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [member for household in listed for member in household["members"]]


def share(listed: list[dict[str, Any]], fact: str, words: set[Any]) -> float:
    return sum(item[fact] in words for item in listed) / len(listed)


@pytest.mark.parametrize("region", published())
def test_shares_are_those_that_are_published(made: dict[str, list[dict[str, Any]]], region: str) -> None:
    """With 1,200 households a share of people has a standard error of about 1.5 points: members go together."""
    listed, stated = made[region], AGGREGATES[region]
    everybody = people(listed)
    assert len(everybody) / COUNT == pytest.approx(stated.people.value, rel=0.04)
    registered = sum(len(one["members"]) for one in listed if one["registered_poor"]) / len(everybody)
    assert registered == pytest.approx(stated.registered.value, abs=0.05)
    assert share(everybody, "assistance_kind", {"urban_dibao", "rural_dibao"}) == pytest.approx(
        stated.dibao.value, abs=0.04
    )
    assert share(everybody, "assistance_kind", {"urban_tekun", "rural_tekun"}) == pytest.approx(
        stated.tekun.value, abs=0.01
    )
    labour = [
        one for one in everybody if one["employment_status"] in {"employed_stable", "employed_unstable", "unemployed"}
    ]
    assert share(labour, "employment_status", {"employed_stable", "employed_unstable"}) == pytest.approx(
        stated.employed.value, abs=0.02
    )
    assert 1 - share(everybody, "disability_grade", {"none"}) == pytest.approx(stated.disabled.value, abs=0.015)
    assert 1 - share(everybody, "pension_scheme", {"none"}) == pytest.approx(stated.pension.value, abs=0.05)
    assert all(figure.says for figure in (stated.people, stated.registered, stated.dibao, stated.employed))


@pytest.mark.parametrize("region", published())
def test_families_hold_together(made: dict[str, list[dict[str, Any]]], region: str) -> None:
    for household in made[region]:
        members = household["members"]
        relations = Counter(member["relation"] for member in members)
        assert [member["id"] for member in members] == [f"m{place}" for place in range(1, len(members) + 1)]
        assert members[0]["relation"] == "head"
        assert relations["head"] == 1
        assert relations["spouse"] + relations["husband"] + relations["wife"] <= 1
        assert relations["father"] <= 1
        assert relations["mother"] <= 1
        head = members[0]["birth_date"]
        for member in members:
            assert member["birth_date"] <= DAY.isoformat()
            if member["relation"] in PARENTS:
                assert int(member["birth_date"][:4]) <= int(head[:4]) - 16
            elif "son" in member["relation"] or "daughter" in member["relation"]:
                assert int(member["birth_date"][:4]) >= int(head[:4]) + 18
        assert household["co_moved_not_registered"] is not household["registered_poor"]


def test_every_household_is_decided(shipped: elig.Program, tmp_path: Path) -> None:
    """No household is refused by the vocabulary, by what agrees with what, or by what makes no sense."""
    path = tmp_path / "out.jsonl"
    write_population(Wanted(shipped.checked, published(), 400, 9, 0.05, DAY), path)
    decider = shipped.decider(on=DAY)
    for line in path.read_bytes().splitlines():
        decider(shipped.household(line))


@pytest.mark.parametrize("region", published())
def test_values_lie_on_the_lines_of_the_rules_and_beside_them(
    shipped: elig.Program, made: dict[str, list[dict[str, Any]]], region: str
) -> None:
    rules = shipped.rules(region)
    lines = edges_of(rules, AGGREGATES[region].homes[0], DAY)
    born = {member["birth_date"] for member in people(made[region])}
    for age in lines[Unit.of(year=1)]:
        birthday = date(DAY.year - int(age), DAY.month, DAY.day)
        for step in (-1, 0, 1):
            assert date.fromordinal(birthday.toordinal() + step).isoformat() in born, (age, step)
    heads = [(Fraction(one["members"][0]["income_wage"]), len(one["members"])) for one in made[region]]
    per_head = lines[Unit.of(yuan=1, person=-1, month=-1)]
    beside = {wage - line * size * 12 for wage, size in heads for line in per_head}
    assert {Fraction(-1, 100), Fraction(0), Fraction(1, 100)} <= beside


def test_as_much_is_left_out_as_was_asked(shipped: elig.Program, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    write_population(Wanted(shipped.checked, published(), 300, 2, 0.2, DAY), path)
    values = [value for member in people(rows(path)) for key, value in member.items() if key != "id"]
    assert sum(value is None for value in values) / len(values) == pytest.approx(0.2, abs=0.01)
    assert all(household["dest_admin_code"] for household in rows(path))


def test_a_seed_gives_the_same_bytes_and_another_seed_other_people(shipped: elig.Program, tmp_path: Path) -> None:
    made = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_population(Wanted(shipped.checked, ("huishui",), 50, seed, 0.03, DAY), tmp_path / f"{name}.jsonl")
        made.append((tmp_path / f"{name}.jsonl").read_bytes())
    assert made[0] == made[1] != made[2]


def test_a_smaller_population_is_the_beginning_of_a_larger_one(shipped: elig.Program, tmp_path: Path) -> None:
    for count in (20, 50):
        write_population(Wanted(shipped.checked, published(), count, 1, 0.03, DAY), tmp_path / f"{count}.jsonl")
    assert (tmp_path / "50.jsonl").read_bytes().startswith((tmp_path / "20.jsonl").read_bytes())


def test_nobody_gets_an_identity_number(made: dict[str, list[dict[str, Any]]]) -> None:
    text = json.dumps(made["qianxinan"])
    assert "person_id_no" not in text
    assert "disability_cert_no" not in text


def test_a_region_of_which_nothing_is_published_is_refused(shipped: elig.Program, tmp_path: Path) -> None:
    with pytest.raises(EligError, match="atlantis"):
        write_population(Wanted(shipped.checked, ("atlantis",), 5, 1, 0.0, DAY), tmp_path / "out.jsonl")
    assert not list(tmp_path.iterdir())


def test_csv_needs_a_file_of_members(shipped: elig.Program, tmp_path: Path) -> None:
    with pytest.raises(EligError, match="--members"):
        write_population(Wanted(shipped.checked, published(), 5, 1, 0.0, DAY), tmp_path / "out.csv")
