"""The whole corpus, and the cases of the shipped policies, decided by DuckDB too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from elig.api import Program
from elig.cases import Case, CaseFile
from elig.errors import EligError, PolicyError
from elig.facts.household import Household
from elig.sql.duckdb import Runner
from elig.sql.statement import Columns
from tests.conformance.corpus import SHIPPED, Named, cases, files, placed, program
from tests.sql.same import EVERYTHING, compare

Key = tuple[int, date, str | None]
"""The identity of a program, the day, and the region that is named."""
Runners = dict[Key, tuple[Program, Runner]]
"""What was written for a program, which is kept, so that no other has its identity."""


@pytest.mark.parametrize("named", cases())
def test_the_corpus(named: Named, runners: Runners) -> None:
    _compare(named, lambda: program(named.case), runners)


@pytest.mark.parametrize("file", files(SHIPPED), ids=lambda file: Path(file.source.name).stem)
def test_the_cases_of_the_shipped_policies(file: CaseFile, shipped: Program) -> None:
    """Those of one day and place by one statement, for what they judge: it is planned anew each time that it runs."""
    together: dict[Key, tuple[Program, list[Household], set[str]]] = {}
    for named in (Named(file, case) for case in file.cases if not _is_skipped(case)):
        try:
            key, found, household = _read(named, program(named.case) if named.case.texts.files else shipped)
        except (PolicyError, EligError):
            continue  # a case of an error
        _, households, judged = together.setdefault(key, (found, [], set()))
        households.append(household)
        judged |= named.case.expect.keys()
    assert together, "some cases are of households"
    for (_, on, region), (found, households, judged) in together.items():
        compare(found, households, on, region, only=judged)


@pytest.fixture(scope="module")
def runners() -> Runners:
    """The statements of one program, day and region are written once for all cases that need them."""
    return {}


def _compare(named: Named, load: Callable[[], Program], runners: Runners) -> None:
    if _is_skipped(named.case):
        pytest.skip("a case of texts alone, or one that pins a definition: SQL is not for these")
    try:
        key, found, household = _read(named, load())
    except (PolicyError, EligError):
        pytest.skip("a program or a household that is refused")
    compare(found, [household], key[1], key[2], runner=_runner(runners, key, found))


def _is_skipped(case: Case) -> bool:
    return bool(case.of_texts or case.on is None or case.pins or not case.household)


def _read(named: Named, loaded: Program) -> tuple[Key, Program, Household]:
    """What a case decides; raises `EligError` where it is about something that is refused."""
    case = named.case
    assert case.on is not None, "cases without a day are skipped"
    found, region = placed(named, loaded)
    household = found.read(case.household)
    found.check(household, on=case.on, policy=region)
    return (id(found), case.on, region), found, household


def _runner(runners: Runners, key: Key, found: Program) -> Runner:
    return runners.setdefault(key, (found, Runner(found.checked, key[1], key[2], EVERYTHING | Columns.ASKED)))[1]
