"""The figures of a policy in words: their values with place and day, and the norms that rules state."""

from __future__ import annotations

from fractions import Fraction

from elig.explain.figures import day
from elig.explain.labels import Labels
from elig.explain.phrases import phrase
from elig.explain.sources import division_words
from elig.explain.words import is_age
from elig.lang.ast import NO_UNIT
from elig.program.model import Entry, Parameter
from elig.program.types import NumberType


def parameter_line(item: Parameter, labels: Labels) -> str:
    """A figure with all its values and norms in one line."""
    values = [entry_words(entry, item, labels) for entry in item.entries]
    values += norm_words(item, labels)
    if not item.entries:
        values.insert(0, phrase("show.not_known", labels.lang))
    text = phrase("list.semicolon", labels.lang).join(values)
    label = item.label.text(labels.lang)
    if item.by_origin:
        label = phrase("show.by_origin", labels.lang, label=label)
    return phrase("reason.fact", labels.lang, label=label, value=text, owner="")


def norm_words(item: Parameter, labels: Labels) -> list[str]:
    """The floor and the cap that the rule states: `至少 30 元/人·年`.

    That a payment is not negative, and a share no more than the whole, goes without saying.
    """
    norms = []
    if item.at_least:
        norms.append(phrase("figure.at_least", labels.lang, value=_amount(item.at_least, item, labels)))
    whole = item.up_to == 1 and labels.is_share(item.id)
    if item.up_to is not None and not whole:
        norms.append(phrase("figure.at_most", labels.lang, value=_amount(item.up_to, item, labels)))
    return norms


def entry_words(entry: Entry, item: Parameter, labels: Labels) -> str:
    """A value with its keys, its place and the day from which it holds."""
    lang = labels.lang
    value = value_words(entry, item, labels)
    keys = [labels.key(key) for key in entry.keys if key is not None]
    if keys:
        listed = phrase("list.and", lang).join(keys)
        value = phrase("reason.fact", lang, label=listed, value=value, owner="")
    where = entry.origin.text(lang) if entry.origin is not None else division_words(entry.division, labels)
    return phrase("show.value", lang, value=value, date=day(entry.since, lang), where=where)


def value_words(entry: Entry, item: Parameter, labels: Labels) -> str:
    """A value without its keys, place and day."""
    match entry.value:
        case None:
            return phrase("show.no_longer", labels.lang)
        case bool():
            return phrase("value.true" if entry.value else "value.false", labels.lang)
        case str():
            return labels.key(entry.value)
        case _:
            return _amount(entry.value, item, labels)


def _amount(value: Fraction, item: Parameter, labels: Labels) -> str:
    if labels.is_share(item.id):
        return labels.figures.share(value)
    unit = item.type.unit if isinstance(item.type, NumberType) else NO_UNIT
    return labels.figures.amount(value, unit, age=is_age(item.label.zh))
