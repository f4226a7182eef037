"""Which conditions on a household that makes sense can bear on what an outcome reads.

Two completions of what is unknown are compared only if both make sense. Most conditions on sense can be kept whatever
an outcome reads: they read other inputs, or one further member can keep them alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from elig.evaluate.environment import Environment, Input
from elig.evaluate.expressions import truth
from elig.evaluate.implied import applied
from elig.evaluate.inputs import inputs_of
from elig.lang.ast import Member
from elig.program.nodes import ExistsNode, Node
from elig.records import Struct
from elig.values import Truth

Asked = tuple[Node, int | None]
"""A condition, and the member of whom it is asked; None: of the household."""


class Demand(Struct):
    """A condition that must not hold, with the unknown inputs that it reads.

    Each of the `ways` is a part of them by which alone it can be kept from holding.
    """

    node: Node
    inputs: frozenset[Input]
    ways: tuple[frozenset[Input], ...]


class Sense(Struct):
    """What the unknown of one household must keep to: demands, and conditions of facts that were told (`applied`)."""

    demands: tuple[Demand, ...]
    applied: tuple[Asked, ...]

    def bearing(self, env: Environment, nodes: Iterable[Asked]) -> list[Asked]:
        """The demands that can bear on some conditions; the others can be kept whatever these are."""
        reached = read_by([*nodes, *self.applied], env)
        waiting = list(self.demands)
        while near := [demand for demand in waiting if demand.inputs & reached and not self._is_free(demand, reached)]:
            reached = reached.union(*(demand.inputs for demand in near))
            waiting = [demand for demand in waiting if demand not in near]
        return [(demand.node, None) for demand in self.demands if demand not in waiting]

    def _is_free(self, demand: Demand, reached: frozenset[Input]) -> bool:
        """Whether a demand can be kept by inputs that neither the conditions nor another demand reads."""
        others = reached.union(*(other.inputs for other in self.demands if other is not demand))
        return any(way.isdisjoint(others) for way in demand.ways)


def sense_of(env: Environment) -> Sense:
    """The demands on a household of which something is unknown."""
    found = (
        Demand(d.condition, read_by([(d.condition, None)], env), tuple(_ways(d.condition, env)))
        for d in env.rules.invalid
    )
    return Sense(tuple(demand for demand in found if demand.inputs), tuple(applied(env)))


def read_by(nodes: Iterable[Asked], env: Environment) -> frozenset[Input]:
    """The unknown inputs that some conditions read."""
    return frozenset(given for node, who in nodes for given, _ in inputs_of(node, env, who))


def _ways(node: Node, env: Environment) -> Iterator[frozenset[Input]]:
    """The members who can keep "no member is …" from holding, by what is unknown of each."""
    if isinstance(node, ExistsNode) and node.kind is Member.NO:
        for member in range(len(env.household.members)):
            if truth(node.where, env, member) is Truth.OPEN:
                yield read_by([(node.where, member)], env)
