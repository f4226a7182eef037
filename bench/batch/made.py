"""Households for batch work, made by DuckDB: the same distribution as the common work's, any number of them in seconds.

Every value hangs on the number of the household or member alone, so that a file is the same on every machine and the
first ten thousand of a million are the ten thousand of a smaller file.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
from envs import BUILD

PEOPLE = 16
"""A household's members are counted on from sixteen times its number."""


def made(count: int, unknown: float = 0) -> tuple[Path, Path]:
    """The files of so many households and of their members; a share of all facts is left out."""
    folder = BUILD / "data" / f"{count}{f'-{unknown}' if unknown else ''}"
    households, members = folder / "households.parquet", folder / "members.parquet"
    if not members.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with duckdb.connect() as connection:
            connection.execute("SET memory_limit = '2GB'; SET enable_progress_bar = false")
            _copy(connection, _households(count, unknown), households)
            _copy(connection, _members(count, unknown), members)
    return households, members


def _copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    half = path.with_suffix(".half")
    connection.execute(f"COPY ({query}) TO '{half}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)")
    half.replace(path)


def _uniform(draw: int, key: str = "i") -> str:
    """A number from 0 to 1 that hangs on the key; each draw has a number of its own."""
    return f"((hash({key} * 97 + {draw}) >> 11) / 9007199254740992.0)"


def _lognormal(mean: float, spread: float, draw: int) -> str:
    first, second = _uniform(draw), _uniform(draw + 1)
    return f"exp({mean} + {spread} * sqrt(-2 * ln(1 - {first})) * cos(2 * pi() * {second}))"


def _told(facts: dict[str, str], unknown: float) -> str:
    """The columns; with unknown facts, each is left out now and then."""
    listed = []
    for number, (name, value) in enumerate(facts.items()):
        left_out = f"CASE WHEN {_uniform(60 + number)} >= {unknown} THEN {value} END"
        listed.append(f"{left_out if unknown else value} AS {name}")
    return ", ".join(listed)


SIZE = "1 + bit_count(hash(i * 97) & 63)"


def _households(count: int, unknown: float) -> str:
    facts = {
        "relocated": f"{_uniform(1)} < 0.5",
        "hukou_converted": f"{_uniform(2)} < 0.7",
        "registered_poor": f"{_uniform(3)} < 0.4",
        "monthly_income": f"""CAST(CASE WHEN {_uniform(4)} < 0.02
            THEN (64500 * size - 1 + floor(3 * {_uniform(5)})) ELSE floor({_lognormal(6.4, 0.8, 6)} * 100) * size
            END AS BIGINT)::DECIMAL(18, 0) / 100""",
    }
    facts["monthly_income"] = f"CAST({facts['monthly_income']} AS DECIMAL(14, 2))"
    source = f"(SELECT range AS i, {SIZE} AS size FROM range(1, {count} + 1))"
    return f"SELECT 'h' || i AS household_id, {_told(facts, unknown)} FROM {source} ORDER BY i"


def _members(count: int, unknown: float) -> str:
    spent = _lognormal(8, 1.3, 17)
    facts = {
        "age": "CAST(age AS TINYINT)",
        "disabled": "disabled",
        "disability_grade": f"CASE WHEN disabled THEN (1 + floor(4 * {_uniform(9)}))::INTEGER::VARCHAR ELSE 'none' END",
        "labour": "labour",
        "employed": f"labour <> 'none_able' AND {_uniform(10)} < 0.45",
        "student": f"age BETWEEN 6 AND 22 AND {_uniform(11)} < 0.9",
        "insured": f"{_uniform(12)} < 0.85",
        "on_dibao": f"{_uniform(13, 'h')} < 0.15 AND {_uniform(14)} < 0.9",
        "runs_business": f"{_uniform(15)} < 0.05 AND age >= 18",
        "medical_spend_ytd": f"""CAST(CASE WHEN {_uniform(16)} < 0.3 THEN least(floor({spent} * 100), 4000000)
            ELSE 0 END::DECIMAL(18, 0) / 100 AS DECIMAL(14, 2))""",
    }
    people = f"""SELECT i AS h, unnest(range({SIZE})) AS place FROM range(1, {count} + 1) AS numbers(i)"""
    drawn = f"""SELECT h, place, i, floor(91 * {_uniform(20)}) AS age, {_uniform(21)} < 0.08 AS disabled,
        {_uniform(22)} AS able FROM (SELECT h, place, h * {PEOPLE} + place AS i FROM ({people}))"""
    whole = f"""SELECT *, CASE WHEN age < 16 OR able < 0.2 THEN 'none_able' WHEN able < 0.4 THEN 'weak' ELSE 'full' END
        AS labour FROM ({drawn})"""
    named = "'h' || h AS household_id, 'm' || (place + 1) AS id"
    return f"SELECT {named}, {_told(facts, unknown)} FROM ({whole}) ORDER BY h, place"
