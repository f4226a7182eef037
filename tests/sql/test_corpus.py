"""The whole corpus, and the cases of the shipped policies, decided by DuckDB too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from elig.api import Program
from elig.errors import EligError, PolicyError
from elig.sql.duckdb import Runner
from tests.conformance.corpus import SHIPPED, Named, cases, placed, program
from tests.sql.same import EVERYTHING, compare

Runners = dict[tuple[int, date, str | None], tuple[Program, Runner]]
"""By the program (which is kept, so that no other has its identity), the day and the region that is named."""


@pytest.mark.parametrize("named", cases())
def test_the_corpus(named: Named, runners: Runners) -> None:
    _compare(named, lambda: program(named.case), runners)


@pytest.mark.parametrize("named", cases(SHIPPED))
def test_the_cases_of_the_shipped_policies(named: Named, shipped: Program, runners: Runners) -> None:
    _compare(named, lambda: program(named.case) if named.case.texts.files else shipped, runners)


@pytest.fixture(scope="module")
def runners() -> Runners:
    """The statements of one program, day and region are written once for all cases that need them."""
    return {}


def _compare(named: Named, load: Callable[[], Program], runners: Runners) -> None:
    case = named.case
    if case.of_texts or case.on is None or case.pins or not case.household:
        pytest.skip("a case of texts alone, or one that pins a definition: SQL is not for these")
    try:
        found, region = placed(named, load())
        household = found.read(case.household)
        found.check(household, on=case.on, policy=region)
    except (PolicyError, EligError):
        pytest.skip("a program or a household that is refused")
    _, runner = runners.setdefault(
        (id(found), case.on, region), (found, Runner(found.checked, case.on, region, EVERYTHING))
    )
    compare(found, [household], case.on, region, runner=runner)
