"""The reference, PostgreSQL and Spark agree on the corpus, the five regions, and programs made at random."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import elig
from elig.api import Program
from elig.errors import EligError
from elig.facts.household import Household
from elig.sql.staged import staged as staged_form
from elig.sql.statement import Columns
from tests.engines.agree import Tally, differences
from tests.engines.deciding import on_postgres, on_spark
from tests.engines.groups import Group, corpus, group
from tests.properties.asking import loaded
from tests.properties.effort import effort
from tests.properties.model import ON
from tests.properties.programs import STYLES, programs
from tests.sql.made import household

if TYPE_CHECKING:
    from psycopg import Connection
    from pyspark.sql import SparkSession

    from tests.engines.agree import Engine

pytestmark = pytest.mark.engines

DAYS = (date(2020, 12, 1), date(2024, 6, 1))
PLACES = ("522301", "522731", "610923", "640422", "451102")
UNKNOWN = (0.0, 0.03, 0.3)
Told = tuple[str, Program, Household, date, str | None]


@pytest.fixture(scope="module")
def cases() -> list[Group]:
    return corpus()


@pytest.fixture(scope="module")
def regions() -> list[Group]:
    return group(_regional(8))


def _regional(each: int) -> Iterator[Told]:
    program = elig.load()
    draw = Random(7)
    for place in PLACES:
        for on in DAYS:
            for number in range(each):
                unknown = UNKNOWN[number % len(UNKNOWN)]
                made = household(draw, program.vocabulary, unknown, place)
                if _makes_sense(program, made, on, None):
                    yield f"{place} {on} {number}", program, made, on, None


def _makes_sense(program: Program, made: Household, on: date, policy: str | None) -> bool:
    try:
        program.check(made, on=on, policy=policy)
    except EligError:
        return False
    return True


def agree(groups: list[Group], engine: Engine, dialect: str) -> Tally:
    tally = Tally()
    lines = [line for one in groups for line in differences(one, engine, dialect, tally)]
    assert not lines, "\n".join(lines)
    return tally


def test_postgres_decides_the_corpus(cases: list[Group], server: Connection[tuple[object, ...]]) -> None:
    tally = agree(cases, on_postgres(server), "postgres")
    assert tally.decided > tally.referred


def test_postgres_decides_the_regions(regions: list[Group], server: Connection[tuple[object, ...]]) -> None:
    assert agree(regions, on_postgres(server), "postgres").decided


@effort(40)
@given(st.data())
def test_postgres_decides_any_program(server: Connection[tuple[object, ...]], data: st.DataObject) -> None:
    agree(_random(data), on_postgres(server), "postgres")


def test_spark_decides_the_corpus(cases: list[Group], spark: SparkSession) -> None:
    tally = agree(cases, on_spark(spark), "spark")
    assert tally.decided > tally.referred


def test_spark_decides_the_regions(regions: list[Group], spark: SparkSession) -> None:
    assert agree(regions, on_spark(spark), "spark").decided


@effort(10)
@given(st.data())
def test_spark_decides_any_program(spark: SparkSession, data: st.DataObject) -> None:
    agree(_random(data), on_spark(spark), "spark")


def _random(data: st.DataObject) -> list[Group]:
    """Households of a random program, of which much or nothing is unknown."""
    program = loaded(data.draw(programs(data.draw(st.sampled_from(STYLES)))))
    draw = Random(data.draw(st.integers(0, 2**32)))
    made = [household(draw, program.vocabulary, UNKNOWN[n % 3], None, f"h{n}") for n in range(12)]
    return group((one.id, program, one, ON, "p") for one in made if _makes_sense(program, one, ON, "p"))


def test_frames_are_decided_as_tables_are(spark: SparkSession, cases: list[Group]) -> None:
    from elig.sql.spark import Runner
    from tests.engines.agree import tables

    one = max((group for group in cases if group.policy is None), key=lambda group: len(group.told))
    vocabulary = one.program.checked.vocabulary
    one.told = [told for told in one.told if staged_form(told[1], vocabulary) is not None]
    staged = tables(one, range(len(one.told)), vocabulary)
    on_spark(spark)(staged, [])
    frames = Runner(one.program.checked, on=one.on, columns=Columns.AMOUNTS).run(
        spark.table("households"), spark.table("members")
    )
    decided = [row["row"] for row in frames.households.collect()]
    referred = [row["row"] for row in frames.referred.collect()]
    assert sorted([*decided, *referred]) == list(range(len(one.told))), "no row is lost, none stands twice"
    assert {row["row"] for row in frames.members.collect()} <= set(decided)
    assert {row["policy"] for row in frames.households.collect()} == {one.rules.policy.id}
