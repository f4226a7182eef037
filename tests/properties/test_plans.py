"""How cases are gone through: never too many, always in one order, the same for every household."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from elig.evaluate.cases import cases
from elig.evaluate.dated import at
from elig.evaluate.environment import Environment
from elig.evaluate.places import Where
from elig.evaluate.plan import MAX_CASES, MAX_CONDITIONS, Plan, plan_of
from elig.facts.household import Household
from tests.properties.asking import loaded
from tests.properties.effort import effort
from tests.properties.model import DIVISION, ON
from tests.properties.programs import STYLES, Style, programs


@effort(50)
@given(st.sampled_from(STYLES), st.data())
def test_cases_are_few_and_in_file_order(style: Style, data: st.DataObject) -> None:
    program = data.draw(programs(style))
    dated = at(loaded(program).rules("p"), ON)
    again = at(loaded(program).rules("p"), ON)
    nobody = Household("h", {}, ())
    for name, entitlement in dated.entitlements.items():
        plan = plan_of(entitlement, dated)
        assert _names(plan) == _names(plan_of(again.entitlements[name], again))
        assert plan.exact == (not plan.bounded)
        if plan.conditions is not None:
            assert len(plan.conditions.conditions) <= MAX_CONDITIONS
        if not entitlement.of_member:
            env = Environment(dated, nobody, Where((DIVISION, "000000")))
            assert sum(1 for _ in cases(plan, env, None)) <= MAX_CASES


def _names(plan: Plan) -> list[str]:
    splits = [*plan.splits, *(plan.conditions.splits if plan.conditions is not None else ())]
    return [getattr(split.input, "fact", getattr(split.input, "gap", "")) for split in splits]
