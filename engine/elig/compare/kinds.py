"""Households counted by what they are: where they live, how many they are, what the changed rules ask of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from elig.compare.deciding import DecidingSide
from elig.compare.effect_model import Breakdown, Fate, KindRow
from elig.compare.model import Part, Region
from elig.compare.through import names_in
from elig.compile.cells import Column
from elig.compile.cells import Kind as CellKind
from elig.compile.decided import Decided
from elig.errors import EligError
from elig.evaluate.expressions import evaluate
from elig.explain.phrases import sentence
from elig.program.citation import Words
from elig.program.model import Definition, Fact
from elig.program.types import BooleanType, EnumType
from elig.records import Struct
from elig.values import Truth

MOST = 4
"""As many properties are taken from the changed rules by themselves; others are asked for by name."""

Key = Callable[[str | None, Decided], str]


class Kind(Struct):
    """A property of households, and how its values are called."""

    id: str
    label: Words
    key: Key
    named: Callable[[str], Words]


class Kinds:
    """Counts households by division, by size, and by the facts and definitions that changed rules read."""

    def __init__(self, regions: tuple[Region, ...], side: DecidingSide, by: tuple[str, ...]) -> None:
        self.side = side
        self.kinds = [_division(side), _size(), *_asked(regions, side, by)]
        self.counts: list[Counter[str]] = [Counter() for _ in self.kinds]
        self.fates: list[dict[Fate, Counter[str]]] = [{fate: Counter() for fate in Fate} for _ in self.kinds]

    def count(self, division: str | None, decided: Decided, fate: Fate | None) -> None:
        """Count one household."""
        for kind, counts, fates in zip(self.kinds, self.counts, self.fates, strict=True):
            key = kind.key(division, decided)
            counts[key] += 1
            if fate is not None:
                fates[fate][key] += 1

    def done(self) -> tuple[Breakdown, ...]:
        """What was counted, those kinds first that have the most touched households."""
        found = []
        for kind, counts, fates in zip(self.kinds, self.counts, self.fates, strict=True):
            rows = [
                KindRow(key, kind.named(key), number, {fate: fates[fate][key] for fate in Fate})
                for key, number in counts.items()
            ]
            ordered = sorted(rows, key=lambda row: (-sum(row.fates.values()), row.key))
            found.append(Breakdown(kind.id, kind.label, tuple(ordered)))
        return tuple(found)


def _division(side: DecidingSide) -> Kind:
    places = side.side.program.places

    def named(code: str) -> Words:
        if not code:
            return sentence("value.unknown")
        found = places.get(code)
        return Words(code, code) if found is None else Words(f"{found.zh}（{code}）", f"{found.text('en')} ({code})")

    return Kind("division", sentence("diff.kind.division"), lambda division, _: division or "", named)


def _size() -> Kind:
    def named(size: str) -> Words:
        return sentence("diff.kind.people", number=size)

    return Kind("size", sentence("diff.kind.size"), lambda _, decided: str(len(decided.told.members)), named)


def _asked(regions: tuple[Region, ...], side: DecidingSide, by: tuple[str, ...]) -> Iterator[Kind]:
    """The properties that were asked for, and the first of those that the changed rules read."""
    read = (
        found
        for region in regions
        for pair in region.every_pair
        if pair.new and not pair.identical
        for found in names_in(region.new.entitlements[pair.new])
    )
    wanted = [id for part, id in dict.fromkeys(read) if part in (Part.FACT, Part.DEFINITION)]
    taken: dict[str, Kind] = {}
    for id in wanted:
        made = _property(id, regions, side)
        if made is not None and len(taken) < MOST:
            taken.setdefault(id, made)
    for id in by:
        made = _property(id, regions, side)
        if made is None:
            raise EligError(f"households cannot be counted by {id}: it is no condition and no word that the rules know")
        taken[id] = made
    yield from taken.values()


def _property(id: str, regions: tuple[Region, ...], side: DecidingSide) -> Kind | None:
    """How households are counted by a fact of theirs, or by whether any member has something."""
    fact = side.vocabulary.facts.get(id)
    if fact is not None:
        return _fact(fact, side)
    for region in regions:
        found = region.new.definitions.get(id)
        if found is not None and isinstance(found.node.type, BooleanType):
            return _definition(found)
    return None


def _fact(fact: Fact, side: DecidingSide) -> Kind | None:
    column = side.layout.of(fact)
    match fact.type:
        case BooleanType():
            return Kind(fact.id, _labelled(fact.label, fact.of_member), _cells(column), _yes_or_no)
        case EnumType() if not fact.of_member:
            known = side.vocabulary.enumerations[fact.type.enumeration]
            labels = {value.id: value.label for value in known.values}

            def named(key: str) -> Words:
                return labels.get(key) or sentence("value.none" if key == "none" else "value.unknown")

            return Kind(fact.id, fact.label, _word(column), named)
        case _:
            return None


def _cells(column: Column) -> Key:
    """Whether a fact holds of the household, or of any member."""

    def key(_: str | None, decided: Decided) -> str:
        rows = decided.told.members if column.fact.of_member else (decided.told.facts,)
        cells = [cells[column.index] for cells in rows]
        return "true" if True in cells else "" if None in cells else "false"

    return key


def _word(column: Column) -> Key:
    assert column.kind is CellKind.WORD and column.bits is not None, "an enumeration is a word"
    names = {bit: word for word, bit in column.bits.items()} | {column.absent: "none"}

    def key(_: str | None, decided: Decided) -> str:
        cell = decided.told.facts[column.index]
        return names.get(cell, "") if isinstance(cell, int) else ""

    return key


def _definition(found: Definition) -> Kind:
    def key(_: str | None, decided: Decided) -> str:
        env = decided.environment
        dated = env.rules.definitions.get(found.id)
        if dated is None:
            return ""
        places = range(len(decided.told.members)) if found.of_member else (None,)
        values = {evaluate(dated.node, env, place) for place in places}
        return "true" if Truth.TRUE in values else "" if Truth.OPEN in values else "false"

    return Kind(found.id, _labelled(found.label, found.of_member), key, _yes_or_no)


def _labelled(label: Words, of_member: bool) -> Words:
    if not of_member:
        return label
    return sentence("diff.kind.any_member", label=label)


def _yes_or_no(key: str) -> Words:
    return sentence({"true": "value.true", "false": "value.false", "": "value.unknown"}[key])
