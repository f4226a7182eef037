"""Deciding an entitlement: once as it stands, and where that leaves it open, case by case as its plan says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from elig.evaluate.classes import Place, classes_of
from elig.evaluate.conditions import Conditions
from elig.evaluate.environment import Environment, FactInput, GapInput, Input
from elig.evaluate.expressions import clause_truths, truth
from elig.evaluate.plan import Plan
from elig.evaluate.splits import Split
from elig.evaluate.table import Answer, join_answers, outcome_of
from elig.lang.ast import Member
from elig.program.model import Entitlement
from elig.program.nodes import EveryNode, ExistsNode, FactRef
from elig.values import Applicable, Outcome, Possible, Truth, all_of, invert

Vector = tuple[bool, ...]
"""For each member condition of a plan, whether somebody satisfies it."""


def decide(entitlement: Entitlement, plan: Plan, env: Environment, member: int | None) -> Answer:
    """The outcome for one subject under one choice of readings."""
    direct = outcome_of(entitlement.basis, clause_truths(entitlement, env, member))
    if direct[0] is not Outcome.UNDETERMINED and direct[1] is not Applicable.UNKNOWN:
        return direct
    return join_answers(answers_by_case(entitlement, plan, env, member))


def answers_by_case(entitlement: Entitlement, plan: Plan, env: Environment, member: int | None) -> Iterator[Answer]:
    """The answer of each case."""
    for case in cases(plan, env, member):
        yield outcome_of(entitlement.basis, clause_truths(entitlement, case, member))


def cases(plan: Plan, env: Environment, member: int | None) -> Iterator[Environment]:
    """An environment for each case that the known part of the household admits."""
    for pins in _pins(plan.splits, env, member):
        case = env.suppose(pins) if pins else env
        if plan.conditions is None:
            yield case
        else:
            for vector in household_vectors(plan.conditions, case):
                yield case.quantified(_quantifier_truths(plan.conditions, vector))


def split_names(plan: Plan, env: Environment, member: int | None) -> Iterator[str]:
    """The facts and gaps whose values are gone through because they are not known, each once."""
    subjects: list[tuple[Split, int | None]] = [(split, member) for split in plan.splits]
    if plan.conditions is not None:
        everyone = range(len(env.household.members))
        subjects += [(split, one) for split in plan.conditions.splits for one in everyone]
    several = (split for split, one in subjects if len(_split_classes(split, _input(split, one), env, one)) > 1)
    names = (split.input.fact if isinstance(split.input, FactRef) else split.input.gap for split in several)
    yield from dict.fromkeys(names)


def _pins(splits: tuple[Split, ...], env: Environment, member: int | None) -> Iterator[dict[Input, Possible]]:
    inputs = [_input(split, member) for split in splits]
    choices = [_split_classes(split, given, env, member) for split, given in zip(splits, inputs, strict=True)]
    for combination in product(*choices):
        yield dict(zip(inputs, combination, strict=True))


def _input(split: Split, member: int | None) -> Input:
    match split.input:
        case FactRef():
            return FactInput(split.input.fact, member if split.input.of_member else None)
        case gap:
            return GapInput(gap.gap)


def _split_classes(split: Split, given: Input, env: Environment, member: int | None) -> list[Possible]:
    if isinstance(given, GapInput):
        return [Truth.of(value) for value in env.gap(given.gap).may]
    assert isinstance(given, FactInput), "a split is of a fact or of a gap"
    fact = env.rules.facts[given.fact]
    places = [Place(place, member) for place in split.places]
    return classes_of(given, env.known(fact, given.member), fact.type, places, env)


# ---------------------------------------------------------------------- two quantifiers over one member


def household_vectors(conditions: Conditions, env: Environment) -> frozenset[Vector]:
    """Which member conditions may be satisfied by somebody, all conditions together."""
    everyone = range(len(env.household.members))
    result: frozenset[Vector] = frozenset({(False,) * len(conditions.conditions)})
    for member in everyone:
        own = _member_vectors(conditions, env, member)
        result = frozenset(tuple(a or b for a, b in zip(left, right, strict=True)) for left in result for right in own)
    if env.household.complete:
        return result
    anybody = list(product((False, True), repeat=len(conditions.conditions)))
    return frozenset(tuple(a or b for a, b in zip(left, right, strict=True)) for left in result for right in anybody)


def _member_vectors(conditions: Conditions, env: Environment, member: int) -> frozenset[Vector]:
    found: set[Vector] = set()
    for pins in _pins(conditions.splits, env, member):
        case = env.suppose(pins) if pins else env
        for parts in product(*(truth(part, case, member).may for part in conditions.parts)):
            found.add(tuple(all(parts[i] is holds for i, holds in condition) for condition in conditions.conditions))
    return frozenset(found)


def _quantifier_truths(conditions: Conditions, vector: Vector) -> dict[int, Truth]:
    return {key: _quantifier(node, [vector[i] for i in used]) for key, (node, used) in conditions.use.items()}


def _quantifier(node: object, satisfied: list[bool]) -> Truth:
    match node:
        case ExistsNode():
            return Truth.of(satisfied[0] if node.kind is Member.ANY else not satisfied[0])
        case EveryNode():
            reached, lacking = (Truth.of(value) for value in satisfied)
            return all_of((reached, invert(lacking)))
        case _:
            raise AssertionError("only these quantifiers have conditions")
