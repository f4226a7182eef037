"""What rules reach: readings and parameters, through definitions and other entitlements; found once for a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from elig.program.model import Entitlement
from elig.program.nodes import ByReading, DefinitionRef, EntitledNode, Node, ParameterRef
from elig.program.order import clauses
from elig.program.walk import children
from elig.records import Struct, field


class Reached(Struct):
    """Readings with their options, and parameters, each once and in the order in which they are met.

    `own` are the parameters that no other entitlement has to be gone through for.
    """

    readings: Mapping[str, tuple[str, ...]]
    parameters: Mapping[str, None]
    own: Mapping[str, None]


class _Found(Struct, frozen=False):
    """What is reached, while it is gathered."""

    readings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    parameters: dict[str, None] = field(default_factory=dict)
    own: dict[str, None] = field(default_factory=dict)

    def take(self, below: Reached, *, own: bool) -> None:
        """Add what a part reaches; `own` says whether it is a part of the rules themselves."""
        self.readings |= below.readings
        self.parameters |= below.parameters
        if own:
            self.own |= below.own


class Reach(Struct):
    """What the rules of a day reach; kept for the parts that several rules share."""

    entitlements: Mapping[str, Entitlement]
    _known: dict[tuple[int, ...], tuple[Sequence[Node], Reached]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """By the identity of nodes, which are kept so that no others can have it."""

    def of(self, nodes: Sequence[Node]) -> Reached:
        """What some of the rules reach."""
        key = tuple(map(id, nodes))
        known = self._known.get(key)
        if known is None:
            found = _Found()
            if len(nodes) == 1:
                self._add(nodes[0], found)
            else:
                for top in nodes:
                    found.take(self.of((top,)), own=True)
            known = self._known[key] = tuple(nodes), Reached(found.readings, found.parameters, found.own)
        return known[1]

    def _add(self, top: Node, found: _Found) -> None:
        waiting = [top]
        while waiting:
            node = waiting.pop()
            match node:
                case ByReading():
                    found.readings[node.reading] = tuple(option for option, _ in node.options)
                case ParameterRef():
                    found.parameters[node.parameter] = found.own[node.parameter] = None
                case DefinitionRef() | EntitledNode():
                    found.take(self._below(node), own=isinstance(node, DefinitionRef))
                case _:
                    pass
            waiting.extend(reversed(children(node)))

    def _below(self, node: DefinitionRef | EntitledNode) -> Reached:
        """What is reached by what a name stands for."""
        if isinstance(node, DefinitionRef):
            return self.of((node.body,))
        other = self.entitlements.get(node.entitlement)
        return self.of(() if other is None else clauses(other))
