"""Where the rules of a region draw a line: the numbers that conditions compare with, by unit.

Values on such a line and one step beside it are where a mistake shows; a population holds them on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import chain as joined

from elig.evaluate.places import chain, value_of
from elig.lang.ast import Arith, Unit
from elig.program.model import Parameter, Rules
from elig.program.nodes import ArithNode, BetweenNode, CompareNode, Constant, DefinitionRef, Node, ParameterRef
from elig.program.order import everything
from elig.program.types import NumberType
from elig.program.walk import descend

Edges = Mapping[Unit, tuple[Fraction, ...]]
"""The numbers of a unit that something is compared with, ascending."""


def edges_of(rules: Rules, division: str, on: date) -> Edges:
    """The lines that the rules draw at a place on a day.

    A parameter for which no value is known draws two: the ends of its range, between which everything stays open.
    """
    found: dict[Unit, set[Fraction]] = {}
    roots = [item.condition for item in rules.invalid]
    for entitlement in rules.entitlements.values():
        roots += everything(entitlement)
    for node in joined.from_iterable(map(descend, roots)):
        for side in _sides(node):
            if isinstance(side.type, NumberType):
                found.setdefault(side.type.unit, set()).update(_values(side, rules, division, on))
    return {unit: tuple(sorted(values)) for unit, values in found.items() if values}


def _sides(node: Node) -> tuple[Node, ...]:
    match node:
        case CompareNode():
            return (node.left, node.right)
        case BetweenNode():
            return (node.low, node.high)
        case _:
            return ()


def _values(node: Node, rules: Rules, division: str, on: date) -> tuple[Fraction, ...]:
    """What a side of a comparison comes to, where it does not depend on the household."""
    match node:
        case Constant(value=Fraction() as value):
            return (value,)
        case DefinitionRef():
            return _values(node.body, rules, division, on)
        case ParameterRef():
            return tuple(_of_parameter(rules.parameters[node.parameter], rules, division, on))
        case ArithNode(op=Arith.MUL):
            left, right = (_values(side, rules, division, on) for side in (node.left, node.right))
            return tuple(one * other for one in left for other in right)
        case _:
            return ()


def _of_parameter(parameter: Parameter, rules: Rules, division: str, on: date) -> Iterator[Fraction]:
    for keys in rules.vocabulary.keys_of(parameter):
        entry = value_of(parameter, keys, chain(division), on)
        if entry is None:
            yield from () if parameter.range is None else (parameter.range.low, parameter.range.high)
        elif isinstance(entry.value, Fraction):
            yield entry.value
