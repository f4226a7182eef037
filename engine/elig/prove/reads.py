"""Which facts a rule reads, and of whom; and what it names."""

from __future__ import annotations

from collections.abc import Iterator

from elig.program import nodes
from elig.program.nodes import Node
from elig.program.walk import children
from elig.prove.drawing import Named
from elig.prove.sides import Side
from elig.records import Struct


class Read(Struct):
    """A fact that a rule reads, of the member that is looked at or (`of_any`) of those that it goes through."""

    fact: str
    of_member: bool
    of_any: bool


class Reads:
    """What rules of a side read and name, each looked up once."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self._read: dict[int, tuple[Node, tuple[Read, ...]]] = {}
        self._named: dict[int, tuple[Node, Named]] = {}

    def of(self, node: Node) -> tuple[Read, ...]:
        """The facts that a rule reads."""
        if id(node) not in self._read:
            # the node is kept, so that its identity stays its own
            self._read[id(node)] = node, tuple(dict.fromkeys(_reads(node, False)))
        return self._read[id(node)][1]

    def named(self, node: Node) -> Named:
        """What a rule names."""
        if id(node) not in self._named:
            self._named[id(node)] = node, Named.by([(self.side, node)])
        return self._named[id(node)][1]


def _reads(node: Node, inside: bool) -> Iterator[Read]:
    if isinstance(node, nodes.FactRef | nodes.IncludesThisNode):
        yield Read(node.fact, node.of_member, node.of_member and inside)
    below = (node.body,) if isinstance(node, nodes.DefinitionRef) else children(node)
    for child in below:
        yield from _reads(child, inside or isinstance(node, nodes.Quantifier))
