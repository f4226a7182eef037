"""Random programs and households, decided by DuckDB and by the evaluator."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from elig.errors import EligError
from tests.properties.asking import loaded
from tests.properties.effort import effort
from tests.properties.households import households
from tests.properties.model import ON
from tests.properties.programs import STYLES, Style, programs
from tests.sql.same import compare


@effort(40)
@given(st.sampled_from(STYLES), st.booleans(), st.data())
def test_sql_answers_as_the_evaluator_does(style: Style, known: bool, data: st.DataObject) -> None:
    model = data.draw(programs(style))
    program = loaded(model)
    try:
        told = [program.read(data.draw(households(model, known=known)).raw) for _ in range(3)]
    except EligError:
        return
    kept = []
    for household in told:
        try:
            program.check(household, on=ON, policy="p")
        except EligError:
            continue
        kept.append(household)
    compare(program, kept, ON, "p")
