"""On which days, and where, two sides of an entitlement are to be compared: once for each way in which they differ."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from elig.compare.fingerprints import Fingerprints
from elig.compare.model import EntitlementPair, Part, Region
from elig.compare.through import reads
from elig.evaluate.dated import DatedRules, at
from elig.evaluate.places import chain, lies_in
from elig.program.model import NATION, Entry, Parameter, Reading
from elig.program.nodes import Versions
from elig.program.order import everything
from elig.program.walk import descend
from elig.records import Struct, replace

Spot = tuple[str, date]
"""A division and a day."""


class Spots(Struct):
    """Where and when an entitlement is to be compared; `also` are further days from which the sides differ."""

    differ: tuple[Spot, ...]
    also: tuple[date, ...] = ()


class Eras:
    """One region's rules on both sides, day by day and place by place."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self.names = region.names
        self.home = region.new.policy.jurisdiction or region.old.policy.jurisdiction or NATION
        self._dated: dict[tuple[bool, date], DatedRules] = {}
        self._prints: dict[tuple[bool, str, date], Fingerprints] = {}

    def spots(self, pair: EntitlementPair, on: date, *, only: bool) -> Spots:
        """Where the two sides differ on the asked day; where they do not, the days on which they differ.

        With `only` no other day is looked at. Of places and days that differ in the same way one is enough.
        """
        places = self._places(pair)
        today = self._differing(pair, places, [on])
        others = [] if only else sorted(set(self._boundaries(pair)) - {on})
        elsewhen = self._differing(pair, places, others)
        if today:
            known = set(today)
            return Spots(tuple(today.values()), tuple(sorted({d for p, (_, d) in elsewhen.items() if p not in known})))
        return Spots(tuple(elsewhen.values()))

    def _differing(
        self, pair: EntitlementPair, places: tuple[str, ...], days: list[date]
    ) -> dict[tuple[str, str], Spot]:
        found: dict[tuple[str, str], Spot] = {}
        for place in places:
            for day in days:
                prints = self._print(False, pair.old, place, day), self._print(True, pair.new, place, day)
                if prints[0] != prints[1]:
                    found.setdefault(prints, (place, day))
        return found

    def _places(self, pair: EntitlementPair) -> tuple[str, ...]:
        """The region's own division, and those inside it for which something that is read is stated otherwise."""
        stated: dict[str, None] = {}
        for rules, name in ((self.region.old, pair.old), (self.region.new, pair.new)):
            if name not in rules.entitlements:
                continue
            for part, id in reads(rules, name):
                if part is Part.PARAMETER:
                    stated.update(dict.fromkeys(entry.division for entry in rules.parameters[id].entries))
                if part is Part.READING:
                    stated.update(dict.fromkeys(item.division for item in rules.readings[id].settled))
        inside = sorted(place for place in stated if place != self.home and lies_in(place, self.home))
        return (self.home, *inside)

    def _boundaries(self, pair: EntitlementPair) -> Iterator[date]:
        """The days on which something that an entitlement says or reads begins or ends."""
        for rules, name in ((self.region.old, pair.old), (self.region.new, pair.new)):
            found = rules.entitlements.get(name)
            if found is None:
                continue
            yield from _ends(found.in_force.since, found.in_force.until)
            for node in everything(found):
                for below in descend(node):
                    if isinstance(below, Versions):
                        yield from (since for since, _ in below.versions)
            for part, id in reads(rules, name):
                if part is Part.PARAMETER:
                    yield from (entry.since for entry in rules.parameters[id].entries)
                if part is Part.READING:
                    yield from (item.since for item in rules.readings[id].settled)
                if part is Part.ENTITLEMENT:
                    force = rules.entitlements[id].in_force
                    yield from _ends(force.since, force.until)

    def _print(self, new: bool, entitlement: str, place: str, on: date) -> str:
        dated = self.dated(new, on)
        found = dated.entitlements.get(entitlement)
        if found is None:
            return "absent"
        key = new, place, on
        if key not in self._prints:
            rules = self.region.new if new else self.region.old
            settled = {name: _settled(reading, place, on) for name, reading in rules.readings.items()}
            shown = replace(
                rules,
                entitlements=dated.entitlements,
                parameters={name: _values(item, place, on) for name, item in rules.parameters.items()},
                readings=settled,
            )
            self._prints[key] = Fingerprints(shown, self.names if new else {}, deep=True)
        prints = self._prints[key]
        sense = sorted(prints.of(item.condition) for item in dated.invalid)
        answers = [
            (self.names.get(id, id) if new else id, item.option)
            for part, id in reads(self.region.new if new else self.region.old, entitlement)
            if part is Part.READING
            for item in prints.rules.readings[id].settled
        ]
        force = replace(found, in_force=type(found.in_force)())
        return " ".join((prints.entitlement(force), *sense, str(sorted(answers))))

    def dated(self, new: bool, on: date) -> DatedRules:
        """One side's rules on a day."""
        if (new, on) not in self._dated:
            self._dated[new, on] = at(self.region.new if new else self.region.old, on)
        return self._dated[new, on]


def _ends(since: date | None, until: date | None) -> Iterator[date]:
    if since is not None:
        yield since
    if until is not None:
        yield until + timedelta(days=1)


def _values(item: Parameter, place: str, on: date) -> Parameter:
    """The figure with what can hold at a place on a day, as if it had always held."""
    kept: dict[tuple[object, ...], Entry] = {}
    here = chain(place)
    for entry in sorted(item.entries, key=lambda e: (e.rank, e.since)):
        if entry.since <= on and (entry.division in here or item.by_origin):
            kept[entry.division, entry.keys] = replace(entry, since=date.min, rank=0)
    return replace(item, entries=tuple(kept.values()))


def _settled(reading: Reading, place: str, on: date) -> Reading:
    kept = {}
    for item in sorted(reading.settled, key=lambda e: (e.rank, e.since)):
        if item.since <= on and item.division in chain(place):
            kept[item.division] = replace(item, since=date.min, rank=0)
    return replace(reading, settled=tuple(kept.values()))
