"""Random programs and households, decided by the generated function and by the evaluator."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elig.compile import decider
from tests.compile.same import compare
from tests.properties.asking import loaded
from tests.properties.effort import effort
from tests.properties.households import households
from tests.properties.model import ON
from tests.properties.programs import STYLES, Style, programs


@effort(150)
@given(st.sampled_from(STYLES), st.booleans(), st.sampled_from((0, decider.OFTEN)), st.data())
def test_the_function_answers_as_the_evaluator_does(style: Style, known: bool, often: int, data: st.DataObject) -> None:
    program = data.draw(programs(style))
    household = data.draw(households(program, known=known))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decider, "OFTEN", often)
        compare(loaded(program), household.raw, ON, "p")
