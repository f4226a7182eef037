"""Limits of one expression, counted on characters and tokens before anything is parsed."""

from __future__ import annotations

from lark import Token

from elig.errors import Code
from elig.lang.expected import COMPARATORS
from elig.lang.problem import ExpressionProblem
from elig.records import Struct

MAX_CHARACTERS = 4_000
MAX_DEPTH = 64

_PAIRS = {"RPAR": "LPAR", "RBRACE": "LBRACE"}
_OPEN_FORMS = frozenset({"IF", "WHERE", "HAS", "AT_LEAST", "UP_TO"})
_SEPARATORS = frozenset({"COMMA", "THEN", "ELSE"})
_CHAINS = frozenset(
    {
        "PLUS",
        "MINUS",
        "STAR",
        "SLASH",
        "AS",
        "OTHERWISE",
        "ROUND",
        "ROUND_UP",
        "ROUND_DOWN",
        "SUM_OF",
        "MIN_OF",
        "MAX_OF",
    }
    | {"YEARS_FROM", "MONTHS_FROM", "YEAR_OF"}
)
_YAML = "inside [ ] or { } of YAML, quote an expression with , [ ] { }"


class _Frame(Struct, frozen=False):
    """How deep the next token of one bracket stands, at most: forms reach to the bracket's end."""

    bracket: Token | None
    forms: int = 0
    either: int = 0
    both: int = 0
    negations: int = 0
    comparing: int = 0
    chain: int = 0

    @property
    def depth(self) -> int:
        """The levels of the syntax tree above the next token, counted from the bracket."""
        return (self.bracket is not None) + self.forms + self.levels + self.comparing + self.chain

    @property
    def levels(self) -> int:
        return self.either + self.both + self.negations

    def take(self, kind: str) -> None:
        """Count one token."""
        if kind in _OPEN_FORMS:
            self.forms += 1 + self.levels
            self._restart(either=0, both=0)
        elif kind in _SEPARATORS:
            self._restart(either=0, both=0)
        elif kind == "OR":
            self._restart(either=1, both=0)
        elif kind == "AND":
            self._restart(either=self.either, both=1)
        elif kind == "NOT":
            self.negations += 1
        elif kind in COMPARATORS:
            self.comparing, self.chain = 1, 0
        elif kind in _CHAINS:
            self.chain += 1

    def _restart(self, *, either: int, both: int) -> None:
        self.either, self.both = either, both
        self.negations = self.comparing = self.chain = 0


def check_text(text: str) -> None:
    """Refuse a text that is too long, before a token of it is read."""
    if len(text) > MAX_CHARACTERS:
        message = f"an expression of {len(text):,} characters; at most {MAX_CHARACTERS:,} are read"
        help_text = "give parts of it names under `definitions`"
        raise ExpressionProblem(Code.EXPRESSION_TOO_LARGE, message, 0, len(text), help_text)


def check_limits(tokens: tuple[Token, ...]) -> None:
    """Refuse tokens that nest too deep, and brackets that do not pair."""
    frames = [_Frame(None)]
    closed_depth = 0
    for token in tokens:
        if token.type in _PAIRS.values():
            closed_depth += frames[-1].depth
            frames.append(_Frame(token))
        elif token.type in _PAIRS:
            _check_close(frames[-1].bracket, token)
            frames.pop()
            closed_depth -= frames[-1].depth
        else:
            frames[-1].take(token.type)
        if closed_depth + frames[-1].depth > MAX_DEPTH:
            message = f"nested more than {MAX_DEPTH} levels deep"
            help_text = "give parts of it names under `definitions`"
            raise _problem(token, message, help_text, Code.EXPRESSION_TOO_LARGE)
    if (left := frames[-1].bracket) is not None:
        wanted = ")" if left.type == "LPAR" else "}"
        raise _problem(left, f"`{left}` is not closed", f"add `{wanted}`; {_YAML}")


def _check_close(bracket: Token | None, token: Token) -> None:
    if bracket is None:
        raise _problem(token, f"`{token}` closes nothing", f"delete it; {_YAML}")
    if bracket.type != _PAIRS[token.type]:
        raise _problem(token, f"`{token}` closes `{bracket}`", "pair the brackets")


def _problem(token: Token, message: str, advice: str, code: Code = Code.EXPRESSION_SYNTAX) -> ExpressionProblem:
    assert token.start_pos is not None and token.end_pos is not None
    return ExpressionProblem(code, message, token.start_pos, token.end_pos, advice)
