"""A fact or gap that is read more than once, and the conditions that tell its values apart."""

from __future__ import annotations

from dataclasses import dataclass

from elig.program.nodes import FactRef, GapNode, Node


@dataclass(frozen=True, slots=True)
class Split:
    """An input whose classes are gone through, with the places that read it."""

    input: FactRef | GapNode
    places: tuple[Node, ...]
