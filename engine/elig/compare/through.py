"""Entitlements that say what they said, and read something that differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from elig.compare.model import EntitlementPair, Item, Name, Part, Region, Status
from elig.program.model import Entitlement, Rules
from elig.program.nodes import (
    AmountNode,
    ByReading,
    DefinitionRef,
    EntitledNode,
    FactRef,
    GapNode,
    Node,
    ParameterRef,
)
from elig.program.order import everything
from elig.program.walk import children, descend
from elig.records import replace


def through(items: Iterable[Item], lower: Iterable[Item], region: Region) -> Iterator[Item]:
    """The items of entitlements with what they read that differs, and one for each that differs by that alone."""
    differ = {(item.part, item.new.id) for item in lower if item.new is not None and not item.harmless}
    told = {item.new.id: item for item in items if item.new is not None}
    for pair in region.pairs:
        reached = tuple(found for found in reads(region.new, pair.new) if found in differ)
        item = told.pop(pair.new, None)
        if item is not None:
            yield replace(item, through=reached)
        elif not pair.identical and reached:
            yield _by_that_alone(pair, region, reached)
    yield from told.values()
    yield from (item for item in items if item.new is None)


def _by_that_alone(pair: EntitlementPair, region: Region, reached: tuple[tuple[Part, str], ...]) -> Item:
    old, new = region.old.entitlements[pair.old], region.new.entitlements[pair.new]
    one, other = (Name(found.id, found.label, found.policy, found.span.place) for found in (old, new))
    return Item(Part.ENTITLEMENT, Status.CHANGED, one, other, (), reached)


def reads(rules: Rules, entitlement: str) -> tuple[tuple[Part, str], ...]:
    """What an entitlement reads, through definitions and other entitlements too, by kind and id."""
    found: dict[tuple[Part, str], None] = {}
    waiting, seen = [entitlement], {entitlement}
    while waiting:
        for top in everything(rules.entitlements[waiting.pop()]):
            for node in descend(top):
                named = _named(node)
                if named is None:
                    continue
                found[named] = None
                if named[0] is Part.ENTITLEMENT and named[1] not in seen:
                    seen.add(named[1])
                    waiting.append(named[1])
    return tuple(found)


def names_in(found: Entitlement) -> Iterator[tuple[Part, str]]:
    """What the rules of an entitlement name themselves, by kind and id."""
    waiting = list(everything(found))
    while waiting:
        node = waiting.pop(0)
        named = _named(node)
        if named is not None:
            yield named
        waiting.extend(children(node))


def _named(node: Node) -> tuple[Part, str] | None:
    match node:
        case FactRef():
            return Part.FACT, node.fact
        case DefinitionRef():
            return Part.DEFINITION, node.definition
        case ParameterRef():
            return Part.PARAMETER, node.parameter
        case ByReading():
            return Part.READING, node.reading
        case GapNode():
            return Part.GAP, node.gap
        case EntitledNode() | AmountNode():
            return Part.ENTITLEMENT, node.entitlement
        case _:
            return None
