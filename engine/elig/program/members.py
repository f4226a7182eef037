"""Checking what goes through members and what refers to other entitlements and gaps."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from elig.errors import Code
from elig.lang import ast
from elig.program import numbers
from elig.program.context import Checks, Context
from elig.program.literals import syntax_of
from elig.program.nodes import (
    AndNode,
    Constant,
    CountNode,
    EntitledNode,
    EveryNode,
    ExistsNode,
    GapNode,
    Node,
    SumNode,
)
from elig.program.ranges import summed
from elig.program.scope import narrowed
from elig.program.types import BOOLEAN, NumberType, Range

PERSON = ast.Unit.of(person=1)

Form = ast.Exists | ast.Every | ast.Count | ast.Sum | ast.EntitledTo | ast.UnknownBecause


def check(checker: Checks, expr: Form, ctx: Context) -> Node | None:
    """A checked quantifier or reference."""
    match expr:
        case ast.Exists() | ast.Every() | ast.Count() | ast.Sum():
            return _quantifier(checker, expr, ctx)
        case ast.EntitledTo():
            return _entitled(checker, expr, ctx)
        case ast.UnknownBecause():
            return _gap(checker, expr)


def _quantifier(checker: Checks, expr: ast.Exists | ast.Every | ast.Count | ast.Sum, ctx: Context) -> Node | None:
    if ctx.quantified:
        checker.errors.error(Code.NOT_AVAILABLE, "nested quantifiers are not available yet", expr.span)
        return None
    group = _group(checker, expr)
    inner = ctx.quantifier()
    where = checker.condition(expr.where, inner) if expr.where is not None else None
    if group is None or (expr.where is not None and where is None):
        return None
    written = syntax_of(where) if where is not None else None
    who = _with_group(checker, group, where)
    match expr:
        case ast.Exists():
            assert written is not None
            syntax = replace(expr, group=group, where=written)
            return ExistsNode(expr.kind, group, who, type=BOOLEAN, syntax=syntax)
        case ast.Every():
            has = checker.condition(expr.has, inner)
            if has is None:
                return None
            every = replace(expr, group=group, where=written, has=syntax_of(has))
            return EveryNode(group, who, has, type=BOOLEAN, syntax=every)
        case ast.Count():
            kind = NumberType(PERSON, integer=True)
            most = Range(Fraction(0), Fraction(checker.scope.subjects.max_parts))
            return CountNode(group, who, type=kind, range=most, syntax=replace(expr, group=group, where=written))
        case ast.Sum():
            return _sum(checker, expr, group, who, written, inner)


def _sum(
    checker: Checks, expr: ast.Sum, group: str, who: Node, written: ast.Expr | None, inner: Context
) -> Node | None:
    item = checker.value(expr.item, inner)
    if item is None:
        return None
    if not isinstance(item.type, NumberType):
        checker.errors.error(Code.TYPE_MISMATCH, f"{checker.describe(item.type)} cannot be added up", expr.item.span)
        return None
    unit = item.type.unit.without("person") if item.type.unit.power("person") == -1 else item.type.unit
    most = summed(item.range, checker.scope.subjects.max_parts) if item.range is not None else None
    syntax = replace(expr, item=syntax_of(item), group=group, where=written)
    node = SumNode(item, group, who, type=NumberType(unit, item.type.integer), range=most, syntax=syntax)
    return numbers.held(checker, node)


def _group(checker: Checks, expr: ast.Exists | ast.Every | ast.Count | ast.Sum) -> str | None:
    subjects = checker.scope.subjects
    if expr.group in (subjects.part, subjects.parts, subjects.part_label.zh, subjects.part_label.en):
        return subjects.parts
    known = checker.scope.id_of(expr.group)
    if known is not None and checker.scope.is_group(known):
        return known if checker.group(known, expr.span) is not None else None
    checker.scope.unknown(expr.group, expr.span, checker.errors, "group")
    return None


def _with_group(checker: Checks, group: str, where: Node | None) -> Node:
    own = checker.scope.groups[group].where if group in checker.scope.groups else None
    parts = tuple(part for part in (own, where) if part is not None)
    if not parts:
        return Constant(True, type=BOOLEAN)
    return parts[0] if len(parts) == 1 else AndNode(parts, type=BOOLEAN, syntax=parts[-1].syntax)


def _entitled(checker: Checks, expr: ast.EntitledTo, ctx: Context) -> Node | None:
    known = checker.scope.id_of(expr.name)
    if known is None or known not in checker.scope.entitlements:
        checker.scope.unknown(expr.name, expr.span, checker.errors, "entitlement")
        return None
    if checker.scope.entitlements[known] and not ctx.of_member:
        checker.wrong_subject(ast.Name(known, span=narrowed(expr.span, expr.name)))
        return None
    return EntitledNode(known, type=BOOLEAN, syntax=replace(expr, name=known))


def _gap(checker: Checks, expr: ast.UnknownBecause) -> Node | None:
    known = checker.scope.id_of(expr.gap)
    if known is None or known not in checker.scope.gaps:
        checker.scope.unknown(expr.gap, expr.span, checker.errors, "gap")
        return None
    return GapNode(known, type=BOOLEAN, syntax=replace(expr, gap=known))
