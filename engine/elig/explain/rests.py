"""Upon which other entitlements an entitlement rests."""

from __future__ import annotations

from collections.abc import Iterator

from elig.program.model import Entitlement
from elig.program.nodes import AllOf, AndNode, EntitledNode, Node, Versions


def rests_on(entitlement: Entitlement) -> Iterator[str]:
    """The entitlements without which this one is never due."""
    for clause in (entitlement.given, entitlement.when):
        if clause is not None:
            yield from _required(clause)


def _required(node: Node) -> Iterator[str]:
    match node:
        case EntitledNode():
            yield node.entitlement
        case AllOf():
            for item in node.items:
                yield from _required(item.condition)
        case AndNode():
            for part in node.items:
                yield from _required(part)
        case Versions():
            found = [set(_required(version)) for _, version in node.versions if version is not None]
            yield from sorted(set[str]().union(*found) if found else ())
        case _:
            return
