"""Whether SQL and the reference say the same of some households."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import duckdb

from elig.api import Program
from elig.errors import EligError
from elig.facts.household import Household
from elig.sql import reference, staged
from elig.sql.duckdb import Runner
from elig.sql.parts import Run
from elig.sql.statement import Columns

EVERYTHING = Columns.ALL
Rows = list[dict[str, Any]]


def stage(connection: duckdb.DuckDBPyConnection, program: Program, households: Sequence[Household]) -> list[int]:
    """Fill the staged tables; the places of the households that do not fit them."""
    vocabulary = program.vocabulary
    left, rows, members = [], [], []
    for place, household in enumerate(households):
        found = staged.staged(household, vocabulary)
        if found is None:
            left.append(place)
            continue
        rows.append((place, *found[0], household.complete))
        members += [(place, *member) for member in found[1]]
    for table, of_members, values in (("households", False, rows), ("members", True, members)):
        columns = staged.definition(vocabulary, members=of_members, dated=False)
        listed = ", ".join(f'"{name}" {kind}' for name, kind in columns)
        connection.execute(f"CREATE OR REPLACE TABLE {table} ({listed})")
        if values:
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", values)
    return left


def fetched(connection: duckdb.DuckDBPyConnection, query: str) -> Rows:
    """The rows of a query as dictionaries."""
    found = connection.execute(query)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def compare(
    program: Program,
    households: Sequence[Household],
    on: date,
    policy: str | None = None,
    columns: Columns = EVERYTHING,
    runner: Runner | None = None,
    only: Collection[str] | None = None,
) -> Run:
    """Decide households in both ways and compare every answer that SQL gives.

    What comes back counts a household as referred where any of its answers is left to the reference. A `runner` must
    give `Columns.ASKED`.
    """
    with duckdb.connect() as connection:
        left = stage(connection, program, households)
        runner = runner or Runner(program.checked, on=on, policy=policy, columns=columns | Columns.ASKED, only=only)
        run = runner.run(connection)
        wholes = {row["row"]: row for row in fetched(connection, "SELECT * FROM result_households")}
        parts: dict[int, Rows] = {}
        for row in fetched(connection, "SELECT * FROM result_members ORDER BY row, member"):
            parts.setdefault(row["row"], []).append(row)
        referred = [row["row"] for row in fetched(connection, "SELECT row FROM referred")]
    assert sorted([*left, *referred, *wholes]) == list(range(len(households))), "no row is lost, none stands twice"
    unsure = 0
    for place, whole in wholes.items():
        _same(program, households[place], on, policy, columns, whole, parts.get(place), only)
        unsure += any(asked(row) for row in (whole, *parts.get(place, ())))
    return replace(run, referred=run.referred + unsure)


def _same(
    program: Program,
    household: Household,
    on: date,
    policy: str | None,
    columns: Columns,
    whole: dict[str, Any],
    members: Rows | None,
    only: Collection[str] | None = None,
) -> None:
    decision = program.check(household, on=on, policy=policy, only=only)
    expected, people = reference.rows(decision.outcomes, program.rules(whole["policy"]), columns)
    expected = answered(whole, expected)
    assert cells(whole, expected) == told(whole, expected), household
    if members is not None:
        for person, found in zip(people, members, strict=True):
            sure = answered(found, person)
            assert cells(found, sure) == told(found, sure), household


def asked(found: Mapping[str, Any]) -> set[str]:
    """The entitlements that a row leaves to the reference."""
    return {key.removesuffix("__asked") for key, value in found.items() if key.endswith("__asked") and value}


def answered(found: Mapping[str, Any], columns: Mapping[str, Any]) -> dict[str, Any]:
    """Columns without those of the entitlements that a row leaves to the reference."""
    return {key: columns[key] for key in answered_names(found, columns)}


def answered_names(found: Mapping[str, Any], columns: Iterable[str]) -> list[str]:
    """The same for the names of columns alone."""
    left = asked(found)
    return [key for key in columns if key.partition("__")[0] not in left and not key.endswith("__asked")]


def cells(found: Mapping[str, Any], expected: Mapping[str, Any]) -> dict[str, Any]:
    """What SQL gave of some columns; of what is missing, the items."""
    return {key: reference.paths(found.get(key)) if key.endswith("__missing") else found.get(key) for key in expected}


def told(found: Mapping[str, Any], expected: Mapping[str, Any]) -> dict[str, Any]:
    """What the reference gives; a list that SQL does not say is left out."""
    lists = {key for key in expected if key.endswith("__missing")}
    said = {key: None if found.get(key) is None else reference.paths(expected[key]) for key in lists}
    return {key: said[key] if key in lists else expected[key] for key in expected}


def outcome_of(program: Program, household: Household, on: date, policy: str | None) -> bool:
    """Whether the reference decides a household at all."""
    try:
        program.check(household, on=on, policy=policy)
    except EligError:
        return False
    return True
