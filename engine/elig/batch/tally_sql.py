"""Counting what statements decided, from the view `answers` of a piece."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from elig.batch.tally import Sums, Tally

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_OF_HOUSEHOLDS = """SELECT coalesce(region, ''), entitlement, outcome, count(*), count(*),
        CAST(sum(if(outcome = 'due', coalesce(people, 0), 0)) AS BIGINT)
    FROM counted LEFT JOIN sized USING (row) WHERE subject IS NULL GROUP BY ALL"""
_OF_MEMBERS = """SELECT region, entitlement, outcome, CAST(sum(subjects) AS BIGINT), count(*),
        CAST(sum(if(outcome = 'due', subjects, 0)) AS BIGINT)
    FROM (SELECT coalesce(region, '') AS region, entitlement, outcome, row, count(*) AS subjects
        FROM counted WHERE subject IS NOT NULL GROUP BY ALL) GROUP BY ALL"""
"""Answers by outcome: for how many subjects, of how many households, and how many people what is due reaches."""
_GENERAL = r"list_transform(missing, lambda path: regexp_replace(path, '\[[^]]*\]', '[]'))"
_MISSING = f"""SELECT region, entitlement, item, count(*) FROM (
    SELECT DISTINCT coalesce(region, '') AS region, entitlement, row, subject,
        unnest(CASE WHEN len(missing) > 0 THEN {_GENERAL} ELSE [''] END) AS item
    FROM counted WHERE outcome = 'undetermined') GROUP BY ALL"""
_AMOUNTS = """SELECT coalesce(region, ''), entitlement, g.id, g.kind, g.every, g.unit, g.bound, outcome,
        count(*), sum(coalesce(g.low, 0)), sum(coalesce(g.high, 0))
    FROM (SELECT region, entitlement, outcome, unnest(grants) AS g FROM counted WHERE len(grants) > 0) GROUP BY ALL"""
_REGIONS = """SELECT coalesce(region, ''), count(*) FROM (SELECT DISTINCT region, row FROM counted) GROUP BY ALL"""


def count(connection: DuckDBPyConnection, tally: Tally) -> None:
    """Add the view `answers` to a tally."""

    def rows(sql: str) -> list[tuple[Any, ...]]:
        return connection.execute(sql).fetchall()

    connection.execute("CREATE OR REPLACE TEMP TABLE counted AS SELECT * FROM answers")
    for region, entitlement, outcome, subjects, households, people in (*rows(_OF_HOUSEHOLDS), *rows(_OF_MEMBERS)):
        tally.outcomes[region, entitlement, outcome] += subjects
        tally.households[region, entitlement, outcome] += households
        if outcome == "due":
            tally.people[region, entitlement] += people
    for *key, answers in rows(_MISSING):
        tally.missing[*key] += answers
    for *of, answers, low, high in rows(_AMOUNTS):
        tally.amounts.setdefault((*of,), Sums()).add(answers, low, high)
    for region, households in rows(_REGIONS):
        tally.regions[region] += households
        tally.decided += households
