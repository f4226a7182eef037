"""The parser: text to syntax tree, or diagnostics; no input makes it raise."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

from lark import Lark, Token, UnexpectedToken
from lark.lexer import Lexer, LexerState

from elig.errors import Code, Collector
from elig.lang.ast import Expr
from elig.lang.build import build
from elig.lang.lexer import tokenize
from elig.lang.limits import check_limits, check_text
from elig.lang.mistakes import syntax_problem
from elig.lang.problem import ExpressionProblem
from elig.lang.units import UnitNames
from elig.source import Scalar


def parse(text: Scalar, units: UnitNames, errors: Collector) -> Expr | None:
    """The syntax tree of an expression in either language; None after recording what is wrong.

    >>> from elig.source import Scalar
    >>> units = UnitNames.of(("person", "month", "year"), "yuan", "fen")
    >>> parse(Scalar.of("年龄 不低于 16 岁"), units, Collector()) == parse(
    ...     Scalar.of("年龄 >= 16 years"), units, Collector()
    ... )
    True
    """
    try:
        check_text(text.value)
        tokens = tokenize(text.value, units)
        check_limits(tokens)
        return _parse(tokens, text, units)
    except ExpressionProblem as problem:
        span = text.span_of(problem.start, problem.end)
        errors.error(problem.code, problem.message, span, problem.advice)
        return None


def _parse(tokens: tuple[Token, ...], text: Scalar, units: UnitNames) -> Expr:
    if not tokens:
        message = "an expression is missing"
        raise ExpressionProblem(Code.EXPRESSION_SYNTAX, message, 0, len(text.value))
    try:
        tree = _lark().parse(tokens)
    except UnexpectedToken as mistake:
        raise syntax_problem(mistake, tokens, units) from None
    return build(tree, text, units)


class _Tokens(Lexer):
    """Hands lark the tokens that `tokenize` made."""

    __future_interface__ = 1

    def __init__(self, _configuration: object) -> None:
        pass

    def lex(self, lexer_state: LexerState, parser_state: object) -> Iterator[Token]:
        tokens: object = lexer_state.text
        assert isinstance(tokens, tuple)
        return iter(tokens)


@cache
def _lark() -> Lark:
    grammar = resources.files("elig.lang").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(
        grammar,
        parser="lalr",
        lexer=_Tokens,
        strict=True,
        keep_all_tokens=True,
        maybe_placeholders=False,
    )
