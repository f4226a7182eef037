"""Random programs and households, read as terms and by the evaluator: known, and known in part."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from elig.errors import HouseholdError
from elig.records import replace
from elig.values import Words
from tests.properties.asking import loaded
from tests.properties.effort import effort
from tests.properties.households import households
from tests.properties.model import DIVISION, ON
from tests.properties.programs import STYLES, Style, programs
from tests.prove.same import compare


@effort(40)
@given(st.sampled_from(STYLES), st.data())
def test_the_terms_say_what_the_evaluator_says(style: Style, data: st.DataObject) -> None:
    _compare(data, style, known=True)


@effort(20)
@given(st.sampled_from(STYLES), st.data())
def test_what_is_decided_of_a_part_follows_of_all_that_it_may_turn_out_to_be(style: Style, data: st.DataObject) -> None:
    _compare(data, style, known=False)


def _compare(data: st.DataObject, style: Style, *, known: bool) -> None:
    program = data.draw(programs(style))
    engine = loaded(program)
    household = engine.read(data.draw(households(program, known=known)).raw)
    home = engine.vocabulary.locality_fact
    if home is not None:
        household = replace(household, facts={**household.facts, home.id: Words(frozenset({DIVISION}))})
    if not household.complete:
        return
    try:
        decision = engine.check(household, on=ON, policy="p")
    except HouseholdError:
        return
    compare(engine.checked, engine.rules("p"), DIVISION, household, decision)
