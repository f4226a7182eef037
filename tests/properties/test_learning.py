"""Learning more never contradicts what was said, and never asks for what did not matter before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from elig.evaluate.decision import GrantResult, Kind, Reported, Result
from elig.values import Applicable, Interval, Met, Numbers, Outcome, Truth
from tests.properties.asking import decided, loaded
from tests.properties.brute import Fact
from tests.properties.effort import effort
from tests.properties.households import households, parts, raw_of, shown, told_raw
from tests.properties.model import Program, Value
from tests.properties.programs import STYLES, Style, programs
from tests.properties.worlds import Household, domain


@effort(100)
@given(st.sampled_from(STYLES), st.data())
def test_a_further_fact_never_contradicts(style: Style, data: st.DataObject) -> None:
    program = data.draw(programs(style))
    engine = loaded(program)
    household = data.draw(households(program))
    before = decided(engine, household)
    for _ in range(3):
        household = data.draw(learned(program, household))
        after = decided(engine, household)
        for old, new in zip(before.outcomes.results, after.outcomes.results, strict=True):
            _check(old, new)
            if old.exact and not program.invalid and new.outcome is Outcome.UNDETERMINED:
                assert set(new.missing) <= set(old.missing), old.address
        for first, second in zip(before.outcomes.reported, after.outcomes.reported, strict=True):
            _check_value(first, second)
        before = after


@effort(40)
@given(st.data())
def test_a_complete_list_and_a_further_member_never_contradict(data: st.DataObject) -> None:
    program = data.draw(programs(data.draw(st.sampled_from((Style.ANY, Style.MEMBERS, Style.NESTED)))))
    engine = loaded(program)
    household = data.draw(households(program))
    before = decided(engine, _without_the_last(program, household.raw))
    for fuller in (household.raw, {**household.raw, "members_complete": False}):
        after = decided(engine, fuller)
        by_address = {result.address: result for result in after.outcomes.results}
        for old in before.outcomes.results:
            _check(old, by_address[old.address])


def _without_the_last(program: Program, raw: Mapping[str, object]) -> Mapping[str, object]:
    """A household whose last member is not listed, nor named in any list of members."""
    listed = raw["members"]
    assert isinstance(listed, list)
    gone = [member["id"] for member in listed[-1:]]

    def named(plain: Mapping[str, object]) -> dict[str, object]:
        lists = {fact.id for fact in program.facts if fact.kind == "members"} & plain.keys()
        return {**plain, **{name: [id for id in _ids(plain[name]) if id not in gone] for name in lists}}

    return {**named(raw), "members": [named(member) for member in listed[:-1]], "members_complete": False}


def _ids(listed: object) -> list[object]:
    assert isinstance(listed, list)
    return listed


@effort(40)
@given(st.sampled_from(STYLES), st.data())
def test_who_may_be_missing_is_asked_where_it_matters(style: Style, data: st.DataObject) -> None:
    program = data.draw(programs(style))
    engine = loaded(program)
    for _ in range(2):
        household = data.draw(households(program))
        complete = decided(engine, household)
        partial = decided(engine, {**household.raw, "members_complete": False})
        for old, new in zip(partial.outcomes.results, complete.outcomes.results, strict=True):
            if old.outcome is Outcome.UNDETERMINED and new.outcome is not Outcome.UNDETERMINED:
                assert Kind.MEMBERS in {item.kind for item in old.missing}, old.address


@st.composite
def learned(draw: st.DrawFn, program: Program, household: Household) -> Household:
    """The household with one more fact told, or one told more closely, as it truly is."""
    loose = [key for key, value in household.truth.items() if _can_tell(program, household, key, value)]
    if not loose:
        return household
    key = draw(st.sampled_from(loose))
    fact, value = program.fact(key[0]), household.truth[key]
    before = household.may.get(key)
    may: dict[Fact, frozenset[Value]] = dict(household.may)
    raw = told_raw(household)
    if fact.kind in ("integer", "yuan", "word") and draw(st.booleans()):
        known = domain(fact, program, household.members) if before is None else tuple(sorted(before, key=str))
        may[key], raw[key] = draw(parts(fact, value, known))
    else:
        may[key], raw[key] = frozenset({value}), raw_of(fact, value)
    return replace(household, may=may, raw=shown(raw, household.members))


def _can_tell(program: Program, household: Household, key: Fact, value: Value) -> bool:
    told = household.may.get(key)
    return (value is not None or program.fact(key[0]).optional) and (told is None or len(told) > 1)


# ---------------------------------------------------------------------- what may change


def _check(old: Result, new: Result) -> None:
    if old.outcome is not Outcome.UNDETERMINED:
        assert new.outcome is old.outcome, old.address
    if old.applicable is not Applicable.UNKNOWN:
        assert new.applicable is old.applicable, old.address
    if old.met in (Met.YES, Met.NO):
        assert new.met is old.met, old.address
    grants: Mapping[str, GrantResult] = {grant.id: grant for grant in new.grants}
    for grant in old.grants:
        if grant.id in grants:
            _check_grant(old.address, grant, grants[grant.id])


def _check_grant(address: str, old: GrantResult, new: GrantResult) -> None:
    for name in ("if_due", "payable", "used", "left", "lasts"):
        before, after = getattr(old, name), getattr(new, name)
        assert (before is None) == (after is None), (address, name)
        if isinstance(before, Interval) and isinstance(after, Interval):
            assert before.hull(after) == before, (address, old.id, name, before, after)


def _check_value(old: Reported, new: Reported) -> None:
    match old.value, new.value:
        case (Truth() as before, Truth() as after):
            assert before is Truth.OPEN or before is after, old.definition
        case (Numbers() as before, Numbers() as after):
            assert after.undefined <= before.undefined and after.none <= before.none, old.definition
            if after.span is not None:
                assert before.span is not None and before.span.hull(after.span) == before.span, old.definition
        case before, after:
            raise AssertionError(f"{old.definition} was {before} and is {after}")
