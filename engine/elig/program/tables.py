"""Checking tables: cells are constants that fit, and no box is left over or never reached."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from math import prod

from elig.errors import Code
from elig.lang import ast, parse
from elig.lang.printer import decimal
from elig.program import numbers
from elig.program.cells import Cell, Value, told_apart
from elig.program.context import Checks, Context
from elig.program.fields import head, scalar
from elig.program.literals import literal, syntax_of
from elig.program.nodes import ColumnNode, Constant, FactRef, Node, Row
from elig.program.types import BooleanType, DateType, EnumType, NumberType, Range
from elig.program.walk import is_optional
from elig.records import replace
from elig.source import Node as YamlNode
from elig.source import Scalar

MAX_BOXES = 20_000
"""As many boxes may the cells of a table tell apart."""

_OVER = re.compile(r"(over|超过)\s+(?=\S)")
_UP_TO = re.compile(r"(up\s+to|不超过)\s+(?=\S)")
_IN = re.compile(r"(in|属于)\s*\{(?P<options>[^{}]*)\}\s*$")
_TO = re.compile(r"\s+(to|至)\s+")
_ANY = ("any", "任一")


def column(checker: Checks, expr: ast.Expr, ctx: Context) -> Node | None:
    """A checked column, its cells still to come."""
    item = checker.check(expr, ctx.inside())
    if item is None:
        return None
    if not isinstance(item.type, BooleanType | NumberType | DateType | EnumType):
        message = f"{checker.describe(item.type)} is no column of a table"
        checker.errors.error(Code.TYPE_MISMATCH, message, expr.span, "a word, a number, a date or a condition is one")
        return None
    return item


def cell(checker: Checks, written: YamlNode, item: Node, ctx: Context) -> tuple[Cell, ast.Expr | None] | None:
    """A cell, and the condition that it stands for (None where anything fits)."""
    found = scalar(written)
    if found is None:
        checker.errors.error(Code.BAD_TABLE, "a cell is a text", head(written), "quote a cell with `, [ ] { }`")
        return None
    text, whole = found.value.strip(), syntax_of(item)
    if text in _ANY:
        return Cell(), None
    if (match := _IN.match(text)) is not None:
        parts = [_constant(checker, _part(found, match, option), item, ctx) for option in _options(match)]
        options = [part for part in parts if part is not None]
        if len(options) != len(parts):
            return None
        return Cell(tuple(o.value for o in options)), _one_of(whole, options)
    for pattern, op in ((_OVER, ast.Op.GT), (_UP_TO, ast.Op.LE)):
        if (match := pattern.match(text)) is not None and not isinstance(item.type, EnumType):
            end = _constant(checker, _slice(found, text, match.end()), item, ctx)
            if end is None or not _has_order(checker, item, found):
                return None
            figure = _figure(end)
            made = Cell(over=figure) if op is ast.Op.GT else Cell(most=figure)
            return made, ast.Compare(op, whole, syntax_of(end))
    return _range(checker, found, text, item, ctx) if _TO.search(text) else _single(checker, found, item, ctx)


def _range(checker: Checks, found: Scalar, text: str, item: Node, ctx: Context) -> tuple[Cell, ast.Expr | None] | None:
    match = _TO.search(text)
    assert match is not None
    start = found.value.index(text)
    ends = (
        _constant(checker, _slice(found, text, 0, match.start()), item, ctx),
        _constant(checker, _slice(found, text, match.end()), item, ctx),
    )
    if ends[0] is None or ends[1] is None or not _has_order(checker, item, found):
        return None
    low, high = _figure(ends[0]), _figure(ends[1])
    if low > high:
        span = found.span_of(start, start + len(text))
        checker.errors.error(Code.BAD_TABLE, "nothing lies between these ends", span, "write the lower end first")
        return None
    return Cell(least=low, most=high), ast.Between(syntax_of(item), syntax_of(ends[0]), syntax_of(ends[1]))


def _single(checker: Checks, found: Scalar, item: Node, ctx: Context) -> tuple[Cell, ast.Expr | None] | None:
    constant = _constant(checker, found, item, ctx)
    if constant is None:
        return None
    whole = syntax_of(item)
    if isinstance(constant.value, bool):
        return Cell((constant.value,)), whole if constant.value else ast.Not(whole)
    return Cell((constant.value,)), _one_of(whole, [constant])


def _one_of(whole: ast.Expr, options: Sequence[Constant]) -> ast.Expr:
    written = [syntax_of(option) for option in options]
    if len(written) == 1 and isinstance(written[0], ast.Word):
        return ast.Is(whole, written[0])
    if len(written) == 1:
        return ast.Compare(ast.Op.EQ, whole, written[0])
    kept = tuple(option for option in written if isinstance(option, ast.Word | ast.Number | ast.DateLiteral))
    return ast.In(whole, kept)


def _options(match: re.Match[str]) -> Iterator[tuple[int, str]]:
    place = match.start("options")
    for option in match["options"].split(","):
        yield place, option
        place += len(option) + 1


def _part(found: Scalar, match: re.Match[str], option: tuple[int, str]) -> Scalar:
    place, text = option
    lead = found.value.index(match.string) + place + len(text) - len(text.lstrip())
    return _cut(found, lead, lead + len(text.strip()))


def _slice(found: Scalar, text: str, start: int, end: int | None = None) -> Scalar:
    lead = found.value.index(text)
    return _cut(found, lead + start, lead + (len(text) if end is None else end))


def _cut(found: Scalar, start: int, end: int) -> Scalar:
    return Scalar(found.value[start:end], found.span_of(start, end), found.offsets[start : end + 1])


def _figure(constant: Constant) -> Fraction:
    assert isinstance(constant.value, Fraction), "only numbers and days have an order"
    return constant.value


def _has_order(checker: Checks, item: Node, found: Scalar) -> bool:
    if isinstance(item.type, NumberType | DateType):
        return True
    checker.errors.error(Code.BAD_TABLE, f"{checker.describe(item.type)} has no order", found.span)
    return False


def _constant(checker: Checks, written: Scalar, item: Node, ctx: Context) -> Constant | None:
    """A constant of the column's type and unit; records what is wrong."""
    expr = parse(written, checker.scope.units, checker.errors)
    if expr is None:
        return None
    if isinstance(item.type, EnumType):
        if not isinstance(expr, ast.Name):
            message = f"a word of `{item.type.enumeration}` is expected here"
            checker.errors.error(Code.BAD_TABLE, message, written.span)
            return None
        word = checker.word(expr, item.type.enumeration)
        if word is None:
            checker.unknown_word(expr, item.type.enumeration)
            return None
        return Constant(word.id, type=item.type, syntax=word)
    if not isinstance(expr, ast.Number | ast.DateLiteral | ast.Truth):
        help_text = "a cell is a constant, `over 600`, `up to 600`, `1 to 3`, `any` or `in {a, b}`"
        checker.errors.error(Code.BAD_TABLE, "a cell holds constants only", written.span, help_text)
        return None
    node = literal(expr)
    assert isinstance(node, Constant), "these are constants"
    if isinstance(item.type, BooleanType) and isinstance(node.type, BooleanType):
        return node
    return node if numbers.same_kind(checker, item, node, expr, ctx) else None


