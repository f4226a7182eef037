"""When the quantifiers of an entitlement are open together, so that one of them does not tell what the other may be.

The evaluator goes through the vectors of all conditions on members. Where of each member at most one condition is open,
and each is asked for once, the vectors are every combination of what each condition alone may be, which SQL's own
logic has gone through. So it has where one quantifier alone decides: `every p has c` goes through what each member may
be, and says already that somebody is p, so that `any p` beside it adds nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from sqlglot import exp

from elig.evaluate.conditions import Condition as Asked
from elig.evaluate.conditions import Conditions
from elig.lang.ast import Member
from elig.program.model import Entitlement
from elig.program.nodes import AllOf, AndNode, EveryNode, ExistsNode, Node, Quantifier
from elig.program.order import clauses
from elig.records import replace
from elig.sql.at import At
from elig.sql.cases import by_cases, inside, unfinished
from elig.sql.chain import Spot
from elig.sql.logic import all_of
from elig.sql.trees import Tree, case, coalesce, conjunction, disjunction, is_null, negation, truth, whole
from elig.sql.values import Condition
from elig.sql.write import Writer


def entangled(entitlement: Entitlement, conditions: Conditions, writer: Writer, at: At) -> Tree:
    """Whether some member keeps conditions open of which the vectors may be fewer than all combinations."""
    stage = max((writer.about.stage(part) for part in conditions.parts), default=0)
    inner = inside(at, Spot(True, stage))
    found = [_satisfied(one, conditions, writer, inner) for one in conditions.conditions]
    is_open = [is_null(one.tree) if one.open else truth(False) for one in found]
    implied = _implied(entitlement, conditions)
    quantifiers = (node for clause in clauses(entitlement) for node in _quantifiers(clause, writer))
    met = Counter(id(node) for node in quantifiers if id(node) not in implied)
    times = Counter(place for key, (_, used) in conditions.use.items() for place in used * met[key])
    shared = [tree for place, tree in enumerate(is_open) if times[place] > 1]
    together = [conjunction(pair) for pair in combinations(is_open, 2)] if met.total() > 1 else []
    several = conjunction([unfinished(conditions.splits, writer), disjunction(is_open)])
    doubt = disjunction([*shared, *together, several])
    if doubt == truth(False):
        return doubt
    code = writer.chain.total(exp.Max(this=case([(doubt, whole(1))], whole(0))), stage, "entangled")
    return coalesce(exp.EQ(this=code, expression=whole(1)), truth(False))


def _satisfied(asked: Asked, conditions: Conditions, writer: Writer, inner: At) -> Condition:
    """Whether a member satisfies a condition, over the cases of what is not known of the member."""

    def written(at: At) -> Condition:
        parts = ((writer.condition(conditions.parts[place], at), holds) for place, holds in asked.parts)
        return all_of([part if holds else replace(part, tree=negation(part.tree)) for part, holds in parts])

    found = by_cases(
        written(inner), conditions.splits, lambda pins: [written(replace(inner, pins=inner.pins + pins))], writer
    )
    return writer.named(found, inner, "asked")


def _implied(entitlement: Entitlement, conditions: Conditions) -> frozenset[int]:
    """Each `any p` that is to hold beside an `every p has c` that says so already."""
    wanted = [part for clause in (entitlement.given, entitlement.when) if clause for part in _conjuncts(clause)]
    used = [(node, conditions.use[id(node)][1]) for node in wanted if id(node) in conditions.use]
    reached = {places[0] for node, places in used if isinstance(node, EveryNode)}
    return frozenset(
        id(node)
        for node, places in used
        if isinstance(node, ExistsNode) and node.kind is Member.ANY and places[0] in reached
    )


def _conjuncts(node: Node) -> Iterator[Node]:
    """The nodes that all have to hold for a node to hold."""
    match node:
        case AndNode():
            for part in node.items:
                yield from _conjuncts(part)
        case AllOf():
            for item in node.items:
                yield from _conjuncts(item.condition)
        case _:
            yield node


def _quantifiers(node: Node, writer: Writer) -> Iterator[Quantifier]:
    """The quantifiers below a node, each as often as it is met."""
    if isinstance(node, Quantifier):
        yield node
    for child in writer.about.below(node):
        yield from _quantifiers(child, writer)
