"""Households in tables: Parquet, CSV, or JSON Lines, nested or in two files; loaded once into a database on disk.

`raw_households(row, …)` and `raw_members(row, member, …)` hold the columns as the files have them; `row` counts
households from 1 (for JSON Lines it is the line), `member` the members of a household from 0.
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
TWICE = ("户编号出现不止一次，成员无法归户", "the household's id occurs more than once: its members cannot be told apart")


class Tables:
    """The tables of a request."""

    def __init__(self, request: Request, folder: Path) -> None:
        self.vocabulary = request.program.vocabulary
        self.keys = Keys.of(self.vocabulary)
        self.connection: DuckDBPyConnection = connect(folder, request.memory, request.threads)
        self._on_column = request.on_column
        self._load(request)
        self.household = self._columns("raw_households", self.keys.whole, ("row", self.keys.parts))
        self.member = self._columns("raw_members", self.keys.part, ("row", "member"))
        self.total = int(self._one("SELECT count(*) FROM raw_households"))

    @property
    def size(self) -> tuple[int, str]:
        """The rows of the file of households."""
        return self.total, "rows"

    def pieces(self, rows: int) -> Iterator[tuple[Sequence[Record], int]]:
        """The households in pieces of so many."""
        for first in range(1, self.total + 1, rows):
            last = min(first + rows - 1, self.total)
            yield self.records(f"row BETWEEN {first} AND {last}"), last

    def records(self, where: str) -> list[Record]:
        """The households that a condition on `row` selects, in order."""
        members: dict[int, list[Mapping[str, Any]]] = {}
        for cells in self._rows("raw_members", self.member, where, "row, member"):
            members.setdefault(cells.pop("row"), []).append(cells)
        listed = {row for (row,) in self.connection.execute(f"SELECT row FROM listed WHERE {where}").fetchall()}
        twice = {row for (row,) in self.connection.execute(f"SELECT row FROM twice WHERE {where}").fetchall()}
        found = []
        for cells in self._rows("raw_households", self.household, where, "row"):
            row = cells.pop("row")
            told = household_of(self.keys, cells, members.get(row, []) if row in listed else None)
            found.append(Record(row, told, TWICE if row in twice else None))
        return found

    def strangers(self) -> Iterator[tuple[int, str | None]]:
        """Members whose household is not in the file of households: their place in their own file, and what they name."""
        yield from self.connection.execute("SELECT place, household FROM strangers ORDER BY place").fetchall()

    # ------------------------------------------------------------------ loading

    def _load(self, request: Request) -> None:
        run = self.connection.execute
        own = self.keys.whole.id
        run("SET preserve_insertion_order = true")
        run(f"CREATE TABLE raw_households AS SELECT {_numbered(request.input)}")
        self._names(request.input, "raw_households", own)
        run("CREATE TABLE twice (row BIGINT)")
        run("CREATE TABLE strangers (place BIGINT, household VARCHAR)")
        if request.members is None:
            self._nested(request.input)
        else:
            run(f"CREATE TABLE told_members AS SELECT {_numbered(request.members)}")
            self._names(request.members, "told_members", own)
            run(f"""INSERT INTO twice SELECT row FROM raw_households WHERE {own} IN
                (SELECT {own} FROM raw_households GROUP BY {own} HAVING count(*) > 1)""")
            run(f"""CREATE TABLE raw_members AS
                SELECT h.row AS row, row_number() OVER (PARTITION BY h.row ORDER BY m.row) - 1 AS member,
                    m.* EXCLUDE (row, {own})
                FROM told_members AS m JOIN raw_households AS h ON h.{own} = m.{own}
                WHERE h.row NOT IN (SELECT row FROM twice)""")
            run(f"""INSERT INTO strangers SELECT m.row, CAST(m.{own} AS VARCHAR) FROM told_members AS m
                WHERE m.{own} IS NULL OR m.{own} NOT IN (SELECT {own} FROM raw_households WHERE {own} IS NOT NULL)""")
            run("DROP TABLE told_members")
            run("CREATE TABLE listed AS SELECT DISTINCT row FROM raw_members")
        run("SET preserve_insertion_order = false")

    def _nested(self, path: Path) -> None:
        run, parts = self.connection.execute, self.keys.parts
        types = self._types("raw_households")
        if not types.get(parts, "").endswith("[]"):
            raise EligError(
                f"{path.name}: there is no list `{parts}`: name the file of members / "
                f"没有成员名单 {parts}，请另写成员文件（--members）"
            )
        run(f"CREATE TABLE listed AS SELECT row FROM raw_households WHERE {parts} IS NOT NULL")
        run(f"""CREATE TABLE raw_members AS SELECT row, member, unnest(told) FROM (
                SELECT row, generate_subscripts({parts}, 1) - 1 AS member, unnest({parts}) AS told FROM raw_households)""")
        run(f"ALTER TABLE raw_households DROP COLUMN {parts}")

    def _names(self, path: Path, table: str, key: str) -> None:
        if key not in self._types(table):
            raise EligError(f"{path.name}: there is no column `{key}` / 没有“{key}”这一列")

    # ------------------------------------------------------------------ columns

    def _types(self, table: str) -> dict[str, str]:
        return {name: kind for name, kind, *_ in self.connection.execute(f"DESCRIBE {table}").fetchall()}

    def _columns(self, table: str, level: Level, own: Sequence[str]) -> dict[str, str]:
        """The columns of a table that tell something, and their types; raises `EligError` for what is no fact."""
        found = {name: kind for name, kind in self._types(table).items() if name not in own}
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

    def _rows(self, table: str, columns: Mapping[str, str], where: str, order: str) -> Iterator[dict[str, Any]]:
        names = ["row", *columns]
        listed = ", ".join(f'"{name}"' for name in names)
        found = self.connection.execute(f"SELECT {listed} FROM {table} WHERE {where} ORDER BY {order}").fetchall()
        return (dict(zip(names, row, strict=True)) for row in found)

    def _one(self, sql: str) -> Any:
        found = self.connection.execute(sql).fetchone()
        assert found is not None, "a count is one row"
        return found[0]


def _numbered(path: Path) -> str:
    """SQL of a file's rows, counted from 1."""
    match format_of(path):
        case Format.PARQUET:
            return (
                f"file_row_number + 1 AS row, * EXCLUDE (file_row_number) "
                f"FROM read_parquet({quoted(path)}, file_row_number = true)"
            )
        case Format.CSV:
            return f"row_number() OVER () AS row, * FROM read_csv({quoted(path)}, header = true, all_varchar = true)"
        case Format.JSON_LINES:
            raise EligError(f"{path.name}: JSON Lines in two files are not read / 两个文件时请用 Parquet 或 CSV")
