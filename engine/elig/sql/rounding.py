"""Ends of numbers rounded to a step, and what they are divided by."""

from __future__ import annotations

from fractions import Fraction
from math import gcd

from sqlglot import exp

from elig.lang.ast import Rounding
from elig.records import replace
from elig.sql.dialects import Dialect
from elig.sql.ends import NARROW, fits, is_open, product
from elig.sql.trees import Tree, binary, case, cast, whole, wrap
from elig.sql.values import End


def divisor(end: End, dialect: Dialect) -> tuple[Tree, int]:
    """What an end is divided by, as one whole number; NULL instead of nobody."""
    if end.over is None:
        return whole(end.den), end.den
    over = exp.Nullif(this=end.over.tree, expression=whole(0))
    return product(over, end.over.size, whole(end.den), end.den, dialect), end.den * end.over.size


def rounded(end: End, mode: Rounding, step: Fraction, dialect: Dialect) -> End:
    """An end rounded to a multiple of a step; half away from zero, toward zero, or away from it."""
    if is_open(end):
        return end
    exact = Fraction(step.denominator, end.den * step.numerator)
    if end.over is None and exact.denominator == 1:
        tree = product(
            end.tree, end.size, whole(exact.numerator * step.numerator), exact.numerator * step.numerator, dialect
        )
        return replace(end, tree=tree, den=step.denominator, size=end.size * exact.numerator * step.numerator)
    shared = gcd(step.denominator, end.den * step.numerator)
    up, down = step.denominator // shared, end.den * step.numerator // shared
    number = product(end.tree, end.size, whole(up), up, dialect)
    by, by_size = divisor(replace(end, den=down), dialect)
    size = end.size * up
    found = _quotient(number, size, by, by_size, end.natural, mode, dialect)
    tree = product(found, size + 1, whole(step.numerator), step.numerator, dialect)
    return End(tree, step.denominator, None, (size + 1) * step.numerator, end.nullable, natural=end.natural)


def _quotient(number: Tree, size: int, by: Tree, by_size: int, natural: bool, mode: Rounding, dialect: Dialect) -> Tree:
    negated = exp.Neg(this=wrap(number))
    fits(2 * size + 2 * by_size)
    if 2 * size + 2 * by_size > NARROW and size <= NARROW:
        number, by = cast(number, dialect.wide), cast(by, dialect.wide)
        negated = exp.Neg(this=wrap(number))
    up = _away(number, by, mode, dialect)
    if natural:
        return up
    below = exp.Neg(this=wrap(_away(negated, by, mode, dialect)))
    return case([(binary(exp.GTE, number, whole(0)), up)], exp.Paren(this=below))


def _away(number: Tree, by: Tree, mode: Rounding, dialect: Dialect) -> Tree:
    """A quotient that is not negative, as a whole number."""
    match mode:
        case Rounding.DOWN:
            return exp.Paren(this=dialect.quotient(number, by))
        case Rounding.UP:
            above = binary(exp.Add, number, exp.Paren(this=binary(exp.Sub, by, whole(1))))
            return exp.Paren(this=dialect.quotient(above, by))
        case Rounding.HALF:
            double = binary(exp.Add, binary(exp.Mul, whole(2), number), by)
            return exp.Paren(this=dialect.quotient(double, binary(exp.Mul, whole(2), by)))
