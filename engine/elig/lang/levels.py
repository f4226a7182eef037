"""How tightly each form binds: the levels of the grammar, for printing with the fewest brackets."""

from __future__ import annotations

from enum import IntEnum
from typing import assert_never

from elig.lang.ast import (
    And,
    Arith,
    As,
    Between,
    Binary,
    Bound,
    Compare,
    Count,
    DateLiteral,
    Elapsed,
    EntitledTo,
    Every,
    Exists,
    Expr,
    Extreme,
    If,
    In,
    Includes,
    Is,
    IsNone,
    Keyed,
    Name,
    Not,
    Number,
    Or,
    Otherwise,
    Round,
    Sum,
    Text,
    Today,
    Truth,
    UnknownBecause,
    Word,
)


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

    >>> level_of(Not(Name("a"))) < level_of(Binary(Arith.ADD, Name("a"), Name("b")))
    True
    """
    match node:
        case If() | Exists() | Every() | Bound():
            return Level.OPEN
        case Count() | Sum():
            return Level.PRIMARY if node.where is None else Level.OPEN
        case Or():
            return Level.OR
        case And():
            return Level.AND
        case Not():
            return Level.NOT
        case Compare() | Is() | IsNone() | In() | Includes() | Between():
            return Level.COMPARISON
        case Binary():
            return Level.SUM if node.op in (Arith.ADD, Arith.SUB) else Level.TERM
        case As() | Otherwise():
            return Level.POSTFIX
        case Number() | DateLiteral() | Truth() | Text() | Name() | Word() | Today() | Keyed():
            return Level.PRIMARY
        case Extreme() | Round() | Elapsed() | EntitledTo() | UnknownBecause():
            return Level.PRIMARY
        case _:
            assert_never(node)
