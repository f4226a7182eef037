"""The whole corpus, and the cases of the shipped policies, decided by DuckDB too."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from elig.api import Program
from elig.errors import EligError, PolicyError
from tests.conformance.corpus import SHIPPED, Named, cases, placed, program
from tests.sql.same import compare


@pytest.mark.parametrize("named", cases())
def test_the_corpus(named: Named) -> None:
    _compare(named, lambda: program(named.case))


@pytest.mark.parametrize("named", cases(SHIPPED))
def test_the_cases_of_the_shipped_policies(named: Named, shipped: Program) -> None:
    _compare(named, lambda: program(named.case) if named.case.texts.files else shipped)


def _compare(named: Named, load: Callable[[], Program]) -> None:
    case = named.case
    if case.of_texts or case.on is None or case.pins or not case.household:
        pytest.skip("a case of texts alone, or one that pins a definition: SQL is not for these")
    try:
        found, region = placed(named, load())
        household = found.read(case.household)
        found.check(household, on=case.on, policy=region)
    except (PolicyError, EligError):
        pytest.skip("a program or a household that is refused")
    compare(found, [household], case.on, region)
