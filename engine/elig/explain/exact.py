"""Values as JSON: exact numbers as text, absence as `none`, what is unknown as null."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from elig.lang.ast import Unit
from elig.lang.language import Language
from elig.lang.units import UnitNames
from elig.program.citation import Words as Texts
from elig.program.types import DateType, NumberType, Type
from elig.values import Interval, Numbers, Possible, Truth, Words, WordSet

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | bool | None
"""What JSON can hold; numbers that are amounts stand as text, so that nothing is ever rounded."""


class Exact:
    """Writes numbers exactly: money with all its places, other numbers as short as they are, else as a fraction."""

    def __init__(self, money: str = "yuan", places: int = 2, units: UnitNames | None = None) -> None:
        self.money = money
        self.places = places
        self.units = units or UnitNames.of(("mu", "person", "month", "year"), money, "fen")

    def number(self, value: Fraction, unit: Unit) -> str:
        """A number as text.

        >>> exact, yuan = Exact(), Unit.of(yuan=1)
        >>> exact.number(Fraction(30000), yuan), exact.number(Fraction(1000, 3), yuan)
        ('30000.00', '1000/3')
        """
        return decimal_text(value, self.places if unit.power(self.money) else 0)

    def unit(self, unit: Unit) -> str:
        """A unit as a policy file writes it: `yuan per person per year`."""
        return self.units.print_unit(unit, Language.EN)

    def interval(self, item: Interval | None, unit: Unit) -> Json:
        """An interval: one number as text, else its ends, an open end left out."""
        if item is None:
            return None
        if item.low is not None and item.low == item.high:
            return self.number(item.low, unit)
        ends = {"at_least": item.low, "at_most": item.high}
        return {key: self.number(end, unit) for key, end in ends.items() if end is not None}

    def possible(self, value: Possible | None, kind: Type) -> Json:
        """What is known of a fact or a definition."""
        match value:
            case None | Truth.OPEN:
                return None
            case Truth():
                return value is Truth.TRUE
            case Numbers():
                return self._numbers(value, kind)
            case Words():
                return _words(value)
            case WordSet():
                return {"has": sorted(value.has), "lacks": sorted(value.lacks)}

    def _numbers(self, value: Numbers, kind: Type) -> Json:
        if value.span is None:
            return "none" if value.none else None
        if value.points is not None:
            points = [self._point(point, kind) for point in value.points]
            return {"one_of": [*points, *(["none"] if value.none else [])]}
        span = value.span
        if span.low is not None and span.low == span.high:
            one = self._point(span.low, kind)
            return {"one_of": [one, "none"]} if value.none else one
        ends = {"at_least": span.low, "at_most": span.high}
        known = {key: self._point(end, kind) for key, end in ends.items() if end is not None}
        return {**known, "or_none": True} if value.none else known or None

    def _point(self, value: Fraction, kind: Type) -> str:
        if isinstance(kind, DateType):
            return date.fromordinal(int(value)).isoformat()
        return self.number(value, kind.unit if isinstance(kind, NumberType) else Unit())


def decimal_text(value: Fraction, places: int) -> str:
    """A number as decimal text with at least some places, or as a fraction where it has no finite decimals.

    >>> decimal_text(Fraction(61, 2), 2), decimal_text(Fraction(1, 8), 2), decimal_text(Fraction(-3), 0)
    ('30.50', '0.125', '-3')
    """
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    shown = max(places, twos, fives)
    digits = str(abs(int(value * 10**shown))).rjust(shown + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-shown]}.{digits[-shown:]}" if shown else f"{sign}{digits}"


def texts(words: Texts | None) -> Json:
    """A text in both languages."""
    return None if words is None else {"zh": words.zh, "en": words.en}


def _words(value: Words) -> Json:
    if value.ids is None:
        return None
    ids = [*sorted(value.ids), *(["none"] if value.none else [])]
    return ids[0] if len(ids) == 1 else {"one_of": ids}
