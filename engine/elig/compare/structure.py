"""From two checked programs to what differs between their texts: a pure function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from elig.compare.changes import Prints
from elig.compare.clauses import Sides
from elig.compare.items_rules import (
    check_changes,
    definition_changes,
    entitlement_changes,
    group_changes,
    invalid_changes,
)
from elig.compare.items_words import (
    enumeration_changes,
    fact_changes,
    gap_changes,
    parameter_changes,
    policy_changes,
    reading_changes,
    source_changes,
)
from elig.compare.matching import Matched, alike_labels, match
from elig.compare.model import (
    Change,
    EntitlementPair,
    FieldChange,
    Harmless,
    Item,
    Name,
    Part,
    Region,
    Status,
    Structure,
    TextChange,
)
from elig.compare.partners import Partners, partners
from elig.compare.remarks import text_changes
from elig.compare.sides import Side, couples_of, shared_names
from elig.compare.through import through
from elig.program.citation import Words
from elig.program.model import CheckedProgram, Enumeration, Invalid, Policy, Rules, Settled
from elig.program.nodes import Node
from elig.program.walk import children
from elig.records import replace
from elig.source import Span

T = TypeVar("T")


def structure(old: Side, new: Side) -> Structure:
    """What differs between two sides: one policy with its counterpart, or every policy of both.

    What regions share is compared once, by itself; with one policy alone it is part of that policy.
    """
    items: dict[Item, None] = {}
    regions: list[Region] = []
    below: list[Item] = []
    one_alone = old.policy is not None or new.policy is not None
    couples, removed, added = couples_of(old, new)
    for before, after in couples:
        shared = not one_alone and before is old.program.common
        kept = frozenset[str]() if one_alone or shared else shared_names(old.program, new.program)
        sides = Sides(before, after, {})
        found = partners(before, after)
        sides = replace(sides, names=found.names)
        prints = Prints.of(sides)
        region = _region(found, sides, prints, kept, shared)
        regions.append(region)
        lower = list(_lower_items(found, sides, prints, kept))
        below.extend(lower)
        items.update(dict.fromkeys(_upper_items(found, sides, prints, region, kept, below)))
        items.update(dict.fromkeys(lower))
        items.update(dict.fromkeys(_other_items(found, sides, prints, kept)))
    items.update(dict.fromkeys(_policies(removed, Status.REMOVED)))
    items.update(dict.fromkeys(_policies(added, Status.ADDED)))
    items.update(dict.fromkeys(_vocabulary_items(old.program, new.program, couples)))
    items.update(dict.fromkeys(_localities(old.program, new.program)))
    return Structure(tuple(items), tuple(_texts(old, new, couples)), tuple(regions))


def _region(found: Partners, sides: Sides, prints: Prints, kept: frozenset[str], shared: bool) -> Region:
    alike = _foundations(sides, prints)
    pairs = [
        EntitlementPair(
            before.id,
            after.id,
            alike and prints.old_deep.entitlement(before) == prints.new_deep.entitlement(after),
        )
        for before, after in found.entitlements.pairs
        if after.id not in kept
    ]
    removed = tuple(item.id for item in found.entitlements.removed if item.id not in kept)
    added = tuple(item.id for item in found.entitlements.added if item.id not in kept)
    return Region(sides.old, sides.new, tuple(pairs), removed, added, sides.names, shared)


def _foundations(sides: Sides, prints: Prints) -> bool:
    """Whether both sides agree on which households make sense, and on the readings that places have settled."""
    old = sorted(prints.old_deep.of(item.condition) for item in sides.old.invalid)
    new = sorted(prints.new_deep.of(item.condition) for item in sides.new.invalid)
    one = {name: _answers(reading.settled) for name, reading in sides.old.readings.items()}
    other = {sides.names.get(name, name): _answers(reading.settled) for name, reading in sides.new.readings.items()}
    same = all(one[name] == other[name] for name in one.keys() & other.keys())
    subjects = sides.old.vocabulary.subjects, sides.new.vocabulary.subjects
    return old == new and same and subjects[0].max_parts == subjects[1].max_parts


def _answers(settled: Iterable[Settled]) -> list[tuple[str, str, str]]:
    return sorted((item.division, item.since.isoformat(), item.option or "") for item in settled)


def _lower_items(found: Partners, sides: Sides, prints: Prints, kept: frozenset[str]) -> Iterator[Item]:
    """What entitlements read."""
    owners = _owners(sides)
    yield from _items(Part.PARAMETER, found.parameters, lambda a, b: parameter_changes(a, b, sides), owners, kept)
    yield from _items(Part.READING, found.readings, lambda a, b: reading_changes(a, b, sides), owners, kept)
    yield from _items(Part.GAP, found.gaps, gap_changes, owners, kept)
    definitions, groups = found.definitions, found.groups
    yield from _items(Part.DEFINITION, definitions, lambda a, b: definition_changes(a, b, sides, prints), owners, kept)
    yield from _items(Part.GROUP, groups, lambda a, b: group_changes(a, b, sides, prints), owners, kept)


def _upper_items(
    found: Partners, sides: Sides, prints: Prints, region: Region, kept: frozenset[str], below: Iterable[Item]
) -> Iterator[Item]:
    """Entitlements, with what they read that differs."""
    owners = _owners(sides)
    own = _items(
        Part.ENTITLEMENT, found.entitlements, lambda a, b: entitlement_changes(a, b, sides, prints), owners, kept
    )
    return through(list(own), below, region)


def _other_items(found: Partners, sides: Sides, prints: Prints, kept: frozenset[str]) -> Iterator[Item]:
    """What decides no entitlement."""
    owners = _owners(sides)
    yield from _items(Part.CHECK, found.checks, lambda a, b: check_changes(a, b, sides, prints), owners, kept)
    yield from _items(Part.SOURCE, found.sources, source_changes, owners, kept)
    invalid = _invalid(sides, prints)
    yield from _items(Part.INVALID, invalid, lambda a, b: invalid_changes(a, b, sides, prints), owners)
    policies = match(_policy(sides.old), _policy(sides.new), lambda a, b: 1.0)
    yield from _items(Part.POLICY, policies, policy_changes, owners)


def _owners(sides: Sides) -> tuple[str, str]:
    return sides.old.policy.id, sides.new.policy.id


def _items(
    part: Part,
    matched: Matched[T],
    changes: Callable[[T, T], Iterator[Change]],
    owners: tuple[str, str],
    kept: frozenset[str] = frozenset(),
) -> Iterator[Item]:
    """The items of one kind; `kept` are ids that are compared elsewhere."""
    before, after = owners
    for old, new in matched.pairs:
        one, other = _name(part, old, before), _name(part, new, after)
        item = None if other.id in kept else _item(part, one, other, tuple(changes(old, new)))
        if item is not None:
            yield item
    for gone in matched.removed:
        yield Item(part, Status.REMOVED, _name(part, gone, before), None)
    for come in matched.added:
        yield Item(part, Status.ADDED, None, _name(part, come, after))


def _policy(rules: Rules) -> dict[str, Policy]:
    return {rules.policy.id: rules.policy}


def _invalid(sides: Sides, prints: Prints) -> Matched[Invalid]:
    old = {prints.old_deep.of(item.condition): item for item in sides.old.invalid}
    new = {prints.new_deep.of(item.condition): item for item in sides.new.invalid}
    return match(old, new, lambda a, b: alike_labels(a.message, b.message))


def _item(part: Part, old: Name, new: Name, changes: tuple[Change, ...]) -> Item | None:
    """An item for what was changed or renamed; None where nothing was."""
    if not changes and old.id == new.id:
        return None
    renamed = old.id != new.id and all(getattr(change, "harmless", None) for change in changes)
    return Item(part, Status.RENAMED if renamed else Status.CHANGED, old, new, changes)


def _name(part: Part, thing: object, owner: str) -> Name:
    id = getattr(thing, "id", "")
    label = getattr(thing, "label", None) or getattr(thing, "asks", None) or getattr(thing, "title", None)
    if isinstance(thing, Invalid):
        id, label = thing.message.zh, thing.message
    policy = getattr(thing, "policy", owner)
    return Name(id, label or Words(id, id), policy, _place(thing))


def _place(thing: object) -> str:
    """Where a thing stands in its file, as far as it is known."""
    span = getattr(thing, "span", None)
    if isinstance(span, Span):
        return span.place
    node = getattr(thing, "node", None) or getattr(thing, "condition", None) or getattr(thing, "where", None)
    return _first_place(node) if node is not None else ""


def _first_place(node: Node) -> str:
    if node.span is not None:
        return node.span.place
    return next((place for child in children(node) if (place := _first_place(child))), "")


def _policies(listed: Iterable[Rules], status: Status) -> Iterator[Item]:
    for rules in listed:
        name = Name(rules.policy.id, rules.policy.title, rules.policy.id, rules.policy.file.name)
        yield Item(
            Part.POLICY, status, name if status is Status.REMOVED else None, name if status is Status.ADDED else None
        )


def _vocabulary_items(old: CheckedProgram, new: CheckedProgram, couples: list[tuple[Rules, Rules]]) -> Iterator[Item]:
    """Facts and the words that they can be; the words of regions lie over those of the vocabulary."""
    if not couples:
        return
    before, after = couples[0]
    sides = Sides(before, after, {})
    prints = Prints.of(sides)
    owners = old.vocabulary.id, new.vocabulary.id
    facts = match(old.vocabulary.facts, new.vocabulary.facts, lambda a, b: 0.0)
    yield from _items(Part.FACT, facts, lambda a, b: fact_changes(a, b, sides, prints), owners)
    words = match(_enumerations(old, before), _enumerations(new, after), lambda a, b: 0.0)
    yield from _items(Part.ENUMERATION, words, enumeration_changes, owners)


def _enumerations(program: CheckedProgram, rules: Rules) -> dict[str, Enumeration]:
    return {**program.vocabulary.enumerations, **rules.vocabulary.enumerations}


def _localities(old: CheckedProgram, new: CheckedProgram) -> Iterator[Item]:
    """Files of places that came or went, and places that are called otherwise."""
    for code in sorted(old.localities.keys() | new.localities.keys()):
        before, after = old.localities.get(code), new.localities.get(code)
        one = None if before is None else Name(code, before, "")
        other = None if after is None else Name(code, after, "")
        if one is None or other is None:
            yield Item(Part.LOCALITY, Status.ADDED if one is None else Status.REMOVED, one, other)
        elif before != after:
            yield Item(
                Part.LOCALITY, Status.CHANGED, one, other, (FieldChange("label", before, after, Harmless.LABEL),)
            )


def _texts(old: Side, new: Side, couples: list[tuple[Rules, Rules]]) -> Iterator[TextChange]:
    """What differs in the texts of the files that belong together, beside what they say."""
    files = {after.policy.file.name: before.policy.file.name for before, after in couples}
    for name, text in new.texts.items():
        before = files.get(name, name)
        if before in old.texts:
            yield from text_changes(name, old.texts[before], text)
