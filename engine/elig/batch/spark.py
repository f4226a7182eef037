"""The engine `spark`: what was staged goes to Spark as files, and what it decides comes back as files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from elig.batch.files import quoted
from elig.extras import needed
from elig.program.model import CheckedProgram
from elig.sql.duckdb import gathered, held
from elig.sql.parts import Part, Planner, Run
from elig.sql.spark import Spark, session
from elig.sql.staged import HOUSEHOLDS, MEMBERS
from elig.sql.statement import Columns

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Runner:
    """Decides the staged tables of a DuckDB connection with Spark: in the session that there is, or one of its own."""

    def __init__(self, program: CheckedProgram, on: date | None, policy: str | None, columns: Columns) -> None:
        needed("pyspark", "spark")
        self._planner = Planner(program, on, policy, columns, "spark")
        self._session = session()

    def run(self, connection: DuckDBPyConnection) -> Run:
        """Decide `households` and `members`; makes the views that `elig.sql.duckdb.Runner` makes."""
        with TemporaryDirectory(prefix="elig-spark-") as name:
            folder = Path(name)
            for table in (HOUSEHOLDS, MEMBERS):
                path = folder / f"{table}.parquet"
                connection.execute(f"COPY {table} TO {quoted(path)} (FORMAT parquet)")
                self._session.read.parquet(str(path)).createOrReplaceTempView(table)
            parts = self._planner.parts(Spark(self._session))
            for table in _tables(parts):
                path = folder / table
                self._session.table(table).write.parquet(str(path))
                files = quoted(path / "*.parquet")
                own = held(table)
                connection.execute(f"CREATE OR REPLACE TEMP TABLE {own} AS SELECT * FROM read_parquet({files})")
                connection.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS SELECT * FROM {own}")
            return gathered(connection, parts)


def _tables(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        yield part.households
        yield from (part.members,) if part.members is not None else ()
