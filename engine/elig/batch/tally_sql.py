"""Counting what statements decided, from the view `answers` of a piece."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from elig.batch.tally import Sums, Tally

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_OUTCOMES = """SELECT coalesce(region, ''), entitlement, outcome, count(*), count(DISTINCT row)
    FROM answers GROUP BY ALL"""
_PEOPLE = """SELECT coalesce(region, ''), entitlement, CAST(sum(if(subject IS NULL, coalesce(people, 0), 1)) AS BIGINT)
    FROM answers LEFT JOIN (SELECT row, count(*) AS people FROM members GROUP BY row) USING (row)
    WHERE outcome = 'due' GROUP BY ALL"""
_GENERAL = r"list_transform(missing, lambda path: regexp_replace(path, '\[[^]]*\]', '[]'))"
_MISSING = f"""SELECT region, entitlement, item, count(*) FROM (
    SELECT DISTINCT coalesce(region, '') AS region, entitlement, row, subject,
        unnest(CASE WHEN len(missing) > 0 THEN {_GENERAL} ELSE [''] END) AS item
    FROM answers WHERE outcome = 'undetermined') GROUP BY ALL"""
_AMOUNTS = """SELECT coalesce(region, ''), entitlement, g.id, g.kind, g.every, g.unit, g.bound, outcome,
        count(*), sum(coalesce(g.low, 0)), sum(coalesce(g.high, 0))
    FROM (SELECT region, entitlement, outcome, unnest(grants) AS g FROM answers) GROUP BY ALL"""
_REGIONS = """SELECT coalesce(region, ''), count(DISTINCT row) FROM answers GROUP BY ALL"""


def count(connection: DuckDBPyConnection, tally: Tally) -> None:
    """Add the view `answers` to a tally."""

    def rows(sql: str) -> list[tuple[Any, ...]]:
        return connection.execute(sql).fetchall()

    for *key, subjects, households in rows(_OUTCOMES):
        tally.outcomes[*key] += subjects
        tally.households[*key] += households
    for region, entitlement, people in rows(_PEOPLE):
        tally.people[region, entitlement] += people
    for *key, answers in rows(_MISSING):
        tally.missing[*key] += answers
    for *of, answers, low, high in rows(_AMOUNTS):
        tally.amounts.setdefault((*of,), Sums()).add(answers, low, high)
    for region, households in rows(_REGIONS):
        tally.regions[region] += households
        tally.decided += households
