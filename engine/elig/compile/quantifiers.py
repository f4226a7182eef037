"""The code of a quantifier: what it asks of each member, and how that is put together."""

from __future__ import annotations

from typing import Protocol

from elig.compile import collected, members, others
from elig.compile.logic import invert
from elig.compile.table import named
from elig.compile.unit import At, Unit
from elig.compile.values import Condition, Figure, Value
from elig.lang.ast import Member
from elig.program import nodes
from elig.program.nodes import Node

Quantified = nodes.ExistsNode | nodes.EveryNode | nodes.CountNode | nodes.SumNode


class Writes(Protocol):
    """What writes the expressions inside a quantifier."""

    @property
    def unit(self) -> Unit:
        """The function in the making."""

    def condition(self, node: Node, at: At) -> Condition:
        """The code of a condition."""

    def figure(self, node: Node, at: At) -> Figure:
        """The code of a number or a day."""


def of_members(node: Quantified, writer: Writes, at: At) -> Value:
    """A quantifier is gone through once; equal ones are one."""
    supposed = writer.unit.supposed.quantifiers.get(id(node))
    if supposed is not None:
        return Condition(supposed)
    if node.other:
        return collected_by(node, writer, at) if isinstance(node, nodes.SumNode) else _of_others(node, writer, at)
    unit = writer.unit
    level = unit.stage(node) - 1
    walk, after = members.walking(unit, level, at)

    def value() -> Value:
        where = _where(node.where, writer, walk)
        match node:
            case nodes.ExistsNode():
                return members.exists(node, where, walk, after, unit)
            case nodes.EveryNode():
                return members.every(where, writer.condition(node.has, walk), walk, after, unit)
            case nodes.CountNode():
                return members.count(where, walk, after, unit)
            case nodes.SumNode():
                return members.total(node, where, writer.figure(node.item, walk), walk, after, unit)

    return after.block.once(unit.key("quantifier", node, at), value)


def collected_by(node: nodes.ExtremeOfNode | nodes.SumNode, writer: Writes, at: At) -> Value:
    """A quantifier for which the figures of the members are kept in a list."""
    unit = writer.unit
    walk, after = members.walking(unit, unit.stage(node) - 1, at)

    def value() -> Figure:
        where, item = _where(node.where, writer, walk), writer.figure(node.item, walk)
        return collected.over(node, unit.key("collected", node, at), where, item, walk, at, unit)

    return (at if node.other else after).block.once(unit.key("quantifier", node, at), value)


def _of_others(node: nodes.ExistsNode | nodes.EveryNode | nodes.CountNode, writer: Writes, at: At) -> Value:
    """A quantifier that leaves the member out who asks."""
    unit = writer.unit
    walk, after = members.walking(unit, unit.stage(node) - 1, at)
    everybody, own = _where(node.where, writer, walk), _where(node.where, writer, at)
    sure, may = ((test(everybody.code), test(own.code)) for test in (others.surely, others.perhaps))
    key = unit.key("others", node, at)
    match node:
        case nodes.ExistsNode():
            is_open = everybody.open or not unit.known
            counts = others.counted([sure, may] if is_open else [sure], key, walk, after, unit)
            found = others.exists(counts[0], counts[-1], is_open, at, unit)
            return found if node.kind is Member.ANY else invert(found, unit, at)
        case nodes.EveryNode():
            asked, has = (_where(node.has, writer, place) for place in (walk, at))
            tests = [
                (f"{reached} and {test}", f"{own_reached} and {own_test}")
                for (reached, own_reached), (test, own_test) in (
                    (sure, (f"{asked.code} is False", f"{has.code} is False")),
                    (may, (others.perhaps(asked.code), others.perhaps(has.code))),
                    (may, (f"{asked.code} is not True", f"{has.code} is not True")),
                )
            ]
            fails, holds, lacks, somebody = others.counted([*tests, sure], key, walk, after, unit)
            return others.every(fails, holds, lacks, somebody, at, unit)
        case nodes.CountNode():
            counts = others.counted([sure, may], key, walk, after, unit)
            return others.count(counts[0], counts[1], everybody.open, at, unit)


def _where(node: Node, writer: Writes, walk: At) -> Condition:
    """The condition that a quantifier puts to a member, under a name: others may put it too."""
    key = writer.unit.key("where", node, walk)
    return walk.block.once(key, lambda: named(writer.condition(node, walk), writer.unit, walk))
