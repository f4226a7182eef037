"""The sentences of the catalogue as an answer uses them: filled in, and set as Chinese is set."""

from __future__ import annotations

from itertools import pairwise

from elig.explain.catalogue import text_of
from elig.program.citation import Words


def phrase(key: str, lang: str, /, **values: str) -> str:
    """A sentence in a language, filled in, without blanks between Chinese characters.

    >>> phrase("ask.of", "en", what="sex", whom="m2"), phrase("figure.at_most", "zh", value="三次")
    ('sex (m2)', '至多三次')
    """
    found = text_of(key)
    if found is None:
        raise KeyError(key)
    text = found[lang == "en"].format(**values)
    return _closed(text) if " " in text else text


def sentence(key: str, **values: object) -> Words:
    """A sentence of the catalogue in both languages; a value that is `Words` is filled in by language."""
    zh, en = (
        phrase(key, lang, **{name: _text(value, lang) for name, value in values.items()}) for lang in ("zh", "en")
    )
    return Words(zh, en)


def _text(value: object, lang: str) -> str:
    return value.text(lang) if isinstance(value, Words) else str(value)


def _closed(text: str) -> str:
    """A text without the blanks between two Chinese characters, where a sentence left room for a figure.

    >>> _closed("至多 三次，共 2 次")
    '至多三次，共 2 次'
    """
    parts = text.split(" ")
    kept = parts[:1]
    for before, after in pairwise(parts):
        kept.append(after if _closes(before[-1:], "”") and _closes(after[:1], "“") else f" {after}")
    return "".join(kept)


def _closes(character: str, quote: str) -> bool:
    """Whether a character is set without a blank: a Chinese one, or a quotation mark on that side."""
    return "\u3000" <= character <= "\u9fff" or "\uff00" <= character <= "\uff60" or character == quote


def has_phrase(key: str) -> bool:
    """Whether there is a sentence for a key."""
    return text_of(key) is not None
