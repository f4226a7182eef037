"""A household back as plain JSON data, which reads as the same household."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from elig.facts.forms import (
    AT_LEAST,
    AT_MOST,
    NONE,
    ONE_OF,
    BooleanForm,
    DateForm,
    Form,
    MembersForm,
    NumberForm,
    TextForm,
    WordForm,
    WordSetForm,
)
from elig.facts.household import Household
from elig.facts.keys import Keys, Level
from elig.facts.shown import decimal_text, masked
from elig.program.model import Vocabulary
from elig.values import Interval, Numbers, Possible, Truth, Words, WordSet

__all__ = ["masked", "write_household"]

Plain = bool | int | str | list["Plain"] | dict[str, "Plain"]
"""What JSON holds; a number with a fraction is written as text, which keeps its digits."""


def write_household(household: Household, vocabulary: Vocabulary) -> dict[str, Plain]:
    """The household as plain JSON data; what is unknown is left out, identity numbers are whole.

    Raises `ValueError` for possible values that no input can state.
    """
    keys = Keys.of(vocabulary)
    data: dict[str, Plain] = {keys.whole.id: household.id}
    listed = frozenset(member.id for member in household.members)
    data |= _facts(household.facts, keys.whole, listed)
    if keys.parts:
        if household.members or household.complete:
            data[keys.parts] = [
                {keys.part.id: member.id, **_facts(member.facts, keys.part, listed)} for member in household.members
            ]
        if not household.complete:
            data[keys.complete] = False
    return data


def _facts(facts: Mapping[str, Possible], level: Level, listed: frozenset[str]) -> dict[str, Plain]:
    return {id: _fact(id, facts[id], form, listed) for id, form in level.forms.items() if id in facts}


def _fact(id: str, value: Possible, form: Form, listed: frozenset[str]) -> Plain:
    match form, value:
        case BooleanForm(), Truth.TRUE | Truth.FALSE:
            return value is Truth.TRUE
        case NumberForm(), Numbers():
            return _number(id, value, form)
        case DateForm(), Numbers(value=Fraction() as day):
            return date.fromordinal(int(day)).isoformat()
        case (DateForm(), Numbers(is_none=True)) | (WordForm() | TextForm(), Words(is_none=True)):
            return NONE
        case WordForm(values=known), Words(ids=frozenset() as ids):
            return _either([item.id for item in known if item.id in ids], value.none)
        case TextForm(), Words(value=str() as text):
            return text
        case WordSetForm(item=item), WordSet(has=has, lacks=lacks) if len(has | lacks) == len(item.values):
            return [known.id for known in item.values if known.id in has]
        case MembersForm(), WordSet(has=has, lacks=lacks) if has | lacks == listed:
            return [*sorted(has)]
        case _:
            raise ValueError(f"no input can state what is possible for {id!r}")


def _number(id: str, value: Numbers, form: NumberForm) -> Plain:
    match value:
        case Numbers(is_none=True):
            return NONE
        case Numbers(points=tuple() as points):
            return _either([_digits(point) for point in points], value.none)
        case Numbers(span=Interval(low, high)) if low is not None and low == high:
            return _either([_digits(low)], value.none)
        case Numbers(span=Interval(low, high), none=False) if low is not None or high is not None:
            ends = ((AT_LEAST, low), (AT_MOST, high))
            return {key: _digits(end) for key, end in ends if end is not None}
        case _:
            raise ValueError(f"no input can state what is possible for {id!r}")


def _either(items: list[Plain], none: bool) -> Plain:
    if len(items) == 1 and not none:
        return items[0]
    return {ONE_OF: [*items, NONE] if none else items}


def _digits(value: Fraction) -> int | str:
    if value.denominator == 1:
        return value.numerator
    text = decimal_text(value)
    if text is None:
        raise ValueError(f"{value} is no decimal")
    return text
