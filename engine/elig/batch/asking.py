"""What statements leave to the reference: whole households, or some answers of a household."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from elig.batch.json_tables import JsonTables
from elig.batch.record import Record
from elig.batch.reference import Found, Workers
from elig.batch.rejected import Rejected
from elig.batch.tables import Tables
from elig.records import replace

READ = 10_000
"""So many households are read at a time."""
PIECE = 50
"""So many are handed to a worker at a time."""


class Asking:
    """Asks workers for what stands in the tables `asked` (`row`) and `partly` (see `asked_sql`)."""

    def __init__(self, tables: Tables | JsonTables, workers: Workers) -> None:
        self._tables, self._workers = tables, workers

    def of_households(self) -> Iterator[Found | Rejected]:
        """All answers of the households in `asked`, in the order of the input."""
        return self._found("asked", lambda records: records)

    def of_answers(self) -> Iterator[Found | Rejected]:
        """The answers in `partly`, in the order of the input."""
        return self._found("partly", self._with_asks)

    def _found(self, table: str, asking: Callable[[Sequence[Record]], Sequence[Record]]) -> Iterator[Found | Rejected]:
        for results in self._workers(self._pieces(table, asking)):
            yield from results

    def _pieces(self, table: str, asking: Callable[[Sequence[Record]], Sequence[Record]]) -> Iterator[Sequence[Record]]:
        found = self._tables.connection.execute(f"SELECT DISTINCT row FROM {table} ORDER BY row").fetchall()
        rows = [row for (row,) in found]
        for at in range(0, len(rows), READ):
            some = rows[at : at + READ]
            between = f"row BETWEEN {some[0]} AND {some[-1]}"
            records = asking(self._tables.records(f"{between} AND row IN (SELECT row FROM {table})"))
            for first in range(0, len(records), PIECE):
                yield records[first : first + PIECE]

    def _with_asks(self, records: Sequence[Record]) -> Sequence[Record]:
        asks: dict[int, dict[tuple[str, str | None], int]] = {}
        between = f"row BETWEEN {records[0].row} AND {records[-1].row}"
        query = f"SELECT row, entitlement, subject, seq FROM partly WHERE {between} ORDER BY row, seq"
        for row, entitlement, subject, place in self._tables.connection.execute(query).fetchall():
            asks.setdefault(row, {})[entitlement, subject] = place
        return [replace(record, only=asks[record.row]) for record in records]
