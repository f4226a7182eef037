"""Making a page from a template: every text in both languages, everything in one file."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from elig.explain.phrases import phrase
from elig.pages.bars import bars
from elig.program.citation import Words


def page(template: str, lang: str, **context: object) -> str:
    """The HTML of a template in `templates/` that extends `base.html`, shown first in a language.

    A template begins with `{% extends "base.html" %}{% from "words.html" import both, say %}`. There `say("key",
    name=value)` is a sentence of the catalogue and `both(words)` a text in both languages, of which the one that the
    reader chose is shown; `bars(rows, title)` is a chart. A value that a template names but does not get is an error.
    """
    return _environment().get_template(template).render(lang=lang, **context)


def sentence(key: str, **values: object) -> Words:
    """A sentence of the catalogue in both languages; a value that is `Words` is filled in by language."""
    zh, en = (
        phrase(key, lang, **{name: _text(value, lang) for name, value in values.items()}) for lang in ("zh", "en")
    )
    return Words(zh, en)


def _text(value: object, lang: str) -> str:
    return value.text(lang) if isinstance(value, Words) else str(value)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("elig.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"sentence": sentence, "bars": bars}
    return environment
