"""Which value of a parameter and which settled reading hold at a place on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from elig.program.model import NATION, Entry, Parameter, Reading, Rules, Settled
from elig.records import Struct


def chain(division: str | None) -> tuple[str, ...]:
    """A division and those that it lies in, nearest first: county, prefecture, province, nation.

    >>> chain("522301")
    ('522301', '522300', '520000', '000000')
    >>> chain(None)
    ('000000',)
    """
    if division is None:
        return (NATION,)
    wider = (division, division[:4] + "00", division[:2] + "0000", NATION)
    return tuple(dict.fromkeys(wider))


def nearest_region(regions: Iterable[Rules], division: str) -> Rules | None:
    """Of the regions that a division lies in, the one nearest to it."""
    here = [rules for rules in regions if lies_in(division, rules.policy.jurisdiction)]
    return max(here, key=lambda rules: len(rules.policy.jurisdiction.rstrip("0")), default=None)


def lies_in(division: str, jurisdiction: str) -> bool:
    """Whether a division is a jurisdiction or lies in it.

    >>> lies_in("522301", "522300"), lies_in("522301", "522700")
    (True, False)
    """
    return jurisdiction in chain(division)


class Where(Struct):
    """Where a household lives: its division and those around it, nearest first.

    Not `exact`: only that it lies somewhere in the first of them is known.
    """

    places: tuple[str, ...]
    exact: bool = True

    def may_look_at(self, division: str) -> bool:
        """Whether what is stated for a division may hold here."""
        return division in self.places or (not self.exact and lies_in(division, self.places[0]))

    def candidates(self, stated: Iterable[str]) -> tuple[str, ...]:
        """The divisions that it may lie in, among those for which something is stated; the widest first."""
        widest = self.places[0]
        return (widest, *sorted(division for division in stated if division != widest and lies_in(division, widest)))


NOWHERE_KNOWN = Where((NATION,), exact=False)
"""Somewhere in the country."""


def value_of(parameter: Parameter, keys: tuple[str, ...], places: tuple[str, ...], on: date) -> Entry | None:
    """The entry that holds: nearest division first, a local file above a shipped one, then the latest date."""
    begun = [entry for entry in parameter.entries if entry.since <= on]
    for division in places if begun else ():
        here = [entry for entry in begun if entry.division == division]
        for rank in sorted({entry.rank for entry in here}, reverse=True):
            found = _for_keys([entry for entry in here if entry.rank == rank], keys)
            if found is not None and found.value is not None:
                return found
    return None


def values_of(parameter: Parameter, keys: tuple[str, ...], where: Where, on: date) -> tuple[Entry | None, ...]:
    """The entries that may hold: one where the place is known, else one for each place that it may be."""
    if where.exact or not parameter.by_locality:
        return (value_of(parameter, keys, where.places, on),)
    stated = {entry.division for entry in parameter.entries}
    return _different(value_of(parameter, keys, chain(place), on) for place in where.candidates(stated))


def _different(entries: Iterable[Entry | None]) -> tuple[Entry | None, ...]:
    """Entries of different values, each once."""
    return tuple({entry.value if entry is not None else None: entry for entry in entries}.values())


def _for_keys(entries: list[Entry], keys: tuple[str, ...]) -> Entry | None:
    fitting = [entry for entry in entries if _fits(entry, keys)]
    if not fitting:
        return None
    latest = max(entry.since for entry in fitting)
    dated = [entry for entry in fitting if entry.since == latest]
    return min(dated, key=lambda entry: sum(key is None for key in entry.keys))


def _fits(entry: Entry, keys: tuple[str, ...]) -> bool:
    if entry.value is None:
        return True
    return all(own is None or own == key for own, key in zip(entry.keys, keys, strict=True))


def settled(reading: Reading, where: Where, on: date) -> Settled | None:
    """The locality's answer to a reading; None where it is open, or depends on a place that is not known."""
    if where.exact:
        return _settled(reading, where.places, on)
    stated = {answer.division for answer in reading.settled}
    answers = [_settled(reading, chain(place), on) for place in where.candidates(stated)]
    options = {answer.option if answer is not None else None for answer in answers}
    return answers[0] if len(options) == 1 else None


def _settled(reading: Reading, places: tuple[str, ...], on: date) -> Settled | None:
    for division in places:
        here = [s for s in reading.settled if s.division == division and s.since <= on]
        if here:
            found = max(here, key=lambda s: (s.rank, s.since))
            if found.option is not None:
                return found
    return None
