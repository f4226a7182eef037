"""Open readings are each answered and joined; a settled one selects; cases of a fact are joined."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from elig.evaluate.decision import GrantResult, Result
from elig.values import Applicable, Interval, Outcome
from tests.properties.asking import decided, loaded
from tests.properties.effort import effort
from tests.properties.households import households, raw_of, shown, told_raw
from tests.properties.model import Program
from tests.properties.programs import programs
from tests.properties.worlds import domain, facts_read


@effort(40)
@given(st.data())
def test_open_readings_are_joined_and_settled_ones_select(data: st.DataObject) -> None:
    program = data.draw(programs())
    open_ones = [reading for reading in program.readings if reading.settled is None]
    assume(open_ones)
    household = data.draw(households(program))
    whole = decided(loaded(program), household).outcomes.results
    settled: dict[tuple[tuple[str, str], ...], dict[str, Result]] = {}
    for choice in product(*(reading.options for reading in open_ones)):
        chosen = tuple(zip((reading.id for reading in open_ones), choice, strict=True))
        decision = decided(loaded(_settle(program, dict(chosen))), household)
        settled[chosen] = {result.address: result for result in decision.outcomes.results}
    for result in whole:
        parts = [found[result.address] for found in settled.values()]
        assert result.outcome is _joined([part.outcome for part in parts], Outcome.UNDETERMINED), result.address
        assert result.applicable is _joined([part.applicable for part in parts], Applicable.UNKNOWN), result.address
        for option in result.by_reading:
            fitting = [found[result.address] for key, found in settled.items() if set(option.options) <= set(key)]
            assert {part.outcome for part in fitting} == {option.outcome}, result.address
        for grant in result.grants:
            _check_grant(result, grant, parts)


def _check_grant(result: Result, grant: GrantResult, parts: list[Result]) -> None:
    """What is payable reaches over all that is payable under each option."""
    found = [g for part in parts for g in part.grants if g.id == grant.id]
    for part in found:
        if grant.payable is not None and part.payable is not None:
            assert grant.payable.hull(part.payable) == grant.payable, result.address
    if_due = [part.if_due for part in found if part.if_due is not None]
    assert grant.if_due == (_hull(if_due) if if_due else None), result.address


def _hull(items: list[Interval]) -> Interval:
    result = items[0]
    for item in items[1:]:
        result = result.hull(item)
    return result


def _joined(items: list[Outcome] | list[Applicable], otherwise: Outcome | Applicable) -> Outcome | Applicable:
    return items[0] if len(set(items)) == 1 else otherwise


def _settle(program: Program, options: dict[str, str]) -> Program:
    found = (replace(reading, settled=options.get(reading.id, reading.settled)) for reading in program.readings)
    return replace(program, readings=tuple(found))


@effort(40)
@given(st.data())
def test_the_values_of_a_fact_are_joined(data: st.DataObject) -> None:
    program = data.draw(programs(invalid=False))
    household = data.draw(households(program))
    told = told_raw(household)
    loose = [
        (fact, place)
        for fact in facts_read(program)
        for place in (range(household.members) if fact.of_member else (None,))
        if (fact.id, place) not in told and fact.kind != "date" and not any(other.only_if for other in program.facts)
    ]
    assume(loose)
    fact, place = data.draw(st.sampled_from(loose))
    engine = loaded(program)
    whole = decided(engine, household).outcomes.results
    raws = [
        shown({**told, (fact.id, place): raw_of(fact, v)}, household.members)
        for v in domain(fact, program, household.members)
    ]
    parts = [decided(engine, raw).outcomes.results for raw in raws]
    for index, result in enumerate(whole):
        outcomes = [part[index].outcome for part in parts]
        if result.outcome is not Outcome.UNDETERMINED:
            assert set(outcomes) == {result.outcome}, result.address
        elif result.exact and Outcome.UNDETERMINED not in outcomes and not program.parameters:
            assert len(set(outcomes)) > 1, result.address