# ---------------------------------------------------------------------- boxes


def check_boxes(
    checker: Checks,
    columns: Sequence[Node],
    rows: Sequence[Row],
    places: Sequence[YamlNode],
    whole: YamlNode,
    *,
    otherwise: bool,
) -> tuple[tuple[int, int], ...] | None:
    """The pairs of rows that overlap; None after recording a row that is never first, or a box that none covers."""
    parts = [_parts(checker, item, [row.cells[place] for row in rows]) for place, item in enumerate(columns)]
    if prod(len(part) for part in parts) > MAX_BOXES:
        message = f"the cells of the table tell more than {MAX_BOXES:,} boxes apart"
        checker.errors.error(Code.EXPRESSION_TOO_LARGE, message, head(whole), "divide the table")
        return None
    first: set[int] = set()
    overlaps: dict[tuple[int, int], None] = {}
    uncovered: tuple[Value, ...] | None = None
    for box in product(*parts):
        fitting = [i for i, row in enumerate(rows) if all(c.fits(v) for c, v in zip(row.cells, box, strict=True))]
        first.update(fitting[:1])
        overlaps.update(dict.fromkeys((fitting[0], other) for other in fitting[1:]))
        if not fitting and uncovered is None:
            uncovered = box
    fine = True
    for index, place in enumerate(places):
        if index not in first:
            fine = False
            message = f"row {index + 1} can never be the first that fits"
            checker.errors.error(Code.BAD_TABLE, message, head(place), "the rows before it take all that it covers")
    if uncovered is not None and not otherwise:
        fine = False
        named = ", ".join(_named(item, value) for item, value in zip(columns, uncovered, strict=True))
        message = f"no row covers: {named}"
        checker.errors.error(Code.BAD_TABLE, message, head(whole), "add a row, or `otherwise:`")
    return tuple(overlaps) if fine else None


def _parts(checker: Checks, item: Node, cells: Sequence[Cell]) -> list[Value]:
    """A value for each part of a column that its cells tell apart."""
    none: list[Value] = [None] if is_optional(item) else []
    match item.type:
        case BooleanType():
            return [True, False, *none]
        case EnumType():
            return [*(value.id for value in checker.scope.enumerations[item.type.enumeration].values), *none]
        case _:
            limits = item.range or Range(Fraction(0), Fraction(0))
            figures = [figure for cell in cells for figure in cell.figures]
            return [*told_apart(limits.low, limits.high, figures, _step(checker, item)), *none]


def _step(checker: Checks, item: Node) -> Fraction | None:
    """What a column is known to be a multiple of."""
    match item.type:
        case DateType():
            return Fraction(1)
        case NumberType() if item.type.integer:
            return Fraction(1)
        case NumberType() if isinstance(item, FactRef) and item.type.unit.power(checker.scope.vocabulary.money) == 1:
            return Fraction(1, 10**checker.scope.vocabulary.places)
        case _:
            return None


def _named(item: Node, value: Value) -> str:
    span = item.span
    called = span.text if span is not None else "?"
    match value:
        case None:
            return f"`{called}` is none"
        case bool():
            return f"`{called}`" if value else f"not `{called}`"
        case Fraction() if isinstance(item.type, DateType):
            return f"`{called}` = {_day(value)}"
        case Fraction():
            return f"`{called}` = {decimal(value) or value}"
        case str():
            return f"`{called}` is {value}"


def _day(value: Fraction) -> str:
    return date.fromordinal(int(value)).isoformat()


def with_column(item: Node, cells: Sequence[Cell]) -> ColumnNode:
    """A column with the figures at which its cells change."""
    figures = sorted({figure for cell in cells for figure in cell.figures})
    return ColumnNode(item, tuple(figures), type=item.type, range=item.range, syntax=replace(syntax_of(item)))
