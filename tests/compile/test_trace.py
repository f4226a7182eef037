"""Every condition of a traced decision comes to what the evaluator finds for it."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from elig.compile.trace import Branch
from elig.errors import HouseholdError
from elig.evaluate.expressions import truth
from elig.values import Outcome, Truth
from tests.properties.asking import loaded
from tests.properties.effort import effort
from tests.properties.households import households
from tests.properties.model import ON
from tests.properties.programs import STYLES, Style, programs

SEEN = {Truth.TRUE: True, Truth.FALSE: False, Truth.OPEN: None}


@effort(80)
@given(st.sampled_from(STYLES), st.booleans(), st.data())
def test_the_tree_holds_what_the_evaluator_finds(style: Style, known: bool, data: st.DataObject) -> None:
    program = data.draw(programs(style))
    engine = loaded(program)
    told = engine.household(dict(data.draw(households(program, known=known)).raw))
    try:
        decided = engine.decider(on=ON, policy="p", trace=True)(told)
    except HouseholdError:
        return
    refused = {row.entitlement.id for row in decided.function.rows if row.refused}
    for verdict in decided.verdicts:
        if verdict.outcome is Outcome.NOT_IN_FORCE or verdict.entitlement.id in refused:
            continue
        for options, _ in verdict.by_reading or (((), None),):
            env = decided.environment.choosing(dict(options))
            for top in verdict.tree(options):
                for branch in _all(top):
                    assert branch.value is SEEN[truth(branch.node, env, branch.member)], (branch.text, branch.member)


def _all(branch: Branch) -> Iterator[Branch]:
    yield branch
    for child in branch.children:
        yield from _all(child)
