"""Checking scales: rates are constants from 0 on, in rising order, in one unit."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from elig.errors import Code
from elig.lang import ast, parse
from elig.program import numbers
from elig.program.context import Checks, Context
from elig.program.fields import items, scalar
from elig.program.literals import literal
from elig.program.nodes import MarginalNode, Node, Rate
from elig.program.ranges import arithmetic
from elig.program.types import NumberType, Range
from elig.program.units import meet
from elig.source import Mapping


def scale(checker: Checks, node: Mapping, item: Node, ctx: Context) -> Node | None:
    """A checked scale over an item that is a number."""
    if not isinstance(item.type, NumberType) or item.range is None:
        checker.errors.error(Code.BAD_SCALE, f"{checker.describe(item.type)} is no number", item.span)
        return None
    read = [_rate(checker, part, item, ctx) for part in items(node.get("rates")) if isinstance(part, Mapping)]
    rates = [rate for rate in read if rate is not None]
    if len(rates) != len(read) or not _rises(checker, rates, node):
        return None
    unit = item.type.unit * rates[0].rate_unit
    top = max(Fraction(0), item.range.high - rates[0].above)
    most = arithmetic(ast.Arith.MUL, Range(Fraction(0), top), Range(Fraction(0), max(rate.rate for rate in rates)))
    found = MarginalNode(item, tuple(rates), type=NumberType(unit), range=most)
    return numbers.held(checker, found)


def _rate(checker: Checks, node: Mapping, item: Node, ctx: Context) -> Rate | None:
    parts: list[ast.Number] = []
    for key in ("above", "rate"):
        written = scalar(node.get(key))
        expr = None if written is None else parse(written, checker.scope.units, checker.errors)
        if written is not None and expr is not None and not isinstance(expr, ast.Number):
            checker.errors.error(Code.BAD_SCALE, f"`{key}` is a number", written.span)
        if not isinstance(expr, ast.Number):
            return None
        parts.append(expr)
    above, rate = parts
    assert isinstance(item.type, NumberType)
    if not meet(item.type.unit, above.unit, ctx.of_member):
        numbers.same_kind(checker, item, literal(above), above, ctx)
        return None
    if rate.value < 0:
        checker.errors.error(Code.BAD_SCALE, "a rate is not below 0", rate.span)
        return None
    return Rate(above.value, rate.value, above, rate, rate.unit)


def _rises(checker: Checks, rates: Sequence[Rate], node: Mapping) -> bool:
    for before, after in pairwise(rates):
        if after.above <= before.above:
            message = "the rates of a scale stand in rising order of `above`"
            checker.errors.error(Code.BAD_SCALE, message, after.above_syntax.span)
            return False
        if after.rate_unit != before.rate_unit:
            checker.errors.error(Code.UNIT_MISMATCH, "the rates of a scale have one unit", after.rate_syntax.span)
            return False
    return bool(rates)
