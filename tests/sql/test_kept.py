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


def test_households_are_grouped_by_places_only_while_a_query_is_kept() -> None:
    query = parse_one("SELECT row // 4 AS row, count(*) AS people FROM given GROUP BY row // 4", read="duckdb")
    wrong = parse_one("SELECT nobody AS row FROM given", read="duckdb")
    assert isinstance(query, exp.Query)
    assert isinstance(wrong, exp.Query)
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE given AS SELECT range + 70_000_000 AS row FROM range(80_000)")
        connection.execute("SET perfect_ht_threshold = 7")
        Duck(connection).keep("found", query)
        with pytest.raises(duckdb.Error, match="nobody"):
            Duck(connection).keep("found", wrong)
        set_back = connection.execute("SELECT current_setting('perfect_ht_threshold')").fetchone()
        found = connection.execute("SELECT count(*), min(people), max(people), min(row) FROM found").fetchone()
    assert set_back == (7,)
    assert found == (20_000, 4, 4, 17_500_000)
