"""Words, sets of words, days, texts and truth values that were told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial

from elig.facts.forms import (
    MAX_TEXT,
    NONE,
    ONE_OF,
    REFUSED_CHARACTERS,
    DateForm,
    MembersForm,
    TextForm,
    WordForm,
    WordSetForm,
)
from elig.facts.identity import Checked, check_certificate, check_citizen
from elig.facts.keys import MAX_ID
from elig.facts.partial import check_keys, listed, refuse_partial
from elig.facts.refusal import Gather, refuse
from elig.facts.shown import shown, shown_secret, shown_words
from elig.input_errors import nearest
from elig.values import Numbers, Truth, Words, WordSet

_LOOSE_DAY = r"([0-9]{4})\s?[-/.年]\s?([0-9]{1,2})\s?[-/.月]\s?([0-9]{1,2})\s?[日号]?"
_BARE_DAY = r"([0-9]{4})([0-9]{2})([0-9]{2})"
_REFUSED = f"[{REFUSED_CHARACTERS}]"
_LONGEST_WORD = 64
DIVISION_DIGITS = 6
"""The digits of a division code (GB/T 2260)."""


def _are_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _is_day(text: str) -> bool:
    """Whether a text is written as `YYYY-MM-DD`."""
    return len(text) == 10 and text[4] == text[7] == "-" and _are_digits(text[:4] + text[5:7] + text[8:])


def read_boolean(raw: object) -> Truth:
    """A truth value; only `true` and `false` are one."""
    if isinstance(raw, bool):
        return Truth.of(raw)
    if isinstance(raw, Mapping):
        refuse_partial(raw)
    refuse("boolean", given=shown(raw))


def read_day(form: DateForm, raw: object) -> Numbers:
    """A day as its ordinal number (1 January of year 1 is 1)."""
    if isinstance(raw, Mapping):
        refuse_partial(raw)
    if not isinstance(raw, str) or not _is_day(raw):
        guess = _likely_day(raw)
        if guess is not None:
            refuse("date_near", given=shown(raw), nearest=guess.isoformat())
        refuse("date", given=shown(raw))
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        refuse("no_such_day", given=shown(raw))
    if day < (form.first or day) or day > (form.last or day):
        refuse("day_range", given=shown(raw), low=_end(form.first), high=_end(form.last))
    return Numbers.point(day.toordinal())


def _end(day: date | None) -> str:
    return "…" if day is None else day.isoformat()


def _likely_day(raw: object) -> date | None:
    """The day that a spelling such as `2020/1/2` or `2020年1月2日` seems to mean."""
    if not isinstance(raw, str | int) or (isinstance(raw, int) and not 0 < raw < 10**8):
        return None
    text = str(raw)
    match = re.fullmatch(_LOOSE_DAY, text) or re.fullmatch(_BARE_DAY, text)
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def read_word(form: WordForm, raw: object) -> Words | None:
    """What a word of an enumeration may be; None where the word given means unknown."""
    if isinstance(raw, Mapping):
        return _one_of(form, raw)
    if isinstance(raw, str) and raw in form.unknown:
        return None
    return Words(frozenset([_word(form, raw)]))


def _one_of(form: WordForm, raw: Mapping[object, object]) -> Words:
    check_keys(raw, (ONE_OF,))
    if raw.get(ONE_OF) is None:
        refuse("partial_empty", keys=ONE_OF)
    gather = Gather()
    ids: set[str] = set()
    none = False
    for index, item in enumerate(listed(raw[ONE_OF])):
        if item == NONE and form.optional:
            none = True
            continue
        found = gather.read(f".{ONE_OF}[{index}]", partial(_word, form, item))
        ids |= {found} if found is not None else set()
    gather.finish()
    return Words(frozenset(ids), none)


def _word(form: WordForm, raw: object) -> str:
    """The id of a word given by id, Chinese name or national code."""
    if isinstance(raw, str):
        found = form.ids.get(raw)
        if found is not None:
            return found
        guess = nearest(raw, form.ids) if len(raw) <= _LONGEST_WORD else None
        if guess is not None:
            refuse("word_near", given=shown(raw), nearest=guess, **_options(form))
    elif isinstance(raw, int) and not isinstance(raw, bool):
        code = next((code for code in _codes(raw) if code in form.ids), None)
        if code is not None:
            refuse("code_as_number", given=shown(raw), nearest=code)
    refuse("word", given=shown(raw), **_options(form))


def _options(form: WordForm) -> dict[str, str]:
    """The values that can be written, for the sentence in each language."""
    named = (f"{value.id}（{value.name or value.label.zh}）" for value in form.values)
    return {
        "options_zh": shown_words(named, "、"),
        "options_en": shown_words((value.id for value in form.values), ", "),
    }


def _codes(number: int) -> Iterator[str]:
    """The codes that a number may have been: codes are text, and some begin with a zero."""
    if 0 <= number < 10**6:
        yield from (str(number), f"{number:02}", f"{number:03}")


def read_word_set(form: WordSetForm, raw: object) -> WordSet:
    """A list of words: those that hold; all others of the enumeration do not."""
    if isinstance(raw, Mapping):
        refuse_partial(raw)
    if not isinstance(raw, list | tuple):
        refuse("word_list", given=shown(raw))
    if len(raw) > 2 * len(form.item.ids):
        refuse("list_too_long", given=str(len(raw)), limit=str(2 * len(form.item.ids)))
    gather = Gather()
    found = (gather.read(f"[{index}]", partial(_word, form.item, item)) for index, item in enumerate(raw))
    has = frozenset(id for id in found if id is not None)
    gather.finish()
    return WordSet(has, frozenset(value.id for value in form.item.values) - has)


def read_members(form: MembersForm, raw: object) -> WordSet:
    """A list of ids of members, those that belong to it; whether they are listed is seen once all are read."""
    if isinstance(raw, Mapping):
        refuse_partial(raw)
    if not isinstance(raw, list | tuple):
        refuse("member_list", given=shown(raw))
    if len(raw) > 2 * form.most:
        refuse("list_too_long", given=str(len(raw)), limit=str(2 * form.most))
    gather = Gather()
    found = [gather.read(f"[{index}]", partial(plain_text, "id", MAX_ID, item)) for index, item in enumerate(raw)]
    gather.finish()
    return WordSet(frozenset(id for id in found if id is not None), frozenset())


def read_text(form: TextForm, raw: object) -> Words:
    """A text, checked and in its normal spelling where it has a form."""
    if isinstance(raw, Mapping):
        refuse_partial(raw)
    match form.check:
        case "gb11643":
            return Words(frozenset([_identity(raw, check_citizen, "identity_form")]))
        case "gb26341":
            return Words(frozenset([_identity(raw, check_certificate, "certificate_form")]))
        case "division":
            if not isinstance(raw, str) or len(raw) != DIVISION_DIGITS or not _are_digits(raw):
                refuse("division", given=shown(raw))
            return Words(frozenset([raw]))
        case _:
            return Words(frozenset([plain_text("text", MAX_TEXT, raw)]))


def _identity(raw: object, check: Callable[[str], Checked], form: str) -> str:
    if not isinstance(raw, str) or len(raw) > _LONGEST_WORD:
        refuse(form, given=shown_secret(raw))
    checked = check(raw)
    if checked.problem:
        refuse(checked.problem, given=shown_secret(raw))
    return checked.text


def plain_text(kind: str, limit: int, raw: object) -> str:
    """A text that is not blank, of at most `limit` characters, without control characters."""
    if not isinstance(raw, str) or len(raw) > limit or not raw.strip():
        refuse(kind, given=shown(raw), limit=str(limit))
    if not raw.isprintable() and re.search(_REFUSED, raw):
        refuse(kind, given=shown(raw), limit=str(limit))
    return raw
