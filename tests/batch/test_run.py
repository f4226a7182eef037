"""A run: equal answers from both engines, counts that add up, order, rejections, and nothing half-written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

import elig
from elig.batch import Summary, decide
from elig.batch.files import Format
from elig.batch.parts import copy
from elig.batch.record import Record
from elig.batch.reference import Found, How, Reference, workers
from elig.batch.rejected import rejected_path
from elig.errors import EligError
from tests.batch.conftest import ON, ROOT, rows, told, write


def mixed(count: int = 60) -> list[Any]:
    """Households of which some cannot be read, and one is told in part."""
    listed: list[Any] = told(count)
    listed[7]["relocated"] = "nope"
    listed[9]["monthly_income"] = {"at_least": 100}
    listed[11]["members"][0]["id"] = listed[11]["members"][-1]["id"] if len(listed[11]["members"]) > 1 else " "
    listed.insert(20, "no household")
    listed.insert(30, "")
    return listed


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(tmp_path / "in.jsonl", mixed())


def run(program: elig.Program, source: Path, out: Path, **asked: Any) -> Summary:
    return decide(program, source, out, on=ON, full=False, **asked)


@pytest.mark.parametrize("layout", ["long", "wide"])
@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_both_engines_give_the_same_bytes(
    eight: elig.Program, source: Path, tmp_path: Path, layout: str, ending: str
) -> None:
    made = []
    for engine in ("python", "duckdb"):
        out = tmp_path / f"{engine}.{ending}"
        summary = run(eight, source, out, engine=engine, layout=layout)
        assert summary.tally.read == 61
        assert summary.tally.rejected == 3
        made.append((out.read_bytes(), rejected_path(out).read_bytes()))
    assert made[0] == made[1]
    assert b"\x01" not in made[0][0]


def test_parquet_has_the_rows_of_json_lines(eight: elig.Program, source: Path, tmp_path: Path) -> None:
    for engine in ("python", "duckdb"):
        run(eight, source, tmp_path / f"{engine}.parquet", engine=engine)
    run(eight, source, tmp_path / "out.jsonl", engine="python")
    expected = rows(tmp_path / "out.jsonl")
    for engine in ("python", "duckdb"):
        found = duckdb.sql(f"SELECT row, household_id, entitlement, outcome, grants FROM '{tmp_path}/{engine}.parquet'")
        assert found is not None
        listed = found.fetchall()
        assert [line[:4] for line in listed] == [
            (line["row"], line["household_id"], line["entitlement"], line["outcome"]) for line in expected
        ]
        for line, other in zip(listed, expected, strict=True):
            lows = [None if one["low"] is None else f"{one['low']:.2f}" for one in line[4]]
            assert lows == [grant["low"] for grant in other["grants"]]


@pytest.mark.parametrize("engine", ["python", "duckdb"])
def test_an_output_that_lost_its_rows_is_an_error(
    eight: elig.Program, source: Path, tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(connection: Any, sql: str, part: Path, kind: Format, *, header: bool, light: bool) -> int:
        return copy(connection, f"SELECT * FROM ({sql}) WHERE FALSE", part, kind, header=header, light=light)

    monkeypatch.setattr("elig.batch.output.copy", nothing)
    with pytest.raises(EligError, match="rows were to be written"):
        run(eight, source, tmp_path / "out.parquet", engine=engine)
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_a_file_that_holds_less_than_was_said_is_an_error(
    eight: elig.Program, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(connection: Any, sql: str, part: Path, kind: Format, *, header: bool, light: bool) -> int:
        count = copy(connection, sql, part, kind, header=header, light=light)
        copy(connection, f"SELECT * FROM ({sql}) WHERE FALSE", part, kind, header=header, light=light)
        return count

    monkeypatch.setattr("elig.batch.output.copy", said)
    with pytest.raises(EligError, match="rows were to be written"):
        run(eight, source, tmp_path / "out.parquet")
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_answers_are_those_of_check(eight: elig.Program, tmp_path: Path) -> None:
    listed = told(25, unknown=0.1)
    out = tmp_path / "out.jsonl"
    decide(eight, write(tmp_path / "in.jsonl", listed), out, on=ON, engine="python")
    found = rows(out)
    for household in listed:
        decision = eight.check(household, on=ON)
        mine = [line for line in found if line["household_id"] == household["household_id"]]
        assert len(mine) == len(decision.outcomes.results)
        for line, result in zip(mine, decision.outcomes.results, strict=True):
            assert (line["entitlement"], line["subject"]) == (result.entitlement.id, result.subject)
            assert line["outcome"] == result.outcome.value
            assert line["missing"] == sorted(item.path for item in result.missing)
            leaves = [leaf.id for reason in result.reasons[:1] for leaf in reason.leaves()]
            assert line["reason"] == (leaves[0] if leaves else None)


def test_rows_come_in_the_order_of_the_input(eight: elig.Program, source: Path, tmp_path: Path) -> None:
    run(eight, source, tmp_path / "out.jsonl")
    numbers = [line["row"] for line in rows(tmp_path / "out.jsonl")]
    assert numbers == sorted(numbers)
    ids = list(dict.fromkeys(line["household_id"] for line in rows(tmp_path / "out.jsonl")))
    assert ids == [f"h{place}" for place in range(60) if place not in (7, 11)]


def test_wide_rows_of_many_come_in_the_order_of_the_input(eight: elig.Program, tmp_path: Path) -> None:
    """More of them than are written as one group, and sorted before their columns are made wide."""
    many, given = 130_000, (tmp_path / "h.parquet", tmp_path / "m.parquet")
    with duckdb.connect() as connection:
        ids = f"SELECT 'h' || ((i * 7919) % {many}) AS household_id"
        people = f"{ids}, 'm' AS id, i % 90 AS age FROM range({many}) AS t(i) ORDER BY hash(i)"
        connection.execute(f"COPY ({ids}, TRUE AS relocated FROM range({many}) AS t(i)) TO '{given[0]}'")
        connection.execute(f"COPY ({people}) TO '{given[1]}'")
        out = tmp_path / "out.parquet"
        decide(eight, given[0], out, members=given[1], on=ON, layout="wide", full=False, tally=False)
        numbered = f"FROM read_parquet('{out}', file_row_number = true)"
        found = connection.execute(
            f"SELECT count(*), count(*) FILTER (row = file_row_number + 1) {numbered}"
        ).fetchone()
        given_ids = connection.execute(f"SELECT household_id FROM '{given[0]}'").fetchall()
        assert connection.execute(f"SELECT household_id {numbered} ORDER BY file_row_number").fetchall() == given_ids
    assert found == (many, many)


def test_pieces_make_the_file_that_one_piece_makes(
    eight: elig.Program, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def all_of(name: str) -> list[tuple[Any, ...]]:
        run(eight, source, tmp_path / name, layout="wide")
        with duckdb.connect() as connection:
            return connection.execute(f"SELECT * FROM '{tmp_path / name}'").fetchall()

    once = all_of("once.parquet")
    monkeypatch.setattr("elig.batch.bulk.at_once", lambda layout, cells: 7)
    assert all_of("pieces.parquet") == once


def test_every_household_is_decided_or_rejected_with_its_line(
    eight: elig.Program, source: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    summary = run(eight, source, out)
    refused = rows(rejected_path(out))
    lines = source.read_text("utf-8").splitlines()
    assert [item["row"] for item in refused] == [8, 12, 21]
    assert lines[7] == json.dumps(told(60)[7] | {"relocated": "nope"}, ensure_ascii=False)
    assert refused[0]["household_id"] == "h7"
    assert {"zh", "en", "path", "kind"} <= refused[0]["reasons"][0].keys()
    assert "relocated" in refused[0]["reasons"][0]["en"]
    decided = {line["row"] for line in rows(out)}
    assert decided | {item["row"] for item in refused} == {n for n, line in enumerate(lines, 1) if line}
    counts = json.loads(summary.manifest.read_text("utf-8"))["counts"]
    assert counts["read"] == counts["decided"] + counts["rejected"] == 61


def test_a_clean_run_leaves_no_old_rejections(eight: elig.Program, source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    run(eight, source, out, engine="python")
    assert rejected_path(out).exists()
    summary = run(eight, write(tmp_path / "fine.jsonl", told(3)), out, engine="python")
    assert summary.rejected_to is None
    assert not rejected_path(out).exists()


def test_the_manifest_names_every_policy_file(eight: elig.Program, source: Path, tmp_path: Path) -> None:
    summary = run(eight, source, tmp_path / "out.jsonl", engine="python")
    manifest = json.loads(summary.manifest.read_text("utf-8"))
    assert manifest["policies"] == dict(eight.checked.files)
    assert manifest["engine"] == elig.__version__
    assert manifest["on"] == "2020-12-01"


def test_a_run_without_a_summary_counts_the_same_households(eight: elig.Program, source: Path, tmp_path: Path) -> None:
    counts = []
    for tally in (True, False):
        summary = run(eight, source, tmp_path / "out.jsonl", tally=tally)
        counts.append(json.loads(summary.manifest.read_text("utf-8"))["counts"])
    assert counts[0] == counts[1]
    assert counts[0]["members"] > counts[0]["decided"] > 0


@pytest.mark.parametrize("engine", ["python", "duckdb"])
def test_each_household_on_its_own_day(eight: elig.Program, tmp_path: Path, engine: str) -> None:
    listed = told(6)
    for place, household in enumerate(listed):
        household["decided_on"] = f"2021-0{place + 1}-15"
    del listed[2]["decided_on"]
    listed[4]["decided_on"] = "soon"
    out = tmp_path / "out.jsonl"
    source = write(tmp_path / "in.jsonl", listed)
    decide(eight, source, out, on=ON, on_column="decided_on", full=False, engine=engine)
    days = {line["household_id"]: line["on_date"] for line in rows(out)}
    assert days == {"h0": "2021-01-15", "h1": "2021-02-15", "h2": "2020-12-01", "h3": "2021-04-15", "h5": "2021-06-15"}
    assert [item["household_id"] for item in rows(rejected_path(out))] == ["h4"]


def test_little_memory_is_enough(eight: elig.Program, tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", told(3000, unknown=0))
    summary = run(eight, source, tmp_path / "out.parquet", memory="150MB", threads=1)
    assert summary.tally.decided == 3000
    assert summary.referred == 0


def test_a_run_needs_a_day(eight: elig.Program, source: Path, tmp_path: Path) -> None:
    with pytest.raises(EligError, match="needs a day"):
        decide(eight, source, tmp_path / "out.jsonl")


def test_a_name_without_a_format_is_refused_before_anything_is_read(eight: elig.Program, tmp_path: Path) -> None:
    with pytest.raises(EligError, match=r"write \.parquet"):
        decide(eight, tmp_path / "none.jsonl", tmp_path / "out.xls", on=ON)


# ---------------------------------------------------------------------- interruption

_SLOW = """
import sys, time
from datetime import date
from pathlib import Path
import elig
from elig.batch import decide
from elig_cli.watching import clean_up_when_interrupted
clean_up_when_interrupted()
program = elig.load(Path(sys.argv[1]))
def slowly(progress):
    print("going", flush=True)
    time.sleep(0.5)
