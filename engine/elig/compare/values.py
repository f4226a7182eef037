"""The values of a figure on two sides: what it was and what it is, from which day on, and where."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from elig.compare.clauses import Sides
from elig.compare.model import ValueChange
from elig.explain.exact import Exact
from elig.explain.labels import Labels, labels_of_rules
from elig.explain.parameter_text import value_words
from elig.explain.phrases import phrase
from elig.explain.sources import division_words
from elig.lang.ast import NO_UNIT
from elig.program.citation import Citation, Words
from elig.program.model import Entry, Parameter, Rules
from elig.program.types import NumberType

_Place = tuple[str, tuple[str | None, ...]]
"""A division, and keys."""


def value_changes(old: Parameter, new: Parameter, sides: Sides) -> Iterator[ValueChange]:
    """Every day from which a figure differs, for each place and key, in their order."""
    places = dict.fromkeys((e.division, e.keys) for e in (*old.entries, *new.entries))
    for place in sorted(places, key=str):
        days = sorted({e.since for e in (*old.entries, *new.entries) if (e.division, e.keys) == place})
        for since in days:
            before, after = _at(old, place, since), _at(new, place, since)
            if _value(before) != _value(after):
                yield _change(before, after, place, since, (old, new), sides)


def _at(found: Parameter, place: _Place, on: date) -> Entry | None:
    """What holds on a day for a place and keys alone: a local file above a shipped one, then the latest date."""
    here = [e for e in found.entries if (e.division, e.keys) == place and e.since <= on]
    return max(here, key=lambda entry: (entry.rank, entry.since), default=None)


def _value(entry: Entry | None) -> object:
    return None if entry is None else entry.value


def _change(
    before: Entry | None,
    after: Entry | None,
    place: _Place,
    since: date,
    parameters: tuple[Parameter, Parameter],
    sides: Sides,
) -> ValueChange:
    division, keys = place
    old, new = parameters
    labels = {lang: (labels_of_rules(sides.old, lang), labels_of_rules(sides.new, lang)) for lang in ("zh", "en")}

    def both(entry: Entry | None, item: Parameter, side: int) -> Words | None:
        return None if entry is None else Words(*(value_words(entry, item, labels[lang][side]) for lang in labels))

    named = Words(*(_keys(keys, labels[lang][1]) for lang in labels))
    where = Words(*(_where(after or before, division, labels[lang][1]) for lang in labels))
    exact = _exact(before, old, sides.old), _exact(after, new, sides.new)
    cited = _cited(before, old), _cited(after, new)
    return ValueChange(named, where, division, since, both(before, old, 0), both(after, new, 1), *exact, *cited)


def _keys(keys: tuple[str | None, ...], labels: Labels) -> str:
    return phrase("list.and", labels.lang).join(labels.key(key) for key in keys if key is not None)


def _where(entry: Entry | None, division: str, labels: Labels) -> str:
    if entry is not None and entry.origin is not None:
        return entry.origin.text(labels.lang)
    return division_words(division, labels)


def _exact(entry: Entry | None, item: Parameter, rules: Rules) -> str | None:
    value = _value(entry)
    if isinstance(value, Fraction):
        vocabulary = rules.vocabulary
        unit = item.type.unit if isinstance(item.type, NumberType) else NO_UNIT
        return Exact(vocabulary.money, vocabulary.places, vocabulary.units).number(value, unit)
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


def _cited(entry: Entry | None, item: Parameter) -> tuple[Citation, ...]:
    """Where a value comes from: its own sources, else those of the figure."""
    return () if entry is None else entry.citations or item.citations
