"""A rule that is printed and read again decides the same, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from elig.api import Decision, Program, load, load_texts
from elig.errors import HouseholdError
from elig.facts.forms import form_of
from elig.lang import Language
from elig.program.files import bundled
from tests.facts.strategies import good
from tests.properties.asking import decided, loaded
from tests.properties.effort import effort
from tests.properties.households import households
from tests.properties.programs import programs
from tests.properties.respelling import respelled


@effort(40)
@given(st.sampled_from(list(Language)), st.data())
def test_a_random_program(language: Language, data: st.DataObject) -> None:
    program = data.draw(programs())
    engine = loaded(program)
    again = load_texts({**program.texts(), **respelled(engine.checked, language)}, program.local())
    for _ in range(2):
        household = data.draw(households(program))
        assert list(_said(decided(engine, household))) == list(_said(decided(again, household)))


@pytest.mark.parametrize("language", list(Language))
def test_printing_is_settled(language: Language) -> None:
    """What was printed is printed as it is."""
    first = respelled(shipped().checked, language)
    second = respelled(spoken(language).checked, language)
    assert first == second


@effort(15)
@given(st.data())
def test_the_shipped_policies(data: st.DataObject) -> None:
    household = data.draw(_resettled(shipped()))
    region = data.draw(st.sampled_from([rules.policy.id for rules in shipped().regions]))
    try:
        first = shipped().check(household, on=date(2021, 8, 1), policy=region)
    except HouseholdError:
        reject()
    for language in Language:
        second = spoken(language).check(household, on=date(2021, 8, 1), policy=region)
        assert list(_said(first)) == list(_said(second)), region


@cache
def shipped() -> Program:
    """The shipped policies."""
    return load()


@cache
def spoken(language: Language) -> Program:
    """The shipped policies with every rule printed anew."""
    return load_texts({**_files(shipped()), **respelled(shipped().checked, language)})


@st.composite
def _resettled(draw: st.DrawFn, program: Program) -> dict[str, object]:
    """A household of the shipped vocabulary of which some facts are known; it is not looked at whether they agree."""
    secret = ("id_number", "disability_certificate")

    def facts(of_member: bool) -> dict[str, object]:
        usable = [
            fact
            for fact in program.vocabulary.facts.values()
            if fact.of_member == of_member and fact.id not in secret and not fact.division and fact.only_if is None
        ]
        chosen = draw(st.lists(st.sampled_from(usable), max_size=12, unique_by=lambda fact: fact.id))
        return {fact.id: draw(good(form_of(fact, program.vocabulary))) for fact in chosen}

    members = [{"id": f"m{place}", **facts(True)} for place in range(draw(st.integers(1, 3)))]
    return {"household_id": "h", **facts(False), "members": members}


def _files(program: Program) -> dict[str, str]:
    return {name: (bundled().parent / name).read_text("utf-8") for name in program.checked.files}


def _said(decision: Decision) -> Iterator[tuple[object, ...]]:
    for result in decision.outcomes.results:
        yield (
            result.address,
            result.outcome,
            result.applicable,
            result.met,
            result.missing,
            result.amount_missing,
            result.met_missing,
            result.gaps,
            result.grants,
            result.exact,
            tuple((option.options, option.outcome) for option in result.by_reading),
        )
    for item in decision.outcomes.reported:
        yield item.definition, item.member, item.value
