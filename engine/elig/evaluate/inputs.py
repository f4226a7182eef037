"""Which unknown inputs a rule reads in a household, and the conditions that read each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from types import MappingProxyType

from elig.evaluate.classes import Place, classes_of
from elig.evaluate.environment import (
    Environment,
    FactInput,
    GapInput,
    Input,
    LinkInput,
    MembersInput,
    ParameterInput,
    is_known,
    is_partial_set,
)
from elig.evaluate.expressions import evaluate, gone_through, key_words, this_of, truth
from elig.evaluate.plan import LEAVES
from elig.evaluate.table import MAY_BE_DUE
from elig.program.nodes import (
    ByReading,
    CountNode,
    DefinitionRef,
    EntitledNode,
    EveryNode,
    ExistsNode,
    ExtremeOfNode,
    FactRef,
    GapNode,
    IncludesThisNode,
    Node,
    ParameterRef,
    SumNode,
)
from elig.program.order import clauses
from elig.program.types import SetType, Type
from elig.program.walk import children
from elig.values import Numbers, Possible, Truth, WordSet

MAX_CLASSES = 512


def inputs_of(node: Node, env: Environment, member: int | None) -> Iterator[tuple[Input, Place]]:
    """Each unknown input that can still move a node, with the condition around the read.

    An input may come several times. What is below a part that is already known cannot move it and is passed over.
    """
    yield from _inputs(node, env, member, Place(node, member, env.this))


def _inputs(node: Node, env: Environment, member: int | None, place: Place) -> Iterator[tuple[Input, Place]]:
    if known(evaluate(node, env, member), node.type, env):
        return
    inner = Place(node, member, env.this) if isinstance(node, LEAVES) else place
    match node:
        case FactRef():
            yield from _fact_inputs(node, env, member, inner)
        case IncludesThisNode():
            yield from _link_inputs(node, env, member, inner)
        case ParameterRef():
            for key in node.keys:
                yield from _inputs(key, env, member, Place(node, member, env.this))
            yield from _parameter_inputs(node, env, member, inner)
        case GapNode():
            if GapInput(node.gap) not in env.pins:
                yield GapInput(node.gap), inner
        case DefinitionRef():
            if node.definition not in env.definitions:
                yield from _inputs(node.body, env, member if node.of_member else None, inner)
        case EntitledNode():
            other = env.rules.entitlements.get(node.entitlement)
            if other is not None:
                who = member if other.of_member else None
                for clause in clauses(other):
                    yield from _inputs(clause, env, who, Place(clause, who))
                if other.basis not in MAY_BE_DUE and GapInput(other.gap) not in env.pins:
                    yield GapInput(other.gap), inner
        case ByReading() if node.reading in env.options:
            yield from _inputs(dict(node.options)[env.options[node.reading]], env, member, inner)
        case ExistsNode() | EveryNode() | CountNode() | SumNode() | ExtremeOfNode():
            inside, everyone = gone_through(node, env, member)
            for one in everyone:
                yield from _member_inputs(node, inside, one, inner)
            if not env.household.complete:
                yield MembersInput(id(node), this=member), inner
        case _:
            for child in children(node):
                yield from _inputs(child, env, member, inner)


def _member_inputs(node: Node, env: Environment, one: int, place: Place) -> Iterator[tuple[Input, Place]]:
    counting = isinstance(node, CountNode | SumNode | ExtremeOfNode)
    reached = isinstance(node, ExistsNode | CountNode) or truth(children(node)[_WHERE[type(node)]], env, one)
    for child in children(node):
        if reached is not Truth.FALSE:
            yield from _inputs(child, env, one, place if counting else Place(child, one, env.this))


_WHERE: Mapping[type, int] = MappingProxyType({EveryNode: 0, SumNode: 1, ExtremeOfNode: 1})
"""Where among the children of a quantifier its `where` stands; nothing else of it is read where that is false."""


def _fact_inputs(node: FactRef, env: Environment, member: int | None, place: Place) -> Iterator[tuple[Input, Place]]:
    who = member if node.of_member else None
    fact = env.rules.facts[node.fact]
    told = env.told(fact, who)
    if fact.only_if is not None and told is None:
        yield from _inputs(fact.only_if, env, member, Place(fact.only_if, member))
    if not known(env.known(fact, who), fact.type, env):
        yield FactInput(node.fact, who), place


def _link_inputs(
    node: IncludesThisNode, env: Environment, member: int | None, place: Place
) -> Iterator[tuple[Input, Place]]:
    fact = env.rules.facts[node.fact]
    who, this = member if fact.of_member else None, this_of(node, env, member)
    if fact.only_if is not None and env.told(fact, who) is None:
        yield from _inputs(fact.only_if, env, member, Place(fact.only_if, member))
    if env.link(fact, who, this) is Truth.OPEN:
        yield LinkInput(fact.id, who, this), place


def known(value: Possible, kind: Type, env: Environment) -> bool:
    """Whether nothing more can be learnt of a value: exactly one is possible, or surely none is defined.

    A set is known where each of its words is.
    """
    if isinstance(value, Numbers) and value.undefined and value.span is None:
        return True
    if isinstance(value, WordSet) and isinstance(kind, SetType):
        return not is_partial_set(value, env.vocabulary.enumerations[kind.enumeration])
    return is_known(value)


def _parameter_inputs(
    node: ParameterRef, env: Environment, member: int | None, place: Place
) -> Iterator[tuple[Input, Place]]:
    parameter = env.rules.rules.parameters[node.parameter]
    for keys in product(*(key_words(evaluate(key, env, member)) for key in node.keys)):
        given = ParameterInput(parameter.id, keys)
        if given in env.pins and known(env.pins[given], parameter.type, env):
            continue
        if env.is_open(parameter, keys):
            yield given, place
        where = env.place_fact(parameter)
        if where is not None and env.depends_on_place(parameter, keys):
            yield FactInput(where.id), place


def possible(given: Input, env: Environment) -> tuple[Possible, Type]:
    """What an input may be, and its type."""
    match given:
        case FactInput():
            fact = env.rules.facts[given.fact]
            return env.known(fact, given.member), fact.type
        case ParameterInput():
            parameter = env.rules.rules.parameters[given.parameter]
            return env.parameter(parameter, given.keys), parameter.type
        case _:
            raise AssertionError("only facts and parameters have values")


def classes(given: Input, places: list[Place], env: Environment) -> list[Possible]:
    """The classes of an input as some places tell them apart; few, or all of it in one."""
    if isinstance(given, GapInput | LinkInput):
        return [Truth.TRUE, Truth.FALSE]
    whole, kind = possible(given, env)
    found = classes_of(given, whole, kind, places, env)
    return found if len(found) <= MAX_CLASSES else [whole]
