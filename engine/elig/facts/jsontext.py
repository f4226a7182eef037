"""Strict JSON text, read without losing a digit and without trusting it.

Every number keeps its digits (`Decimal` where it has a fraction or an exponent). Duplicate keys,
NaN, Infinity, numbers of more than 30 digits, texts over 1 MB or 20 levels deep, and other
encodings than UTF-8 are problems.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal

from elig.facts.paths import Loc, path_of
from elig.facts.shown import shown, shown_numeral
from elig.input_errors import HouseholdError, InputProblem
from elig.records import Struct

MAX_BYTES = 1_000_000
"""The longest text, in bytes of UTF-8."""

MAX_DEPTH = 20
"""As many lists and objects may stand inside one another."""

MAX_DIGITS = 30
"""The most digits of a number, and the largest power of ten, up or down."""

_BRACKET = r'(?s)"(?:[^"\\]++|\\.?)*+(?:"|\Z)|[\[\]{}]'
_NUMBER_FAULTS = ("number_too_long", "not_finite")
_BYTE_ORDER_MARK = "\ufeff"


class JsonText(Struct):
    """What a text holds, and what is wrong with it at places that were then left out."""

    data: object
    problems: tuple[InputProblem, ...] = ()
    faulty: frozenset[str] = frozenset()
    """The paths of numbers that were refused; a `BadNumber` stands there."""


def read_json(text: str | bytes) -> JsonText:
    """Read JSON text; raises `HouseholdError` where it cannot be read at all.

    A number that is refused stands as a `BadNumber` in the data; of a repeated key the first value
    stands.

    >>> read_json('{"rent": 1200.50}').data
    {'rent': Decimal('1200.50')}
    """
    decoded = _decode(text)
    _check_depth(decoded)
    found: list[InputProblem] = []
    data = _plain(_parse(decoded), (), found)
    faulty = frozenset(problem.path for problem in found if problem.kind in _NUMBER_FAULTS)
    return JsonText(data, tuple(found), faulty)


class _Object(Struct):
    pairs: Sequence[tuple[str, object]]


class BadNumber(Struct):
    """A number that was refused while reading the text."""

    kind: str
    text: str


def _fail(kind: str, **values: str) -> HouseholdError:
    return HouseholdError([InputProblem("", kind, tuple(values.items()))])


def _decode(text: str | bytes) -> str:
    if isinstance(text, bytes):
        if len(text) > MAX_BYTES:
            raise _fail("too_large", limit=f"{MAX_BYTES:,}")
        text = _decode_utf8(text)
    elif len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise _fail("too_large", limit=f"{MAX_BYTES:,}")
    if text.startswith(_BYTE_ORDER_MARK):
        raise _fail("byte_order_mark")
    return text


def _decode_utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = error.start
    raise _fail("not_utf8", byte=str(place + 1))


def _check_depth(text: str) -> None:
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return
    depth = 0
    for match in re.finditer(_BRACKET, text):
        token = match.group()
        if token in ("[", "{"):
            depth += 1
            if depth > MAX_DEPTH:
                raise _fail("too_deep", limit=str(MAX_DEPTH))
        elif token in ("]", "}"):
            depth -= 1


def _parse(text: str) -> object:
    try:
        parsed: object = json.loads(
            text,
            parse_int=_whole,
            parse_float=read_decimal,
            parse_constant=_constant,
            object_pairs_hook=_Object,
        )
        return parsed
    except json.JSONDecodeError as error:
        line, column = error.lineno, error.colno
    # Raised out here, so that the error does not carry the text, which may hold identity numbers.
    raise _fail("not_json", line=str(line), column=str(column))


def _whole(text: str) -> int | BadNumber:
    if len(text.lstrip("-")) > MAX_DIGITS:
        return BadNumber("number_too_long", text)
    return int(text)


def read_decimal(text: str) -> Decimal | BadNumber:
    """A number with a fraction or an exponent, with every digit; refused where it is too long."""
    mantissa, _, exponent = text.lower().partition("e")
    power = exponent.lstrip("+-").lstrip("0")
    if sum(c.isdigit() for c in mantissa) > MAX_DIGITS or len(power) > len(str(MAX_DIGITS)):
        return BadNumber("number_too_long", text)
    if power and int(power) > MAX_DIGITS:
        return BadNumber("number_too_long", text)
    return Decimal(text)


def _constant(text: str) -> BadNumber:
    return BadNumber("not_finite", text)


def _plain(value: object, loc: Loc, found: list[InputProblem]) -> object:
    """The value with objects as dictionaries; its faults are added to `found`."""
    match value:
        case _Object(pairs):
            return _plain_object(pairs, loc, found)
        case list():
            return [_plain(item, (*loc, index), found) for index, item in enumerate(value)]
        case BadNumber(kind, text):
            values = (("given", shown_numeral(text)), ("limit", str(MAX_DIGITS)))
            found.append(InputProblem(path_of(loc), kind, values))
            return value
        case _:
            return value


def _plain_object(pairs: Sequence[tuple[str, object]], loc: Loc, found: list[InputProblem]) -> dict[str, object]:
    result: dict[str, object] = {}
    for key, item in pairs:
        if key in result:
            values = (("given", shown(key)),)
            found.append(InputProblem(path_of((*loc, key)), "duplicate_key", values))
        else:
            result[key] = _plain(item, (*loc, key), found)
    return result
