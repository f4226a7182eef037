"""A fact or gap that is read more than once, and the conditions that tell its values apart."""

from __future__ import annotations

from elig.program.nodes import FactRef, GapNode, IncludesThisNode, Node
from elig.records import Struct


class Split(Struct):
    """An input whose classes are gone through, with the places that read it."""

    input: FactRef | IncludesThisNode | GapNode
    places: tuple[Node, ...]

    @property
    def name(self) -> str:
        """The fact or the gap."""
        return name_of(self.input)


def name_of(given: FactRef | IncludesThisNode | GapNode) -> str:
    """The fact or the gap that is read."""
    match given:
        case FactRef():
            return given.fact
        case IncludesThisNode():
            return given.fact
        case GapNode():
            return given.gap
