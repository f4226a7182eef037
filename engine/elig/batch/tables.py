"""Households in tables: Parquet or CSV, with the members inside or in a second file.

Parquet is read where it lies, a range of rows at a time; CSV, which can only be read from its beginning, is taken into
a database on disk first. `row` counts households from 1, `member` the members of a household from 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from elig.batch.connecting import connect
from elig.batch.files import Format, format_of, quoted
from elig.batch.record import Record
from elig.batch.request import Request
from elig.batch.told import household_of
from elig.errors import EligError, nearest
from elig.facts.forms import NumberForm
from elig.facts.keys import Keys, Level

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FLOATS = ("DOUBLE", "FLOAT", "REAL")
TWICE = (
    "户编号出现不止一次，成员无法归户",
    "the household's id occurs more than once: its members cannot be told apart",
)


class Tables:
    """The tables of a request. `household` and `member` are the columns that tell something, and their types.

    `at_once`: no more than so many households are read together, so that members of more are placed beforehand.
    """

    def __init__(self, request: Request, folder: Path, at_once: int = 0) -> None:
        self.vocabulary = request.program.vocabulary
        self.keys = Keys.of(self.vocabulary)
        self.connection: DuckDBPyConnection = connect(folder, request.memory, request.threads)
        self._on_column = request.on_column
        self._nested = request.members is None
        self._stored(request.input, "told_households", "row")
        if request.members is None:
            self._expect_list(request.input)
        else:
            self._stored(request.members, "told_members", "place")
            self._place(at_once)
        self.household = self._columns(self.household_sql("FALSE"), self.keys.whole)
        self.member = self._columns(self.member_sql("FALSE"), self.keys.part)
        self.last = self._count("told_households")

    @property
    def size(self) -> tuple[int, str]:
        """The rows of the file of households."""
        return self.last, "rows"

    def pieces(self, rows: int) -> Iterator[tuple[Sequence[Record], int]]:
        """The households in pieces of so many."""
        for first in range(1, self.last + 1, rows):
            last = min(first + rows - 1, self.last)
            yield self.records(f"row BETWEEN {first} AND {last}"), last

    def records(self, where: str) -> list[Record]:
        """The households that a condition on `row` selects, in order."""
        members: dict[int, list[Mapping[str, Any]]] = {}
        for cells in self._rows(self.member_sql(where), self.member, "row, member"):
            members.setdefault(cells.pop("row"), []).append(cells)
        twice = self._numbers(self.doubts_sql(where))
        found = []
        for cells in self._rows(self.household_sql(where), {**self.household, "listed": ""}, "row"):
            row, listed = cells.pop("row"), cells.pop("listed")
            told = household_of(self.keys, cells, members.get(row, []) if listed else None)
            found.append(Record(row, told, TWICE if row in twice else None))
        return found

    # ------------------------------------------------------------------ what statements read

    def household_sql(self, where: str, with_members: str = "people") -> str:
        """SQL of households: `row`, whether members are `listed`, and the columns of the file.

        `with_members` has the rows of all households of these that have members; empty where all of them have.
        """
        if self._nested:
            parts = self.keys.parts
            inner = f"SELECT *, {parts} IS NOT NULL AS listed FROM told_households WHERE {where}"
            return f"SELECT * EXCLUDE ({parts}) FROM ({inner})"
        listed = f"row IN (SELECT row FROM {with_members} WHERE {where})" if with_members else "TRUE"
        return f"SELECT *, {listed} AS listed FROM told_households WHERE {where}"

    def member_sql(self, where: str) -> str:
        """SQL of members: `row`, `member`, and the columns of the file."""
        if self._nested:
            parts = self.keys.parts
            return f"""SELECT row, member, unnest(told) FROM (
                SELECT row, generate_subscripts({parts}, 1) - 1 AS member, unnest({parts}) AS told
                FROM told_households WHERE {where})"""
        return f"SELECT * FROM people WHERE {where}"

    def doubts_sql(self, where: str) -> str:
        """SQL of the rows that cannot be told apart from others."""
        return f"SELECT row FROM twice WHERE {where}" if not self._nested else "SELECT NULL::BIGINT AS row WHERE FALSE"

    def strangers(self, placed: int | None = None) -> list[tuple[int, str | None]]:
        """Members whose household is not in the other file: their place in their own, and the household they name.

        `placed`: so many members were read with their households; where these are all, nobody is looked for.
        """
        if self._nested or placed == self._count("told_members"):
            return []
        own = self.keys.whole.id
        return self.connection.execute(
            f"""SELECT place + 1, CAST({own} AS VARCHAR) FROM (SELECT place, {own} FROM told_members)
            ANTI JOIN keys USING ({own}) ORDER BY place"""
        ).fetchall()

    # ------------------------------------------------------------------ loading

    def _stored(self, path: Path, table: str, number: str) -> None:
        """A table with the rows of a file, numbered: households from 1, places of members from 0."""
        first = 1 if number == "row" else 0
        match format_of(path):
            case Format.PARQUET:
                self.connection.execute(
                    f"""CREATE VIEW {table} AS SELECT file_row_number + {first} AS {number}, * EXCLUDE (file_row_number)
                    FROM read_parquet({quoted(path)}, file_row_number = true)"""
                )
            case Format.CSV:
                self.connection.execute("SET preserve_insertion_order = true")
                self.connection.execute(
                    f"""CREATE TABLE {table} AS SELECT row_number() OVER () - {1 - first} AS {number}, *
                    FROM read_csv({quoted(path)}, header = true, all_varchar = true)"""
                )
                self.connection.execute("SET preserve_insertion_order = false")
            case Format.JSON_LINES:
                raise EligError(
                    f"{path.name}: both files are JSON Lines, or neither / 户和成员的文件须同为 JSON Lines，或都不是"
                )
        if self.keys.whole.id not in self._types(f"SELECT * FROM {table}"):
            key = self.keys.whole.id
            raise EligError(f"{path.name}: there is no column `{key}` / 没有“{key}”这一列")

    def _place(self, at_once: int) -> None:
        """Say whose members are whose, by their keys alone; `member` is a member's place in the file."""
        run, own = self.connection.execute, self.keys.whole.id
        run(f"CREATE TEMP TABLE keys AS SELECT row, {own} FROM told_households")
        run(f"""CREATE TEMP TABLE twice AS SELECT row FROM keys WHERE {own} IN
            (SELECT {own} FROM keys GROUP BY {own} HAVING count(*) > 1)""")
        others = " WHERE row NOT IN (SELECT row FROM twice)" if self._count("twice") else ""
        run(f"CREATE TEMP VIEW single AS SELECT row, {own} FROM keys{others}")
        told = f"told_members.* EXCLUDE (place, {own})"
        if self._count("keys") <= at_once:
            run(f"""CREATE TEMP VIEW people AS SELECT single.row, place AS member, {told}
                FROM told_members JOIN single USING ({own})""")
        else:
            run(f"""CREATE TEMP TABLE placed AS SELECT place, row
                FROM (SELECT place, {own} FROM told_members) JOIN single USING ({own})""")
            run(f"""CREATE TEMP VIEW people AS SELECT placed.row, place AS member, {told}
                FROM told_members JOIN placed USING (place)""")

    def _count(self, table: str) -> int:
        return int(self.connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])

    def _expect_list(self, path: Path) -> None:
        parts = self.keys.parts
        if not self._types("SELECT * FROM told_households").get(parts, "").endswith("[]"):
            raise EligError(
                f"{path.name}: there is no list `{parts}`: name the file of members too / "
                f"没有成员名单 {parts}，请另写成员文件"
            )

    # ------------------------------------------------------------------ columns

    def _types(self, sql: str) -> dict[str, str]:
        return {name: kind for name, kind, *_ in self.connection.execute(f"DESCRIBE {sql}").fetchall()}

    def _columns(self, sql: str, level: Level) -> dict[str, str]:
        """The columns that tell something, and their types; raises `EligError` for what is no fact."""
        found = {name: kind for name, kind in self._types(sql).items() if name not in ("row", "member", "listed")}
        for name, kind in found.items():
            if name in level.own or name == self._on_column:
                continue
            if name not in level.forms:
                near = nearest(name, level.forms)
                guess = f" ({near}?)" if near else ""
                raise EligError(f"the column `{name}` is no fact{guess} / 列“{name}”不是已知的事实{guess}")
            if kind in FLOATS and isinstance(level.forms[name], NumberForm):
                raise EligError(
                    f"the column `{name}` is {kind}: its digits are not those that were meant. Write DECIMAL or text / "
                    f"列“{name}”是浮点数（{kind}），数位不可靠，请改用 DECIMAL 或文字"
                )
        return found

    def _rows(self, sql: str, columns: Mapping[str, str], order: str) -> Iterator[dict[str, Any]]:
        names = ["row", *columns]
        listed = ", ".join(f'"{name}"' for name in names)
        found = self.connection.execute(f"SELECT {listed} FROM ({sql}) ORDER BY {order}").fetchall()
        return (dict(zip(names, row, strict=True)) for row in found)

    def _numbers(self, sql: str) -> set[int]:
        return {number for (number,) in self.connection.execute(sql).fetchall()}
