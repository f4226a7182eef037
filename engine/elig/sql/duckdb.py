"""Deciding staged tables of households with DuckDB."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from elig.program.model import CheckedProgram
from elig.records import Struct, field
from elig.sql.columns import Columns, same_columns
from elig.sql.parts import Part, Planner, Run, count

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, Statement


class Written(Struct):
    """SQL of what is kept of a query, and how all its columns are selected from that."""

    text: str
    listed: str


class Duck(Struct):
    """A connection that has the staged tables.

    `kept` are the statements that keep a query under a name, as DuckDB has read them: reading one takes as long as
    deciding some thousand households.
    """

    connection: DuckDBPyConnection
    kept: dict[tuple[str, exp.Query], list[Statement]] = field(default_factory=dict)

    @property
    def dialect(self) -> str:
        """How DuckDB is written for."""
        return "duckdb"

    def rows(self, query: exp.Query) -> list[tuple[Any, ...]]:
        """What a query gives."""
        return self.connection.execute(_sql(query)).fetchall()

    def keep(self, name: str, query: exp.Query) -> None:
        """Keep what a query gives: in a temporary table, under a view where not all columns have to be written."""
        if (name, query) not in self.kept:
            written = _written(query)
            table = f"CREATE OR REPLACE TEMP TABLE {held(name)} AS {written.text}"
            view = f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT {written.listed} FROM {held(name)}"  # noqa: S608
            self.kept[name, query] = self.connection.extract_statements(f"{table}; {view}")
        for statement in self.kept[name, query]:
            self.connection.execute(statement)


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
        self._kept: dict[tuple[str, exp.Query], list[Statement]] = {}

    def run(self, connection: DuckDBPyConnection) -> Run:
        """Decide `households` and `members`; makes the views `result_households`, `result_members` and `referred`.

        Raises `EligError` where no rules are loaded for a household.
        """
        return gathered(connection, self._planner.parts(Duck(connection, self._kept)))


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


def held(name: str) -> str:
    """The table with what is kept under a name."""
    return f"{name}_held"


def _written(query: exp.Query) -> Written:
    """A query without the columns that are constant or another one over again.

    To write a column takes about as long as to work it out.
    """
    if not isinstance(query, exp.Select):
        return Written(_sql(query), "*")
    same = same_columns(query)
    kept, listed = list[exp.Expr](), list[str]()
    for item in query.selects:
        tree, name = item.unalias(), item.alias_or_name
        if _is_constant(tree):
            listed.append(f'{tree.sql(dialect="duckdb")} AS "{name}"')
            continue
        if same[name] == name:
            kept.append(item)
        listed.append(f'"{same[name]}" AS "{name}"')
    return Written(_sql(exp.Select(**{**query.args, "expressions": kept})), ", ".join(listed))


def _is_constant(tree: exp.Expr) -> bool:
    own = tree.this if isinstance(tree, exp.Cast) else tree
    return isinstance(own, exp.Literal | exp.Boolean | exp.Null)


def _sql(query: exp.Query) -> str:
    return query.sql(dialect="duckdb", identify=True)
