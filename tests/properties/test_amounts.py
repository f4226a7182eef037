"""Amounts: exact for a known household, an interval around every completion for one that is partly known."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from elig.evaluate.decision import GrantResult
from elig.values import Interval, Numbers, Outcome, Possible, Truth
from tests.properties.asking import Answer, Examined, askable, asked, examined
from tests.properties.brute import OPEN, UNDEFINED, Found
from tests.properties.effort import effort
from tests.properties.model import Grant
from tests.properties.programs import STYLES, Style
from tests.properties.worlds import Space

Ends = tuple[Fraction, Fraction | None]


@effort(60)
@given(st.data())
def test_a_known_household_gets_exactly_what_the_rules_say(data: st.DataObject) -> None:
    for case in examined(data, Style.ANY, known=True):
        for answer in case.answers:
            a_known_household_gets_exactly_what_the_rules_say(case, answer)


def a_known_household_gets_exactly_what_the_rules_say(case: Examined, answer: Answer) -> None:
    labels = set(case.outcomes(answer))
    if len(labels) == 1:
        unsure = {Outcome.UNDETERMINED.value} if _is_open(case) else set()
        assert answer.outcome.value in labels | unsure, answer.result.address
    for grant, found in _grants(answer):
        ends = set(case.space.labels(case.brute.amount(grant), answer.member))
        if len(ends) == 1 and not _is_open(case):
            assert found.if_due == _interval(ends.pop()), (answer.result.address, grant.id)


@effort(100)
@given(st.sampled_from(STYLES), st.data())
def test_every_completion_lies_within_the_interval(style: Style, data: st.DataObject) -> None:
    for case in examined(data, style):
        for answer in case.answers:
            every_completion_lies_within_the_interval(case, answer)
            whatever_moves_an_amount_is_listed(case, answer)


def every_completion_lies_within_the_interval(case: Examined, answer: Answer) -> None:
    """Every completion in which it may be due: what it would come to elsewhere is of no account."""
    found = _where_it_may_be_due(case, answer)
    outcomes = found.labels(case.brute.outcome(answer.entitlement), answer.member)
    for grant, result in _grants(answer):
        amounts = found.labels(case.brute.amount(grant), answer.member)
        for outcome, ends in zip(outcomes, amounts, strict=True):
            _check_amount(answer, result, _interval(ends), outcome == "due")
        _check_used(case, answer, grant, result)


def whatever_moves_an_amount_is_listed(case: Examined, answer: Answer) -> None:
    missing = asked(answer.result.amount_missing)
    found = _where_it_may_be_due(case, answer)
    for grant, _ in _grants(answer):
        labels: list[list[Hashable]] = [found.labels(case.brute.amount(grant), answer.member)]
        if grant.used is not None:
            labels.append(found.labels(case.brute.used(grant), answer.member))
        for label in labels:
            matter = askable(found.matter(label))
            assert matter <= missing, (answer.result.address, matter - missing)


def _where_it_may_be_due(case: Examined, answer: Answer) -> Space:
    return case.space.where([outcome != "not_due" for outcome in case.outcomes(answer)])


def _check_amount(answer: Answer, found: GrantResult, ends: Interval, is_due: bool) -> None:
    assert found.if_due is not None and found.payable is not None
    assert _holds(found.if_due, ends), (answer.result.address, found.id, found.if_due, ends)
    assert _holds(found.payable, ends if is_due else Interval(Fraction(0), Fraction(0))), answer.result.address
    if answer.outcome is Outcome.UNDETERMINED:
        assert found.payable == found.if_due.hull(Interval(Fraction(0), Fraction(0))), answer.result.address


def _check_used(case: Examined, answer: Answer, grant: Grant, found: GrantResult) -> None:
    """What is used and what is left of a ceiling, in every completion."""
    if grant.used is None:
        assert found.used is found.left is None
        return
    assert found.used is not None and found.left is not None
    space = _where_it_may_be_due(case, answer)
    amounts = space.labels(case.brute.amount(grant), answer.member)
    for used, ends in zip(space.labels(case.brute.used(grant), answer.member), amounts, strict=True):
        low, high = _interval(ends).low, _interval(ends).high
        if isinstance(used, Fraction) and low is not None:
            left = Interval(max(Fraction(0), low - used), None if high is None else max(Fraction(0), high - used))
            assert _holds(found.used, Interval(used, used)), answer.result.address
            assert _holds(found.left, left), (answer.result.address, found.left, left)


@effort(40)
@given(st.data())
def test_reported_values_hold_in_every_completion(data: st.DataObject) -> None:
    for case in examined(data, Style.ANY):
        for item in case.decision.outcomes.reported:
            definition = case.program.definition(item.definition)
            member = None if item.member is None else int(item.member[1:])
            rule: Callable[..., Found] = case.brute.clause(definition.body)
            for value in case.space.labels(rule, member):
                assert _admits(item.value, value), (item.definition, item.value, value)


def _grants(answer: Answer) -> list[tuple[Grant, GrantResult]]:
    by_id = {found.id: found for found in answer.result.grants}
    return [(grant, by_id[grant.id]) for grant in answer.entitlement.grants if grant.id in by_id]


def _interval(ends: Hashable) -> Interval:
    assert isinstance(ends, tuple)
    low, high = ends
    return Interval(low, high)


def _holds(outer: Interval, inner: Interval) -> bool:
    return outer.hull(inner) == outer


def _is_open(case: Examined) -> bool:
    return any(kind in ("parameter", "reading") for kind, _, _ in case.space.inputs)


def _admits(possible: Possible, value: Hashable) -> bool:
    """Whether a value is among what is possible; undefined and open are never certain."""
    match possible:
        case Truth():
            return possible is Truth.OPEN if value is OPEN else value in possible.may
        case Numbers():
            if value is UNDEFINED:
                return possible.undefined
            inside = isinstance(value, Fraction) and possible.span is not None and possible.span.contains(value)
            return inside and (possible.points is None or value in possible.points)
        case _:
            raise AssertionError("no such definition is made")
