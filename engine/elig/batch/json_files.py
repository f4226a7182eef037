"""Households and members in two files of JSON Lines: tables whose every column is a piece of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from elig.batch.line_tables import OBJECT, key_of, load, parsed, plain
from elig.batch.lines import Lines
from elig.batch.record import Record
from elig.batch.request import Request
from elig.batch.tables import TWICE, Tables
from elig.errors import HouseholdError
from elig.explain.problems import render_problem
from elig.facts.jsontext import read_json
from elig.facts.keys import ID


class JsonFiles(Tables):
    """The lines of two files, as statements read `Tables`; the library reads the lines themselves."""

    def __init__(self, request: Request, folder: Path, at_once: int = 0) -> None:
        self._folder = folder
        self._odd: dict[str, Mapping[int, bytes]] = {}
        super().__init__(request, folder, at_once)
        self.last = int(self.connection.execute("SELECT coalesce(max(row), 0) FROM told_households").fetchall()[0][0])

    def records(self, where: str) -> list[Record]:
        """The households that a condition on `row` selects, in order."""
        run = self.connection.execute
        members: dict[int, list[str]] = {}
        for row, line in run(
            f"""SELECT people.row, line FROM (SELECT row, member FROM people WHERE {where}) AS people
            JOIN told_members_lines AS lines ON lines.row = member + 1 ORDER BY people.row, member"""
        ).fetchall():
            members.setdefault(row, []).append(line)
        twice = self._numbers(f"SELECT row FROM twice WHERE {where}")
        found = []
        for row, text in run(f"SELECT row, line FROM told_households_lines WHERE {where} ORDER BY row").fetchall():
            line = self._odd["told_households"].get(row, text.encode())
            found.append(Record(row, line, TWICE) if row in twice else self._record(row, line, members.get(row)))
        return found

    def _record(self, row: int, line: bytes, members: list[str] | None) -> Record:
        """A household with its members inside; what is no household stays the line that it is."""
        try:
            told = read_json(line)
        except HouseholdError:
            return Record(row, line)
        if not isinstance(told.data, dict) or told.problems:
            return Record(row, line)
        if self.keys.parts in told.data:
            return Record(row, line, _INSIDE)
        if members is None:
            return Record(row, told.data)
        listed: list[object] = []
        for text in members:
            member = read_json(text)
            for problem in member.problems:
                return Record(row, line, (render_problem(problem, "zh"), render_problem(problem, "en")))
            assert isinstance(member.data, dict), "a member that is placed has an id of a household"
            listed.append({key: value for key, value in member.data.items() if key != self.keys.whole.id})
        return Record(row, {**told.data, self.keys.parts: listed})

    def doubts_sql(self, where: str) -> str:
        """SQL of the households that cannot be told apart, or of which a line is not surely what it should be."""
        return f"""SELECT row FROM twice WHERE {where}
            UNION SELECT row FROM told_households_lines WHERE {where} AND row IN (SELECT row FROM told_households_odd)
            UNION SELECT row FROM people WHERE {where} AND member + 1 IN (SELECT row FROM told_members_odd)"""

    def _stored(self, path: Path, table: str, number: str) -> None:
        run, of_members = self.connection.execute, table == "told_members"
        level = self.keys.part if of_members else self.keys.whole
        ids = (self.keys.whole.id, ID) if of_members else (self.keys.whole.id,)
        also = [key for key in level.own if key not in (*ids, self.keys.parts)]
        also += [self._on_column] if self._on_column and not of_members else []
        names = [*ids, *also, *level.forms]
        self._odd[table] = load(self.connection, Lines(path), f"{table}_lines", self._folder)
        listed = ", ".join(key_of(name, own=name in ids) for name in names)
        place = "row - 1 AS place" if of_members else "row"
        objects = f"SELECT row, {parsed(names)} AS h FROM {table}_lines"
        run(f"CREATE TABLE {table} AS SELECT {place}, {listed} FROM ({objects})")
        run(f"""CREATE TABLE {table}_odd AS SELECT row FROM {table}_lines
            WHERE NOT coalesce(CASE WHEN {OBJECT} THEN {plain(names)} END, FALSE)""")


_INSIDE = ("成员另有文件，户内不能再写", "the members stand in a file of their own, and may not stand inside too")
