"""A file in parts: each written when its rows are there, all put together in order at the end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from elig.batch.files import Format, quoted
from elig.errors import EligError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_LINES = "(FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER E'\\x01')"
"""Lines of text as they are: a separator that occurs in no text, and no quotes."""


def copy(connection: DuckDBPyConnection, sql: str, part: Path, kind: Format, *, header: bool, light: bool) -> int:
    """Write the rows of a query, in its order; for JSON Lines it has one column, the text of each line.

    `light` compresses little, for what is read once more. Gives back how many rows were written.
    """
    match kind:
        case Format.PARQUET:
            options = f"(FORMAT parquet, COMPRESSION {'snappy' if light else 'zstd'})"
        case Format.CSV:
            options = f"(FORMAT csv, HEADER {str(header).lower()})"
        case _:
            options = _LINES
    return _count(connection, f"COPY ({sql}) TO {quoted(part)} {options}")


def _count(connection: DuckDBPyConnection, statement: str) -> int:
    found = connection.execute(statement).fetchone()
    assert found is not None, "a copy says how many rows it wrote"
    return int(found[0])


def joined(
    connection: DuckDBPyConnection | None, parts: Sequence[Path], kind: Format, whole: Path, rows: int, *, light: bool
) -> None:
    """Put the parts together as one file, in order; they are gone afterwards. Only Parquet needs a connection.

    Raises `EligError` where there are not as many rows as were written (`rows`), by the count of the file itself.
    """
    if len(parts) == 1 and not (light and kind is Format.PARQUET):
        parts[0].rename(whole)
    elif kind is Format.PARQUET:
        assert connection is not None, "Parquet is written by DuckDB"
        listed = ", ".join(map(quoted, parts))
        connection.execute("SET preserve_insertion_order = true")
        found = _count(
            connection,
            f"COPY (SELECT * FROM read_parquet([{listed}])) TO {quoted(whole)} (FORMAT parquet, COMPRESSION zstd)",
        )
        same_count(found, rows)
    else:
        with whole.open("wb") as target:
            for part in parts:
                _append(part, target)
    if kind is Format.PARQUET:
        assert connection is not None, "Parquet is written by DuckDB"
        same_count(_count(connection, f"SELECT count(*) FROM read_parquet({quoted(whole)})"), rows)
    for part in parts:
        part.unlink(missing_ok=True)


def same_count(found: int, rows: int) -> None:
    """Raise `EligError` where rows were lost on the way: nothing is put in place then."""
    if found != rows:
        raise EligError(f"{rows} rows were to be written, {found} were / 应写 {rows} 行，实写 {found} 行")


def _append(part: Path, target: BinaryIO) -> None:
    with part.open("rb") as source:
        while block := source.read(1 << 20):
            target.write(block)
