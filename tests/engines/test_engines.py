"""The engines themselves do what the SQL relies on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from psycopg import Connection
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.engines

MOST = 2**63 - 1


def test_postgres_refuses_what_does_not_fit(server: Connection[tuple[object, ...]]) -> None:
    import psycopg

    assert server.execute("SELECT -7 / 2, 7 / 2").fetchone() == (-3, 3)
    with pytest.raises(psycopg.errors.NumericValueOutOfRange):
        server.execute(f"SELECT {MOST}::BIGINT + 1::BIGINT")


def test_spark_refuses_what_does_not_fit(spark: SparkSession) -> None:
    from pyspark.errors import ArithmeticException

    assert tuple(spark.sql("SELECT -7 DIV 2, 7 DIV 2").collect()[0]) == (-3, 3)
    with pytest.raises(ArithmeticException):
        spark.sql(f"SELECT CAST({MOST} AS BIGINT) + CAST(1 AS BIGINT)").collect()
