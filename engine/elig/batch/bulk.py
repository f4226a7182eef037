"""The engine `duckdb`: pieces of the input are staged and decided by statements; the reference decides the rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from elig.batch.files import quoted
from elig.batch.json_tables import JsonTables
from elig.batch.long import ORDER, answers_sql, count_sql, rows_sql
from elig.batch.output import Output
from elig.batch.record import Record
from elig.batch.reference import Found, Workers
from elig.batch.rejected import Rejected
from elig.batch.request import Engine, Progress, Request, Watch
from elig.batch.schema import Layout, in_format, lines, table_of_lines
from elig.batch.staging import Staging
from elig.batch.tables import Tables
from elig.batch.tally import Tally
from elig.batch.tally_sql import count
from elig.sql.duckdb import Runner as DuckRunner
from elig.sql.parts import Run
from elig.sql.statement import Columns

if TYPE_CHECKING:
    from elig.batch.spark import Runner as SparkRunner

FEWEST, MOST = 50_000, 1_000_000
"""So many households are decided at a time, by how much is said of each."""
CELLS = {Layout.LONG: 8_000_000, Layout.WIDE: 40_000_000}
"""So many columns of the wide layout are filled at a time; the long one holds more of each."""
ASKED = 50
"""So many of those that are left to the reference are handed to a worker at a time."""


def at_once(layout: Layout, cells: int) -> int:
    """How many households are decided at a time where the wide layout has so many columns."""
    return min(MOST, max(FEWEST, CELLS[layout] // cells))


class Bulk:
    """One run by statements: so many households at a time (`step`)."""

    def __init__(
        self, request: Request, tables: Tables | JsonTables, output: Output, workers: Workers, folder: Path, step: int
    ) -> None:
        self._request, self._tables, self._output = request, tables, output
        self._step = step
        self._workers, self._folder = workers, folder
        on = None if request.on_column is not None else request.on
        self._on = on
        self._staging = Staging(tables, request.on_column, request.on)
        columns = Columns.ALL if request.full else Columns.AMOUNTS | Columns.BOUNDS | Columns.MET
        self._runner = _runner(request, on, columns)

    @property
    def members(self) -> int:
        """How many members were read."""
        return self._staging.members

    def run(self, tally: Tally, watch: Watch | None) -> int:
        """Decide everything; how many households were left to the reference."""
        referred, step = 0, self._step
        for first in range(1, self._tables.last + 1, step):
            last = min(first + step - 1, self._tables.last)
            referred += self._piece(first, last, tally)
            if watch is not None:
                watch(Progress(last, self._tables.last, tally.read))
        return referred

    def _piece(self, first: int, last: int, tally: Tally) -> int:
        run = self._tables.connection.execute
        self._staging.piece(first, last)
        made = self._runner.run(self._tables.connection)
        left = " UNION ".join(("SELECT row FROM doubted", "SELECT row FROM referred"))
        run(f"CREATE OR REPLACE TEMP TABLE asked AS {left}")
        records = self._tables.records("row IN (SELECT row FROM asked)")
        results = self._ask(records)
        found = [one for one in results if isinstance(one, Found)]
        self._write(made, found)
        tally.read += made.rows + len(records)
        tally.members += run("SELECT count(*) FROM members WHERE row NOT IN (SELECT row FROM asked)").fetchall()[0][0]
        if self._request.tally:
            run(f"CREATE OR REPLACE TEMP VIEW answers AS {self._answers(made)}")
            count(self._tables.connection, tally)
        else:
            tally.decided += made.rows
        tally.add(found)
        for one in results:
            if isinstance(one, Rejected):
                self._output.reject(one)
                tally.reject(one)
        return len(records)

    def _answers(self, made: Run) -> str:
        return answers_sql(made, self._request.program.checked, self._tables.keys.whole.id, self._on)

    def _ask(self, records: Sequence[Record]) -> list[Found | Rejected]:
        pieces = (records[at : at + ASKED] for at in range(0, len(records), ASKED))
        return [result for results in self._workers(pieces) for result in results]

    def _write(self, made: Run, found: Sequence[Found]) -> None:
        """Write what was decided in the order of the input, by whichever way it was."""
        output, program = self._output, self._request.program.checked
        sql = rows_sql(output.layout, made, program, self._tables.keys.whole.id, self._on, output.columns)
        count = self._tables.connection.execute(count_sql(output.layout, made, program)).fetchall()[0][0]
        text = self._folder / f"asked-{len(output.parts):05}"
        if found:
            told = [line for one in found for line in lines(one, output.layout, output.columns, order=True)]
            text.write_text("".join(f"{line}\n" for line in told), encoding="utf-8")
            count += len(told)
            sql += (
                f" UNION ALL BY NAME SELECT * FROM {table_of_lines(quoted(text), {**output.columns, ORDER: 'BIGINT'})}"
            )
        output.write(f"SELECT {in_format(output.columns, output.kind)} FROM ({sql}) ORDER BY row, {ORDER}", count)
        text.unlink(missing_ok=True)


def _runner(request: Request, on: date | None, columns: Columns) -> DuckRunner | SparkRunner:
    """What decides the staged tables."""
    if request.engine is Engine.SPARK:
        from elig.batch.spark import Runner

        return Runner(request.program.checked, on, request.policy, columns)
    return DuckRunner(request.program.checked, on, request.policy, columns)
