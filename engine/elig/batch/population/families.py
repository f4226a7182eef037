"""Who lives together: sizes, kin and days of birth, so that parents are older than their children."""

from __future__ import annotations

from datetime import date

from elig.batch.population.draws import among, base, chance, draw
from elig.batch.population.places import MOST_PEOPLE, ON_DIBAO

EDGE = 0.06
"""The share of values that are put on a line of the rules or one step beside it."""
EDGE_FAMILY = 0.05
"""The share of households whose income per head is put there."""


def households_sql(first: int, last: int, seed: int, regions: int, on: date) -> str:
    """SQL of the families of some rows (from `first`, before `last`): how many people, and of which kinds."""
    sizes = " + ".join(f"CAST({draw('people')} >= sizes[{place}] AS INTEGER)" for place in range(1, MOST_PEOPLE))
    age = f"""CASE WHEN people = 1 AND {chance("young alone", 0.3)} THEN 18 + {among("head age", 28)}
        WHEN people = 1 THEN 46 + {among("head age", 43)} ELSE 25 + {among("head age", 44)} END"""
    born = f"""CASE WHEN {chance("head edge", EDGE)} AND len(olds) > 0 THEN olds[1 + {among("head line", "len(olds)")}]
        ELSE DATE '{on}' - CAST(({age}) * 1461 // 4 + {among("head day", 365)} AS INTEGER) END"""
    parents = f"""CASE WHEN head_age >= 66 OR rest <= 0 THEN 0
        WHEN rest >= 2 AND {chance("parents", 0.12)} THEN 2
        WHEN {chance("parents", 0.38)} AND (rest >= 2 OR {chance("one parent", 0.35)}) THEN 1 ELSE 0 END"""
    return f"""
        WITH numbered AS (SELECT CAST(range AS BIGINT) AS number, {base("range", seed)} FROM range({first}, {last})),
        placed AS (
            SELECT numbered.*, places.* EXCLUDE (place), CAST(1 + {sizes} AS INTEGER) AS people
            FROM numbered JOIN places ON places.place = numbered.number % {regions}
        ),
        headed AS (SELECT *, {born} AS head_born FROM placed),
        aged AS (SELECT *, date_sub('year', head_born, DATE '{on}') AS head_age FROM headed),
        married AS (SELECT *, people >= 2 AND {chance("spouse", 0.88)} AS spouse, {chance("man", 0.8)} AS man
            FROM aged),
        counted AS (SELECT *, people - 1 - CAST(spouse AS INTEGER) AS rest FROM married),
        older AS (SELECT *, {parents} AS parents FROM counted),
        younger AS (SELECT *, rest - parents AS kids, head_age >= 50 AS grown FROM older)
        SELECT *, grown AND kids >= 3 AND {chance("in-law", 0.5)} AS in_law,
            {chance("dibao home", "dibao_home")} AS on_dibao,
            {chance("line", EDGE_FAMILY)} AND len(lines) > 0 AS on_line FROM younger"""


def people_sql(seed: int, on: date) -> str:
    """SQL of the people of the table `families`: their kind, sex and day of birth."""
    kid_days = f"{among('kid days', 'greatest(1, least(head_age - 19, 26)) * 365')}"
    grandkid_days = f"{among('kid days', 'greatest(1, least(head_age - 44, 20)) * 365')}"
    usual = f"""CASE kind WHEN 'head' THEN head_born
        WHEN 'spouse' THEN least(head_born + CAST({among("spouse days", 2920)} - 1460 AS INTEGER), DATE '{on}' - 6600)
        WHEN 'parent' THEN head_born - CAST(7300 + {among("parent days", 4000)} AS INTEGER)
        WHEN 'grown' THEN head_born + CAST(7600 + {among("grown days", 2500)} AS INTEGER)
        WHEN 'in_law' THEN head_born + CAST(8000 + {among("grown days", 2500)} AS INTEGER)
        WHEN 'grandchild' THEN DATE '{on}' - CAST({grandkid_days} AS INTEGER)
        ELSE DATE '{on}' - CAST({kid_days} AS INTEGER) END"""
    line = f"""CASE WHEN kind IN ('child', 'grandchild') AND len(children) > 0
            THEN children[1 + {among("line", "greatest(1, len(children))")}]
        WHEN kind <> 'head' AND len(births) > 0 THEN births[1 + {among("line", "greatest(1, len(births))")}] END"""
    fits = f"""CASE kind WHEN 'spouse' THEN abs(line_born - head_born) < 4400
        WHEN 'parent' THEN line_born < head_born - 6000 WHEN 'child' THEN line_born > head_born + 6700
        WHEN 'grown' THEN line_born > head_born + 6700 AND line_born < DATE '{on}' - 8100
        WHEN 'in_law' THEN line_born > head_born + 6700 AND line_born < DATE '{on}' - 8100
        WHEN 'grandchild' THEN line_born > head_born + 13000 ELSE FALSE END"""
    return f"""
        WITH listed AS (SELECT * EXCLUDE (r0, r1), unnest(range(1, people + 1)) AS place FROM families),
        drawn AS (SELECT *, {base("number || ':' || place", seed)}, place - 1 - CAST(spouse AS INTEGER) AS further
            FROM listed),
        kinds AS (SELECT *, CASE WHEN place = 1 THEN 'head' WHEN spouse AND place = 2 THEN 'spouse'
            WHEN further <= parents THEN 'parent' WHEN NOT grown THEN 'child' WHEN further - parents = 1 THEN 'grown'
            WHEN in_law AND further - parents = 2 THEN 'in_law' ELSE 'grandchild' END AS kind FROM drawn),
        sexed AS (SELECT *, CASE kind WHEN 'head' THEN man WHEN 'spouse' THEN NOT man
            WHEN 'parent' THEN CASE WHEN parents = 2 THEN further = 1 ELSE {chance("father", 0.25)} END
            WHEN 'grown' THEN TRUE WHEN 'in_law' THEN FALSE
            ELSE {chance("boy", 0.52)} END AS male, {line} AS line_born FROM kinds),
        born AS (SELECT *, CASE WHEN {chance("line?", EDGE)} AND {fits} THEN line_born ELSE {usual} END AS born
            FROM sexed),
        aged AS (SELECT *, date_sub('year', born, DATE '{on}') AS age FROM born),
        able AS (SELECT *, {chance("disabled", "disabled")} AS ill,
            CASE WHEN age < 3 THEN 'none' WHEN age < 6 THEN 'kindergarten' WHEN age < 12 THEN 'primary'
            WHEN age < 15 THEN 'junior' WHEN age < 18 AND {chance("senior", 0.85)} THEN 'senior'
            WHEN age BETWEEN 18 AND 22 AND kind IN ('child', 'grandchild') AND {chance("student", 0.4)}
            THEN 'full_time_undergrad' ELSE 'none' END AS school FROM aged)
        SELECT *, age BETWEEN 16 AND 59 AND school = 'none' AND NOT (ill AND {chance("ill and unable", 0.6)}) AS works,
            {chance("on dibao", ON_DIBAO)} AND on_dibao AS has_dibao,
            age >= 60 AND NOT on_dibao AND {chance("tekun", "tekun_old")} AS has_tekun,
            {chance("employed", "employed")} AS at_work FROM able"""
