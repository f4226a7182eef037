"""Nested households in JSON Lines as tables: the database takes each line apart, each value keeps its spelling."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from elig.batch.connecting import connect
from elig.batch.files import list_of, quoted
from elig.batch.lines import Lines
from elig.batch.record import Record
from elig.batch.request import Request
from elig.facts.jsontext import MAX_BYTES
from elig.facts.keys import ID, Keys, Level

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_LONG_NUMBER = r'[^"0-9.][0-9.]{17,}'
"""A number of so many digits that the database may not keep them all."""


class JsonTables:
    """The lines of a file, as statements read `Tables`; every column is a piece of JSON."""

    def __init__(self, request: Request, folder: Path) -> None:
        self.vocabulary = request.program.vocabulary
        self.keys = Keys.of(self.vocabulary)
        self.connection: DuckDBPyConnection = connect(folder, request.memory, request.threads)
        self._on_column = request.on_column
        also = [request.on_column] if request.on_column else []
        self.household = self._columns(self.keys.whole, also)
        self.member = self._columns(self.keys.part, [])
        self._odd: dict[int, bytes] = {}
        """Lines that are no text: what stands in their place in the table is no household either."""
        self._load(Lines(request.input), folder / "lines")
        self.last: int = self.connection.execute("SELECT coalesce(max(row), 0) FROM told").fetchall()[0][0]

    def records(self, where: str) -> list[Record]:
        """The households that a condition on `row` selects, in order."""
        found = self.connection.execute(f"SELECT row, line FROM told WHERE {where} ORDER BY row").fetchall()
        return [Record(row, self._odd.get(row) or line.encode()) for row, line in found]

    def household_sql(self, where: str, with_members: str = "") -> str:
        """SQL of households: `row`, whether members are `listed`, and a column for each key."""
        listed = ", ".join(_key(name, own=name == self.keys.whole.id) for name in self.household)
        return f"""SELECT row, json_type(h.{self.keys.parts}) IS NOT DISTINCT FROM 'ARRAY' AS listed, {listed}
            FROM ({self._parsed(where)})"""

    def member_sql(self, where: str) -> str:
        """SQL of members: `row`, `member`, and a column for each key."""
        shape = ", ".join(f'"{name}": "JSON"' for name in self.member)
        listed = ", ".join(_key(name, own=name == ID) for name in self.member)
        people = f"""from_json(CASE WHEN json_type(h.{self.keys.parts}) = 'ARRAY' THEN h.{self.keys.parts} END,
            '[{{{shape}}}]')"""
        return f"""SELECT row, member, {listed} FROM (
            SELECT row, generate_subscripts(people, 1) - 1 AS member, unnest(people) AS h
            FROM (SELECT row, {people} AS people FROM ({self._parsed(where)})))"""

    def doubts_sql(self, where: str) -> str:
        """SQL of the lines that are not surely a household: not JSON, keys that are strange or stand twice."""
        parts = self.keys.parts
        own, part = list_of([*self.household, parts]), list_of(self.member)
        return f"""SELECT row FROM told WHERE {where} AND NOT coalesce(
            CASE WHEN json_valid(line) AND json_type(line) = 'OBJECT' THEN
                list_has_all({own}, json_keys(line)) AND len(list_distinct(json_keys(line))) = len(json_keys(line))
                AND NOT regexp_matches(line, '{_LONG_NUMBER}')
                AND (json_type(line, '$.{parts}') IS NULL OR json_type(line, '$.{parts}') IN ('ARRAY', 'NULL'))
                AND len(list_filter(json_type(line, '$.{parts}[*]'), lambda one: one <> 'OBJECT')) = 0
                AND len(list_filter(json_keys(line, '$.{parts}[*]'), lambda keys:
                    NOT list_has_all({part}, keys) OR len(list_distinct(keys)) < len(keys))) = 0
            END, FALSE)"""

    def strangers(self, placed: int | None = None) -> list[tuple[int, str | None]]:
        """Nobody: members stand inside their household."""
        return []

    # ------------------------------------------------------------------ loading

    def _columns(self, level: Level, also: Sequence[str]) -> dict[str, str]:
        names = [*(key for key in level.own if key != self.keys.parts), *level.forms, *also]
        return {name: "VARCHAR" if name == level.id else "JSON" for name in names}

    def _parsed(self, where: str) -> str:
        shape = ", ".join(f'"{name}": "JSON"' for name in [*self.household, self.keys.parts])
        whole = "CASE WHEN json_valid(line) AND json_type(line) = 'OBJECT' THEN line END"
        return f"SELECT row, from_json({whole}, '{{{shape}}}') AS h FROM told WHERE {where}"

    def _load(self, lines: Lines, copy: Path) -> None:
        """Number the lines and put them into a table, by way of a file that holds nothing but lines of text."""
        with copy.open("wb") as file:
            for piece, _ in lines.pieces(1000):
                file.writelines(self._numbered(record) for record in piece)
        self.connection.execute(
            f"""CREATE TABLE told AS SELECT * FROM read_csv({quoted(copy)},
            columns = {{'row': 'BIGINT', 'line': 'VARCHAR'}}, delim = E'\\x01', quote = '', escape = '',
            header = false, auto_detect = false, new_line = '\\n', max_line_size = {2 * MAX_BYTES})"""
        )
        copy.unlink()

    def _numbered(self, record: Record) -> bytes:
        line: Any = record.data
        try:
            line.decode("utf-8")
            odd = len(line) > MAX_BYTES or b"\x01" in line or b"\r" in line or b"\0" in line
        except UnicodeDecodeError:
            odd = True
        if odd:
            self._odd[record.row] = line
        return b"%d\x01%s\n" % (record.row, b"null" if odd else line)


def _key(name: str, *, own: bool) -> str:
    if own:
        return f'CASE WHEN json_type(h."{name}") = \'VARCHAR\' THEN h."{name}" ->> \'$\' END AS "{name}"'
    return f'h."{name}" AS "{name}"'
