"""How tightly each form binds: the levels of the grammar, for printing with the fewest brackets."""

from __future__ import annotations

from enum import IntEnum
from typing import assert_never

from elig.lang import ast
from elig.lang.ast import Expr


class Level(IntEnum):
    """From the loosest to the tightest."""

    OPEN = 0
    OR = 1
    AND = 2
    NOT = 3
    COMPARISON = 4
    SUM = 5
    TERM = 6
    POSTFIX = 7
    PRIMARY = 8


def level_of(node: Expr) -> Level:
    """The level of a form.

    >>> level_of(ast.Not(ast.Name("a"))) < level_of(ast.Binary(ast.Arith.ADD, ast.Name("a"), ast.Name("b")))
    True
    """
    match node:
        case ast.If() | ast.Exists() | ast.Every() | ast.Bound():
            return Level.OPEN
        case ast.Count() | ast.Sum() | ast.ExtremeOf():
            return Level.PRIMARY if node.where is None else Level.OPEN
        case ast.Or():
            return Level.OR
        case ast.And():
            return Level.AND
        case ast.Not():
            return Level.NOT
        case ast.Compare() | ast.Is() | ast.IsNone() | ast.In() | ast.Between() | ast.StartsWith():
            return Level.COMPARISON
        case ast.Includes() | ast.IncludesThis():
            return Level.COMPARISON
        case ast.Binary():
            return Level.SUM if node.op in (ast.Arith.ADD, ast.Arith.SUB) else Level.TERM
        case ast.As() | ast.Otherwise():
            return Level.POSTFIX
        case ast.Number() | ast.DateLiteral() | ast.Truth() | ast.Text() | ast.Today():
            return Level.PRIMARY
        case ast.Name() | ast.Word() | ast.Keyed():
            return Level.PRIMARY
        case ast.YearOf() | ast.DateOf():
            return Level.PRIMARY
        case ast.Extreme() | ast.Round() | ast.Elapsed() | ast.EntitledTo() | ast.UnknownBecause() | ast.AmountOf():
            return Level.PRIMARY
        case _:
            assert_never(node)
