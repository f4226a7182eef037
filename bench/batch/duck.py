"""DuckDB in one process: the statements by hand and the engine's own, over the same tables of one connection."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import work

from batch import hand, staged
from batch.form import Files, InMemory, Work
from elig.sql.duckdb import Runner
from elig.sql.statement import Columns

NAMED = "SELECT 'h' || row AS household_id, * EXCLUDE (row) FROM"


def forms(memory: str | None) -> dict[str, Work]:
    program, connection = staged.program(), connect(memory)
    runner = Runner(program.checked, on=work.ON, columns=Columns.AMOUNTS)
    loaded: list[Files] = []

    def load(files: Files) -> Any:
        if not loaded:
            staged.tables(files, connection, program)
            loaded.append(files)
        return connection

    def ours(held: Any) -> str:
        runner.run(held)
        return "(SELECT * EXCLUDE (policy) FROM result_households)"

    def keep(table: str, out: Path) -> None:
        connection.execute(f"COPY ({NAMED} {table}) TO '{out}' (FORMAT parquet)")

    def in_memory(statement: str) -> InMemory:
        def decide(held: Any) -> str:
            held.execute(f"CREATE OR REPLACE TEMP TABLE by_hand AS {statement.format(**hand.TABLES)}")
            return "by_hand"

        return InMemory(load, decide, keep)

    def in_files(statement: str) -> Callable[[Files, Path], None]:
        def files(given: Files, out: Path) -> None:
            text = statement.format(**hand.in_files(*given))
            connection.execute(f"COPY ({text}) TO '{out}' (FORMAT parquet, COMPRESSION zstd)")

        return files

    return {
        "SQL, the columns of elig": Work(in_memory(hand.SAME), unit=1),
        "SQL, the columns of elig batch": Work(files=in_files(hand.WRITTEN), unit=100),
        "SQL, eight answers": Work(in_memory(hand.EIGHT), in_files(hand.EIGHT)),
        "elig": Work(InMemory(load, ours, keep), unit=1),
    }


def connect(memory: str | None) -> duckdb.DuckDBPyConnection:
    """A database in memory that says nothing while it works."""
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false; SET preserve_insertion_order = false")
    if memory:
        connection.execute(f"SET memory_limit = '{memory}'")
    return connection
