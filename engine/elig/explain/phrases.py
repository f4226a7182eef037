"""The sentences of the catalogue as an answer uses them: filled in, and set as Chinese is set."""

from __future__ import annotations

import re

from elig.explain.catalogue import TEXTS, say

_INNER_BLANK = re.compile("(?<=[\u3000-\u9fff\uff00-\uff60”]) (?=[\u3000-\u9fff\uff00-\uff60“])")
"""A blank between two Chinese characters, where a sentence left room for a figure."""


def phrase(key: str, lang: str, **values: str) -> str:
    """A sentence in a language, filled in, without blanks between Chinese characters.

    >>> phrase("ask.of", "en", what="sex", whom="m2"), phrase("figure.at_most", "zh", value="三次")
    ('sex (m2)', '至多三次')
    """
    return _INNER_BLANK.sub("", say(key, lang, **values))


def has_phrase(key: str) -> bool:
    """Whether there is a sentence for a key."""
    return key in TEXTS
