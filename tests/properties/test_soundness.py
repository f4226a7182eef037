"""What the engine says of a partly known household holds in every completion of it."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from elig.values import Outcome
from tests.properties.asking import Answer, answers, asked, askable, decided, loaded
from tests.properties.brute import Brute
from tests.properties.effort import effort
from tests.properties.households import households
from tests.properties.programs import programs
from tests.properties.worlds import Space, space


def outcomes(answer: Answer, found: Space) -> Sequence[object]:
    """The outcome in each completion."""
    return found.labels(lambda brute: brute.outcome(answer.entitlement, answer.member))


@effort(150)
@given(st.data())
def test_what_is_decided_holds_in_every_completion(data: st.DataObject) -> None:
    program = data.draw(programs())
    engine = loaded(program)
    for _ in range(3):
        household = data.draw(households(program))
        found = space(program, household)
        for answer in answers(program, decided(engine, household)):
            labels = set(outcomes(answer, found))
            if answer.result.outcome is not Outcome.UNDETERMINED:
                assert labels == {answer.result.outcome.value}, answer.result.address


@effort(150)
@given(st.data())
def test_what_is_missing_is_what_matters(data: st.DataObject) -> None:
    program = data.draw(programs())
    engine = loaded(program)
    for _ in range(3):
        household = data.draw(households(program))
        found = space(program, household)
        for answer in answers(program, decided(engine, household)):
            matter = found.matter(outcomes(answer, found))
            missing = asked(answer.result.missing)
            assert askable(matter) <= missing, answer.result.address
