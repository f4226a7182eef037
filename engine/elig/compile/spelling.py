"""Values of the input as cells: the usual spellings quickly, all others by the full reader's own functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from fractions import Fraction
from typing import Any

from elig.compile.cells import CellValue, Column
from elig.facts.forms import NONE, DateForm, Form, MembersForm, NumberForm, WordForm
from elig.facts.jsontext import MAX_DIGITS, BadNumber, read_decimal
from elig.facts.refusal import Refusal
from elig.facts.value import read_value


class _Doubt(Enum):
    DOUBT = 0


DOUBT = _Doubt.DOUBT
"""Stands for a value that the full reader has to see."""

_DIGITS = 10**MAX_DIGITS
_DAYS = 200_000


class Decimals(str):
    """The digits of a number with a fraction or an exponent."""

    __slots__ = ()


def ends_of(form: NumberForm) -> tuple[int, int]:
    """The whole numbers between which an `int` is surely in range."""
    low = 1 - _DIGITS if form.low is None else -(-form.low.numerator // form.low.denominator)
    high = _DIGITS - 1 if form.high is None else form.high.numerator // form.high.denominator
    return low, high


def words_of(column: Column, form: WordForm) -> dict[str, int]:
    """The bit of every spelling of a word."""
    bits = column.bits or {}
    found = {word: bits[id] for word, id in form.ids.items() if word != NONE}
    return {**found, NONE: column.absent} if form.optional else found


class Days(dict[str, int | None]):
    """The number of each day as it is written; None where the full reader has to see it."""

    def __init__(self, form: DateForm) -> None:
        super().__init__()
        self._form = form

    def __missing__(self, text: str) -> int | None:
        found = Days._read(self._form, text)
        if len(self) < _DAYS and len(text) == 10:
            self[text] = found
        return found

    @staticmethod
    def _read(form: DateForm, text: str) -> int | None:
        if text == NONE:
            return None
        try:
            value = read_value(form, text)
        except Refusal:
            return None
        number = getattr(value, "value", None)
        return int(number) if isinstance(number, Fraction) else None


def reader_of(column: Column, form: Form) -> Callable[[object], CellValue | _Doubt]:
    """Reads a value as the full reader does; `DOUBT` where it would be refused."""
    if isinstance(form, MembersForm):
        return lambda raw: DOUBT  # who is meant is only known once all are read
    places = form.places if isinstance(form, NumberForm) and form.text else 0
    low, high = ends_of(form) if isinstance(form, NumberForm) else (0, 0)

    def read(raw: object) -> CellValue | _Doubt:
        if places and isinstance(raw, str):
            number = _decimal(raw, places)
            if number is not None and low * column.scale <= number <= high * column.scale:
                return number
        if isinstance(raw, Decimals):
            exact = read_decimal(raw)
            if isinstance(exact, BadNumber):
                return DOUBT
            raw = exact
        if isinstance(raw, Mapping | list) and _has_decimals(raw):
            return DOUBT
        try:
            return column.cell(read_value(form, raw))
        except Refusal:
            return DOUBT

    return read


def decimals_of(places: int) -> Callable[[str], int | None]:
    """Reads a decimal with just so many places, in steps of the last."""
    point, after = -places - 1, -places

    def read(text: str) -> int | None:
        if text[point:after] == "." and (text[0] != "0" or text[1] == "."):
            digits = text[:point] + text[after:]
            if digits.isdigit() and digits.isascii() and places < len(digits) <= MAX_DIGITS:
                return int(digits)
        return None

    return read


def _decimal(text: str, places: int) -> int | None:
    """A decimal in its usual spelling, in steps of its last place.

    >>> _decimal("12.5", 2), _decimal("012", 2), _decimal("1.234", 2)
    (1250, None, None)
    """
    whole, point, part = text.partition(".")
    usual = whole.isdigit() and (part.isdigit() or not point) and text.isascii()
    if not usual or len(part) > places or len(text) > MAX_DIGITS or (whole[0] == "0" and whole != "0"):
        return None
    return int(whole + part) * int(10 ** (places - len(part)))


def _has_decimals(raw: Mapping[Any, object] | list[Any]) -> bool:
    """Whether digits stand inside a value that has parts: the full reader makes numbers of them."""
    for item in raw.values() if isinstance(raw, Mapping) else raw:
        if isinstance(item, Decimals) or (isinstance(item, Mapping | list) and _has_decimals(item)):
            return True
    return False
