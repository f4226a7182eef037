"""The whole corpus, and the cases of the shipped policies, read by the encoder as well: facts fixed, terms reckoned."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from elig.api import Program
from elig.errors import EligError
from elig.evaluate.decide import division_of, rules_for
from elig.evaluate.retired import in_use
from elig.program.model import NATION
from elig.records import replace
from elig.values import Words
from tests.conformance.corpus import SHIPPED, Named, cases, placed, program
from tests.prove.same import compare


@pytest.mark.parametrize("named", cases())
def test_the_corpus(named: Named) -> None:
    _compare(named, lambda: program(named.case))


@pytest.mark.parametrize("named", cases(SHIPPED))
def test_the_cases_of_the_shipped_policies(named: Named, shipped: Program) -> None:
    _compare(named, lambda: program(named.case) if named.case.texts.files else shipped)


def _compare(named: Named, load: Callable[[], Program]) -> None:
    case = named.case
    if case.of_texts or case.on is None or case.pins:
        pytest.skip("a case of texts alone, or one that pins a definition: proofs are not for these")
    try:
        found, policy = placed(named, load())
        household = found.read(case.household)
        found.check(household, on=case.on, policy=policy, only=())
    except EligError:
        pytest.skip("the program or the household is refused")
    if not household.complete:
        pytest.skip("proofs are about households of which every member is listed")
    household, _ = in_use(found.vocabulary, household)
    rules = rules_for(found.checked, division_of(found.vocabulary, household), policy)
    place = division_of(found.vocabulary, household) or rules.policy.jurisdiction or NATION
    home = found.vocabulary.locality_fact
    if home is not None:
        household = replace(household, facts={**household.facts, home.id: Words(frozenset({place}))})
    only = None if case.texts.files else rules.entitlements.keys() & case.expect.keys()
    region = rules.policy.id if rules.policy.jurisdiction else None
    compared = compare(
        found.checked, rules, place, household, found.check(household, on=case.on, policy=region, only=only)
    )
    if not compared.answers:
        pytest.skip(f"not wholly known: {', '.join(compared.skipped)}")
