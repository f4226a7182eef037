"""DuckDB in one process: the statements by hand and the engine's own, over the same tables of one connection."""

from __future__ import annotations

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

    def by_hand(statement: str) -> Work:
        def decide(held: Any) -> str:
            held.execute(f"CREATE OR REPLACE TEMP TABLE by_hand AS {statement.format(**hand.TABLES)}")
            return "by_hand"

        def files(given: Files, out: Path) -> None:
            text = statement.format(**hand.in_files(*given))
            connection.execute(f"COPY ({text}) TO '{out}' (FORMAT parquet, COMPRESSION zstd)")

        return Work(InMemory(load, decide, keep), files, wide=statement is hand.SAME)

    return {
        "SQL, the columns of elig": by_hand(hand.SAME),
        "SQL, eight answers": by_hand(hand.EIGHT),
        "elig": Work(InMemory(load, ours, keep), wide=True),
    }


def connect(memory: str | None) -> duckdb.DuckDBPyConnection:
    """A database in memory that says nothing while it works."""
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false; SET preserve_insertion_order = false")
    if memory:
        connection.execute(f"SET memory_limit = '{memory}'")
    return connection
