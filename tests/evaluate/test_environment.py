"""What was worked out of one household is never drawn on for another."""

from __future__ import annotations

from datetime import date

import elig
from elig.evaluate.check import Checker
from elig.evaluate.dated import at
from elig.evaluate.decide import environment
from elig.evaluate.environment import Ends
from elig.evaluate.expressions import numbers
from elig.facts.household import Household
from elig.program.nodes import FactRef
from elig.program.types import NumberType
from elig.values import Numbers


def test_another_household_is_worked_out_anew() -> None:
    shipped = elig.load()
    fact = next(fact for fact in shipped.vocabulary.household_facts if isinstance(fact.type, NumberType))
    node = FactRef(fact.id, False, False, type=fact.type)
    checker = Checker(at(shipped.regions[0], date(2024, 6, 1)))
    first, other = (Household("h", {fact.id: Numbers.point(value)}, ()) for value in (1, 2))
    env = environment(checker, shipped.checked, first, {})
    assert numbers(node, env.reaching(Ends.NORMS)).value == 1
    assert numbers(node, env.changed(household=other).reaching(Ends.NORMS)).value == 2
