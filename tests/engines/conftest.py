"""The real engines, started once for all tests that ask for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.engines.postgres import postgres
from tests.engines.spark import session

if TYPE_CHECKING:
    from psycopg import Connection
    from pyspark.sql import SparkSession


@pytest.fixture(scope="session")
def server() -> Iterator[Connection[tuple[object, ...]]]:
    """A connection to a PostgreSQL server of the tests' own."""
    import psycopg

    with postgres() as address, psycopg.connect(address, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    """A Spark session on this machine."""
    made = session()
    yield made
    made.stop()
