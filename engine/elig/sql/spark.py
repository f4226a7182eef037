"""Deciding staged data frames with Spark, on this machine or on a cluster."""

from __future__ import annotations

from datetime import date
from functools import reduce
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from elig.errors import EligError
from elig.program.model import CheckedProgram
from elig.records import Struct
from elig.sql import staged
from elig.sql.parts import Part, Planner
from elig.sql.statement import Columns

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_ANSI = "spark.sql.ansi.enabled"


class Frames(Struct):
    """What was decided: a row for each household, a row for each member, and the rows that the reference must decide.

    The columns are those of the tables that DuckDB gives; `referred` has the column `row`.
    """

    households: DataFrame
    members: DataFrame
    referred: DataFrame
    parts: tuple[Part, ...]


class Spark(Struct):
    """A Spark session that has the staged relations as views."""

    session: SparkSession

    @property
    def dialect(self) -> str:
        """How Spark is written for."""
        return "spark"

    def rows(self, query: exp.Query) -> list[tuple[Any, ...]]:
        """What a query gives."""
        return [tuple(row) for row in self.session.sql(_sql(query)).collect()]

    def keep(self, name: str, query: exp.Query) -> None:
        """Give a query a name; it runs when something is made of it."""
        self.session.sql(_sql(query)).createOrReplaceTempView(name)


class Runner:
    """Decides staged data frames; statements are written when they are first needed. `on` is the day of all of them."""

    def __init__(
        self,
        program: CheckedProgram,
        on: date | None = None,
        policy: str | None = None,
        columns: Columns = Columns.AMOUNTS,
    ) -> None:
        self._planner = Planner(program, on, policy, columns, "spark")

    def run(self, households: DataFrame, members: DataFrame) -> Frames:
        """Decide staged households and members; the columns are those of `elig.sql.staged.definition`.

        Takes the names `households` and `members` for views of the session. Raises `EligError` where no rules are
        loaded for a household, and where Spark would let sums that do not fit pass for unknown (ANSI mode is off).
        """
        own = households.sparkSession
        _check(own)
        households.createOrReplaceTempView(staged.HOUSEHOLDS)
        members.createOrReplaceTempView(staged.MEMBERS)
        parts = self._planner.parts(Spark(own))
        whole = [_of_part(own, part) for part in parts]
        people = [own.table(part.members).where("NOT referred").drop("referred") for part in parts if part.members]
        left = [own.table(part.households).where("referred").select(staged.ROW) for part in parts]
        nobody = own.createDataFrame([], "row bigint, member int, id string")
        nothing = own.createDataFrame([], "row bigint, policy string")
        return Frames(
            _united(whole) if whole else nothing,
            _united(people) if people else nobody,
            _united(left) if left else nothing.select(staged.ROW),
            parts,
        )


def session() -> SparkSession:
    """The session that there is, or one of this machine; raises `EligError` where overflow would pass for unknown."""
    from pyspark.sql import SparkSession

    found = SparkSession.builder.appName("elig").config(_ANSI, "true").getOrCreate()
    _check(found)
    return found


def _check(found: SparkSession) -> None:
    if found.conf.get(_ANSI, "true") != "true":
        raise EligError(f"Spark must run with {_ANSI}=true / 请打开 Spark 的 {_ANSI}")


def _of_part(own: SparkSession, part: Part) -> DataFrame:
    from pyspark.sql.functions import lit

    found = own.table(part.households).where("NOT referred").drop("referred")
    return found.select(staged.ROW, lit(part.policy).alias("policy"), *(c for c in found.columns if c != staged.ROW))


def _united(frames: list[DataFrame]) -> DataFrame:
    return reduce(lambda one, other: one.unionByName(other, allowMissingColumns=True), frames)


def _sql(query: exp.Query) -> str:
    return query.sql(dialect="spark", identify=True)
