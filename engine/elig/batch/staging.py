"""A piece of the input as the staged tables that statements read; what is not surely right is left out, and listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from elig.batch.agreeing_sql import agreeing, citizen_of, numbers_in
from elig.batch.cells import IDENTITY, LISTED, Cell, cell, no_cell, word_type
from elig.batch.json_tables import JsonTables
from elig.batch.tables import Tables
from elig.facts.forms import BooleanForm, DateForm, MembersForm, WordForm, form_of
from elig.facts.keys import MAX_ID, Level
from elig.sql.staged import COMPLETE, ON, columns_of

_SIZED = """SELECT row, count(*) AS people, bit_count(bit_or(1::UBIGINT << (hash(id) & 63))) < count(*) AS alike
    FROM members GROUP BY row"""
"""How many members each household has, and whether two ids of them may be the same: counting ids takes longer."""


class Staging:
    """Fills `households` and `members` with a piece of some tables; `doubted` lists the rows that are left out.

    `members` counts all members that were read.
    """

    def __init__(self, tables: Tables | JsonTables, on_column: str | None, on: date | None) -> None:
        self._tables, self._on_column, self._on = tables, on_column, on
        self.members = 0

    def piece(self, first: int, last: int) -> int:
        """Stage the households from one row to another; how many were left out."""
        run = self._tables.connection.execute
        where = f"row BETWEEN {first} AND {last}"
        run(f"CREATE OR REPLACE TEMP TABLE members AS {self._members(where)}")
        run(f"CREATE OR REPLACE TEMP TABLE sized AS {_SIZED}")
        with_members = "sized" if self._count("sized") <= last - first else ""
        run(f"CREATE OR REPLACE TEMP TABLE households AS {self._households(where, with_members)}")
        run(f"CREATE OR REPLACE TEMP TABLE doubted AS {self._doubted(where)}")
        self.members += self._count("members")
        doubted = self._count("doubted")
        if doubted:
            run("DELETE FROM households WHERE row IN (SELECT row FROM doubted)")
            run("DELETE FROM members WHERE row IN (SELECT row FROM doubted)")
        return doubted

    def _count(self, table: str) -> int:
        return int(self._tables.connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])

    def _households(self, where: str, with_members: str) -> str:
        keys, columns = self._tables.keys, self._tables.household
        cells = dict(self._cells(keys.whole, columns))
        complete = keys.complete
        told = (
            cell(BooleanForm(), f'"{complete}"', columns[complete]) if complete in columns else no_cell(BooleanForm())
        )
        sure = [found.sure for found in cells.values() if found.sure != "TRUE"]
        sure += [_identity(keys.whole.id, IDENTITY), f"coalesce(listed OR NOT ({told.value}), TRUE)", told.sure]
        own = [f'"{keys.whole.id}"', f"CASE WHEN listed THEN coalesce({told.value}, TRUE) ELSE FALSE END AS {COMPLETE}"]
        if self._on_column is not None:
            day = cell(DateForm(), f'"{self._on_column}"', columns[self._on_column])
            fallback = "NULL" if self._on is None else f"DATE '{self._on}'"
            own.append(f"coalesce({day.value}, {fallback}) AS {ON}")
            sure += [day.sure, f"coalesce({day.value}, {fallback}) IS NOT NULL"]
        return self._select(self._tables.household_sql(where, with_members), ["row", *own], cells, sure)

    def _members(self, where: str) -> str:
        part, columns = self._tables.keys.part, self._tables.member
        cells = dict(self._cells(part, columns))
        sure = [found.sure for found in cells.values() if found.sure != "TRUE"]
        sure += agreeing({name: cells[name] for name in part.forms if name in columns}, part.forms)
        sure.append(_identity("id", LISTED))
        return self._select(self._tables.member_sql(where), ["row", "member", "id"], cells, sure)

    def _cells(self, level: Level, columns: Mapping[str, str]) -> Iterator[tuple[str, Cell]]:
        for name, form in level.forms.items():
            kind = columns.get(name)
            yield name, no_cell(form) if kind is None else cell(form, f'"{name}"', kind)

    def _select(self, source: str, own: list[str], cells: Mapping[str, Cell], sure: list[str]) -> str:
        vocabulary = self._tables.vocabulary
        listed = list(own)
        for name, found in cells.items():
            form = form_of(vocabulary.facts[name], vocabulary)
            for column in columns_of(vocabulary.facts[name], vocabulary):
                code = found.absent or "FALSE" if column.absence else found.value
                kind = word_type(form) if isinstance(form, WordForm) else column.type
                listed.append(f'CAST({code} AS {kind}) AS "{column.name}"')
        certain = " AND ".join(f"({test})" for test in sure)
        return f"SELECT {', '.join(listed)}, {certain} AS sure FROM ({source})"

    def _doubted(self, where: str) -> str:
        keys = self._tables.keys
        lists = [name for name, form in keys.part.forms.items() if isinstance(form, MembersForm)]
        queries = [
            self._tables.doubts_sql(where),
            "SELECT row FROM households WHERE sure IS NOT TRUE",
            "SELECT row FROM members WHERE sure IS NOT TRUE",
            f"SELECT row FROM sized WHERE people > {keys.max_parts}",
            """SELECT row FROM members WHERE row IN (SELECT row FROM sized WHERE alike)
                GROUP BY row HAVING count(DISTINCT id) < count(*)""",
        ]
        numbers = tuple(f'"{name}"' for name in numbers_in(keys.part.forms) if name in self._tables.member)
        if numbers:
            person = citizen_of(numbers)
            queries.append(f"SELECT row FROM members GROUP BY row HAVING count(DISTINCT {person}) < count({person})")
        ids = "(SELECT row, list(id) AS ids FROM members GROUP BY row)"
        queries += [
            f"""SELECT m.row FROM members AS m JOIN {ids} AS all_of USING (row)
                WHERE len(m."{name}") > 0 AND NOT list_has_all(all_of.ids, m."{name}")"""
            for name in lists
        ]
        queries += [
            f"""SELECT h.row FROM households AS h LEFT JOIN {ids} AS all_of USING (row)
                WHERE len(h."{name}") > 0 AND NOT list_has_all(coalesce(all_of.ids, []), h."{name}")"""
            for name, form in keys.whole.forms.items()
            if isinstance(form, MembersForm)
        ]
        return " UNION ".join(queries)


def _identity(name: str, pattern: str) -> str:
    """SQL of whether an id is surely right: one pattern asks all that is asked of its characters at once."""
    return f'coalesce(length("{name}") <= {MAX_ID} AND regexp_full_match("{name}", \'{pattern}\'), FALSE)'
