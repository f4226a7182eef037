"""The reference, PostgreSQL and Spark agree on every household of the conformance corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engines.agree import Tally, differences
from tests.engines.deciding import on_postgres, on_spark
from tests.engines.groups import Group, corpus

if TYPE_CHECKING:
    from psycopg import Connection
    from pyspark.sql import SparkSession

    from tests.engines.agree import Engine

pytestmark = pytest.mark.engines


@pytest.fixture(scope="module")
def groups() -> list[Group]:
    return corpus()


def check(groups: list[Group], engine: Engine, dialect: str) -> Tally:
    tally = Tally()
    lines = [line for group in groups for line in differences(group, engine, dialect, tally)]
    assert not lines, "\n".join(lines)
    return tally


def test_postgres_decides_the_corpus(groups: list[Group], server: Connection[tuple[object, ...]]) -> None:
    tally = check(groups, on_postgres(server), "postgres")
    print(tally)
    assert tally.decided > tally.referred


def test_spark_decides_the_corpus(groups: list[Group], spark: SparkSession) -> None:
    tally = check(groups, on_spark(spark), "spark")
    print(tally)
    assert tally.decided > tally.referred
