"""What statements say is missing, and which cases they go through themselves."""

from __future__ import annotations

from datetime import date
from itertools import product

import duckdb
import pytest

from elig.api import Program, load_texts
from elig.sql.duckdb import Runner
from elig.sql.parts import Run
from elig.sql.reference import paths
from elig.sql.statement import Columns
from tests.sql.same import compare, fetched, stage

ON = date(2026, 1, 1)
VOCABULARY = """
vocabulary: v
money: {unit: yuan, minor: fen, places: 2}
units: [person, month, year]
subjects:
  household: {label: {zh: 户, en: household}, parts: members, max_parts: 20}
  members: {singular: member, label: {zh: 人, en: member}}
enumerations:
  kind:
    red: {label: {zh: 红, en: red}}
    green: {label: {zh: 绿, en: green}}
    blue: {label: {zh: 蓝, en: blue}}
facts:
  household:
    moved: {name: 搬, label: {zh: 搬, en: 搬}, type: boolean}
    poor: {name: 贫, label: {zh: 贫, en: 贫}, type: boolean}
    kind: {name: 类, label: {zh: 类, en: 类}, type: kind}
    rent: {name: 租, label: {zh: 租, en: 租}, type: yuan, range: [0, 1000]}
    debt: {name: 债, label: {zh: 债, en: 债}, type: yuan, range: [0, 1000]}
  members:
    able: {name: 能, label: {zh: 能, en: 能}, type: boolean}
    willing: {name: 愿, label: {zh: 愿, en: 愿}, type: boolean}
    works: {name: 工, label: {zh: 工, en: 工}, type: boolean}
"""
RULES = """
policy: p
title: {zh: p, en: p}
stated: {date: 2020-01-01}
uses: [v]
entitlements:
"""
RIGHT = """
  right:
    label: {{zh: 权, en: right}}
    for: {subject}
    basis: promise
    when: "{when}"
    grants: [{{id: g, kind: in_kind, what: {{zh: x, en: x}}}}]
    cite: [{{page: x, seen: 2026-11-21, mark: background, says: {{zh: x, en: x}}}}]
"""
KNOWN = {"moved": True, "poor": True, "kind": "red", "rent": "1.00", "debt": "1.00"}
MEMBER = {"able": True, "willing": True, "works": False}


def program(when: str, subject: str = "household") -> Program:
    return load_texts({"v.yaml": VOCABULARY, "p.yaml": RULES + RIGHT.format(when=when, subject=subject)})


def decided(found: Program, **changes: object) -> tuple[Run, str | None, list[str] | None]:
    """The run for one household of two members, the outcome, and what is missing; it is the reference's too."""
    members: list[dict[str, object]] = [{"id": name, **MEMBER} for name in ("a", "b")]
    for path, value in changes.items():
        if "__" in path:
            members[int(path[-1])][path.partition("__")[0]] = value
    whole = {**KNOWN, **{name: value for name, value in changes.items() if "__" not in name}}
    household = found.read({"household_id": "h", **whole, "members": members})
    compare(found, [household], ON, None, Columns.ALL)
    with duckdb.connect() as connection:
        stage(connection, found, [household])
        run = Runner(found.checked, on=ON, columns=Columns.ALL).run(connection)
        rows = fetched(connection, "SELECT * FROM result_households")
    row = rows[0] if rows else {}
    return run, row.get("right__outcome"), paths(row.get("right__missing"))


def missing(when: str, **changes: object) -> list[str] | None:
    run, outcome, found = decided(program(when), **changes)
    assert (run.referred, outcome) == (0, "undetermined")
    return found


@pytest.mark.parametrize(
    ("when", "changes", "listed"),
    [
        ("moved and poor", {"moved": None, "poor": None}, ["moved", "poor"]),
        ("moved and (poor or rent < 5 yuan)", {"moved": None, "poor": None}, ["moved"]),
        ("any member where able and not willing", {"able__0": None, "willing__0": False}, ["members[a].able"]),
        (
            "every member where able has works",
            {"works__0": None, "works__1": True, "able__1": None},
            ["members[a].works"],
        ),
        (
            "(count members where works) >= 1 person",
            {"works__0": None, "works__1": None},
            ["members[a].works", "members[b].works"],
        ),
    ],
)
def test_what_is_read_once_is_listed_exactly(when: str, changes: dict[str, object], listed: list[str]) -> None:
    assert missing(when, **changes) == listed


def test_of_a_comparison_of_several_unknowns_it_is_not_said() -> None:
    assert missing("rent + debt < 5 yuan", rent=None, debt=None) is None
    assert missing("rent + debt < 5 yuan", rent=None) == ["rent"]


def test_what_is_read_twice_and_matters_twice_is_not_said() -> None:
    twice = "(moved and poor) or (not moved and kind is red)"
    assert missing(twice, moved=None, poor=None, kind=None) is None


@pytest.mark.parametrize("when", ["moved or not moved", "kind is red or kind is green or kind is blue"])
def test_the_cases_of_one_unknown_fact_are_gone_through(when: str) -> None:
    run, outcome, _ = decided(program(when), moved=None, kind=None)
    assert (run.referred, outcome) == (0, "due")


def test_two_unknown_facts_of_which_cases_are_to_be_made_are_left_to_the_reference() -> None:
    when = "((moved and poor) or (not moved and poor)) and ((poor and moved) or (moved and not poor) or not moved)"
    run, _, _ = decided(program(when), moved=None, poor=None)
    assert run.referred == 1


@pytest.mark.parametrize(
    ("when", "sure"),
    [
        ("every member where able has works", True),
        ("(any member where able) and (every member where able has works)", True),
        ("moved and (any member where able) and poor and (every member where able has works)", True),
        ("(any member where works) and (every member where able has works)", False),
        ("(any member where able) or (every member where able has works)", False),
        ("(any member where able) and not (every member where able has works)", False),
        ("(no member where able) or (every member where able has works)", False),
    ],
)
def test_somebody_beside_everybody_of_the_same_is_not_left_to_the_reference(when: str, sure: bool) -> None:
    """What is not left to it is compared with it."""
    found = program(when)
    people = [{"able": able, "works": works} for able, works in product((True, False, None), repeat=2)]
    households = [
        found.read(
            {"household_id": f"h{number}", **KNOWN, "poor": poor, "members": [{"id": "a", **a}, {"id": "b", **b}]}
        )
        for number, (poor, a, b) in enumerate(product((True, None), people, people))
    ]
    left = compare(found, households, ON, None, Columns.ALL).referred
    assert (left == 0) is sure


SETTLED = """
locality: "522300"
label: {zh: 地, en: place}
settles:
  r: {2020-01-01: {option: x, cite: [{page: x, seen: 2026-11-21, mark: background, says: {zh: x, en: x}}]}}
"""
READING = """
readings:
  r:
    asks: {zh: 问, en: asks}
    options: {x: {zh: x, en: x}, y: {zh: y, en: y}}
    cite: [{page: x, seen: 2026-11-21, mark: background, says: {zh: x, en: x}}]
"""


def test_a_household_without_a_place_lives_in_the_region_that_is_named() -> None:
    rules = RULES.replace("uses: [v]", f'uses: [v]\njurisdiction: "522300"{READING}') + RIGHT.format(
        when="@", subject="household"
    ).replace('"@"', "{by_reading: r, x: moved, y: poor}")
    found = load_texts({"v.yaml": VOCABULARY, "p.yaml": rules}, {"local.yaml": SETTLED})
    household = found.read({"household_id": "h", **KNOWN, "poor": None, "members": []})
    assert compare(found, [household], ON, "p", Columns.ALL).referred == 0
