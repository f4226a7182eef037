"""Numbers, money, dates, units, intervals and possible values in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction

from elig.explain.phrases import phrase
from elig.lang import Language, UnitNames
from elig.lang.ast import NO_UNIT, Unit
from elig.program.model import Vocabulary
from elig.program.types import (
    BooleanType,
    DateType,
    EnumType,
    MembersType,
    NumberType,
    SetType,
    TextType,
    Type,
)
from elig.values import Interval, Numbers, Possible, Truth, Words, WordSet

MANY_DECIMALS = 6
"""A number with more decimals than this is shown as `about`."""

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_PLAIN_UNITS = UnitNames.of(("mu", "person", "month", "year"), "yuan", "fen")

_PERIODS = (" a month", " a year")

Label = Callable[[str, str], str]
"""From an enumeration and the id of one of its values to the value's label."""


def day(value: date, lang: str) -> str:
    """A date as it is read aloud.

    >>> day(date(2020, 11, 30), "zh"), day(date(2020, 11, 30), "en")
    ('2020年11月30日', '30 November 2020')
    """
    if lang == "en":
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日"


def day_of_year(month: int, number: int, lang: str) -> str:
    """A day of any year as it is read aloud.

    >>> day_of_year(8, 31, "zh"), day_of_year(8, 31, "en")
    ('8月31日', '31 August')
    """
    return f"{number} {_MONTHS[month - 1]}" if lang == "en" else f"{month}月{number}日"


def number(value: Fraction, lang: str, places: int | None = None) -> str:
    """A number with thousands separated; whole numbers without decimals, money with all its places.

    A number without a short decimal form is rounded and says so; JSON has the exact fraction.

    >>> number(Fraction(30000), "zh"), number(Fraction(61, 2), "zh", 2)
    ('30,000', '30.50')
    >>> number(Fraction(1000, 3), "en", 2)
    'about 333.33'
    """
    if value.denominator == 1:
        return f"{value.numerator:,}"
    limit = MANY_DECIMALS if places is None else places
    scaled = value * 10**limit
    shown = _decimal(abs(round_half_away(scaled)), limit)
    text = shown if places is not None else shown.rstrip("0").rstrip(".")
    text = f"-{text}" if value < 0 else text
    return text if scaled.denominator == 1 else phrase("figure.about", lang, value=text)


def round_half_away(value: Fraction) -> int:
    """The nearest whole number, half away from zero.

    >>> round_half_away(Fraction(5, 2)), round_half_away(Fraction(-5, 2))
    (3, -3)
    """
    whole = (2 * abs(value) + 1) // 2
    return int(whole if value >= 0 else -whole)


def _decimal(scaled: int, places: int) -> str:
    whole, rest = divmod(scaled, 10**places)
    return f"{whole:,}.{rest:0{places}}"


def unit_words(unit: Unit, lang: str, vocabulary: Vocabulary | None = None, *, many: bool) -> str:
    """A unit as it follows a number.

    >>> premium = Unit.of(yuan=1, person=-1, year=-1)
    >>> unit_words(premium, "zh", many=True), unit_words(premium, "en", many=True)
    ('元/人·年', 'yuan per person a year')
    >>> unit_words(Unit.of(month=1), "zh", many=True)
    '个月'
    """
    names = _PLAIN_UNITS if vocabulary is None else vocabulary.units
    count = Fraction(2 if many else 1)
    if lang != "en":
        over, *below = names.print_unit(unit, Language.ZH, count).split(" 每 ")
        return f"{over}/{'·'.join(below)}" if below else over
    text = names.print_unit(unit, Language.EN, count).replace("persons", "people")
    return text.replace("per month", "a month").replace("per year", "a year")


def without_period(value: str, label: str) -> str:
    """A value in English without the period that its label ends in.

    >>> without_period("1,364 yuan per person a month", "family income per head a month")
    '1,364 yuan'
    """
    for period in _PERIODS:
        if label.endswith(period) and value.endswith(period):
            shorter = value.removesuffix(period)
            return shorter.removesuffix(" per person") if "per head" in label else shorter
    return value


