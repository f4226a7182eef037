"""A file in parts: each written when its rows are there, all put together in order at the end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from elig.batch.files import Format, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_LINES = "(FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER E'\\x01')"
"""Lines of text as they are: a separator that occurs in no text, and no quotes."""


def copy(connection: DuckDBPyConnection, sql: str, part: Path, kind: Format, *, header: bool) -> None:
    """Write the rows of a query, in its order; for JSON Lines it has one column, the text of each line."""
    match kind:
        case Format.PARQUET:
            options = "(FORMAT parquet, COMPRESSION zstd)"
        case Format.CSV:
            options = f"(FORMAT csv, HEADER {str(header).lower()})"
        case _:
            options = _LINES
    connection.execute(f"COPY ({sql}) TO {quoted(part)} {options}")


def joined(connection: DuckDBPyConnection | None, parts: Sequence[Path], kind: Format, whole: Path) -> Path:
    """The parts as one file, in order; the parts are gone afterwards. Only Parquet needs a connection."""
    if len(parts) == 1:
        return parts[0].rename(whole)
    if kind is Format.PARQUET:
        assert connection is not None, "Parquet is written by DuckDB"
        listed = ", ".join(map(quoted, parts))
        connection.execute("SET preserve_insertion_order = true")
        connection.execute(
            f"COPY (SELECT * FROM read_parquet([{listed}])) TO {quoted(whole)} (FORMAT parquet, COMPRESSION zstd)"
        )
    else:
        with whole.open("wb") as target:
            for part in parts:
                _append(part, target)
    for part in parts:
        part.unlink()
    return whole


def _append(part: Path, target: BinaryIO) -> None:
    with part.open("rb") as source:
        while block := source.read(1 << 20):
            target.write(block)
