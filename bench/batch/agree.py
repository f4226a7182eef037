"""Whether two outputs hold the same answers, household by household; and the reference on a sample: the plain loop."""

from __future__ import annotations

from pathlib import Path

import duckdb
from w8 import plain

from batch.form import FIELDS, Files

WIDE = {
    "dibao_fen": "coalesce(CASE WHEN dibao__outcome = 'due' THEN dibao__allowance__low END, 0)",
    "medical_left_fen": "coalesce(CASE WHEN medical__outcome = 'due' THEN medical__cap__left_low END, -1)",
    "insurance_fen": "coalesce(CASE WHEN insurance__outcome = 'due' THEN insurance__premium__low END, 0)",
    "shop": "shop__outcome = 'due'",
    "post": "post__outcome = 'due'",
    "zero_employment": "zero_employment__outcome = 'due'",
    "disability_fen": "coalesce(CASE WHEN disability__outcome = 'due' THEN disability__allowance__low END, 0)",
    "school": "coalesce(CASE WHEN school__outcome = 'due' THEN school__place__low END, 0)",
}
ENDS = (
    ("dibao__allowance__low", "dibao__allowance__high"),
    ("medical__cap__left_low", "medical__cap__left_high"),
    ("insurance__premium__low", "insurance__premium__high"),
    ("disability__allowance__low", "disability__allowance__high"),
    ("school__place__low", "school__place__high"),
)


def answers(output: Path, *, wide: bool) -> str:
    """SQL of the eight answers in an output."""
    named = WIDE if wide else {name: name for name in FIELDS}
    listed = ", ".join(
        f"CAST({value} AS {'BOOLEAN' if name in ('shop', 'post', 'zero_employment') else 'BIGINT'}) AS {name}"
        for name, value in named.items()
    )
    return f"SELECT household_id, {listed} FROM read_parquet('{output}')"


def differing(output: Path, other: Path, *, wide: bool, other_wide: bool) -> int:
    """How many households stand in one output alone or have another answer in it; ends of amounts have to meet."""
    mine, theirs = answers(output, wide=wide), answers(other, wide=other_wide)
    with duckdb.connect() as connection:
        found = connection.execute(
            f"""SELECT count(*) FROM ({mine}) AS a FULL JOIN ({theirs}) AS b USING (household_id)
            WHERE {" OR ".join(f"a.{name} IS DISTINCT FROM b.{name}" for name in FIELDS)}"""
        ).fetchone()
        apart = 0
        if wide:
            tests = " OR ".join(f"{low} IS DISTINCT FROM {high}" for low, high in ENDS)
            counted = connection.execute(f"SELECT count(*) FROM read_parquet('{output}') WHERE {tests}").fetchone()
            apart = counted[0] if counted else 0
    assert found
    return int(found[0]) + apart


def differing_from_loop(output: Path, given: Files, *, count: int = 10_000) -> int:
    """How many of the first households have other answers than the plain loop gives."""
    households, members = given
    with duckdb.connect() as connection:
        numbered = "CAST(substr(household_id, 2) AS BIGINT)"
        rows = connection.execute(
            f"SELECT * FROM read_parquet('{households}') WHERE {numbered} <= {count} ORDER BY {numbered}"
        )
        names = [column[0] for column in rows.description]
        found = {row[0]: dict(zip(names, row, strict=True), members=[]) for row in rows.fetchall()}
        people = connection.execute(f"SELECT * FROM read_parquet('{members}') WHERE {numbered} <= {count}")
        names = [column[0] for column in people.description]
        for person in people.fetchall():
            found[person[0]]["members"].append(dict(zip(names, person, strict=True)))
        given_answers = connection.execute(f"{answers(output, wide=False)} WHERE {numbered} <= {count}").fetchall()
    assert len(given_answers) == len(found)
    wrong = 0
    for id, *eight in given_answers:
        wrong += list(plain.check(_as_loop(found[id])).values()) != eight
    return wrong


def _as_loop(row: dict) -> dict:
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
