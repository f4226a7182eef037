"""Deciding an entitlement: once as it stands, and where that leaves it open, case by case as its plan says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product

from elig.evaluate.classes import Place, classes_of
from elig.evaluate.conditions import Condition, Conditions
from elig.evaluate.environment import Environment, FactInput, GapInput, Input, LinkInput
from elig.evaluate.expressions import clause_truths, this_of, truth
from elig.evaluate.plan import Plan
from elig.evaluate.splits import Split
from elig.evaluate.table import Answer, is_settled, join_answers, outcome_of
from elig.lang.ast import Member
from elig.program.model import Entitlement
from elig.program.nodes import EveryNode, ExistsNode, FactRef, IncludesThisNode
from elig.values import Applicable, Outcome, Possible, Truth, all_of, invert

Vector = tuple[bool, ...]
"""For each member condition of a plan, whether somebody satisfies it."""


def decide(entitlement: Entitlement, plan: Callable[[], Plan], env: Environment, member: int | None) -> Answer:
    """The outcome for one subject under one choice of readings; `plan` is asked for where cases are gone through."""
    found = clause_truths(entitlement, env, member)
    direct = outcome_of(entitlement.basis, found)
    is_sure = direct[0] is not Outcome.UNDETERMINED and direct[1] is not Applicable.UNKNOWN
    if is_sure or is_settled(found):
        return direct
    return join_answers(answers_by_case(entitlement, plan(), env, member))


def answers_by_case(entitlement: Entitlement, plan: Plan, env: Environment, member: int | None) -> Iterator[Answer]:
    """The answer of each case."""
    for case in cases(plan, env, member):
        yield outcome_of(entitlement.basis, clause_truths(entitlement, case, member))


def cases(plan: Plan, env: Environment, member: int | None) -> Iterator[Environment]:
    """An environment for each case that the known part of the household admits."""
    for pins in _pins(plan.splits, env.under(member), member):
        case = env.suppose(pins) if pins else env
        if plan.conditions is None:
            yield case
        else:
            for vector in household_vectors(plan.conditions, case, member):
                yield case.quantified(_quantifier_truths(plan.conditions, vector))


def split_names(plan: Plan, env: Environment, member: int | None) -> Iterator[str]:
    """The facts and gaps whose values are gone through because they are not known, each once."""
    subjects: list[tuple[Split, int | None]] = [(split, member) for split in plan.splits]
    if plan.conditions is not None:
        everyone = range(len(env.household.members))
        subjects += [(split, one) for split in plan.conditions.splits for one in everyone]
    env = env.under(member)
    several = (split for split, one in subjects if len(split_classes(split, env, one)) > 1)
    yield from dict.fromkeys(split.name for split in several)


def _pins(splits: tuple[Split, ...], env: Environment, member: int | None) -> Iterator[dict[Input, Possible]]:
    inputs = [_input(split, env, member) for split in splits]
    choices = [_classes(split, given, env, member) for split, given in zip(splits, inputs, strict=True)]
    for combination in product(*choices):
        yield dict(zip(inputs, combination, strict=True))


def _input(split: Split, env: Environment, member: int | None) -> Input:
    match split.input:
        case IncludesThisNode():
            holder = member if split.input.of_member else None
            return LinkInput(split.input.fact, holder, this_of(split.input, env, member))
        case FactRef():
            return FactInput(split.input.fact, member if split.input.of_member else None)
        case gap:
            return GapInput(gap.gap)


def split_classes(split: Split, env: Environment, member: int | None) -> list[Possible]:
    """The parts of what an input may be, for the household or a member, that no place which reads it tells apart."""
    return _classes(split, _input(split, env, member), env, member)


def _classes(split: Split, given: Input, env: Environment, member: int | None) -> list[Possible]:
    if isinstance(given, GapInput):
        return [Truth.of(value) for value in env.gap(given.gap).may]
    if isinstance(given, LinkInput):
        return [Truth.of(value) for value in env.link(env.rules.facts[given.fact], given.member, given.target).may]
    assert isinstance(given, FactInput), "a split is of a fact or of a gap"
    fact = env.rules.facts[given.fact]
    places = [Place(place, member, env.this) for place in split.places]
    return classes_of(given, env.known(fact, given.member), fact.type, places, env)


# ---------------------------------------------------------------------- two quantifiers over one member


def household_vectors(conditions: Conditions, env: Environment, subject: int | None) -> frozenset[Vector]:
    """Which member conditions may be satisfied by somebody, all conditions together; the subject is `this`."""
    env = env.under(subject)
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
            found.add(tuple(_satisfied(condition, parts, env.this == member) for condition in conditions.conditions))
    return frozenset(found)


def _satisfied(condition: Condition, parts: Sequence[bool], is_subject: bool) -> bool:
    """Whether a member satisfies a condition, whose parts came out so."""
    asked = not (condition.other and is_subject)
    return asked and all(parts[i] is holds for i, holds in condition.parts)


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
