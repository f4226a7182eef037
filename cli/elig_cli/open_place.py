"""`elig show --open`: what a place has still to answer."""

from __future__ import annotations

from datetime import date

import click

import elig
from elig.evaluate.open_items import open_at
from elig.explain import open_text
from elig.program.find_place import find_place
from elig_cli.exits import wrong_usage
from elig_cli.terminal import wants_color


def show_open(program: elig.Program, written: str, on: date, lang: str) -> None:
    """Print the list of a place: of the region that it lies in, or of the regions inside it."""
    code = _code(program, written, lang)
    click.echo(open_text(open_at(program.checked, code, on), code, on, lang, color=wants_color()), nl=False)


def _code(program: elig.Program, written: str, lang: str) -> str:
    places = program.checked.places
    found = find_place(written, places)
    if found.code:
        return program.vocabulary.current(found.code)
    near_zh = "、".join(f"{places[code].zh}（{code}）" for code in found.near)
    near_en = ", ".join(f"{places[code].text('en')} ({code})" for code in found.near)
    guess_zh = f"是不是：{near_zh}？" if near_zh else ""
    guess_en = f"Did you mean: {near_en}? " if near_en else ""
    wrong_usage(
        f"没有叫“{written}”的地方。{guess_zh}也可以写六位区划代码。",
        f"no place is called {written}. {guess_en}A division code will do.",
        lang,
    )
