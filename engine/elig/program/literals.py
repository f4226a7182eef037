"""Constants, and the syntax that a checked node keeps."""

from __future__ import annotations

from fractions import Fraction

from elig.lang import ast
from elig.program.nodes import Constant, Node, TodayRef
from elig.program.ranges import DAYS
from elig.program.types import BOOLEAN, DATE, EnumType, NumberType, Range, TextType

Literal = ast.Number | ast.DateLiteral | ast.Truth | ast.Text | ast.Word | ast.Today


def literal(expr: Literal) -> Node:
    """The checked node of a literal."""
    match expr:
        case ast.Number():
            kind = NumberType(expr.unit, integer=expr.value.denominator == 1)
            return Constant(expr.value, type=kind, range=Range(expr.value, expr.value), syntax=expr)
        case ast.DateLiteral():
            day = Fraction(expr.value.toordinal())
            return Constant(day, type=DATE, range=Range(day, day), syntax=expr)
        case ast.Truth():
            return Constant(expr.value, type=BOOLEAN, syntax=expr)
        case ast.Text():
            return Constant(expr.value, type=TextType(), syntax=expr)
        case ast.Word():
            return Constant(expr.id, type=EnumType(expr.enumeration), syntax=expr)
        case ast.Today():
            return TodayRef(type=DATE, range=DAYS, syntax=expr)


def syntax_of(node: Node) -> ast.Expr:
    """The resolved syntax of a node that the checker made from an expression."""
    assert node.syntax is not None, "every checked expression keeps its syntax"
    return node.syntax