decide(program, sys.argv[2], sys.argv[3], on=date(2020, 12, 1), full=False, engine="python", threads=1, watch=slowly)
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_run_leaves_the_output_as_it_was(tmp_path: Path, how: signal.Signals) -> None:
    source = write(tmp_path / "in.jsonl", told(2000, unknown=0))
    out = tmp_path / "out.jsonl"
    out.write_text("as it was\n", encoding="utf-8")
    started = subprocess.Popen(
        [sys.executable, "-c", _SLOW, str(ROOT / "bench" / "w8"), str(source), str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    assert started.stdout is not None
    assert started.stdout.readline() == b"going\n"
    started.send_signal(how)
    assert started.wait(timeout=60) != 0
    started.stdout.close()
    assert out.read_text("utf-8") == "as it was\n"
    left = [path.name for path in tmp_path.iterdir()]
    if how is signal.SIGKILL:
        assert all(name in ("in.jsonl", "out.jsonl") or name.startswith(".elig-batch-") for name in left)
    else:
        assert sorted(left) == ["in.jsonl", "out.jsonl"]


_STUCK = """
import sys
from datetime import date
from pathlib import Path
import elig
from elig.batch import decide
from elig.batch.staging import Staging
from elig_cli.watching import clean_up_when_interrupted
def stuck(self, first, last):
    print("going", flush=True)
    for_ever = "SELECT sum(range % 7) FROM range(1000000000000)"
    connection = self._tables.connection
    connection.execute(connection.extract_statements(for_ever)[0])
clean_up_when_interrupted()
Staging.piece = stuck
decide(elig.load(Path(sys.argv[1])), sys.argv[2], sys.argv[3], on=date(2020, 12, 1), threads=1)
"""


def test_an_interrupted_statement_ends_as_python_does(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", told(20, unknown=0))
    started = subprocess.Popen(
        [sys.executable, "-c", _STUCK, str(ROOT / "bench" / "w8"), str(source), str(tmp_path / "out.jsonl")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "going\n"
    time.sleep(2)  # the statement itself says nothing when it has begun
    started.send_signal(signal.SIGINT)
    try:
        _, said = started.communicate(timeout=60)
    finally:
        started.kill()
    assert started.returncode == -signal.SIGINT
    assert said.rstrip().endswith("KeyboardInterrupt")
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_a_failing_write_leaves_nothing(eight: elig.Program, source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"

    def fail(progress: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        run(eight, source, out, engine="python", threads=1, watch=fail)
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_time_is_told(eight: elig.Program, source: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int, int]] = []
    decide(
        eight,
        source,
        tmp_path / "out.jsonl",
        on=date(2020, 12, 1),
        engine="python",
        full=False,
        watch=lambda progress: seen.append((progress.done, progress.total, progress.households)),
    )
    assert seen[-1] == (source.stat().st_size, source.stat().st_size, 61)
    assert seen == sorted(seen)


# ---------------------------------------------------------------------- workers

_ENDED = """
import signal, sys
from elig.batch.reference import How, Reference, workers
signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
for _ in range(60):
    with workers(Reference(None, How(None, None, None, False)), 3):
        pass
"""


def test_workers_that_were_only_just_started_end(tmp_path: Path) -> None:
    """The command handles SIGTERM, and a run may be over before its workers have begun."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with (tmp_path / "said").open("wb") as said:
        started = subprocess.Popen(
            [sys.executable, "-c", _ENDED], stdout=said, stderr=said, env=env, start_new_session=True
        )
        try:
            assert started.wait(timeout=60) == 0
        finally:
            if started.returncode is None:
                os.killpg(started.pid, signal.SIGKILL)
                started.wait()


def test_workers_within_workers_decide_by_their_own_program(eight: elig.Program, shipped: elig.Program) -> None:
    household = json.dumps(told(1, unknown=0)[0]).encode()
    how = How(ON, None, None, full=False)
    with workers(Reference(shipped, how), 2), workers(Reference(eight, how), 2) as inner:
        ((found,),) = inner([[Record(1, household)]])
    assert isinstance(found, Found)
