"""Numbers and dates as they are written: which forms are read, what is said of the others."""

from __future__ import annotations

import re
from datetime import date

from elig.errors import Code
from elig.lang.characters import is_word_character
from elig.lang.keywords import REFUSED
from elig.lang.problem import ExpressionProblem
from elig.lang.splitting import split_help
from elig.lang.units import UnitNames

MAX_DIGITS = 30

_HYPHENATED = re.compile(r"[0-9]+(?:-[0-9]+)+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CHINESE_DATE = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})[日号]")
_SEPARATED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def read_number(text: str, start: int, units: UnitNames) -> tuple[str, int]:
    """The token and the end of the number or date that starts here; a unit may be glued on."""
    if (found := _HYPHENATED.match(text, start)) is not None:
        return _date(text, start, found.end())
    if (found := _CHINESE_DATE.match(text, start)) is not None:
        year, month, day = (int(part) for part in found.groups())
        help_text = f"write `{year:04}-{month:02}-{day:02}`"
        raise _bad(f"`{found.group()}` is not read as a date", start, found.end(), help_text)
    if (found := _SEPARATED.match(text, start)) is not None:
        plain = found.group().replace(",", "")
        help_text = f"write `{plain}`; between two values write a blank after the comma"
        raise _bad("a number with thousands separators", start, found.end(), help_text)
    found = _DECIMAL.match(text, start)
    assert found is not None
    end = found.end()
    _check_digits(found.group(), start, end)
    _check_after(text, start, end, units)
    return "NUMBER", end


def _bad(message: str, start: int, end: int, advice: str) -> ExpressionProblem:
    return ExpressionProblem(Code.BAD_LITERAL, message, start, end, advice)


def _date(text: str, start: int, end: int) -> tuple[str, int]:
    written = text[start:end]
    glued = end < len(text) and (is_word_character(text[end]) or text[end] == ".")
    if not _DATE.fullmatch(written) or glued:
        help_text = "write a date as `2020-11-30`, a subtraction with blanks: `5 - 3`"
        raise _bad(f"`{written}` is neither a date nor a number", start, end, help_text)
    try:
        date.fromisoformat(written)
    except ValueError:
        raise _bad(f"`{written}` is not a day of the calendar", start, end, "") from None
    return "DATE", end


def _check_digits(written: str, start: int, end: int) -> None:
    digits = len(written.replace(".", ""))
    if digits > MAX_DIGITS:
        message = f"a number of {digits} digits; at most {MAX_DIGITS} are read"
        raise _bad(message, start, end, "")


def _check_after(text: str, start: int, end: int, units: UnitNames) -> None:
    """Refuse what stands directly after the digits, unless it is a unit."""
    if text[end : end + 1] == ".":
        raise _bad(f"`{text[start : end + 1]}` is not a number", start, end + 1, "write `5` or `5.0`")
    word_end = end
    while word_end < len(text) and is_word_character(text[word_end]):
        word_end += 1
    word = text[end:word_end]
    if word and units.base(word) is None:
        raise _glued(text[start:end], word, start, end, word_end, units)


def _glued(number: str, word: str, start: int, end: int, word_end: int, units: UnitNames) -> ExpressionProblem:
    """What is wrong with a word directly after digits that is no unit."""
    for refused in sorted(REFUSED, key=len, reverse=True):
        if word.endswith(refused):
            at = word_end - len(refused)
            message = f"`{refused}` is not used in rules"
            return ExpressionProblem(Code.REFUSED_WORD, message, at, word_end, REFUSED[refused])
    help_text = split_help(number + word, (), units)
    if help_text:
        message = f"`{number}{word}` is one word"
        return ExpressionProblem(Code.EXPRESSION_SYNTAX, message, start, word_end, help_text)
    if word.startswith("_"):
        return _bad(f"`{number}{word}` is not a number", start, word_end, "write digits only: `1000`")
    known = ", ".join(f"`{base}`" for base in units.bases)
    help_text = f"a name starts with a letter; the units are {known}"
    message = f"`{word}` after a number is not a unit"
    return ExpressionProblem(Code.BAD_NAME, message, start, word_end, help_text)
