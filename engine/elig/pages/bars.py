"""A chart of horizontal bars as SVG inside a page, beside a figure that can be read aloud."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup, escape

from elig.explain.phrases import sentence
from elig.program.citation import Words
from elig.records import Struct

_LABEL, _BAR, _FIGURE, _LINE = 240, 380, 140, 26
_KIND = 120
"""The room that a kind has in the legend."""
_WIDE, _NARROW = 13, 8
"""The room of a Chinese character and of a letter, in a font of 13 pixels; letters are narrower as a rule."""


class Part(Struct):
    """A stretch of a bar: how long it is, and its kind, which gives its colour (`gain`, `loss`, `due`, `open`, …)."""

    size: Fraction | int
    kind: str


class Bar(Struct):
    """One line of a chart: what it is of, its stretches, and the figure that stands beside it."""

    label: Words
    parts: tuple[Part, ...]
    figure: Words


def bars(rows: Sequence[Bar], title: Words) -> Markup:
    """The chart of some lines, all on one scale, below the colours of what is in it."""
    most = max((sum((Fraction(part.size) for part in row.parts), Fraction(0)) for row in rows), default=Fraction(0))
    left = max((_room(row.label) for row in rows), default=_LABEL)
    kinds = list(dict.fromkeys(part.kind for row in rows for part in row.parts))
    drawn = _legend(kinds, left) if kinds else Markup("")
    first = 4 + _LINE if kinds else 4
    for index, row in enumerate(rows):
        drawn += _line(row, first + index * _LINE, left, most)
    width, height = left + max(_BAR + _FIGURE, _KIND * len(kinds)), first + _LINE * len(rows) + 4
    return Markup(
        '<svg class="bars" role="img" viewBox="0 0 {width} {height}" aria-label="{zh} / {en}">{drawn}</svg>'
    ).format(width=width, height=height, zh=title.zh, en=title.text("en"), drawn=drawn)


def _room(label: Words) -> int:
    """How wide the longer of both texts may come out, and no less than usual."""
    sizes = (
        sum(_WIDE if unicodedata.east_asian_width(one) in "WF" else _NARROW for one in label.text(lang))
        for lang in ("zh", "en")
    )
    return max(_LABEL, 8 + max(sizes))


def _legend(kinds: Sequence[str], left: int) -> Markup:
    drawn = Markup("")
    for index, kind in enumerate(kinds):
        start = left + index * _KIND
        drawn += Markup('<circle class="{}" cx="{}" cy="12" r="5"/>{}').format(
            kind, start + 5, _texts(sentence(f"chart.{kind}"), start + 16, 17, "start")
        )
    return Markup('<g class="legend">{}</g>').format(drawn)


def _line(row: Bar, top: int, start: int, most: Fraction) -> Markup:
    left, drawn = Fraction(start), Markup("")
    for part in row.parts:
        size = Fraction(part.size) * _BAR / most if most else Fraction(0)
        drawn += Markup('<rect class="{}" x="{}" y="{}" width="{}" height="16"/>').format(
            part.kind, _pixels(left), top, _pixels(size)
        )
        left += size
    label = _texts(row.label, start - 8, top + 13, "end")
    figure = _texts(row.figure, int(left) + 6, top + 13, "start")
    return Markup("<g>{}{}{}</g>").format(label, drawn, figure)


def _texts(words: Words, x: int, y: int, anchor: str) -> Markup:
    text = Markup('<text lang="{}" x="{}" y="{}" text-anchor="{}">{}</text>')
    shown = ((lang, words.text(lang)) for lang in ("zh", "en"))
    return Markup("").join(text.format(lang, x, y, anchor, escape(what)) for lang, what in shown)


def _pixels(size: Fraction) -> str:
    """A length to a tenth of a pixel.

    >>> _pixels(Fraction(7, 3))
    '2.3'
    """
    tenths = round(size * 10)
    return f"{tenths // 10}.{tenths % 10}"
