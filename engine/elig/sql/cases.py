"""The cases of a plan in SQL: a fact that is not known is held in each of its classes, and what all agree on stands.

The classes are the evaluator's own. They are found when the statement is written, of a household of which nothing is
known; where they depend on what only a row tells (a figure by place, the day of each household), there are none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from elig.evaluate.classes import Place, classes_of
from elig.evaluate.environment import FactInput
from elig.evaluate.expressions import truth
from elig.evaluate.splits import Split
from elig.program import nodes
from elig.program.model import Fact
from elig.program.nodes import FactRef, Node, Quantifier
from elig.program.types import BOOLEAN, BooleanType, DateType, EnumType, NumberType
from elig.records import replace
from elig.sql import facts
from elig.sql.at import At, Pin
from elig.sql.chain import Spot
from elig.sql.logic import same_truth
from elig.sql.trees import Tree, case, conjunction, disjunction, is_not_null
from elig.sql.values import Condition, Refused
from elig.values import Truth

if TYPE_CHECKING:
    from elig.sql.write import Writer


def facts_of(splits: Iterable[Split], writer: Writer) -> list[tuple[Split, Fact]]:
    """The splits that are of facts, not of gaps or links, with their facts."""
    return [(one, writer.rules.facts[one.input.fact]) for one in splits if isinstance(one.input, FactRef)]


def is_unknown(fact: Fact, writer: Writer) -> Tree:
    """Whether nothing was told of a fact, as a column."""
    writer.reads[fact.id] = None
    tree = facts.unknown(fact, writer.rules.rules.vocabulary)
    return writer.chain.source(f"{fact.id}__unknown", tree, Spot(fact.of_member))


def by_cases(
    direct: Condition, splits: Sequence[Split], write: Callable[[tuple[Pin, ...]], Iterable[Condition]], writer: Writer
) -> Condition:
    """A condition, and where it is open what all classes of the one fact that is unknown agree on."""
    if writer.known or not direct.open:
        return direct
    branches: list[tuple[Tree, Tree]] = []
    loose = direct.loose
    for split, fact in facts_of(splits, writer):
        try:
            found = [condition for pin in classes(split, writer) for condition in write((pin,))]
        except Refused:
            writer.classes[id(split)] = ()
            continue
        if not found:
            continue
        joined = same_truth(list({one.tree: one for one in found}.values()))
        loose = loose or joined.loose
        branches.append((is_unknown(fact, writer), joined.tree))
    if not branches:
        return direct
    return Condition(case([(is_not_null(direct.tree), direct.tree), *branches]), True, loose)


def unfinished(splits: Sequence[Split], writer: Writer) -> Tree:
    """Whether the cases of one fact at a time are not all: two are unknown, or the classes of one are not found."""
    listed = facts_of(splits, writer)
    alone = [is_unknown(fact, writer) for split, fact in listed if not classes(split, writer)]
    columns = [is_unknown(fact, writer) for _, fact in listed]
    return disjunction([*alone, *(conjunction(pair) for pair in combinations(columns, 2))])


def classes(split: Split, writer: Writer) -> tuple[Pin, ...]:
    """The classes of a fact; none where only a row tells them apart."""
    if id(split) not in writer.classes:
        writer.classes[id(split)] = tuple(_classes(split, writer))
    return writer.classes[id(split)]


def _classes(split: Split, writer: Writer) -> Iterator[Pin]:
    if not isinstance(split.input, FactRef):
        return
    fact = writer.rules.facts[split.input.fact]
    is_number = isinstance(fact.type, NumberType | DateType)
    if fact.only_if is not None or not isinstance(fact.type, BooleanType | EnumType | NumberType | DateType):
        return
    if is_number and not all(_is_told(place, writer) for place in split.places):
        return
    env = writer.about.env(At(Spot()))
    given = FactInput(fact.id, None)
    places = [Place(place, None) for place in split.places]
    for value in classes_of(given, env.known(fact, None), fact.type, places, env):
        held = env.suppose({given: value})
        settled = [place for place in split.places if place.type == BOOLEAN and _is_told(place, writer)]
        found = {id(place): truth(place, held, None) for place in settled}
        decided = {key: one is Truth.TRUE for key, one in found.items() if one is not Truth.OPEN}
        yield Pin(fact, fact.id, value, decided)


def _is_told(node: Node, writer: Writer) -> bool:
    """Whether the figures and the day that a place compares with are the same for every household."""
    match node:
        case _ if isinstance(node, Quantifier):
            return False  # how many members there are is a household's own
        case nodes.TodayRef():
            return writer.about.on is not None
        case nodes.ParameterRef():
            constants = writer.about.places(node.parameter).constants
            parameter = writer.rules.rules.parameters[node.parameter]
            return all((parameter.id, keys) in constants for keys in writer.rules.rules.vocabulary.keys_of(parameter))
        case _:
            return all(_is_told(child, writer) for child in writer.about.below(node))


def inside(at: At, spot: Spot) -> At:
    """Within a quantifier: a fact of the subject that is held is not that of the members who are gone through."""
    return replace(at, spot=spot, inside=True, pins=tuple(pin for pin in at.pins if not pin.fact.of_member))


__all__ = ["by_cases", "classes", "facts_of", "inside", "is_unknown", "unfinished"]
