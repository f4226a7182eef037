"""Deciding staged tables of households with DuckDB."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from elig.program.model import CheckedProgram
from elig.records import Struct
from elig.sql.parts import Part, Planner, Run, count
from elig.sql.statement import Columns

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Duck(Struct):
    """A connection that has the staged tables."""

    connection: DuckDBPyConnection

    @property
    def dialect(self) -> str:
        """How DuckDB is written for."""
        return "duckdb"

    def rows(self, query: exp.Query) -> list[tuple[Any, ...]]:
        """What a query gives."""
        return self.connection.execute(_sql(query)).fetchall()

    def keep(self, name: str, query: exp.Query) -> None:
        """Keep what a query gives as a temporary table."""
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {_sql(query)}")


class Runner:
    """Decides staged households; statements are written when they are first needed.

    `on` is the day of all of them; `only` names the entitlements that are asked about, without it all are.
    """

    def __init__(
        self,
        program: CheckedProgram,
        on: date | None = None,
        policy: str | None = None,
        columns: Columns = Columns.AMOUNTS,
        only: Container[str] | None = None,
    ) -> None:
        self._planner = Planner(program, on, policy, columns, only=only)

    def run(self, connection: DuckDBPyConnection) -> Run:
        """Decide `households` and `members`; makes the views `result_households`, `result_members` and `referred`.

        Raises `EligError` where no rules are loaded for a household.
        """
        return gathered(connection, self._planner.parts(Duck(connection)))


def gathered(connection: DuckDBPyConnection, parts: Sequence[Part]) -> Run:
    """What the tables of all parts hold together, as the three views."""
    house = [
        f"SELECT row, '{p.policy}' AS policy, * EXCLUDE (row, referred) FROM {p.households} WHERE NOT referred"  # noqa: S608
        for p in parts
    ]
    people = [f"SELECT * EXCLUDE (referred) FROM {p.members} WHERE NOT referred" for p in parts if p.members]  # noqa: S608
    left = [f"SELECT row FROM {p.households} WHERE referred" for p in parts]  # noqa: S608
    nobody = "SELECT NULL::BIGINT AS row, NULL::INTEGER AS member, NULL::VARCHAR AS id WHERE FALSE"
    empty = "SELECT NULL::BIGINT AS row, NULL::VARCHAR AS policy WHERE FALSE"
    for view, queries in (
        ("result_households", house or [empty]),
        ("result_members", people or [nobody]),
        ("referred", left or ["SELECT NULL::BIGINT AS row WHERE FALSE"]),
    ):
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {view} AS {' UNION ALL BY NAME '.join(queries)}")
    session = Duck(connection)
    left_over = count(session, "referred")
    return Run(count(session, "households") - left_over, left_over, tuple(parts))


def _sql(query: exp.Query) -> str:
    return query.sql(dialect="duckdb", identify=True)
