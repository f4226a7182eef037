"""From what somebody writes for a place to its code: a code as it is, a name only where it is the whole name of one."""

from __future__ import annotations

from collections.abc import Mapping

from elig.errors import nearest
from elig.program.citation import Words
from elig.records import Struct


class PlaceFound(Struct):
    """The code of a place; without one, the places that may have been meant, by code."""

    code: str = ""
    near: tuple[str, ...] = ()


def find_place(written: str, places: Mapping[str, Words]) -> PlaceFound:
    """The place that a text stands for, among named ones; six digits are a code, whether it has a name or not.

    >>> places = {"520201": Words("钟山区", "Zhongshan"), "451122": Words("钟山县", "Zhongshan County")}
    >>> find_place("520299", places).code, find_place("钟山区", places).code
    ('520299', '520201')
    >>> find_place("钟山", places)
    PlaceFound(code='', near=('520201', '451122'))
    """
    text = written.strip()
    if len(text) == 6 and text.isascii() and text.isdigit():
        return PlaceFound(text)
    exact = [code for code, name in places.items() if text.casefold() in (name.zh, name.en.casefold())]
    if len(exact) == 1:
        return PlaceFound(exact[0])
    if exact:
        return PlaceFound("", tuple(exact))
    inside = [code for code, name in places.items() if text and _occurs(text, name)]
    if inside:
        return PlaceFound("", tuple(inside))
    named = {word: code for code, name in places.items() for word in (name.zh, name.en)}
    guess = nearest(text, named)
    return PlaceFound("", () if guess is None else (named[guess],))


def _occurs(text: str, name: Words) -> bool:
    return text in name.zh or text.casefold() in name.en.casefold()
