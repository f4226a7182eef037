"""The form in which each fact is told, from the vocabulary; the reader and the schema follow it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from types import MappingProxyType

from elig.lang.ast import NO_UNIT, Unit
from elig.program.model import Enumeration, EnumValue, Fact, NationalCode, Vocabulary
from elig.program.types import (
    BooleanType,
    DateType,
    EnumType,
    MembersType,
    NumberType,
    Range,
    SetType,
    TextType,
)
from elig.records import LATER, Struct, field, later

NONE = "none"
"""The text that says that a fact is known to be absent."""

UNKNOWN = "unknown"
"""A word that some registers write; it is read as if the fact were left out."""

AT_LEAST, AT_MOST, ONE_OF = "at_least", "at_most", "one_of"
"""The keys of a fact of which only a part is known."""

MAX_TEXT = 200
"""The most characters of a text."""

MEASURED_PLACES = 4
"""The most decimals of a number that is neither money nor a count."""

REFUSED_CHARACTERS = "\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufeff"
"""What no text holds, inside a regular expression's brackets: controls, halves of characters."""


class BooleanForm(Struct):
    """True or false."""


class NumberForm(Struct):
    """A number in the unit of its fact, of at most `places` decimals; without any it is whole.

    `low` and `high` are the technical range. `text`: also accepted as text. `unit` is only shown.
    """

    low: Fraction | None
    high: Fraction | None
    places: int
    text: bool
    optional: bool = False
    unit: Unit = NO_UNIT

    @property
    def whole(self) -> bool:
        """Whether only whole numbers are possible."""
        return self.places == 0


class DateForm(Struct):
    """A day, as `YYYY-MM-DD`, from `first` to `last` where the vocabulary limits it."""

    first: date | None = None
    last: date | None = None
    optional: bool = False


class WordForm(Struct):
    """A value of an enumeration; `ids` finds its id by id, Chinese name or national code.

    `unknown` are the words that are read as if the fact were left out; `standard` is the one that the codes are from.
    """

    enumeration: str
    values: tuple[EnumValue, ...] = field(metadata=LATER)
    ids: Mapping[str, str] = field(metadata=LATER)
    unknown: tuple[str, ...] = field(metadata=LATER)
    optional: bool = False
    standard: str = field(default="", metadata=LATER)


class WordSetForm(Struct):
    """A list of values of an enumeration: those that hold; the others do not."""

    item: WordForm


class MembersForm(Struct):
    """A list of the ids of members who are listed: those that belong to it; the others do not."""

    most: int


class TextForm(Struct):
    """Text; `check` is empty, `division`, `gb11643` or `gb26341`."""

    check: str
    optional: bool = False

    @property
    def secret(self) -> bool:
        """Whether the text is an identity number, which is never shown whole."""
        return self.check in ("gb11643", "gb26341")


Form = BooleanForm | NumberForm | DateForm | WordForm | WordSetForm | MembersForm | TextForm


def is_optional(form: Form) -> bool:
    """Whether the fact may be known to be absent; a truth value and a set have no such value."""
    match form:
        case NumberForm() | DateForm() | WordForm() | TextForm():
            return form.optional
        case BooleanForm() | WordSetForm() | MembersForm():
            return False


TEXT_CHECKS = ("", "division", "gb11643", "gb26341")


def form_of(fact: Fact, vocabulary: Vocabulary) -> Form:
    """The form of a fact.

    Raises `ValueError` for a text format that is not known: the vocabulary was not checked.
    """
    match fact.type:
        case BooleanType():
            return BooleanForm()
        case NumberType():
            return _number_form(fact.type, fact.range, vocabulary, fact.optional)
        case DateType():
            return _date_form(fact.range, fact.optional)
        case EnumType(enumeration):
            return _word_form(vocabulary, enumeration, fact.optional)
        case SetType(enumeration):
            return WordSetForm(_word_form(vocabulary, enumeration, optional=False))
        case MembersType():
            return MembersForm(vocabulary.subjects.max_parts)
        case TextType(text_format):
            check = "division" if fact.division else text_format or ""
            if check not in TEXT_CHECKS:
                raise ValueError(f"unknown text format {check!r} of fact {fact.id!r}")
            return TextForm(check, fact.optional)


def _number_form(kind: NumberType, known: Range | None, vocabulary: Vocabulary, optional: bool) -> NumberForm:
    low, high = (None, None) if known is None else (known.low, known.high)
    if kind.integer:
        return NumberForm(low, high, 0, text=False, optional=optional, unit=kind.unit)
    places = vocabulary.places if kind.unit.power(vocabulary.money) else MEASURED_PLACES
    return NumberForm(low, high, places, text=True, optional=optional, unit=kind.unit)


def _date_form(known: Range | None, optional: bool) -> DateForm:
    if known is None:
        return DateForm(optional=optional)
    first, last = (date.fromordinal(int(end)) for end in (known.low, known.high))
    return DateForm(first, last, optional)


def _word_form(vocabulary: Vocabulary, id: str, optional: bool) -> WordForm:
    """The form of an enumeration's words, which are read with the first that is told."""
    ids = cache(lambda: _ids(vocabulary.enumerations[id]))
    return WordForm(
        id,
        later(lambda: vocabulary.enumerations[id].values),
        later(ids),
        later(lambda: _unknown(vocabulary.codes.get(id), ids())),
        optional,
        later(lambda: vocabulary.codes[id].standard if id in vocabulary.codes else ""),
    )


def _ids(enumeration: Enumeration) -> Mapping[str, str]:
    """The ids by what they are told as: an id goes before a name, a name before a code."""
    ids: dict[str, str] = {}
    for words in (
        ((value.id, value.id) for value in enumeration.values),
        ((value.name, value.id) for value in enumeration.values),
        ((value.code, value.id) for value in enumeration.values),
    ):
        for word, id in words:
            if word:
                ids.setdefault(word, id)
    return MappingProxyType(ids)


def _unknown(code: NationalCode | None, ids: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(word for word in (UNKNOWN, *(code.unknown if code is not None else ())) if word not in ids)
