"""What a problem may show of what was given: short, harmless, identity numbers masked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

SHOWN_CHARACTERS = 40
"""At most as many characters of a text that was given are shown."""

SHOWN_ITEMS = 12
"""At most as many allowed words are listed."""

_SHOWN_INTEGER = 10**40
_STARS = 20
_KEPT_BEFORE, _KEPT_AFTER = 3, 2
_RUN = 15
"""As many digits in a row may be an identity number."""

_DIGIT_RUN = r"\d(?:[\s\-_·]?\d){14,}(?:[\s\-_·]?[Xx])?"


def masked(text: str) -> str:
    """A text in which every run of 15 digits or more, with blanks or dashes or not, is masked.

    >>> masked("m1 is 52230119800101001X")
    'm1 is 522*************1X'
    >>> masked("30000 yuan")
    '30000 yuan'
    """
    if len(text) < _RUN or not any(map(str.isdigit, text)):
        return text
    return re.sub(_DIGIT_RUN, lambda match: masked_whole(match.group()), text)


def masked_whole(text: str) -> str:
    """A text of which only the first three and the last two characters are shown.

    >>> masked_whole("522301")
    '522*01'
    """
    hidden = len(text) - _KEPT_BEFORE - _KEPT_AFTER
    if hidden <= 0:
        return text
    return text[:_KEPT_BEFORE] + "*" * min(hidden, _STARS) + text[-_KEPT_AFTER:]


def shown(raw: object) -> str:
    """What was given, as it would stand in JSON, at most about 40 characters and on one line.

    >>> shown("2020/1/1"), shown({"a": 1}), shown(True), shown(Decimal("1.50"))
    ('"2020/1/1"', '{…}', 'true', '1.50')
    """
    match raw:
        case None | bool():
            return json.dumps(raw)
        case int():
            return masked(_whole(raw))
        case str():
            return _quoted(masked(raw))
        case Decimal() | float():
            return masked(_short(str(raw)))
        case Mapping():
            return "{…}"
        case list() | tuple():
            return "[…]"
        case _:
            return _short(type(raw).__name__)


def shown_secret(raw: object) -> str:
    """What was given where an identity number is expected: any text is masked."""
    return _quoted(masked_whole(raw)) if isinstance(raw, str) else shown(raw)


def shown_numeral(text: str) -> str:
    """The start of a number that was written too long."""
    return masked(_short(text))


def shown_key(key: str) -> str:
    """A key as part of a path: as it is where it is a plain word, else quoted in brackets."""
    safe = masked(key)
    if key.isidentifier() and len(safe) <= SHOWN_CHARACTERS:
        return safe
    return f"[{_quoted(safe)}]"


def shown_number(value: Fraction) -> str:
    """A number with thousands separated; exact where it is a decimal of at most nine places.

    >>> shown_number(Fraction(100000000)), shown_number(Fraction(1, 4))
    ('100,000,000', '0.25')
    """
    if value.denominator == 1:
        return f"{value.numerator:,}"
    text = decimal_text(value)
    return str(value) if text is None else text


def decimal_text(value: Fraction) -> str | None:
    """The digits of a number that is a decimal of at most nine places, else None.

    >>> decimal_text(Fraction(-5, 2)), decimal_text(Fraction(1, 3))
    ('-2.5', None)
    """
    for places in range(10):
        scaled = abs(value) * 10**places
        if scaled.denominator == 1:
            digits = f"{scaled.numerator:0{places + 1}}"
            point = len(digits) - places
            text = f"{digits[:point]}.{digits[point:]}" if places else digits
            return f"-{text}" if value < 0 else text
    return None


def shown_words(words: Iterable[str], separator: str) -> str:
    """The allowed words, the first of them where they are many."""
    listed = list(words)
    more = [] if len(listed) <= SHOWN_ITEMS else ["…"]
    return separator.join([*listed[:SHOWN_ITEMS], *more])


def _whole(value: int) -> str:
    if abs(value) < _SHOWN_INTEGER:
        return str(value)
    return f"{'-' if value < 0 else ''}10^{int(value.bit_length() * 0.30103)}"


def _quoted(text: str) -> str:
    escaped = json.dumps(_short(text), ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"
