"""Checking days: the year of one, and the day of a year, a month and a number."""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, date
from fractions import Fraction

from elig.errors import Code
from elig.lang import ast
from elig.program.context import Checks, Context
from elig.program.literals import syntax_of
from elig.program.nodes import Constant, DateNode, Node, YearNode
from elig.program.ranges import DAYS, FIRST_DAY, LAST_DAY
from elig.program.types import DATE, DateType, NumberType, Range
from elig.records import replace

YEARS = Range(Fraction(FIRST_DAY.year), Fraction(LAST_DAY.year))

_PARTS = (("year", 1, MAXYEAR), ("month", 1, 12), ("day", 1, 31))
"""The parts of `date(…)`, and the whole numbers that each can be."""

_LEAP_YEAR = 2000


def check(checker: Checks, expr: ast.YearOf | ast.DateOf, ctx: Context) -> Node | None:
    """A checked `year of` or `date(…)`."""
    return _year(checker, expr, ctx) if isinstance(expr, ast.YearOf) else _date(checker, expr, ctx)


def _year(checker: Checks, expr: ast.YearOf, ctx: Context) -> Node | None:
    day = checker.value(expr.day, ctx)
    if day is None:
        return None
    if not isinstance(day.type, DateType):
        message = f"a date is expected here, not {checker.describe(day.type)}"
        checker.errors.error(Code.TYPE_MISMATCH, message, expr.day.span)
        return None
    return YearNode(day, type=NumberType(integer=True), range=YEARS, syntax=replace(expr, day=syntax_of(day)))


def _date(checker: Checks, expr: ast.DateOf, ctx: Context) -> Node | None:
    checked = [checker.value(part, ctx) for part in (expr.year, expr.month, expr.day)]
    parts = [part for part in checked if part is not None]
    if len(parts) != len(checked) or not all(_fits(checker, part, *of) for part, of in zip(parts, _PARTS, strict=True)):
        return None
    year, month, day = parts
    syntax = replace(expr, year=syntax_of(year), month=syntax_of(month), day=syntax_of(day))
    fixed = [int(part.value) if isinstance(part, Constant) else None for part in parts]
    if not _exists(checker, expr, *fixed):
        return None
    if None not in fixed:
        return _constant(date(*(number for number in fixed if number is not None)), syntax)
    return DateNode(year, month, day, type=DATE, range=DAYS, syntax=syntax)


def _constant(day: date, syntax: ast.DateOf) -> Node:
    found = Fraction(day.toordinal())
    return Constant(found, type=DATE, range=Range(found, found), syntax=syntax)


def _fits(checker: Checks, part: Node, called: str, low: int, high: int) -> bool:
    """Whether a part is a whole number within what it can be."""
    if part.type != NumberType(integer=True):
        message = f"the {called} of a date is a plain whole number, not {checker.describe(part.type)}"
        checker.errors.error(Code.TYPE_MISMATCH, message, part.span, "write `date(2020, 1, 31)`")
        return False
    if part.range is not None and low <= part.range.low and part.range.high <= high:
        return True
    message = f"the {called} of a date lies between {low} and {high}"
    checker.errors.error(Code.OUT_OF_RANGE, message, part.span, "narrow the `range` of what stands here")
    return False


def _exists(checker: Checks, expr: ast.DateOf, year: int | None, month: int | None, day: int | None) -> bool:
    """Whether there is such a day, as far as it is written; 29 February is one where the year is not."""
    if month is None or day is None:
        return True
    last = calendar.monthrange(_LEAP_YEAR if year is None else year, month)[1]
    if day <= last:
        return True
    message = f"there is no day {day} in month {month}" + ("" if year is None else f" of {year}")
    checker.errors.error(Code.BAD_LITERAL, message, expr.day.span, f"the last day is {last}")
    return False
