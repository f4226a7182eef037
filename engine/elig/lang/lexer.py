"""Text to tokens: words whole, retyped by the one table of keywords, whatever the parser expects.

Positions are offsets in the expression. Full-width signs and blanks are read as ASCII, one for one;
text in quotes is kept as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NoReturn

from lark import Token

from elig.errors import Code
from elig.lang.characters import (
    FULL_WIDTH,
    QUOTES,
    is_foreign_digit,
    is_word_character,
    show,
    spelling_problem,
)
from elig.lang.keywords import (
    REFUSED,
    REFUSED_SIGNS,
    SIGNS,
    Keyword,
    followers,
    function,
    keyword,
)
from elig.lang.numerals import read_number
from elig.lang.problem import ExpressionProblem
from elig.lang.units import UnitNames

_BLANKS = re.compile(r"[ \t\r\n]*")
_TEXT = re.compile(r'"[^"\r\n]*"')
_LONGEST_FIRST = sorted({*SIGNS, *REFUSED_SIGNS}, key=len, reverse=True)
_SIGN = re.compile("|".join(re.escape(sign) for sign in _LONGEST_FIRST))
_TO_UNIT = "TO a unit"
_BEFORE_UNIT = frozenset({"NUMBER", "PERCENT", "PER", "AS", "UNIT", _TO_UNIT})


def tokenize(text: str, units: UnitNames) -> tuple[Token, ...]:
    """The tokens of an expression; raises `ExpressionProblem` at the first thing that is none."""
    return tuple(_Lexer(text, units).tokens())


class _Lexer:
    """One pass over one expression."""

    def __init__(self, text: str, units: UnitNames) -> None:
        self.raw = text
        self.text = text.translate(FULL_WIDTH)
        self.units = units
        self.previous = ""
        self.to_unit: list[bool] = []
        """For each form that still awaits its `to`: does a unit follow it? False for a bracket."""

    def tokens(self) -> Iterator[Token]:
        position = self._skip(0)
        while position < len(self.text):
            for token in self._next(position):
                self._note(token)
                yield token
                position = self._skip(_end(token))

    def _skip(self, start: int) -> int:
        """Where the blanks that start here end."""
        found = _BLANKS.match(self.text, start)
        return found.end() if found is not None else start

    def _note(self, token: Token) -> None:
        """Remember what decides whether the next word is a unit."""
        kind = token.type
        if kind in ("ROUND", "ROUND_UP", "ROUND_DOWN"):
            self.to_unit.append(True)
        elif kind in ("YEARS_FROM", "MONTHS_FROM", "LPAR", "LBRACE") or str(token) == "介于":
            self.to_unit.append(False)
        elif kind in ("RPAR", "RBRACE") and self.to_unit:
            self.to_unit.pop()
        elif kind == "TO" and self.to_unit and self.to_unit.pop():
            kind = _TO_UNIT
        self.previous = kind

    def _next(self, start: int) -> tuple[Token, ...]:
        character = self.text[start]
        if "0" <= character <= "9":
            return self._number(start)
        if is_foreign_digit(character):
            message = f"`{character}` is not a digit of a number"
            _fail(Code.BAD_LITERAL, message, start, start + 1, "write the digits 0 to 9")
        if is_word_character(character):
            return (self._word(start),)
        if character == '"':
            return (self._quoted(start),)
        return (self._sign(start),)

    def _number(self, start: int) -> tuple[Token, ...]:
        kind, end = read_number(self.text, start, self.units)
        number = self._token(kind, start, end)
        unit_end = self._word_end(end)
        return (number, self._token("UNIT", end, unit_end)) if unit_end > end else (number,)

    def _word_end(self, start: int) -> int:
        end = start
        while end < len(self.text) and is_word_character(self.text[end]):
            end += 1
        return end

    def _word(self, start: int) -> Token:
        word_end = self._word_end(start)
        word = self.text[start:word_end]
        end = self._joined(word, word_end)
        row = self._keyword(" ".join(self.text[start:end].split()), end)
        if row is not None:
            _check_available(row, word, start, end)
            return self._token(row.token, start, end)
        if self.previous in _BEFORE_UNIT and self.units.base(word) is not None:
            return self._token("UNIT", start, end)
        if word in REFUSED:
            message = f"`{word}` is not used in rules"
            _fail(Code.REFUSED_WORD, message, start, end, REFUSED[word])
        if (problem := spelling_problem(word)) is not None:
            _fail(Code.BAD_NAME, problem[0], start, end, problem[1])
        return self._token("NAME", start, end)

    def _joined(self, word: str, end: int) -> int:
        """Where a keyword of two words ends, or the end of the one word."""
        second = self._skip(end)
        second_end = self._word_end(second)
        joins = second > end and self.text[second:second_end] in followers(word)
        return second_end if joins else end

    def _keyword(self, spelling: str, end: int) -> Keyword | None:
        if self.text.startswith("(", self._skip(end)) and (row := function(spelling)) is not None:
            return row
        return keyword(spelling)

    def _quoted(self, start: int) -> Token:
        found = _TEXT.match(self.raw, start)
        if found is None:
            message = 'text without its closing `"`'
            advice = 'text is `"…"` on one line, without a quote inside'
            _fail(Code.EXPRESSION_SYNTAX, message, start, len(self.raw.rstrip()), advice)
        return self._token("TEXT", start, found.end())

    def _sign(self, start: int) -> Token:
        found = _SIGN.match(self.text, start)
        if found is None:
            _fail_at_character(self.text[start], start)
        sign = found.group()
        if sign in REFUSED_SIGNS:
            message = f"`{sign}` is not used in rules"
            _fail(Code.REFUSED_WORD, message, start, found.end(), REFUSED_SIGNS[sign])
        return self._token(SIGNS[sign], start, found.end())

    def _token(self, kind: str, start: int, end: int) -> Token:
        return Token(kind, self.raw[start:end], start_pos=start, end_pos=end)


def _end(token: Token) -> int:
    assert token.end_pos is not None
    return token.end_pos


def _check_available(row: Keyword, word: str, start: int, end: int) -> None:
    if row.deferred:
        spelt = row.en if word.isascii() else row.zh
        _fail(Code.NOT_AVAILABLE, f"`{spelt}` is not available yet", start, end)


def _fail_at_character(character: str, start: int) -> NoReturn:
    advice = ""
    if character in QUOTES:
        advice = 'text stands in straight double quotes: `"…"`'
    elif character in "[]【】":
        advice = "a set is written `{a, b}`, a group `(…)`"
    elif character.isspace() or not character.isprintable():
        advice = "write a plain blank, or delete it"
    elif character in "。；;.:":
        advice = "an expression has no such mark; conditions are joined by `and` or `且`"
    message = f"`{show(character)}` means nothing here"
    _fail(Code.EXPRESSION_SYNTAX, message, start, start + 1, advice)


def _fail(code: Code, message: str, start: int, end: int, advice: str = "") -> NoReturn:
    raise ExpressionProblem(code, message, start, end, advice)