class Figures:
    """Amounts and values in one language, with the units and the labels of one vocabulary."""

    def __init__(self, lang: str, vocabulary: Vocabulary | None, word: Label) -> None:
        self.lang = lang
        self.vocabulary = vocabulary
        self.word = word

    @property
    def money(self) -> str:
        """The base unit of money."""
        return "yuan" if self.vocabulary is None else self.vocabulary.money

    @property
    def places(self) -> int:
        """The decimal places of money."""
        return 2 if self.vocabulary is None else self.vocabulary.places

    def amount(self, value: Fraction, unit: Unit = NO_UNIT, *, age: bool = False) -> str:
        """A number with its unit: `30,000 元/年`; an age in Chinese is in 岁."""
        places = self.places if unit.power(self.money) else None
        shown = number(value, self.lang, places)
        if not unit.powers:
            return shown
        if age and self.lang != "en" and unit == Unit.of(year=1):
            return f"{shown} 岁"
        return f"{shown} {unit_words(unit, self.lang, self.vocabulary, many=value != 1)}"

    def share(self, value: Fraction) -> str:
        """A part of the whole as a percentage: `20%`."""
        return phrase("figure.percent", self.lang, value=number(value * 100, self.lang))

    def interval(self, item: Interval, unit: Unit = NO_UNIT, *, upper: bool = False) -> str:
        """An interval: `至少 30 元`, `0 至 500 元`, `至多 500 元`, `未定`.

        `upper` says that only the upper end is a norm: then 0 to 500 is `at most 500`.
        """
        low, high = item.low, item.high
        if low is not None and low == high:
            return self.amount(low, unit)
        if high is None:
            if low is None or low == 0:
                return phrase("figure.open", self.lang)
            return phrase("figure.at_least", self.lang, value=self.amount(low, unit))
        if low is None or (upper and low == 0):
            return phrase("figure.at_most", self.lang, value=self.amount(high, unit))
        places = self.places if unit.power(self.money) else None
        first = number(low, self.lang, places)
        return phrase("figure.from_to", self.lang, low=first, high=self.amount(high, unit))

    def possible(self, value: Possible | None, kind: Type) -> str:
        """What is known of a fact: a value, several, bounds, none, or unknown."""
        if value is None:
            return phrase("value.unknown", self.lang)
        match value:
            case Truth():
                return phrase(f"value.{value.value}", self.lang)
            case Numbers():
                return self._numbers(value, kind)
            case Words():
                return self._words(value, kind)
            case WordSet():
                return self._set(value, kind)

    def _numbers(self, value: Numbers, kind: Type) -> str:
        if value.is_none:
            return phrase("value.none", self.lang)
        if value.span is None or value.span == Interval(None, None):
            key = "value.undefined" if value.undefined else "value.unknown"
            return phrase(key, self.lang)
        if isinstance(kind, DateType):
            shown = self._days(value.span)
        elif value.points:
            shown = self.either(self.amount(point, _unit(kind)) for point in value.points)
        else:
            shown = self.interval(value.span, _unit(kind))
            if value.span.low == 0 and value.span.high is None:
                shown = phrase("figure.at_least", self.lang, value=self.amount(Fraction(0), _unit(kind)))
        return self.either([shown, phrase("value.none", self.lang)]) if value.none else shown

    def _days(self, span: Interval) -> str:
        low = None if span.low is None else day(date.fromordinal(int(span.low)), self.lang)
        high = None if span.high is None else day(date.fromordinal(int(span.high)), self.lang)
        if low is None and high is None:
            return phrase("value.unknown", self.lang)
        if low is None:
            return phrase("figure.until", self.lang, value=high or "")
        if high is None:
            return phrase("figure.since", self.lang, value=low)
        return low if low == high else phrase("figure.days", self.lang, low=low, high=high)

    def _words(self, value: Words, kind: Type) -> str:
        if value.ids is None:
            return phrase("value.unknown", self.lang)
        labels = [self._label(id, kind) for id in self._ordered(value.ids, kind)]
        return self.either([*labels, *([phrase("value.none", self.lang)] if value.none else [])])

    def _set(self, value: WordSet, kind: Type) -> str:
        has = [self._label(id, kind) for id in self._ordered(value.has, kind)]
        if has:
            return phrase("list.and", self.lang).join(has)
        complete = self._ids(kind)
        known = value.lacks >= frozenset(complete) and (bool(complete) or isinstance(kind, MembersType))
        return phrase("value.none" if known else "value.unknown", self.lang)

    def _label(self, id: str, kind: Type) -> str:
        match kind:
            case EnumType() | SetType():
                return self.word(kind.enumeration, id)
            case TextType(format="division"):
                return self.division(id)
            case BooleanType() | NumberType() | DateType() | TextType() | MembersType():
                return id

    def division(self, code: str) -> str:
        """A place by its name and code, by its code alone where it has no name here."""
        found = None if self.vocabulary is None else self.vocabulary.divisions.get(code)
        return code if found is None else phrase("head.place", self.lang, place=found.label.text(self.lang), code=code)

    def _ids(self, kind: Type) -> list[str]:
        if self.vocabulary is None or not isinstance(kind, EnumType | SetType):
            return []
        found = self.vocabulary.enumerations.get(kind.enumeration)
        return [] if found is None else [value.id for value in found.values]

    def _ordered(self, ids: frozenset[str], kind: Type) -> list[str]:
        order = {id: index for index, id in enumerate(self._ids(kind))}
        return sorted(ids, key=lambda id: (order.get(id, len(order)), id))

    def either(self, parts: Iterable[str]) -> str:
        """`a or b or c`."""
        return phrase("list.or", self.lang).join(parts)


def _unit(kind: Type) -> Unit:
    return kind.unit if isinstance(kind, NumberType) else NO_UNIT
