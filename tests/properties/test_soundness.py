"""What the engine says of a partly known household holds in every completion of it, and it asks for what matters."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from elig.values import Applicable, Met, Outcome
from tests.properties.asking import Answer, Examined, askable, asked, examined
from tests.properties.effort import effort
from tests.properties.programs import STYLES, Style
from tests.properties.trees import Setting, within


@effort(130)
@given(st.sampled_from(STYLES), st.data())
def test_an_answer_agrees_with_the_completions(style: Style, data: st.DataObject) -> None:
    for case in examined(data, style):
        for answer in case.answers:
            for check in CHECKS:
                check(case, answer)


def an_outcome_holds_in_every_completion(case: Examined, answer: Answer) -> None:
    if answer.outcome is not Outcome.UNDETERMINED:
        assert set(case.outcomes(answer)) == {answer.outcome.value}, answer.result.address


def an_exact_answer_is_open_only_where_completions_differ(case: Examined, answer: Answer) -> None:
    if answer.result.exact and answer.outcome is Outcome.UNDETERMINED and not _left_open(case):
        found = set(case.outcomes(answer))
        assert len(found) > 1 or found == {"undetermined"}, (answer.result.address, found)


def what_is_missing_is_what_matters(case: Examined, answer: Answer) -> None:
    """Never less; and nothing else where the entitlement is exact, sense aside."""
    labels = case.outcomes(answer)
    matter = askable(case.space.matter(labels))
    assert matter <= answer.missing, (answer.result.address, matter - answer.missing)
    if answer.result.exact and len(set(labels)) > 1:
        assert answer.missing == matter, (answer.result.address, answer.missing - matter)


def the_gaps_that_keep_it_open_are_those_that_matter(case: Examined, answer: Answer) -> None:
    labels = case.outcomes(answer)
    if answer.outcome is Outcome.UNDETERMINED and answer.result.exact and len(set(labels)) > 1:
        gaps = {gap.id for gap in answer.result.gaps} - {answer.entitlement.gap}
        matter = {name for kind, name, _ in case.space.matter(labels) if kind == "gap"}
        assert gaps == matter - {answer.entitlement.gap}, answer.result.address


def an_open_answer_says_what_keeps_it_open(case: Examined, answer: Answer) -> None:
    if answer.outcome is Outcome.UNDETERMINED and set(case.outcomes(answer)) != {"undetermined"}:
        assert answer.result.missing or answer.result.gaps, answer.result.address


def who_is_reached_is_so_in_every_completion(case: Examined, answer: Answer) -> None:
    given_clause = answer.entitlement.given
    if answer.outcome is Outcome.NOT_IN_FORCE or given_clause is None:
        return
    reached = set(case.space.labels(case.brute.clause(given_clause), answer.member))
    match answer.result.applicable:
        case Applicable.YES:
            assert reached == {True}, answer.result.address
        case Applicable.NO:
            assert reached == {False}, answer.result.address
        case Applicable.UNKNOWN:
            pass


def what_is_met_is_so_in_every_completion(case: Examined, answer: Answer) -> None:
    """And what is missing for it is never less than what matters."""
    if answer.result.met is None:
        return
    assert answer.entitlement.met_when is not None and answer.outcome is Outcome.DUE
    labels = case.space.labels(case.brute.clause(answer.entitlement.met_when), answer.member)
    match answer.result.met:
        case Met.YES:
            assert set(labels) == {True}, answer.result.address
        case Met.NO:
            assert set(labels) == {False}, answer.result.address
        case Met.UNKNOWN:
            assert askable(case.space.matter(labels)) <= asked(answer.result.met_missing), answer.result.address


CHECKS: tuple[Callable[[Examined, Answer], None], ...] = (
    an_outcome_holds_in_every_completion,
    an_exact_answer_is_open_only_where_completions_differ,
    what_is_missing_is_what_matters,
    the_gaps_that_keep_it_open_are_those_that_matter,
    an_open_answer_says_what_keeps_it_open,
    who_is_reached_is_so_in_every_completion,
    what_is_met_is_so_in_every_completion,
)


def _left_open(case: Examined) -> bool:
    """Whether sense forbids some completions, or an open parameter is read twice: both may leave an answer open."""
    read = [node for tree in case.program.trees() for node in within(tree) if isinstance(node, Setting)]
    conditional = {fact.id for fact in case.program.facts if fact.only_if is not None}
    told = any(name in conditional for name, _ in case.household.may)
    return bool(case.program.invalid) or told or len(read) > len({node.id for node in read})
