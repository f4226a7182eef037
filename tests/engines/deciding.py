"""Deciding staged tables on each engine, by the same statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tests.engines.agree import Engine, Row, Tables

if TYPE_CHECKING:
    from psycopg import Connection
    from pyspark.sql import SparkSession


def on_postgres(server: Connection[tuple[object, ...]]) -> Engine:
    """Tables in a PostgreSQL server."""

    def decide(tables: Tables, texts: Sequence[str]) -> list[list[Row]]:
        for name, definition, rows in _listed(tables):
            columns = ", ".join(f'"{column}" {kind}' for column, kind in definition)
            server.execute(f'DROP TABLE IF EXISTS "{name}"; CREATE TEMP TABLE "{name}" ({columns})'.encode())
            with server.cursor() as cursor:
                copied = cursor.copy(f'COPY "{name}" FROM STDIN'.encode())
                with copied as copy:
                    for row in rows:
                        copy.write_row(row)
            server.execute(f'ANALYZE "{name}"'.encode())
        found: list[list[Row]] = []
        for text in texts:
            cursor = server.execute(text.encode())
            names = [column.name for column in cursor.description or ()]
            found.append([dict(zip(names, row, strict=True)) for row in cursor])
        return found

    return decide


def on_spark(session: SparkSession) -> Engine:
    """Tables as views of a Spark session."""

    def decide(tables: Tables, texts: Sequence[str]) -> list[list[Row]]:
        for name, definition, rows in _listed(tables):
            schema = ", ".join(f"`{column}` {_SPARK[kind]}" for column, kind in definition)
            session.createDataFrame([tuple(row) for row in rows], schema).createOrReplaceTempView(name)
        return [[row.asDict() for row in session.sql(text).collect()] for text in texts]

    return decide


_SPARK = {
    "BIGINT": "bigint",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "INTEGER": "int",
    "VARCHAR": "string",
    "VARCHAR[]": "array<string>",
}


def _listed(tables: Tables) -> list[tuple[str, tuple[tuple[str, str], ...], Any]]:
    return [
        ("households", tables.households, tables.household_rows),
        ("members", tables.members, tables.member_rows),
    ]
