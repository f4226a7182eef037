"""Nested households in JSON Lines as tables: the database takes each line apart, each value keeps its spelling."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from elig.batch.connecting import connect
from elig.batch.files import list_of
from elig.batch.line_tables import OBJECT, key_of, load, parsed, plain
from elig.batch.lines import Lines
from elig.batch.record import Record
from elig.batch.request import Request
from elig.facts.keys import ID, Keys, Level

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


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
        self._odd = load(self.connection, Lines(request.input), "told", folder)
        self.last: int = self.connection.execute("SELECT coalesce(max(row), 0) FROM told").fetchall()[0][0]

    def records(self, where: str) -> list[Record]:
        """The households that a condition on `row` selects, in order."""
        found = self.connection.execute(f"SELECT row, line FROM told WHERE {where} ORDER BY row").fetchall()
        return [Record(row, self._odd.get(row) or line.encode()) for row, line in found]

    def household_sql(self, where: str, with_members: str = "") -> str:
        """SQL of households: `row`, whether members are `listed`, and a column for each key."""
        listed = ", ".join(key_of(name, own=name == self.keys.whole.id) for name in self.household)
        return f"""SELECT row, json_type(h.{self.keys.parts}) IS NOT DISTINCT FROM 'ARRAY' AS listed, {listed}
            FROM ({self._parsed(where)})"""

    def member_sql(self, where: str) -> str:
        """SQL of members: `row`, `member`, and a column for each key."""
        shape = ", ".join(f'"{name}": "JSON"' for name in self.member)
        listed = ", ".join(key_of(name, own=name == ID) for name in self.member)
        people = f"""from_json(CASE WHEN json_type(h.{self.keys.parts}) = 'ARRAY' THEN h.{self.keys.parts} END,
            '[{{{shape}}}]')"""
        return f"""SELECT row, member, {listed} FROM (
            SELECT row, generate_subscripts(people, 1) - 1 AS member, unnest(people) AS h
            FROM (SELECT row, {people} AS people FROM ({self._parsed(where)})))"""

    def doubts_sql(self, where: str) -> str:
        """SQL of the lines that are not surely a household: not JSON, keys that are strange or stand twice."""
        parts = self.keys.parts
        part = list_of(self.member)
        return f"""SELECT row FROM told WHERE {where} AND NOT coalesce(
            CASE WHEN {OBJECT} THEN {plain([*self.household, parts])}
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
        return f"SELECT row, {parsed([*self.household, self.keys.parts])} AS h FROM told WHERE {where}"
