"""The inputs: every form of a file tells the same household, and what is staged is what the library reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

import elig
from elig.batch import decide
from elig.batch.json_files import JsonFiles
from elig.batch.json_tables import JsonTables
from elig.batch.population import Wanted, published, write_population
from elig.batch.record import Source
from elig.batch.rejected import rejected_path
from elig.batch.request import Request
from elig.batch.running import source_of
from elig.batch.staging import Staging
from elig.batch.tables import Tables
from elig.errors import EligError
from elig.facts.household import Household
from elig.sql import staged
from tests.batch.conftest import ON, rows, told

DAY = date(2023, 6, 1)
FORMS = {
    "nested lines": ("in.jsonl", None),
    "nested parquet": ("in.parquet", None),
    "two parquets": ("households.parquet", "members.parquet"),
    "two tables of text": ("households.csv", "members.csv"),
    "two files of lines": ("households.jsonl", "members.jsonl"),
}


@pytest.fixture(scope="module")
def files(shipped: elig.Program, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One population in every form."""
    folder = tmp_path_factory.mktemp("population")
    wanted = Wanted(shipped.checked, published(), 60, 3, 0.1, DAY)
    for one, other in FORMS.values():
        write_population(wanted, folder / one, None if other is None else folder / other)
    return folder


def request(program: elig.Program, folder: Path, form: str) -> Request:
    one, other = FORMS[form]
    return Request(program, folder / one, folder / "out", None if other is None else folder / other, DAY)


def read(program: elig.Program, source: Source) -> list[Household]:
    return [program.read(record.data) for piece, _ in source.pieces(7) for record in piece]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_tells_the_same_households(shipped: elig.Program, files: Path, tmp_path: Path, form: str) -> None:
    expected = [shipped.read(line) for line in (files / "in.jsonl").read_bytes().splitlines()]
    assert len(expected) == 60
    assert read(shipped, source_of(request(shipped, files, form), tmp_path)) == expected


@pytest.mark.parametrize("form", FORMS)
def test_what_is_staged_is_what_the_library_reads(
    shipped: elig.Program, files: Path, tmp_path: Path, form: str
) -> None:
    asked = request(shipped, files, form)
    kinds = {"nested lines": JsonTables, "two files of lines": JsonFiles}
    tables = kinds.get(form, Tables)(asked, tmp_path)
    assert Staging(tables, None, DAY).piece(1, 60) == 0, "nothing of a population is in doubt"
    vocabulary, run = shipped.vocabulary, tables.connection.execute
    names = [f'"{name}"' for name, _ in staged.definition(vocabulary, members=False, dated=False)[1:]]
    wholes = run(f"SELECT {', '.join(names)} FROM households ORDER BY row").fetchall()
    names = [f'"{name}"' for name, _ in staged.definition(vocabulary, members=True)]
    people = run(f"SELECT {', '.join(names)} FROM members ORDER BY row, member").fetchall()
    assert len({cells[:2] for cells in people}) == len(people)
    for row, (line, whole) in enumerate(zip((files / "in.jsonl").read_bytes().splitlines(), wholes, strict=True), 1):
        household = shipped.read(line)
        expected = staged.staged(household, vocabulary)
        assert expected is not None
        assert (*expected[0], household.complete) == whole
        assert [cells[1:] for cells in expected[1]] == [cells[2:] for cells in people if cells[0] == row]


# ---------------------------------------------------------------------- what is in doubt, or cannot be read


