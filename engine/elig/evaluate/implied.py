"""What a told value implies: a fact that applies only if something holds and was told to have a value.

`only_if: has_shop` and `shop_rooms: 3` say that there is a shop, although that was not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from elig.evaluate.environment import Environment
from elig.evaluate.expressions import truth
from elig.facts.household import Household
from elig.program.nodes import AndNode, DefinitionRef, FactRef, InNode, Node, NotNode, OrNode
from elig.values import Possible, Truth, Words

Implied = tuple[str, int | None, Possible]
"""A fact, the member that it is of (None: the household), and what it must be."""


def with_implied(env: Environment) -> Environment:
    """The environment in which what is told of facts that may not apply is drawn on."""
    for _ in env.rules.facts:
        found = list(_implied(env))
        if not found:
            break
        household = env.household
        for fact, member, value in found:
            household = _told(household, fact, member, value)
        env = replace(env, household=household, memo={})
    return env


def _implied(env: Environment) -> Iterator[Implied]:
    for fact in env.rules.facts.values():
        if fact.only_if is None:
            continue
        members = range(len(env.household.members)) if fact.of_member else (None,)
        for member in members:
            told = env.told(fact, member)
            is_none = getattr(told, "is_none", False)
            if told is not None and not is_none and truth(fact.only_if, env, member) is Truth.OPEN:
                yield from _holding(fact.only_if, True, env, member)


def _holding(node: Node, value: bool, env: Environment, member: int | None) -> Iterator[Implied]:
    """What must be so for a condition to come to a truth value, where that is plain."""
    match node:
        case FactRef():
            yield node.fact, member if node.of_member else None, Truth.of(value)
        case DefinitionRef():
            yield from _holding(node.body, value, env, member if node.of_member else None)
        case NotNode():
            yield from _holding(node.item, not value, env, member)
        case AndNode() | OrNode() if isinstance(node, AndNode) == value:
            for item in node.items:
                if truth(item, env, member) is Truth.OPEN:
                    yield from _holding(item, value, env, member)
        case InNode(item=FactRef() as item):
            yield from _word(item, node.options, value, env, member)
        case _:
            pass


def _word(
    item: FactRef, options: tuple[object, ...], value: bool, env: Environment, member: int | None
) -> Iterator[Implied]:
    who = member if item.of_member else None
    known = env.known(env.rules.facts[item.fact], who)
    if isinstance(known, Words) and known.ids is not None:
        left = frozenset(word for word in known.ids if (word in options) == value)
        yield item.fact, who, Words(left, known.none and not value)


def _told(household: Household, fact: str, member: int | None, value: Possible) -> Household:
    if member is None:
        return replace(household, facts={**household.facts, fact: value})
    record = household.members[member]
    told: Mapping[str, Possible] = {**record.facts, fact: value}
    members = list(household.members)
    members[member] = replace(record, facts=told)
    return replace(household, members=tuple(members))
