"""What would have to be known: the inputs on which the outcome can still depend.

The outcome is built as a decision diagram over the classes of all unknown inputs. An input matters if two admissible
completions that differ only in it have different outcomes, which is: if the diagram depends on it. What cannot be told
apart by classes (sums of several unknown figures) stands in the diagram as a condition of its own, and then all that
it reads is listed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from elig.evaluate.classes import Place
from elig.evaluate.diagram import MAX_STEPS, Diagrams, TooLargeError
from elig.evaluate.environment import (
    Environment,
    Input,
)
from elig.evaluate.inputs import inputs_of
from elig.evaluate.outcome_diagram import MAX_JOINT, Builder
from elig.evaluate.sense import Sense, read_by
from elig.program.model import Entitlement
from elig.program.nodes import (
    Node,
)
from elig.program.order import clauses
from elig.records import Struct

BOUNDED_STEPS = 10_000
"""What is spent on an entitlement whose plan is bounded: its list may name too much in any case."""


class Relevant(Struct):
    """The inputs that matter, in the order in which they are read, gaps among them; not `exact`: perhaps too many."""

    inputs: tuple[Input, ...]
    exact: bool = True


def relevant(
    entitlement: Entitlement,
    env: Environment,
    member: int | None,
    open_readings: Mapping[str, tuple[str, ...]],
    sense: Sense,
    exact: bool,
) -> Relevant:
    """The inputs that matter for the outcome; `exact` says whether the plan of the entitlement is."""
    nodes = [(clause, member) for clause in clauses(entitlement)]

    def build(builder: Builder) -> int:
        return builder.entitlement(entitlement, member)

    return _relevant(nodes, build, env, open_readings, sense, MAX_STEPS if exact else BOUNDED_STEPS)


def relevant_to(node: Node, env: Environment, member: int | None, sense: Sense) -> tuple[Input, ...]:
    """The inputs that matter for a condition."""
    return _relevant(
        [(node, member)], lambda builder: builder.condition(node, member), env, {}, sense, MAX_STEPS
    ).inputs


def _relevant(
    nodes: Sequence[tuple[Node, int | None]],
    build: Callable[[Builder], int],
    env: Environment,
    open_readings: Mapping[str, tuple[str, ...]],
    sense: Sense,
    limit: int,
) -> Relevant:
    senseless = sense.bearing(env, nodes)
    places = _telling_places([*nodes, *senseless, *sense.applied], env)
    builder = Builder(env, places, open_readings, Diagrams(limit))
    try:
        outcome = build(builder)
        apart = read_by([*senseless, *sense.applied], env).isdisjoint(builder.support(outcome))
        return Relevant(
            builder.support(outcome) if apart else builder.ask(outcome, builder.invalid(senseless, sense.applied))
        )
    except TooLargeError:
        return Relevant((*builder.readings(), *everything_read(nodes, env)), exact=False)


def _telling_places(nodes: Sequence[tuple[Node, int | None]], env: Environment) -> dict[Input, list[Place]]:
    """For each unknown input the conditions that tell its values apart: those that read few others beside it."""
    readers: dict[tuple[int, int | None], tuple[Place, set[Input]]] = {}
    for node, who in nodes:
        for given, place in inputs_of(node, env, who):
            readers.setdefault((id(place.node), place.member), (place, set()))[1].add(given)
    places: dict[Input, list[Place]] = {}
    for place, read in readers.values():
        for given in read:
            places.setdefault(given, []).extend([place] if len(read) <= MAX_JOINT else [])
    return places


def everything_read(nodes: Sequence[tuple[Node, int | None]], env: Environment) -> tuple[Input, ...]:
    """Every unknown input that some conditions read, gaps too, whether it matters or not."""
    return tuple(dict.fromkeys(given for node, who in nodes for given, _ in inputs_of(node, env, who)))
