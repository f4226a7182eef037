"""Households that one statement decides: of one program, one region and one day, each with what the reference says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from elig.api import Program
from elig.cases.run import _local, _region
from elig.errors import HouseholdError
from elig.evaluate.decide import division_of, rules_for
from elig.evaluate.decision import Outcomes
from elig.facts.household import Household
from elig.program.model import Rules
from tests.conformance.corpus import files, program


@dataclass
class Group:
    """What one statement decides; `told` are the households, with their ids, beside the reference's answers."""

    program: Program
    rules: Rules
    on: date
    policy: str | None
    told: list[tuple[str, Household, Outcomes]] = field(default_factory=list)


def group(told: Iterable[tuple[str, Program, Household, date, str | None]]) -> list[Group]:
    """Households of any programs and days, put together as far as one statement decides them."""
    found: dict[object, Group] = {}
    for name, loaded, household, on, policy in told:
        checked = loaded.checked
        rules = rules_for(checked, division_of(checked.vocabulary, household), policy)
        key = (id(loaded), rules.policy.id, on, policy)
        one = found.setdefault(key, Group(loaded, rules, on, policy))
        one.told.append((name, household, loaded.check(household, on=on, policy=policy).outcomes))
    return list(found.values())


def corpus() -> list[Group]:
    """The households of the conformance corpus; those that make no sense, or whose case pins a definition, left out."""
    return group(_corpus())


def _corpus() -> Iterator[tuple[str, Program, Household, date, str | None]]:
    laid: dict[object, Program] = {}
    for file in files():
        for case in file.cases:
            if case.of_texts or case.pins or isinstance(case.error, str):
                continue
            assert case.on is not None, "a case with a household has a day"
            own = program(case)
            local = _local(case)
            key = (id(own), tuple(local.items()))
            loaded = laid.setdefault(key, own.with_local(local) if local else own)
            policy = _region(own, case, file.region or None)
            try:
                household = loaded.read(case.household)
                loaded.check(household, on=case.on, policy=policy)
            except HouseholdError:
                continue
            yield case.name, loaded, household, case.on, policy
