"""What DuckDB keeps of a query is what the query gives, also where columns are not written."""

from __future__ import annotations

import duckdb
import pytest
from sqlglot import exp, parse_one

from elig.sql.duckdb import Duck, held

QUERIES = {
    "SELECT row, row % 2 = 0 AS even, NOT row % 2 = 0 AS odd, row % 2 = 0 AS again, row AS number FROM given": 3,
    "SELECT FALSE AS referred, row, CAST(NULL AS VARCHAR) AS nothing, 7 AS seven FROM given": 1,
    "SELECT row FROM given UNION SELECT row + 1 AS row FROM given": 1,
}


@pytest.mark.parametrize(("text", "written"), QUERIES.items())
def test_what_is_kept_is_what_the_query_gives(text: str, written: int) -> None:
    query = parse_one(text, read="duckdb")
    assert isinstance(query, exp.Query)
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE given AS SELECT range AS row FROM range(5)")
        for _ in range(2):  # what was kept before is kept anew
            Duck(connection).keep("found", query)
        told = connection.execute(f"SELECT * FROM ({text}) ORDER BY ALL")
        meant = told.description, told.fetchall()
        kept = connection.execute("SELECT * FROM found ORDER BY ALL")
        assert (kept.description, kept.fetchall()) == meant
        assert len(connection.execute(f"DESCRIBE {held('found')}").fetchall()) == written
