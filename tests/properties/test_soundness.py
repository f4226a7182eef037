"""What the engine says of a partly known household holds in every completion of it, and it asks for what matters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from elig.values import Applicable, Met, Outcome
from tests.properties.asking import Answer, Examined, askable, asked, examined
from tests.properties.effort import effort
from tests.properties.model import Program
from tests.properties.trees import Setting, within


@effort(100)
@given(st.data())
def test_an_outcome_holds_in_every_completion(data: st.DataObject) -> None:
    for case in examined(data):
        for answer in case.answers:
            if answer.outcome is not Outcome.UNDETERMINED:
                assert set(case.outcomes(answer)) == {answer.outcome.value}, answer.result.address


@effort(100)
@given(st.data())
def test_an_exact_answer_is_open_only_where_completions_differ(data: st.DataObject) -> None:
    for case in examined(data):
        for answer in case.answers:
            if answer.result.exact and answer.outcome is Outcome.UNDETERMINED and not _conditioned(case):
                found = set(case.outcomes(answer))
                assert len(found) > 1 or found == {"undetermined"}, (answer.result.address, found)


@effort(100)
@given(st.booleans(), st.data())
def test_what_is_missing_is_what_matters(plain: bool, data: st.DataObject) -> None:
    for case in examined(data, plain=plain):
        for answer in case.answers:
            labels = case.outcomes(answer)
            matter = case.space.matter(labels)
            assert askable(matter) <= answer.missing, answer.result.address
            if answer.result.exact and len(set(labels)) > 1:
                assert answer.missing == askable(matter), answer.result.address


@effort(60)
@given(st.data())
def test_the_gaps_that_keep_an_answer_open_are_those_that_matter(data: st.DataObject) -> None:
    for case in examined(data):
        for answer in case.answers:
            labels = case.outcomes(answer)
            if answer.outcome is not Outcome.UNDETERMINED or not answer.result.exact or len(set(labels)) < 2:
                continue
            gaps = {gap.id for gap in answer.result.gaps} - {answer.entitlement.gap}
            matter = {name for kind, name, _ in case.space.matter(labels) if kind == "gap"}
            assert gaps == matter - {answer.entitlement.gap}, answer.result.address


@effort(60)
@given(st.data())
def test_an_open_answer_says_what_keeps_it_open(data: st.DataObject) -> None:
    for case in examined(data):
        for answer in case.answers:
            if answer.outcome is Outcome.UNDETERMINED and set(case.outcomes(answer)) != {"undetermined"}:
                assert answer.result.missing or answer.result.gaps, answer.result.address


@effort(60)
@given(st.data())
def test_who_is_reached_holds_in_every_completion(data: st.DataObject) -> None:
    for case in examined(data):
        for answer in case.answers:
            given_clause = answer.entitlement.given
            if answer.outcome is Outcome.NOT_IN_FORCE or given_clause is None:
                continue
            reached = set(case.space.labels(case.brute.clause(given_clause), answer.member))
            match answer.result.applicable:
                case Applicable.YES:
                    assert reached == {True}, answer.result.address
                case Applicable.NO:
                    assert reached == {False}, answer.result.address
                case Applicable.UNKNOWN:
                    pass


@effort(60)
@given(st.data())
def test_what_is_met_holds_in_every_completion_and_asks_for_enough(data: st.DataObject) -> None:
    for case in examined(data):
        for answer in case.answers:
            if answer.result.met is not None:
                _check_met(case, answer)


def _check_met(case: Examined, answer: Answer) -> None:
    assert answer.entitlement.met_when is not None and answer.outcome is Outcome.DUE
    labels = case.space.labels(case.brute.clause(answer.entitlement.met_when), answer.member)
    match answer.result.met:
        case Met.YES:
            assert set(labels) == {True}
        case Met.NO:
            assert set(labels) == {False}
        case _:
            assert askable(case.space.matter(labels)) <= asked(answer.result.met_missing)


def _conditioned(case: Examined) -> bool:
    """Whether sense forbids some completions, or an open parameter is read twice: both leave an answer open."""
    return bool(case.program.invalid) or any(fact.only_if for fact in case.program.facts) or _twice(case.program)


def _twice(program: Program) -> bool:
    read = [node for tree in program.trees() for node in within(tree) if isinstance(node, Setting)]
    return len(read) > len({node.id for node in read})
