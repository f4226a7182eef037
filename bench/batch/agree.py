"""Whether two outputs hold the same answers, household by household; and the reference on a sample: the plain loop."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import work
from peers.form import FIELDS
from w8 import plain

import elig
from batch.form import Files

WIDE = {
    "dibao_fen": "coalesce(CASE WHEN dibao__outcome = 'due' THEN dibao__allowance__low * {unit} END, 0)",
    "medical_left_fen": "coalesce(CASE WHEN medical__outcome = 'due' THEN medical__cap__left_low * {unit} END, -1)",
    "insurance_fen": "coalesce(CASE WHEN insurance__outcome = 'due' THEN insurance__premium__low * {unit} END, 0)",
    "shop": "shop__outcome = 'due'",
    "post": "post__outcome = 'due'",
    "zero_employment": "zero_employment__outcome = 'due'",
    "disability_fen": "coalesce(CASE WHEN disability__outcome = 'due' THEN disability__allowance__low * {unit} END, 0)",
    "school": "coalesce(CASE WHEN school__outcome = 'due' THEN school__place__low END, 0)",
}
ENDS = (
    ("dibao__allowance__low", "dibao__allowance__high"),
    ("medical__cap__left_low", "medical__cap__left_high"),
    ("insurance__premium__low", "insurance__premium__high"),
    ("disability__allowance__low", "disability__allowance__high"),
    ("school__place__low", "school__place__high"),
)
COUNTED = ("school__place__low",)
"""What is no money."""

NUMBER = "CAST(substr(household_id, 2) AS BIGINT)"


def answers(output: Path, unit: int) -> str:
    """SQL of the eight answers in an output."""
    named = {name: value.format(unit=unit) for name, value in WIDE.items()} if unit else {name: name for name in FIELDS}
    listed = ", ".join(
        f"CAST({value} AS {'BOOLEAN' if name in ('shop', 'post', 'zero_employment') else 'BIGINT'}) AS {name}"
        for name, value in named.items()
    )
    return f"SELECT household_id, {listed} FROM read_parquet('{output}')"


def differing(output: Path, reference: Path, unit: int) -> int:
    """How many households stand in one output alone or have another answer in it; ends of amounts have to meet.

    The reference holds the eight answers.
    """
    mine, theirs = answers(output, unit), answers(reference, 0)
    with duckdb.connect() as connection:
        found = connection.execute(
            f"""SELECT count(*) FROM ({mine}) AS a FULL JOIN ({theirs}) AS b USING (household_id)
            WHERE {" OR ".join(f"a.{name} IS DISTINCT FROM b.{name}" for name in FIELDS)}"""
        ).fetchone()
        apart = 0
        if unit:
            tests = " OR ".join(f"{low} IS DISTINCT FROM {high}" for low, high in ENDS)
            counted = connection.execute(f"SELECT count(*) FROM read_parquet('{output}') WHERE {tests}").fetchone()
            apart = counted[0] if counted else 0
    assert found
    return int(found[0]) + apart


def differing_from_loop(output: Path, given: Files, *, count: int = 10_000) -> int:
    """How many of the first households have other answers than the plain loop gives."""
    with duckdb.connect() as connection:
        found = _sample(connection, given, count)
        listed = connection.execute(f"{answers(output, 0)} WHERE {NUMBER} <= {count}").fetchall()
    assert len(listed) == len(found)
    return sum(list(plain.check(_as_loop(found[id])).values()) != eight for id, *eight in listed)


def _sample(connection: duckdb.DuckDBPyConnection, given: Files, count: int) -> dict[str, Any]:
    """The facts of the first households, by their id."""
    whole = connection.execute(f"SELECT * FROM read_parquet('{given[0]}') WHERE {NUMBER} <= {count}")
    names = [column[0] for column in whole.description]
    found = {row[0]: dict(zip(names, row, strict=True), members=[]) for row in whole.fetchall()}
    people = connection.execute(f"SELECT * FROM read_parquet('{given[1]}') WHERE {NUMBER} <= {count} ORDER BY id")
    names = [column[0] for column in people.description]
    for person in people.fetchall():
        found[person[0]]["members"].append(dict(zip(names, person, strict=True)))
    return found


def _as_loop(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "monthly_income": float(row["monthly_income"]),
        "members": [
            {
                **member,
                "disability_grade": None if member["disability_grade"] == "none" else int(member["disability_grade"]),
                "labour": {"none_able": "none"}.get(member["labour"], member["labour"]),
                "medical_spend_ytd": float(member["medical_spend_ytd"]),
            }
            for member in row["members"]
        ],
    }


def differing_from_decider(output: Path, given: Files, *, unit: int, count: int = 2_000) -> int:
    """How many of the first households have other outcomes or ends of amounts than the engine decides one by one.

    `unit`: so many minor units to one of money in the output.
    """
    program = elig.load(work.HERE / "w8")
    decider = program.decider(on=work.ON)
    wrong = 0
    with duckdb.connect() as connection:
        found = _sample(connection, given, count)
        query = f"SELECT * FROM read_parquet('{output}') WHERE {NUMBER} <= {count}"
        rows = connection.execute(query)
        names = [column[0] for column in rows.description]
        listed = [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
    assert len(listed) == len(found)
    for row in listed:
        decided = decider(program.household(json.dumps(_told(found[row["household_id"]]), default=str)))
        for name in work.NAMES:
            wrong += row[f"{name}__outcome"] != decided.outcome(name).value
        for low, high in ENDS:
            name, grant, what = low.split("__")
            exact = decided.left(name, grant) if what.startswith("left") else decided.minor(name, grant)
            steps = 1 if low in COUNTED else unit
            told = tuple(None if row[end] is None else row[end] * steps for end in (low, high))
            wrong += told != (exact if isinstance(exact, tuple) else (exact, exact))
    return wrong


def _told(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts that are known, as the JSON of a household."""
    members = [_told(member) for member in facts.get("members", ())]
    known = {name: value for name, value in facts.items() if value is not None and name != "members"}
    if "household_id" in known and "id" in known:
        del known["household_id"]
    if known.get("disability_grade", "none") != "none":
        known["disability_grade"] = int(known["disability_grade"])
    return {**known, "members": members} if "members" in facts else known