SPELLINGS: dict[str, tuple[str, bool]] = {
    # a value in a cell of text of `monthly_income`, and whether the library reads it
    "12.50": ("12.50", True),
    "many places": ("12.505", False),
    "below zero": ("-1", False),
    "a leading zero": ("012", False),
    "a sign": ("+12", False),
    "an exponent": ("1e3", False),
    "blanks": (" 12", False),
    "in part": ('{"at_least": 100}', True),
    "a word": ("much", False),
    "empty": ("", True),
    "too much": ("1000000000000000", False),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_number_in_a_cell_is_read_as_the_library_reads_it(eight: elig.Program, tmp_path: Path, spelling: str) -> None:
    text, right = SPELLINGS[spelling]
    quoted = text.replace('"', '""')
    (tmp_path / "h.csv").write_text(f'household_id,relocated,monthly_income\na,true,"{quoted}"\n', encoding="utf-8")
    (tmp_path / "m.csv").write_text("household_id,id,age\na,m1,30\n", encoding="utf-8")
    made = []
    for engine in ("python", "duckdb"):
        out = tmp_path / f"{engine}.jsonl"
        decide(eight, tmp_path / "h.csv", out, members=tmp_path / "m.csv", on=ON, engine=engine, full=False)
        made.append(out.read_text("utf-8"))
        assert bool(made[-1]) is right
    assert made[0] == made[1]


OF_MEMBERS = {
    ("disability_grade", "4"): True,
    ("disability_grade", "5"): False,
    ("disability_grade", "04"): True,
    ("disability_grade", "1.0"): False,
    ("disability_grade", "none"): True,
    ("disability_grade", ""): True,
    ("labour", "weak"): True,
    ("labour", "弱劳动力"): True,
    ("labour", "unknown"): True,
    ("labour", "strong"): False,
    ("labour", "none"): False,
    ("id", "m 1"): True,
    ("id", " m1"): True,
    ("id", "   "): False,
    ("id", "m;1"): True,
    ("id", "m\t1"): False,
    ("id", "成员一"): True,
    ("id", "é"): True,
    ("id", "x" * 100): True,
    ("id", "x" * 101): False,
}
"""A cell of a member, and whether its household is decided; each is one household."""


def test_a_cell_of_a_member_is_read_as_the_library_reads_it(eight: elig.Program, tmp_path: Path) -> None:
    usual = {"id": "m1", "age": "30", "employed": "false", "disability_grade": "2", "labour": "full"}
    members = [{"household_id": f"h{at}", **usual, name: text} for at, (name, text) in enumerate(OF_MEMBERS)]
    lines = [",".join(members[0]), *(",".join(f'"{cell}"' for cell in member.values()) for member in members)]
    (tmp_path / "m.csv").write_text("\n".join(lines), encoding="utf-8")
    houses = "".join(f"{member['household_id']},true\n" for member in members)
    (tmp_path / "h.csv").write_text(f"household_id,relocated\n{houses}", encoding="utf-8")
    made = []
    for engine in ("python", "duckdb"):
        out = tmp_path / f"{engine}.jsonl"
        decide(eight, tmp_path / "h.csv", out, members=tmp_path / "m.csv", on=ON, engine=engine, full=False)
        made.append((out.read_text("utf-8"), rejected_path(out).read_text("utf-8")))
    assert made[0] == made[1]
    decided = {line["household_id"] for line in rows(tmp_path / "duckdb.jsonl")}
    assert {cell: f"h{at}" in decided for at, cell in enumerate(OF_MEMBERS)} == OF_MEMBERS


def typed(tmp_path: Path, households: str, members: str) -> tuple[Path, Path]:
    duckdb.sql(f"COPY ({households}) TO '{tmp_path}/h.parquet' (FORMAT parquet)")
    duckdb.sql(f"COPY ({members}) TO '{tmp_path}/m.parquet' (FORMAT parquet)")
    return tmp_path / "h.parquet", tmp_path / "m.parquet"


PERSON = "SELECT 'a' AS household_id, 'm1' AS id, 30 AS age"
REFUSED: dict[str, tuple[str, str, str]] = {
    "a column that is no fact": ("SELECT 'a' AS household_id, TRUE AS relocatd", PERSON, "relocatd"),
    "an amount as a float": ("SELECT 'a' AS household_id, 1.5::DOUBLE AS monthly_income", PERSON, "DOUBLE"),
    "no id of households": ("SELECT TRUE AS relocated", PERSON, "household_id"),
    "no id in the file of members": ("SELECT 'a' AS household_id", "SELECT 'm1' AS id", "household_id"),
}


@pytest.mark.parametrize("what", REFUSED)
@pytest.mark.parametrize("engine", ["python", "duckdb"])
def test_a_file_that_cannot_be_right_is_refused_as_a_whole(
    eight: elig.Program, tmp_path: Path, what: str, engine: str
) -> None:
    households, members, word = REFUSED[what]
    one, other = typed(tmp_path, households, members)
    with pytest.raises(EligError, match=word):
        decide(eight, one, tmp_path / "out.jsonl", members=other, on=ON, engine=engine)
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize("engine", ["python", "duckdb"])
def test_members_without_household_and_households_that_stand_twice(
    eight: elig.Program, tmp_path: Path, engine: str
) -> None:
    one, other = typed(
        tmp_path,
        "SELECT unnest(['a', 'b', 'a', 'c']) AS household_id, TRUE AS relocated",
        "SELECT unnest(['b', 'x', 'a']) AS household_id, 'm1' AS id, 30 AS age",
    )
    out = tmp_path / "out.jsonl"
    summary = decide(eight, one, out, members=other, on=ON, engine=engine, full=False)
    assert {line["household_id"] for line in rows(out)} == {"b", "c"}
    refused = rows(rejected_path(out))
    assert [(item.get("row"), item["household_id"]) for item in refused[:2]] == [(1, "a"), (3, "a")]
    assert (refused[2]["member_row"], refused[2]["household_id"]) == (2, "x")
    assert (summary.tally.read, summary.tally.rejected, summary.tally.strangers) == (4, 2, 1)


def test_a_household_without_rows_of_members_has_an_unknown_list(eight: elig.Program, tmp_path: Path) -> None:
    one, other = typed(tmp_path, "SELECT 'c' AS household_id", PERSON)
    source = source_of(Request(eight, one, tmp_path / "out", other, ON), tmp_path)
    (piece,) = [piece for piece, _ in source.pieces(10)]
    assert not eight.read(piece[0].data).complete


DIGITS = '"monthly_income": 0.1000000000000000000001'
HOSTILE: dict[str, Callable[[str], bytes]] = {
    "a key twice": lambda line: line.replace('"relocated": ', '"relocated": true, "relocated": ', 1).encode(),
    "a strange key": lambda line: line.replace('"relocated": ', '"moved": true, "relocated": ', 1).encode(),
    "not UTF-8": lambda line: line.encode().replace(b"h0", b"h\xff"),
    "too long": lambda line: line.replace("h0", "h" * 1_000_001).encode(),
    "too many digits": lambda line: line.replace(
        '"relocated": ', '"monthly_income": 0.1000000000000000000001, "relocated": ', 1
    ).encode(),
    "members that are no list": lambda line: b'{"household_id": "h0", "members": {"id": "m1"}}',
    "a list": lambda line: f"[{line}]".encode(),
    "a carriage return inside": lambda line: line.replace("h0", "h\r0").encode(),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_lines_that_mean_harm_are_rejected_by_both_engines(eight: elig.Program, tmp_path: Path, what: str) -> None:

    listed = told(2, unknown=0)
    for household in listed:
        household.pop("monthly_income")
    good = [json.dumps(household) for household in listed]
    (tmp_path / "in.jsonl").write_bytes(HOSTILE[what](good[0]) + b"\n" + good[1].encode() + b"\r\n")
    made = []
    for engine in ("python", "duckdb"):
        out = tmp_path / f"{engine}.jsonl"
        summary = decide(eight, tmp_path / "in.jsonl", out, on=ON, engine=engine, full=False)
        assert (summary.tally.read, summary.tally.rejected) == (2, 1)
        made.append((out.read_bytes(), rejected_path(out).read_bytes()))
    assert made[0] == made[1]


def test_two_files_of_lines_with_what_cannot_be_read(eight: elig.Program, tmp_path: Path) -> None:
    """Each way of being wrong is found by both engines, and by the line on which it stands."""
    households = [
        '{"household_id": "a", "relocated": true, "monthly_income": 12.50}',
        "",
        '{"household_id": "b", "relocated": "nope"}',
        "[]",
        '{"household_id": "c", "members": []}',
        '{"household_id": "d"}',
        '{"household_id": "e"}',
        '{"household_id": "e"}',
        '{"household_id": 7}',
        '{"household_id": "f", "monthly_income": {"at_least": 100}}',
    ]
    members = [
        '{"household_id": "a", "id": "m1", "age": 30}',
        '{"household_id": "d", "id": "m1", "age": 30, "age": 31}',
        '{"household_id": "a", "id": "m2", "medical_spend_ytd": 0.05}',
        '{"household_id": "x", "id": "m1"}',
        "no member",
        '{"household_id": "f", "id": "m1", "labour": "weak"}',
    ]
    for name, lines in (("h.jsonl", households), ("m.jsonl", members)):
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    made = []
    for engine in ("python", "duckdb"):
        out = tmp_path / f"{engine}.jsonl"
        decide(eight, tmp_path / "h.jsonl", out, members=tmp_path / "m.jsonl", on=ON, engine=engine, full=False)
        assert {line["household_id"] for line in rows(out)} == {"a", "f"}
        refused = rows(rejected_path(out))
        assert [item["row"] for item in refused if "row" in item] == [3, 4, 5, 6, 7, 8, 9]
        assert [item["member_row"] for item in refused if "row" not in item] == [4, 5]
        made.append((out.read_bytes(), rejected_path(out).read_bytes()))
    assert made[0] == made[1]
