"""Parts of Parquet are one file afterwards, whose rows are theirs in order, and which is read like any other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from elig.batch.files import Format
from elig.batch.parts import joined
from elig.batch.row_groups import appended

ROWS = """SELECT TRY(range) AS number, CASE WHEN range % 3 = 0 THEN 'word ' || range % 7 END AS word,
    CAST(range AS DECIMAL(20, 4)) / 8 AS amount, [{'id': range % 5, 'list': range(range % 4)}] AS grants,
    DATE '2020-12-01' AS day FROM range(10000) WHERE range"""
PARTS = ("< 3000", "< 0", "= 3000", "BETWEEN 3001 AND 9990", "> 9990")


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


def _parts(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Path]:
    parts = [folder / f"part-{place}" for place in range(len(PARTS))]
    for part, where in zip(parts, PARTS, strict=True):
        connection.execute(f"COPY ({ROWS} {where}) TO '{part}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 2048)")
    return parts


def test_parts_are_appended_in_order(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    whole, meant = tmp_path / "whole", tmp_path / "meant"
    assert appended(_parts(connection, tmp_path), whole)
    connection.execute(f"COPY ({ROWS} >= 0 ORDER BY number) TO '{meant}' (FORMAT parquet)")

    def rows(path: Path, where: str) -> list[tuple[object, ...]]:
        source = f"read_parquet('{path}', file_row_number = true)"
        return connection.execute(f"SELECT * FROM {source} WHERE {where} ORDER BY file_row_number").fetchall()

    for where in ("TRUE", "number = 3000", "word = 'word 6'", "number BETWEEN 2990 AND 3010", "amount > 1249.5"):
        assert rows(whole, where) == rows(meant, where), where


def test_every_row_group_stands_where_the_footer_says(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    parts, whole = _parts(connection, tmp_path), tmp_path / "whole"
    assert appended(parts, whole)
    shifts, begins = [], 0
    for part in parts:
        groups = connection.execute(f"SELECT count(DISTINCT row_group_id) FROM parquet_metadata('{part}')").fetchall()
        shifts += [begins] * groups[0][0]
        begins += part.stat().st_size - _footer_size(part)
    told = """SELECT row_group_num_rows, dictionary_page_offset, data_page_offset, bloom_filter_offset,
        total_compressed_size, stats_max_value FROM parquet_metadata('{}') ORDER BY row_group_id, column_id"""
    of_parts = [row for part in parts for row in connection.execute(told.format(part)).fetchall()]
    found = connection.execute(told.format(whole)).fetchall()
    assert len(found) == len(of_parts)
    columns = len(found) // len(shifts)
    for place, (mine, theirs) in enumerate(zip(found, of_parts, strict=True)):
        by = shifts[place // columns]
        moved = [None if offset is None else offset + by for offset in theirs[1:4]]
        assert mine == (theirs[0], *moved, *theirs[4:])
    assert any(row[3] is not None for row in found), "there are filters"


def _footer_size(part: Path) -> int:
    return int.from_bytes(part.read_bytes()[-8:-4], "little") + 8


def test_parts_with_other_columns_are_read_and_written(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    parts = [tmp_path / "first", tmp_path / "second"]
    for part, value in zip(parts, ("1", "NULL::INTEGER"), strict=True):
        connection.execute(f"COPY (SELECT {value} AS number) TO '{part}' (FORMAT parquet)")
    whole = tmp_path / "whole"
    assert not appended(parts, whole)
    joined(connection, parts, Format.PARQUET, whole, 2, light=False)
    assert connection.execute(f"SELECT number FROM read_parquet('{whole}')").fetchall() == [(1,), (None,)]
