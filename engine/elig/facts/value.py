"""One fact as it was told, read by its form."""

from __future__ import annotations

from elig.facts.forms import (
    NONE,
    BooleanForm,
    DateForm,
    Form,
    MembersForm,
    NumberForm,
    TextForm,
    WordForm,
    WordSetForm,
)
from elig.facts.numerals import read_number
from elig.facts.refusal import refuse
from elig.facts.words import read_boolean, read_day, read_members, read_text, read_word, read_word_set
from elig.values import NONE_NUMBER, NONE_WORD, Possible


def read_value(form: Form, raw: object) -> Possible | None:
    """What a fact may be, or None where it is unknown; raises `Refusal` with every finding.

    >>> read_value(DateForm(), "2020-02-29").value
    Fraction(737484, 1)
    """
    if raw is None:
        return None
    if isinstance(raw, str) and raw == NONE:
        return _none(form)
    match form:
        case BooleanForm():
            return read_boolean(raw)
        case NumberForm():
            return read_number(form, raw)
        case DateForm():
            return read_day(form, raw)
        case WordForm():
            return read_word(form, raw)
        case WordSetForm():
            return read_word_set(form, raw)
        case MembersForm():
            return read_members(form, raw)
        case TextForm():
            return read_text(form, raw)


def _none(form: Form) -> Possible:
    """Known to be absent, where the vocabulary says that the fact may be."""
    match form:
        case BooleanForm():
            refuse("none_boolean")
        case WordSetForm() | MembersForm():
            refuse("none_set")
        case NumberForm() | DateForm():
            return NONE_NUMBER if form.optional else refuse("none")
        case WordForm() | TextForm():
            return NONE_WORD if form.optional else refuse("none")
