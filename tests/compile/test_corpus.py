"""The whole corpus, and the cases of the shipped policies, decided by the generated function too."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from elig.api import Program
from elig.compile import decider
from elig.errors import PolicyError
from tests.compile.same import compare
from tests.conformance.corpus import SHIPPED, Named, cases, placed, program


@pytest.mark.parametrize("named", cases())
def test_the_corpus(named: Named) -> None:
    _compare(named, lambda: program(named.case))


@pytest.mark.parametrize("named", cases())
def test_the_corpus_where_what_is_left_open_has_a_function_of_its_own(
    named: Named, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decider, "OFTEN", 0)
    _compare(named, lambda: program(named.case))


@pytest.mark.parametrize("named", cases(SHIPPED))
def test_the_cases_of_the_shipped_policies_for_what_they_judge(named: Named, shipped: Program) -> None:
    _compare(named, lambda: program(named.case) if named.case.texts.files else shipped)


def _compare(named: Named, load: Callable[[], Program]) -> None:
    case = named.case
    if case.of_texts or case.on is None or case.pins:
        pytest.skip("a case of texts alone, or one that pins a definition: the function is not for these")
    try:
        found, region = placed(named, load())
    except PolicyError:
        pytest.skip("the case is of a program that is refused")
    names = {name for rules in found.regions for name in rules.entitlements}
    only = None if case.texts.files else names & case.expect.keys()
    compare(found, case.household, case.on, region, only)
