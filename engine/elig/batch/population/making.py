"""Making a population: in pieces of so many households, each written to its file before the next is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from elig.batch.population.aggregates import AGGREGATES
from elig.batch.population.columns import Column, household_columns, member_columns, units_of
from elig.batch.population.families import households_sql, people_sql
from elig.batch.population.places import places_sql
from elig.errors import EligError
from elig.facts.keys import Keys
from elig.program.model import CheckedProgram, Rules
from elig.records import Struct

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PIECE = 50_000
"""So many households are made at a time."""


class Wanted(Struct):
    """What is to be made: so many households of some regions, by a seed, with a share of facts left unknown."""

    program: CheckedProgram
    regions: tuple[str, ...]
    households: int
    seed: int
    unknown: float
    on: date

    @property
    def rules(self) -> tuple[Rules, ...]:
        """The rules of the regions; raises `EligError` for one of which nothing is published."""
        known = {rules.policy.id: rules for rules in self.program.regions}
        for name in self.regions:
            if name not in known or name not in AGGREGATES:
                raise EligError(f"nothing is published of {name}: choose among {', '.join(AGGREGATES)}")
        return tuple(known[name] for name in self.regions)


class Maker:
    """Makes the households of one request in a DuckDB connection of its own."""

    def __init__(self, wanted: Wanted, connection: DuckDBPyConnection) -> None:
        vocabulary = wanted.program.vocabulary
        self.wanted, self.connection = wanted, connection
        self.keys = Keys.of(vocabulary)
        self.household = household_columns(vocabulary, wanted.on, wanted.unknown)
        self.member = member_columns(vocabulary, wanted.on, wanted.unknown)
        connection.execute(f"CREATE TEMP TABLE places AS {places_sql(wanted.rules, wanted.on, units_of(vocabulary))}")

    def pieces(self, done: Callable[[int], None] | None = None) -> Iterator[None]:
        """Fill the tables `households` and `members` with the next households, again and again.

        `number` counts households from 0, `place` members from 1; `id` is what tells them apart in a file.
        """
        wanted = self.wanted
        for first in range(0, wanted.households, PIECE):
            last = min(first + PIECE, wanted.households)
            families = households_sql(first, last, wanted.seed, len(wanted.regions), wanted.on)
            self._table("families", families)
            self._table("people", people_sql(wanted.seed, wanted.on))
            prefix = f"'{wanted.seed}-' || (number + 1)"
            self._table("households", _select(f"number, {prefix} AS {self.keys.whole.id}", self.household, "families"))
            self._table("members", _select("number, place, 'm' || place AS id", self.member, "people"))
            yield
            if done is not None:
                done(last)

    def _table(self, name: str, sql: str) -> None:
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}")


def _select(own: str, columns: Sequence[Column], table: str) -> str:
    listed = ", ".join(f"{column.sql} AS {column.fact.id}" for column in columns)
    return f"SELECT {own}, {listed} FROM {table}"
