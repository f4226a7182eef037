"""What of one side's rules is what of the other's: matched by id, else by what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from elig.compare.fingerprints import Fingerprints
from elig.compare.matching import Matched, alike_bags, alike_citations, alike_labels, match, mean
from elig.program.model import (
    Definition,
    Entitlement,
    Gap,
    Group,
    Parameter,
    Reading,
    Rules,
    SourceDocument,
)
from elig.program.nodes import Node
from elig.program.order import everything
from elig.program.targets import Check
from elig.program.walk import descend
from elig.records import Struct


class Partners(Struct):
    """What belongs together on both sides; `names` maps the new side's ids to the old side's, where they differ."""

    parameters: Matched[Parameter]
    readings: Matched[Reading]
    gaps: Matched[Gap]
    definitions: Matched[Definition]
    groups: Matched[Group]
    entitlements: Matched[Entitlement]
    checks: Matched[Check]
    sources: Matched[SourceDocument]
    names: Mapping[str, str]


def partners(old: Rules, new: Rules) -> Partners:
    """Match the rules of two sides, what is read before what reads it."""
    one, other = Fingerprints(old, {}, deep=True, loose=True), Fingerprints(new, {}, deep=True, loose=True)
    parameters = match(old.parameters, new.parameters, lambda a, b: _parameters(a, b, one, other))
    readings = match(old.readings, new.readings, _readings)
    gaps = match(old.gaps, new.gaps, lambda a, b: mean((3, alike_labels(a.label, b.label)), (1, _cited(a, b))))
    names = {**renamed(parameters), **renamed(readings), **renamed(gaps)}
    other = Fingerprints(new, names, deep=True, loose=True)
    definitions = match(old.definitions, new.definitions, lambda a, b: _definitions(a, b, one, other))
    groups = match(old.groups, new.groups, lambda a, b: _groups(a, b, one, other))
    names = {**names, **renamed(definitions), **renamed(groups)}
    entitlements = match(old.entitlements, new.entitlements, lambda a, b: _entitlements(a, b, one, other))
    checks = match(old.checks, new.checks, lambda a, b: mean((2, alike_labels(a.label, b.label)), (1, _cited(a, b))))
    sources = match(_sources(old), _sources(new), lambda a, b: float(a.document == b.document))
    names = {**names, **renamed(entitlements), **renamed(checks), **renamed(sources)}
    return Partners(parameters, readings, gaps, definitions, groups, entitlements, checks, sources, names)


def renamed(
    found: Matched[Parameter]
    | Matched[Reading]
    | Matched[Gap]
    | Matched[Definition]
    | Matched[Group]
    | Matched[Entitlement]
    | Matched[Check]
    | Matched[SourceDocument],
) -> dict[str, str]:
    """The ids of the new side that the old side calls otherwise."""
    return {new.id: old.id for old, new in found.pairs if old.id != new.id}


def _sources(rules: Rules) -> dict[str, SourceDocument]:
    return {source.id: source for policy in reversed(rules.policies) for source in policy.sources}


_Cited = Parameter | Gap | Check | Entitlement | Definition


def _cited(old: _Cited, new: _Cited) -> float | None:
    return alike_citations(old.citations, new.citations)


def _parameters(old: Parameter, new: Parameter, one: Fingerprints, other: Fingerprints) -> float:
    """Two figures are one only where their units and keys agree; then by values, label and source."""
    if (old.type, old.keys, old.by_locality, old.by_origin) != (new.type, new.keys, new.by_locality, new.by_origin):
        return 0.0
    values = alike_bags(
        ((e.division, e.since, e.keys, e.value) for e in old.entries),
        ((e.division, e.since, e.keys, e.value) for e in new.entries),
    )
    same = float(one.parameter(old) == other.parameter(new)) if old.entries or new.entries else None
    return mean((2, alike_labels(old.label, new.label)), (1, _cited(old, new)), (1, values), (1, same))


def _readings(old: Reading, new: Reading) -> float:
    options = alike_bags((id for id, _ in old.options), (id for id, _ in new.options))
    return mean((2, alike_labels(old.asks, new.asks)), (1, options))


def _definitions(old: Definition, new: Definition, one: Fingerprints, other: Fingerprints) -> float:
    if old.of_member != new.of_member or type(old.node.type) is not type(new.node.type):
        return 0.0
    return mean((3, _trees(old.node, new.node, one, other)), (1, alike_labels(old.label, new.label)))


def _groups(old: Group, new: Group, one: Fingerprints, other: Fingerprints) -> float:
    return mean((3, _trees(old.where, new.where, one, other)), (1, alike_labels(old.label, new.label)))


def _entitlements(old: Entitlement, new: Entitlement, one: Fingerprints, other: Fingerprints) -> float:
    if old.of_member != new.of_member:
        return 0.0
    before, after = _bag(old, one), _bag(new, other)
    trees = 1.0 if one.entitlement(old) == other.entitlement(new) else alike_bags(before, after)
    # many entitlements have no condition but `relocated`: a small tree says little of what is meant
    weight = min(3.0, (len(before) + len(after)) / 8)
    return mean((weight, trees), (2, alike_labels(old.label, new.label)), (2, _cited(old, new)))


def _trees(old: Node | None, new: Node | None, one: Fingerprints, other: Fingerprints) -> float | None:
    """1 where two rules say the same, else how many of their parts do."""
    if one.of(old) == other.of(new):
        return 1.0 if old is not None else None
    return alike_bags(_parts(old, one), _parts(new, other))


def _bag(found: Entitlement, prints: Fingerprints) -> list[str]:
    return [part for node in everything(found) for part in _parts(node, prints)]


def _parts(node: Node | None, prints: Fingerprints) -> Iterator[str]:
    return iter(()) if node is None else map(prints.of, descend(node))
