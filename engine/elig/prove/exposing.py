"""Letting what a rule comes to hang on one thing that it asks: all beside it holds, or does not, so that it decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from elig.program import nodes
from elig.program.model import Entitlement
from elig.program.nodes import Node
from elig.program.order import clauses_wanted
from elig.prove.aiming import Aim, Spot
from elig.records import replace

Same = Callable[[Node, Node], bool]
"""Whether two rules are the same trees."""


def expose(aim: Aim, entitlement: Entitlement, way: Sequence[Node], member: int | None, same: Same) -> Spot:
    """Change a draft so that an entitlement hangs on the last rule of a way; gives where that is read."""
    spot = Spot(member)
    _clauses(aim, entitlement, way[0], spot, same)
    for above, below in pairwise(way):
        spot = _one(aim, above, below, spot, same)
    return spot


def _clauses(aim: Aim, entitlement: Entitlement, below: Node, spot: Spot, same: Same) -> None:
    for clause, want in clauses_wanted(entitlement):
        if not same(clause, below):
            aim.make(clause, want, spot)


def _one(aim: Aim, above: Node, below: Node, spot: Spot, same: Same) -> Spot:
    """One step down; gives where the rule below is read."""
    match above:
        case nodes.AndNode() | nodes.OrNode():
            for item in above.items:
                if not same(item, below):
                    aim.make(item, isinstance(above, nodes.AndNode), spot)
        case nodes.AllOf() | nodes.AnyOf():
            _items(aim, above, below, spot, same)
        case nodes.DefinitionRef():
            return spot if above.of_member else replace(spot, member=None)
        case nodes.IfNode():
            if not same(above.condition, below):
                aim.make(above.condition, same(above.yes, below), spot)
        case nodes.EntitledNode():
            other = aim.dated.entitlements[above.entitlement]
            inside = Spot(spot.member if other.of_member else None)
            _clauses(aim, other, below, inside, same)
            return inside
        case _ if isinstance(above, nodes.Quantifier):
            return _member(aim, above, below, spot, same)
        case _:
            pass
    return spot


def _items(aim: Aim, above: nodes.AllOf | nodes.AnyOf, below: Node, spot: Spot, same: Same) -> None:
    for item in above.items:
        parts = [(item.condition, True), *([] if item.unless is None else [(item.unless, False)])]
        is_own = any(same(part, below) for part, _ in parts)
        if is_own or isinstance(above, nodes.AllOf):
            for part, want in parts:
                if not same(part, below):
                    aim.make(part, want, spot)
        else:
            aim.make(item.condition, False, spot)


def _member(aim: Aim, above: nodes.Quantifier, below: Node, spot: Spot, same: Same) -> Spot:
    """Let one member be the one on whom a quantifier hangs."""
    one, *others = aim.through(above, spot) or [Spot(spot.member, spot.member)]
    match above:
        case nodes.ExistsNode():
            for other in others:
                aim.make(above.where, False, other)
        case nodes.EveryNode():
            for other in others:
                aim.make(above.has, True, other)
            if not same(above.where, below):
                aim.make(above.where, True, one)
        case nodes.SumNode() | nodes.ExtremeOfNode():
            if not same(above.where, below):
                aim.make(above.where, True, one)
        case nodes.CountNode():
            pass
    return one
