"""Numbers that were told: exact, within their range, whole or partly known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial

from elig.facts.forms import AT_LEAST, AT_MOST, MEASURED_PLACES, NONE, ONE_OF, NumberForm
from elig.facts.jsontext import MAX_DIGITS
from elig.facts.partial import check_keys, listed
from elig.facts.refusal import Gather, refuse
from elig.facts.shown import shown, shown_number
from elig.values import NONE_NUMBER, Interval, Numbers

_NUMERAL = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
_LIMIT = 10**MAX_DIGITS


def read_number(form: NumberForm, raw: object) -> Numbers:
    """What a number may be, in the unit of its fact; raises `Refusal`."""
    if isinstance(raw, Mapping):
        return _partial(form, raw)
    return _inside(form, raw)


def _inside(form: NumberForm, raw: object) -> Numbers:
    """One number, checked in full."""
    value = _exact(form, raw, form.places)
    if form.whole and value.denominator != 1:
        refuse("whole", given=shown(raw))
    below = form.low is not None and value < form.low
    if below or (form.high is not None and value > form.high):
        refuse("range", given=shown(raw), low=_end(form.low), high=_end(form.high))
    return Numbers.point(value)


def _end(value: Fraction | None) -> str:
    return "…" if value is None else shown_number(value)


def _exact(form: NumberForm, raw: object, places: int) -> Fraction:
    """The exact value of a number; whether a whole number is whole is judged by its value."""
    match raw:
        case bool():
            refuse("number", given=shown(raw))
        case int():
            if abs(raw) >= _LIMIT:
                refuse("number_too_long", given=shown(raw), limit=str(MAX_DIGITS))
            return Fraction(raw)
        case Decimal():
            return _decimal(form, raw, places)
        case float():
            refuse("float", given=shown(raw))
        case str():
            return _text(form, raw, places)
        case _:
            refuse("number", given=shown(raw))


def _decimal(form: NumberForm, raw: Decimal, places: int) -> Fraction:
    if not raw.is_finite():
        refuse("not_finite", given=shown(raw))
    _, digits, exponent = raw.as_tuple()
    assert isinstance(exponent, int), "a finite number has an exponent"
    if len(digits) > MAX_DIGITS or abs(exponent) > MAX_DIGITS or raw.adjusted() >= MAX_DIGITS:
        refuse("number_too_long", given=shown(raw), limit=str(MAX_DIGITS))
    if not form.whole and -exponent > places:
        refuse("decimals", given=shown(raw), places=str(places))
    return Fraction(raw)


def _text(form: NumberForm, raw: str, places: int) -> Fraction:
    numeral = re.fullmatch(_NUMERAL, raw) is not None
    if not form.text:
        refuse("number_as_text" if numeral else "number", given=shown(raw))
    if not numeral:
        refuse("numeral", given=shown(raw), places=str(places))
    if len(raw) > MAX_DIGITS + len("-."):
        refuse("number_too_long", given=shown(raw), limit=str(MAX_DIGITS))
    return _decimal(form, Decimal(raw), places)


def _partial(form: NumberForm, raw: Mapping[object, object]) -> Numbers:
    check_keys(raw, (AT_LEAST, AT_MOST, ONE_OF))
    if raw.get(ONE_OF) is not None:
        if raw.get(AT_LEAST) is not None or raw.get(AT_MOST) is not None:
            refuse("partial_mixed")
        return _one_of(form, raw[ONE_OF])
    if raw.get(AT_LEAST) is None and raw.get(AT_MOST) is None:
        refuse("partial_empty", keys=f"{AT_LEAST}, {AT_MOST}, {ONE_OF}")
    return _bounds(form, raw.get(AT_LEAST), raw.get(AT_MOST))


def _bounds(form: NumberForm, at_least: object, at_most: object) -> Numbers:
    """The part of the technical range that two ends leave; of whole numbers the ends are whole."""
    gather = Gather()
    places = form.places or MEASURED_PLACES
    low = gather.read(f".{AT_LEAST}", partial(_bound, form, at_least, places))
    high = gather.read(f".{AT_MOST}", partial(_bound, form, at_most, places))
    gather.finish()
    ends = Interval(_highest(low, form.low), _lowest(high, form.high))
    if form.whole:
        ends = Interval(_ceil(ends.low), _floor(ends.high))
    if ends.low is not None and ends.high is not None and ends.low > ends.high:
        refuse("range_empty", low=_end(form.low), high=_end(form.high))
    return Numbers(ends)


def _bound(form: NumberForm, raw: object, places: int) -> Fraction | None:
    return None if raw is None else _exact(form, raw, places)


def _highest(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return max((item for item in (left, right) if item is not None), default=None)


def _lowest(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return min((item for item in (left, right) if item is not None), default=None)


def _ceil(value: Fraction | None) -> Fraction | None:
    return None if value is None else Fraction(-(-value.numerator // value.denominator))


def _floor(value: Fraction | None) -> Fraction | None:
    return None if value is None else Fraction(value.numerator // value.denominator)


def _one_of(form: NumberForm, raw: object) -> Numbers:
    gather = Gather()
    points: list[Fraction] = []
    none = False
    for index, item in enumerate(listed(raw)):
        if item == NONE and form.optional:
            none = True
            continue
        point = gather.read(f".{ONE_OF}[{index}]", partial(_inside, form, item))
        if point is not None and point.value is not None:
            points.append(point.value)
    gather.finish()
    if not points:
        return NONE_NUMBER
    known = Numbers.one_of(points)
    return Numbers(known.span, known.points, none=none)
