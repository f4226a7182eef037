"""A chart of horizontal bars as SVG inside a page, beside a figure that can be read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup, escape

from elig.program.citation import Words
from elig.records import dataclass

_LABEL, _BAR, _FIGURE, _LINE = 240, 380, 140, 26


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar: how long it is, and its kind, which gives its colour (`gain`, `loss`, `due`, `open`, …)."""

    size: Fraction | int
    kind: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: what it is of, its stretches, and the figure that stands beside it."""

    label: Words
    parts: tuple[Part, ...]
    figure: Words


def bars(rows: Sequence[Bar], title: Words) -> Markup:
    """The chart of some lines, all on one scale."""
    most = max((sum((Fraction(part.size) for part in row.parts), Fraction(0)) for row in rows), default=Fraction(0))
    width, height = _LABEL + _BAR + _FIGURE, _LINE * len(rows) + 8
    drawn = Markup("").join(_line(row, index, most) for index, row in enumerate(rows))
    return Markup(
        '<svg class="bars" role="img" viewBox="0 0 {width} {height}" aria-label="{zh} / {en}">{drawn}</svg>'
    ).format(width=width, height=height, zh=title.zh, en=title.text("en"), drawn=drawn)


def _line(row: Bar, index: int, most: Fraction) -> Markup:
    top = 4 + index * _LINE
    left, drawn = Fraction(_LABEL), Markup("")
    for part in row.parts:
        size = Fraction(part.size) * _BAR / most if most else Fraction(0)
        drawn += Markup('<rect class="{}" x="{}" y="{}" width="{}" height="16"/>').format(
            part.kind, _pixels(left), top, _pixels(size)
        )
        left += size
    label = _texts(row.label, _LABEL - 8, top + 13, "end")
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
