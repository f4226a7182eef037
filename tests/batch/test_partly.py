"""Answers that statements leave to the reference are asked one by one: the rest of the household stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

import elig
from elig.batch import Engine, decide
from elig.batch.record import Asks, Record
from elig.batch.reference import Found, Reference
from elig.batch.rejected import Rejected, rejected_path
from elig.errors import HouseholdError, InputProblem
from tests.batch.conftest import ON, ROOT, rows, told, write

CITE = "cite: [{page: illustration, seen: 2026-11-21, mark: background, says: {zh: 比较, en: comparison}}]"
RULES = f"""
policy: split
title: {{zh: 分情形, en: Split by cases}}
stated: {{date: 2020-11-30}}
uses: [vocabulary]
entitlements:
  plain:
    label: {{zh: 一, en: plain}}
    for: household
    basis: promise
    when: relocated
    grants: [{{id: g, kind: cash, what: {{zh: 钱, en: money}}, amount: 5 yuan}}]
    {CITE}
  by_cases:
    label: {{zh: 二, en: whichever it is}}
    for: household
    basis: promise
    when: (registered_poor and relocated) or (not registered_poor and not relocated)
    grants: [{{id: g, kind: cash, what: {{zh: 钱, en: money}}, amount: 7 yuan}}]
    {CITE}
  of_each:
    label: {{zh: 三, en: of each}}
    for: each member
    basis: promise
    when: (employed and student) or (not employed and not student)
    grants: [{{id: g, kind: cash, what: {{zh: 钱, en: money}}, amount: 9 yuan}}]
    {CITE}
  of_sum:
    label: {{zh: 四, en: of a sum}}
    for: household
    basis: promise
    when: sum of medical_spend_ytd over member > 300 yuan per year
    grants: [{{id: g, kind: cash, what: {{zh: 钱, en: money}}, amount: 3 yuan}}]
    {CITE}
"""


@pytest.fixture(scope="module")
def split(tmp_path_factory: pytest.TempPathFactory) -> elig.Program:
    folder = tmp_path_factory.mktemp("split")
    vocabulary = (ROOT / "bench" / "w8" / "vocabulary.yaml").read_text("utf-8")
    (folder / "vocabulary.yaml").write_text(vocabulary, encoding="utf-8")
    (folder / "split.yaml").write_text(RULES, encoding="utf-8")
    return elig.load(folder)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(tmp_path / "in.jsonl", told(100, unknown=0.4))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Record]:
    """What the reference is asked, by this process itself."""
    found: list[Record] = []
    plain = Reference.__call__

    def noted(self: Reference, records: Sequence[Record]) -> list[Found | Rejected]:
        found.extend(records)
        return plain(self, records)

    monkeypatch.setattr(Reference, "__call__", noted)
    return found


def table(sql: str) -> list[Any]:
    with duckdb.connect() as connection:
        return connection.execute(sql).fetchall()


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("layout", ["long", "wide"])
def test_only_what_is_not_sure_is_asked(
    split: elig.Program, source: Path, tmp_path: Path, asked: list[Record], layout: str, *, full: bool
) -> None:
    made, tallies, parts = [], [], list[Asks | None]()
    for engine in Engine.DUCKDB, Engine.PYTHON:
        out = tmp_path / f"{engine.value}.parquet"
        name = engine.value
        summary = decide(split, source, out, on=ON, full=full, layout=layout, engine=name, threads=1)
        if engine is Engine.DUCKDB:
            parts = [record.only for record in asked]
            assert summary.referred == len(parts) > 10
        made.append(table(f"SELECT * FROM '{out}'"))
        tallies.append(summary.tally)
    assert made[0] == made[1]
    for name in ("read", "decided", "rejected", "members", "regions", "outcomes", "households", "people", "amounts"):
        assert getattr(tallies[0], name) == getattr(tallies[1], name), name
    assert all(only is not None and {name for name, _ in only} <= {"by_cases", "of_each", "of_sum"} for only in parts)
    subjects = [subject for only in parts if only for name, subject in only if name == "of_each"]
    assert 0 < len(subjects) < tallies[0].members, "not every member is asked about"


def test_lists_that_no_statement_says_are_left_out_where_that_is_asked_for(
    split: elig.Program, source: Path, tmp_path: Path
) -> None:
    for name, sure in ("all", False), ("sure", True):
        decide(split, source, tmp_path / f"{name}.parquet", on=ON, sure_lists=sure, threads=1)
    every, some = (f"'{tmp_path / name}.parquet'" for name in ("all", "sure"))
    same = "a.row = b.row AND a.entitlement = b.entitlement AND a.subject IS NOT DISTINCT FROM b.subject"
    [(differ, left_out, told)] = table(
        f"""SELECT count(*) FILTER (a.outcome <> b.outcome OR b.missing <> a.missing),
            count(*) FILTER (b.missing IS NULL), count(*) FILTER (a.missing IS NOT NULL)
        FROM {every} AS a JOIN {some} AS b ON {same}"""
    )
    assert differ == 0
    assert left_out > 0
    assert told == table(f"SELECT count(*) FROM {every}")[0][0]


def test_a_household_that_the_reference_refuses_after_all_is_rejected(
    split: elig.Program, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(self: Reference, record: Record) -> Any:
        raise HouseholdError([InputProblem("", "makes_no_sense", (("zh", "不通"), ("en", "no sense")))])

    monkeypatch.setattr(Reference, "_decided", refuses)
    summary = decide(split, source, tmp_path / "out.jsonl", on=ON, threads=1)
    gone = {item["row"] for item in rows(rejected_path(tmp_path / "out.jsonl"))}
    left = {line["row"] for line in rows(tmp_path / "out.jsonl")}
    assert (summary.tally.rejected, summary.tally.decided) == (len(gone), len(left))
    assert gone
    assert gone | left == set(range(1, 101))


def test_many_pieces_give_the_rows_of_one(
    split: elig.Program, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for step in (1000, 41):
        monkeypatch.setattr("elig.batch.bulk.at_once", lambda layout, cells, step=step: step)
        out = tmp_path / f"{step}.parquet"
        decide(split, source, out, on=ON, threads=1)
        made.append(table(f"FROM '{out}'"))
    assert made[0] == made[1]
