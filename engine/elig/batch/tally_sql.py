"""Counting what statements decided, from the view `answers` of a piece."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

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
_MEMBERS = "SELECT count(*) FROM members WHERE row NOT IN (SELECT row FROM asked)"


def count(connection: DuckDBPyConnection, tally: Tally) -> None:
    """Add the view `answers` to a tally."""

    def rows(sql: str) -> list[tuple[object, ...]]:
        return connection.execute(sql).fetchall()

    for region, entitlement, outcome, subjects, households in rows(_OUTCOMES):
        key = (str(region), str(entitlement), str(outcome))
        tally.outcomes[key] += int(str(subjects))
        tally.households[key] += int(str(households))
    for region, entitlement, people in rows(_PEOPLE):
        tally.people[str(region), str(entitlement)] += int(str(people))
    for region, entitlement, item, answers in rows(_MISSING):
        tally.missing[str(region), str(entitlement), str(item)] += int(str(answers))
    for *of, answers, low, high in rows(_AMOUNTS):
        region, entitlement, grant, kind, every, unit, bound, outcome = map(str, of)
        sums = tally.amounts.setdefault((region, entitlement, grant, kind, every, unit, bound, outcome), Sums())
        sums.add(int(str(answers)), Decimal(str(low)), Decimal(str(high)))
    for region, households in rows(_REGIONS):
        tally.regions[str(region)] += int(str(households))
        tally.decided += int(str(households))
    for (members,) in rows(_MEMBERS):
        tally.members += int(str(members))
