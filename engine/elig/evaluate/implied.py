"""What a told value implies: a fact that applies only if something holds and was told to have a value.

`only_if: has_shop` and `shop_rooms: 3` say that there is a shop, although that was not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from elig.evaluate.classes import Place
from elig.evaluate.environment import Environment, FactInput
from elig.evaluate.expressions import truth
from elig.evaluate.inputs import classes, inputs_of
from elig.facts.household import Household
from elig.program.nodes import Node
from elig.records import replace
from elig.values import NONE_NUMBER, NONE_WORD, Numbers, Possible, Truth, Words, join


def with_implied(env: Environment) -> Environment:
    """The environment in which what is told of facts that may not apply is drawn on."""
    for _ in env.rules.facts:
        found = list(_implied(env))
        if not found:
            break
        household = env.household
        for given, value in found:
            household = _told(household, given, value)
        env = env.changed(household=household)
    return env


def applied(env: Environment) -> Iterator[tuple[Node, int | None]]:
    """The conditions that are open although they hold: a fact that applies only there was told to have a value."""
    for fact in env.facts_told():
        if fact.only_if is None:
            continue
        for member in range(len(env.household.members)) if fact.of_member else (None,):
            told = env.told(fact, member)
            is_none = getattr(told, "is_none", False)
            if told is not None and not is_none and truth(fact.only_if, env, member) is Truth.OPEN:
                yield fact.only_if, member


def _implied(env: Environment) -> Iterator[tuple[FactInput, Possible]]:
    """Of what an unknown fact may be, the part for which such a condition can hold."""
    for node, member in applied(env):
        read: dict[FactInput, list[Place]] = {}
        for given, place in inputs_of(node, env, member):
            if isinstance(given, FactInput):
                read.setdefault(given, []).append(place)
        for given, places in read.items():
            parts = classes(given, places, env)
            left = [part for part in parts if truth(node, env.suppose({given: part}), member) is not Truth.FALSE]
            if 0 < len(left) < len(parts) and not _may_be_absent(given, parts[0], node, env, member):
                yield given, join(left)


def _may_be_absent(given: FactInput, part: Possible, node: Node, env: Environment, member: int | None) -> bool:
    """Whether a fact that itself may not apply can be absent while a condition holds."""
    fact = env.rules.facts[given.fact]
    if fact.only_if is None or env.told(fact, given.member) is not None:
        return False
    match part:
        case Numbers():
            absent: Possible = NONE_NUMBER
        case Words():
            absent = NONE_WORD
        case _:
            return False
    return truth(node, env.suppose({given: absent}), member) is not Truth.FALSE


def _told(household: Household, given: FactInput, value: Possible) -> Household:
    if given.member is None:
        return replace(household, facts={**household.facts, given.fact: value})
    record = household.members[given.member]
    told: Mapping[str, Possible] = {**record.facts, given.fact: value}
    members = list(household.members)
    members[given.member] = replace(record, facts=told)
    return replace(household, members=tuple(members))
