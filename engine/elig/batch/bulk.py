"""The engine `duckdb`: pieces of the input are staged and decided by statements; the reference decides the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from elig.batch.asking import Asking
from elig.batch.files import quoted
from elig.batch.json_tables import JsonTables
from elig.batch.long import ORDER, answers_sql, asked_sql, count_sql
from elig.batch.output import Output
from elig.batch.reference import Found, Workers
from elig.batch.rejected import Rejected
from elig.batch.request import Engine, Progress, Request, Watch
from elig.batch.rows import rows_sql
from elig.batch.schema import LONG, Layout, lines, table_of_lines
from elig.batch.staging import Staging
from elig.batch.tables import Tables
from elig.batch.tally import Tally
from elig.batch.tally_sql import count
from elig.records import replace
from elig.sql.duckdb import Runner as DuckRunner
from elig.sql.duckdb import held
from elig.sql.parts import Run
from elig.sql.statement import Columns

if TYPE_CHECKING:
    from elig.batch.spark import Runner as SparkRunner

FEWEST, MOST = 100_000, 1_000_000
"""So many households are decided at a time, by how much is said of each: planning takes as long for few."""
WRITTEN = 20_000
"""Of so many households long rows are sorted and written at a time: they are far more than what is held of each."""
CELLS = {Layout.LONG: 8_000_000, Layout.WIDE: 40_000_000}
"""So many columns of the wide layout are filled at a time; the long one holds more of each."""


def at_once(layout: Layout, cells: int) -> int:
    """How many households are decided at a time where the wide layout has so many columns."""
    return min(MOST, max(FEWEST, CELLS[layout] // cells))


SOME = "_some"
"""How the view of some rows of a table is called, after the table."""


class Bulk:
    """One run by statements: so many households at a time (`step`)."""

    def __init__(
        self, request: Request, tables: Tables | JsonTables, output: Output, workers: Workers, folder: Path, step: int
    ) -> None:
        self._request, self._tables, self._output = request, tables, output
        self._step = step
        self._program, self._folder = request.program.checked, folder
        self._asking = Asking(tables, workers)
        on = None if request.on_column is not None else request.on
        self._on = on
        self._staging = Staging(tables, request.on_column, request.on)
        columns = Columns.ALL if request.full else Columns.AMOUNTS | Columns.BOUNDS | Columns.MET
        columns |= Columns.ASKED if request.sure_lists else Columns.ASKED | Columns.LISTS
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
        run("CREATE OR REPLACE TEMP TABLE asked AS SELECT row FROM doubted UNION SELECT row FROM referred")
        run(f"CREATE OR REPLACE TEMP TABLE partly AS {asked_sql(self._output.layout, made, self._program)}")
        whole, of_whole, text = 0, 0, self._folder / "asked"
        with text.open("w", encoding="utf-8") as file:
            for one in self._asking.of_households():
                whole += 1
                if isinstance(one, Rejected):
                    self._reject(one, tally)
                else:
                    tally.add((one,))
                    of_whole += self._lines(one, self._output.layout, file)
        partly = self._answered(made, tally)
        self._write(made, partly > 0, text, of_whole, first, last)
        tally.read += made.rows + whole
        tally.members += self._number("SELECT count(*) FROM members WHERE row NOT IN (SELECT row FROM asked)")
        if self._request.tally:
            run(f"CREATE OR REPLACE TEMP VIEW answers AS {self._answers(made, partly > 0)}")
            count(self._tables.connection, tally)
        else:
            tally.decided += self._number("SELECT count(*) FROM households WHERE row NOT IN (SELECT row FROM asked)")
        return whole + partly

    def _answered(self, made: Run, tally: Tally) -> int:
        """Ask the reference what it is asked of households that are otherwise decided; how many these are.

        Its answers come to stand in `answered` as rows of the output, and in `answered_long`. A household that it
        refuses is not decided at all.
        """
        layouts = {"answered": self._output.layout, **({"answered_long": Layout.LONG} if self._request.tally else {})}
        texts = {name: self._folder / name for name in layouts}
        households, refused = 0, list[int]()
        with ExitStack() as stack:
            files = {name: stack.enter_context(path.open("w", encoding="utf-8")) for name, path in texts.items()}
            for one in self._asking.of_answers():
                households += 1
                if isinstance(one, Rejected):
                    self._reject(one, tally)
                    refused.append(one.row)
                    continue
                for name, layout in layouts.items():
                    self._lines(one, layout, files[name])
        for name, layout in layouts.items() if households else ():
            table = table_of_lines(quoted(texts[name]), {**self._columns(layout), ORDER: "BIGINT"})
            self._tables.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM {table}")
        for row in refused:
            for part in made.parts:
                for table in filter(None, (part.households, part.members)):
                    self._tables.connection.execute(f"DELETE FROM {held(table)} WHERE row = {row}")
            self._tables.connection.execute(f"INSERT INTO asked VALUES ({row})")
        return households

    def _columns(self, layout: Layout) -> Mapping[str, str]:
        return self._output.columns if layout is self._output.layout else LONG

    def _lines(self, one: Found, layout: Layout, file: TextIO) -> int:
        told = list(lines(one, layout, self._columns(layout), order=True))
        file.writelines(f"{line}\n" for line in told)
        return len(told)

    def _reject(self, one: Rejected, tally: Tally) -> None:
        self._output.reject(one)
        tally.reject(one)

    def _answers(self, made: Run, partly: bool) -> str:
        found = answers_sql(made, self._program, self._tables.keys.whole.id, self._on)
        return f"{found} UNION ALL BY NAME SELECT * FROM answered_long" if partly else found

    def _number(self, sql: str) -> int:
        return int(self._tables.connection.execute(sql).fetchall()[0][0])

    def _write(self, made: Run, partly: bool, text: Path, of_whole: int, first: int, last: int) -> None:
        """Write what was decided in the order of the input, by whichever way it was."""
        run, output, own = self._tables.connection.execute, self._output, self._tables.keys.whole.id
        whole = table_of_lines(quoted(text), {**output.columns, ORDER: "BIGINT"})
        others = [*(["answered"] if partly else []), *(["whole"] if of_whole else [])]
        if of_whole:
            run(f"CREATE OR REPLACE TEMP TABLE whole AS SELECT * FROM {whole}")
        step = WRITTEN if output.layout is Layout.LONG else self._step
        for at in range(first, last + 1, step):
            some = made if last - first < step else self._some(made, others, f"row BETWEEN {at} AND {at + step - 1}")
            end = "" if some is made else SOME
            answered, also = (f"answered{end}" if partly else None), [f"SELECT * FROM whole{end}"] if of_whole else []
            sql = rows_sql(
                output.layout, some, self._program, own, self._on, output.columns, output.kind, answered, also
            )
            count = self._number(count_sql(output.layout, some, self._program))
            output.write(sql, count + (self._number(f"SELECT count(*) FROM whole{end}") if of_whole else 0))

    def _some(self, made: Run, others: Sequence[str], where: str) -> Run:
        """What was made of some rows only: views of the tables that a run made, and of `others`."""

        def view(table: str) -> str:
            sql = f"CREATE OR REPLACE TEMP VIEW {table}{SOME} AS SELECT * FROM {table} WHERE {where}"
            self._tables.connection.execute(sql)
            return f"{table}{SOME}"

        for other in others:
            view(other)
        parts = (
            replace(part, households=view(part.households), members=part.members and view(part.members))
            for part in made.parts
        )
        return replace(made, parts=tuple(parts))


def _runner(request: Request, on: date | None, columns: Columns) -> DuckRunner | SparkRunner:
    """What decides the staged tables."""
    if request.engine is Engine.SPARK:
        from elig.batch.spark import Runner

        return Runner(request.program.checked, on, request.policy, columns)
    return DuckRunner(request.program.checked, on, request.policy, columns)
