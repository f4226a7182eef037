"""The one catalogue of the texts that people read, in Chinese and in English; `{name}` is filled in.

What most answers are put together from is imported at once, the other texts with the first of them that is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from elig.explain.texts_answer import ANSWER_TEXTS
from elig.explain.texts_rule import RULE_TEXTS


@cache
def text_of(key: str) -> tuple[str, str] | None:
    """A text in Chinese and in English; None for a key that is not here."""
    return ANSWER_TEXTS.get(key) or RULE_TEXTS.get(key) or _further().get(key)


def every_text() -> Mapping[str, tuple[str, str]]:
    """The whole catalogue."""
    return {**ANSWER_TEXTS, **RULE_TEXTS, **_further()}


@cache
def _further() -> Mapping[str, tuple[str, str]]:
    from elig.explain.texts_batch import BATCH_TEXTS
    from elig.explain.texts_claim import CLAIM_TEXTS
    from elig.explain.texts_diff import DIFF_TEXTS
    from elig.explain.texts_effect import EFFECT_TEXTS
    from elig.explain.texts_input import INPUT_TEXTS
    from elig.explain.texts_open import OPEN_TEXTS
    from elig.explain.texts_prove import PROVE_TEXTS
    from elig.explain.texts_show import SHOW_TEXTS

    answering = {**INPUT_TEXTS, **CLAIM_TEXTS, **SHOW_TEXTS, **OPEN_TEXTS}
    return MappingProxyType({**answering, **DIFF_TEXTS, **EFFECT_TEXTS, **BATCH_TEXTS, **PROVE_TEXTS})


def say(key: str, lang: str, /, **values: str) -> str:
    """A text in a language (`zh` or `en`), filled in.

    Raises `KeyError` for a key that is not here and for a value that is missing.

    >>> say("input.whole", "en", given="1.5")
    'a whole number is expected, not 1.5.'
    """
    found = text_of(key)
    if found is None:
        raise KeyError(key)
    zh, en = found
    return (en if lang == "en" else zh).format(**values)
