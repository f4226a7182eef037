"""The conditions of a rule that are not made of conditions, the ways to them, and those that another side lacks."""

from __future__ import annotations

from collections.abc import Iterator

from elig.program import nodes
from elig.program.model import Entitlement
from elig.program.nodes import Node
from elig.program.order import everything
from elig.program.types import BooleanType
from elig.program.walk import children
from elig.prove.drawing import Draws
from elig.prove.keys import Keys

Atom = (
    nodes.CompareNode | nodes.InNode | nodes.IsNoneNode | nodes.IncludesNode | nodes.StartsWithNode
    | nodes.IncludesThisNode | nodes.BetweenNode | nodes.FactRef | nodes.ExtremeNode | nodes.TableNode
    | nodes.MarginalNode
)  # fmt: skip
"""Rules that come out another way where a fact that they read moves a little."""


class Atoms:
    """The atoms of an entitlement on one side, by the numbers of the rules."""

    def __init__(self, keys: Keys, entitlement: Entitlement | None) -> None:
        self.keys = keys
        self.nodes: dict[int, Node] = {}
        """Every rule that was gone through, each once."""
        self._above: dict[int, list[int]] = {}
        self._below: dict[int, tuple[int, ...]] = {}
        self._tops = {self._walk(top) for top in (() if entitlement is None else everything(entitlement))}
        self.all = [number for number, node in self.nodes.items() if _is_atom(node)]

    def _walk(self, node: Node) -> int:
        number = self.keys.of(node)
        if number not in self.nodes:
            self.nodes[number] = node
            self._above[number] = []
            self._below[number] = tuple(map(self._walk, self._under(node)))
            for below in self._below[number]:
                self._above[below].append(number)
        return number

    def _under(self, node: Node) -> Iterator[Node]:
        match node:
            case nodes.DefinitionRef():
                yield node.body
            case nodes.EntitledNode():
                other = self.keys.side.dated.entitlements.get(node.entitlement)
                yield from () if other is None else everything(other)
            case _:
                yield from children(node)

    def beside(self, other: Atoms) -> list[int]:
        """The atoms at which this side differs from another: those that it says otherwise, and of what it joins so."""
        listed = dict[int, None]()
        for number in self.nodes.keys() - other.nodes.keys():
            if all(below in other.nodes for below in self._below[number]):
                listed.update(dict.fromkeys(self._atoms(number)))
            elif _is_atom(self.nodes[number]):
                listed[number] = None
        return sorted(listed)

    def _atoms(self, number: int) -> Iterator[int]:
        """The atoms that a rule is made of, not what these read."""
        if _is_atom(self.nodes[number]):
            yield number
            return
        for below in self._below[number]:
            yield from self._atoms(below)

    def way(self, number: int, draws: Draws) -> list[Node]:
        """The rules through which one of them is come to, from above; any of the ways to it."""
        found = [self.nodes[number]]
        while number not in self._tops:
            number = draws.one_of(self._above[number])
            found.append(self.nodes[number])
        return found[::-1]


def _is_atom(node: Node) -> bool:
    """Whether a rule is an atom; a fact is one where it is a condition."""
    return isinstance(node, Atom) and (not isinstance(node, nodes.FactRef) or isinstance(node.type, BooleanType))
