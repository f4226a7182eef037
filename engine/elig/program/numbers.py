"""Checking arithmetic: units agree, divisors are never 0 unless they count, products stay linear, results fit."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from elig.errors import Code
from elig.lang import ast
from elig.lang.ast import Arith
from elig.lang.language import Language
from elig.program.context import Checks, Context
from elig.program.nodes import ArithNode, ElapsedNode, ExtremeNode, Node, RoundNode, ScaleNode, ShiftNode
from elig.program.ranges import DAYS, arithmetic, is_small, scaled, too_large
from elig.program.types import DATE, DateType, NumberType, Range, TextType, Type
from elig.program.units import conversion, meet, own
from elig.program.walk import counts, reads_facts
from elig.records import replace

YEAR, MONTH = ast.Unit.of(year=1), ast.Unit.of(month=1)


def check(
    checker: Checks, expr: ast.Binary | ast.Extreme | ast.Round | ast.As | ast.Elapsed, ctx: Context
) -> Node | None:
    """A checked arithmetic form."""
    node = _form(checker, expr, ctx)
    return None if node is None else held(checker, node)


def _form(
    checker: Checks, expr: ast.Binary | ast.Extreme | ast.Round | ast.As | ast.Elapsed, ctx: Context
) -> Node | None:
    match expr:
        case ast.Binary():
            return _binary(checker, expr, ctx)
        case ast.Extreme():
            return _extreme(checker, expr, ctx)
        case ast.Round():
            return _round(checker, expr, ctx)
        case ast.As():
            return _convert(checker, expr, ctx)
        case ast.Elapsed():
            return _elapsed(checker, expr, ctx)


def held(checker: Checks, node: Node) -> Node | None:
    """The node, if its result can be held in 128 bits; else None after recording it."""
    if node.range is not None and too_large(node.range, 10**checker.scope.vocabulary.places):
        help_text = "narrow the `range` of the facts and parameters in it"
        checker.errors.error(Code.OUT_OF_RANGE, "the result could overflow 128 bits", node.span, help_text)
        return None
    return node


def unit_text(checker: Checks, unit: ast.Unit) -> str:
    """A unit in words, for messages."""
    return checker.scope.units.print_unit(unit, Language.EN) if unit.powers else "a plain number"


def same_kind(checker: Checks, left: Node, right: Node, expr: ast.Expr, ctx: Context) -> bool:
    """Whether two operands are numbers of one unit, two days, or two texts; records what is wrong otherwise."""
    match left.type, right.type:
        case NumberType(), NumberType():
            return _same_unit(checker, left.type, right.type, expr, ctx)
        case (DateType(), DateType()) | (TextType(), TextType()):
            return True
        case _:
            checker.mismatch(left, right, expr)
            return False


def _same_unit(checker: Checks, left: NumberType, right: NumberType, expr: ast.Expr, ctx: Context) -> bool:
    if meet(left.unit, right.unit, ctx.of_member):
        return True
    message = f"unit mismatch: {unit_text(checker, left.unit)} against {unit_text(checker, right.unit)}"
    checker.errors.error(Code.UNIT_MISMATCH, message, expr.span, _unit_help(left.unit, right.unit))
    return False


def _unit_help(left: ast.Unit, right: ast.Unit) -> str:
    persons = left.power("person") - right.power("person")
    if not left.powers or not right.powers:
        return "write the unit after the number: `600 yuan`, `16 years`, `2 persons`"
    if left.without("person") == right.without("person") and abs(persons) == 1:
        return "divide by a head count: income / count family"
    if conversion(left, right) is not None:
        return "convert where the text says so: `x as yuan per year`"
    return ""


def joined_type(left: Node, right: Node) -> Type:
    """The type of a choice between two operands of one kind."""
    if isinstance(left.type, NumberType) and isinstance(right.type, NumberType):
        return NumberType(left.type.unit, left.type.integer and right.type.integer)
    return left.type


def _binary(checker: Checks, expr: ast.Binary, ctx: Context) -> Node | None:
    left, right = checker.value(expr.left, ctx), checker.value(expr.right, ctx)
    if left is None or right is None:
        return None
    syntax = replace(expr, left=_of(left), right=_of(right))
    if isinstance(left.type, DateType):
        return _shift(checker, expr, left, right, syntax)
    if not isinstance(left.type, NumberType) or not isinstance(right.type, NumberType):
        wrong = right if isinstance(left.type, NumberType) else left
        checker.errors.error(Code.TYPE_MISMATCH, f"{checker.describe(wrong.type)} is no number", wrong.span)
        return None
    kind = _result_type(checker, expr, left, right, ctx)
    if kind is None or left.range is None or right.range is None:
        return None
    return ArithNode(expr.op, left, right, type=kind, range=arithmetic(expr.op, left.range, right.range), syntax=syntax)


def _result_type(checker: Checks, expr: ast.Binary, left: Node, right: Node, ctx: Context) -> NumberType | None:
    assert isinstance(left.type, NumberType) and isinstance(right.type, NumberType)
    whole = left.type.integer and right.type.integer
    match expr.op:
        case Arith.ADD | Arith.SUB:
            fine = same_kind(checker, left, right, expr, ctx)
            unit = own(left.type.unit) if ctx.of_member else left.type.unit
            return NumberType(unit, whole) if fine else None
        case Arith.MUL:
            return NumberType(left.type.unit * right.type.unit, whole) if _linear(checker, expr, left, right) else None
        case Arith.DIV:
            if not _divides(checker, right):
                return None
            return NumberType(left.type.unit * right.type.unit.inverse(), integer=False)


def _linear(checker: Checks, expr: ast.Binary, left: Node, right: Node) -> bool:
    """Fact times fact only where one is a count, a share or a small number, so that proofs stay possible."""
    if not (reads_facts(left) and reads_facts(right)) or counts(left) or counts(right):
        return True
    if _is_small(left) or _is_small(right):
        return True
    checker.errors.error(
        Code.NOT_LINEAR,
        "two facts are multiplied, and neither is a count, a share from 0 to 1 or a small number",
        expr.span,
        "narrow the `range` of one of them, or use a parameter",
    )
    return False


def _is_small(node: Node) -> bool:
    whole = isinstance(node.type, NumberType) and node.type.integer
    return is_small(node.range, whole)


def _divides(checker: Checks, divisor: Node) -> bool:
    if counts(divisor):
        return True
    positive = divisor.range is not None and divisor.range.low > 0
    whole = isinstance(divisor.type, NumberType) and divisor.type.integer
    if positive and (whole or not reads_facts(divisor)):
        return True
    checker.errors.error(
        Code.DIVISION_BY_ZERO,
        "the divisor may be 0",
        divisor.span,
        "divide by a positive constant, a parameter with a positive `range`, a positive whole fact, or a count",
    )
    return False


def _shift(checker: Checks, expr: ast.Binary, left: Node, right: Node, syntax: ast.Expr) -> Node | None:
    plus = expr.op in (Arith.ADD, Arith.SUB)
    if (
        not plus
        or not isinstance(right.type, NumberType)
        or right.type.unit not in (MONTH, YEAR)
        or not right.type.integer
    ):
        checker.errors.error(
            Code.TYPE_MISMATCH, "only whole months or years are added to a date", expr.span, "write `d + 12 months`"
        )
        return None
    months = right
    if right.type.unit == YEAR and right.range is not None:
        months = ScaleNode(
            right,
            Fraction(12),
            type=NumberType(MONTH, True),
            range=scaled(right.range, Fraction(12)),
            syntax=right.syntax,
        )
    return ShiftNode(left, months, expr.op is Arith.SUB, type=DATE, range=DAYS, syntax=syntax)


def _extreme(checker: Checks, expr: ast.Extreme, ctx: Context) -> Node | None:
    checked = [checker.value(item, ctx) for item in expr.items]
    items = tuple(item for item in checked if item is not None)
    if len(items) != len(checked):
        return None
    first = items[0]
    if not isinstance(first.type, NumberType | DateType):
        checker.errors.error(Code.TYPE_MISMATCH, f"{checker.describe(first.type)} is no number", first.span)
        return None
    if not all(same_kind(checker, first, item, expr, ctx) for item in items[1:]):
        return None
    syntax = replace(expr, items=tuple(_of(item) for item in items))
    return ExtremeNode(
        expr.largest, items, type=_common(items), range=_extreme_range(expr.largest, items), syntax=syntax
    )


def _common(items: Iterable[Node]) -> Type:
    listed = list(items)
    first = listed[0].type
    if not isinstance(first, NumberType):
        return first
    return NumberType(first.unit, all(isinstance(i.type, NumberType) and i.type.integer for i in listed))


def _extreme_range(largest: bool, items: tuple[Node, ...]) -> Range | None:
    ranges = [item.range for item in items if item.range is not None]
    if len(ranges) != len(items):
        return None
    pick = max if largest else min
    return Range(pick(item.low for item in ranges), pick(item.high for item in ranges))


def _round(checker: Checks, expr: ast.Round, ctx: Context) -> Node | None:
    item = checker.value(expr.item, ctx)
    if item is None:
        return None
    if not isinstance(item.type, NumberType):
        checker.errors.error(Code.TYPE_MISMATCH, f"{checker.describe(item.type)} cannot be rounded", expr.item.span)
        return None
    step = _step(checker, expr.step)
    money = checker.scope.vocabulary.money
    if step is None or step <= 0 or item.type.unit.power(money) != 1:
        checker.errors.error(
            Code.UNIT_MISMATCH, "only money is rounded, to its own unit", expr.span, f"write `to {money}`"
        )
        return None
    widened = Range(item.range.low - step, item.range.high + step) if item.range is not None else None
    return RoundNode(expr.mode, item, step, type=item.type, range=widened, syntax=replace(expr, item=_of(item)))


def _step(checker: Checks, step: ast.Number) -> Fraction | None:
    vocabulary = checker.scope.vocabulary
    if step.unit == ast.Unit.make({vocabulary.minor: 1}):
        return step.value / Fraction(10**vocabulary.places)
    return step.value if step.unit == ast.Unit.make({vocabulary.money: 1}) else None


def _convert(checker: Checks, expr: ast.As, ctx: Context) -> Node | None:
    item = checker.value(expr.item, ctx)
    if item is None or not isinstance(item.type, NumberType):
        if item is not None:
            checker.errors.error(Code.TYPE_MISMATCH, f"{checker.describe(item.type)} has no unit", expr.item.span)
        return None
    factor = conversion(item.type.unit, expr.unit)
    if factor is None:
        message = f"{unit_text(checker, item.type.unit)} does not convert to {unit_text(checker, expr.unit)}"
        checker.errors.error(Code.UNIT_MISMATCH, message, expr.span, "only months and years convert")
        return None
    kind = NumberType(expr.unit, item.type.integer and factor.denominator == 1)
    widened = scaled(item.range, factor) if item.range is not None else None
    return ScaleNode(item, factor, type=kind, range=widened, syntax=replace(expr, item=_of(item)))


def _elapsed(checker: Checks, expr: ast.Elapsed, ctx: Context) -> Node | None:
    start, end = checker.check(expr.start, ctx.inside()), checker.check(expr.end, ctx.inside())
    if start is None or end is None:
        return None
    for node in (start, end):
        if not isinstance(node.type, DateType):
            checker.errors.error(
                Code.TYPE_MISMATCH, f"a date is expected here, not {checker.describe(node.type)}", node.span
            )
            return None
    months = 12 if expr.unit == "year" else 1
    kind = NumberType(YEAR if expr.unit == "year" else MONTH, integer=True)
    most = Fraction((int(DAYS.high - DAYS.low) // 28 + 1) // months + 1)
    syntax = replace(expr, start=_of(start), end=_of(end))
    return ElapsedNode(months, start, end, type=kind, range=Range(-most, most), syntax=syntax)


def _of(node: Node) -> ast.Expr:
    assert node.syntax is not None, "every checked expression keeps its syntax"
    return node.syntax
