"""Making a page from a template: every text in both languages, everything in one file."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from elig.explain.phrases import sentence
from elig.extras import needed
from elig.pages.bars import bars

if TYPE_CHECKING:
    from jinja2 import Environment


def page(template: str, lang: str, **context: object) -> str:
    """The HTML of a template in `templates/` that extends `base.html`, shown first in a language.

    A template begins with `{% extends "base.html" %}{% from "words.html" import both, say %}`. There `say("key",
    name=value)` is a sentence of the catalogue and `both(words)` a text in both languages, of which the one that the
    reader chose is shown; `bars(rows, title)` is a chart. A value that a template names but does not get is an error.
    Raises `EligError` where jinja2 is not installed.
    """
    return _environment().get_template(template).render(lang=lang, **context)


@cache
def _environment() -> Environment:
    jinja2 = needed("jinja2")
    environment: Environment = jinja2.Environment(
        loader=jinja2.PackageLoader("elig.pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"sentence": sentence, "bars": bars}
    return environment
