"""Checking what goes through members and what refers to other entitlements and gaps."""

from __future__ import annotations

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
    ExtremeOfNode,
    GapNode,
    Node,
    SumNode,
)
from elig.program.ranges import summed
from elig.program.scope import narrowed
from elig.program.types import BOOLEAN, DateType, NumberType, Range
from elig.program.walk import levels
from elig.records import replace
from elig.source import Span

PERSON = ast.Unit.of(person=1)

Quantified = ast.Exists | ast.Every | ast.Count | ast.Sum | ast.ExtremeOf
Form = Quantified | ast.EntitledTo | ast.UnknownBecause


def check(checker: Checks, expr: Form, ctx: Context) -> Node | None:
    """A checked quantifier or reference."""
    match expr:
        case ast.Exists() | ast.Every() | ast.Count() | ast.Sum() | ast.ExtremeOf():
            return _quantifier(checker, expr, ctx)
        case ast.EntitledTo():
            return _entitled(checker, expr, ctx)
        case ast.UnknownBecause():
            return _gap(checker, expr)


def _quantifier(checker: Checks, expr: Quantified, ctx: Context) -> Node | None:
    if not _may_stand(checker, expr, ctx):
        return None
    inner = ctx.quantifier()
    group = _group(checker, expr, inner)
    where = checker.condition(expr.where, inner) if expr.where is not None else None
    if group is None or (expr.where is not None and where is None):
        return None
    written = syntax_of(where) if where is not None else None
    who = _with_group(checker, group, where)
    match expr:
        case ast.Exists():
            assert written is not None
            syntax = replace(expr, group=group, where=written)
            return ExistsNode(expr.kind, group, who, expr.other, type=BOOLEAN, syntax=syntax)
        case ast.Every():
            has = checker.condition(expr.has, inner)
            if has is None:
                return None
            every = replace(expr, group=group, where=written, has=syntax_of(has))
            return EveryNode(group, who, has, expr.other, type=BOOLEAN, syntax=every)
        case ast.Count():
            kind = NumberType(PERSON, integer=True)
            most = Range(Fraction(0), Fraction(checker.scope.subjects.max_parts))
            count = replace(expr, group=group, where=written)
            return CountNode(group, who, expr.other, type=kind, range=most, syntax=count)
        case ast.Sum():
            return _sum(checker, expr, group, who, written, inner)
        case ast.ExtremeOf():
            return _extreme(checker, expr, group, who, written, inner)


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
    node = SumNode(item, group, who, expr.other, type=NumberType(unit, item.type.integer), range=most, syntax=syntax)
    return numbers.held(checker, node)


def _extreme(
    checker: Checks, expr: ast.ExtremeOf, group: str, who: Node, written: ast.Expr | None, inner: Context
) -> Node | None:
    item = checker.value(expr.item, inner)
    if item is None:
        return None
    if not isinstance(item.type, NumberType | DateType):
        message = f"{checker.describe(item.type)} has no order"
        checker.errors.error(Code.TYPE_MISMATCH, message, expr.item.span, "name a number or a date")
        return None
    syntax = replace(expr, item=syntax_of(item), group=group, where=written)
    return ExtremeOfNode(expr.largest, item, group, who, expr.other, type=item.type, range=item.range, syntax=syntax)


def _may_stand(checker: Checks, expr: Quantified, ctx: Context) -> bool:
    """Whether a quantifier may stand at a place; records why not."""
    part = checker.scope.subjects.part
    if expr.other and not ctx.of_member:
        message = f"no {part} stands outside of this, whom `other` could leave out"
        help_text = f"it stands inside another quantifier, or under `for: each {part}`; or leave `other` out"
        checker.errors.error(Code.WRONG_SUBJECT, message, expr.span, help_text)
        return False
    if ctx.room > 0:
        return True
    if ctx.quantified:
        too_many_levels(checker, expr.span)
    else:
        message = f"`only_if` of a {part}'s fact reads that {part} alone"
        checker.errors.error(Code.TOO_MANY_LEVELS, message, expr.span, "write the condition into the rules instead")
    return False


def too_many_levels(checker: Checks, at: Span | None) -> None:
    """Record that a quantifier stands inside one that stands inside another."""
    message = "a quantifier inside a quantifier that is inside a quantifier"
    help_text = "one may stand inside another, and none inside that; a definition of a member counts with its own"
    checker.errors.error(Code.TOO_MANY_LEVELS, message, at, help_text)


def _group(checker: Checks, expr: Quantified, inner: Context) -> str | None:
    subjects = checker.scope.subjects
    if expr.group in (subjects.part, subjects.parts, subjects.part_label.zh, subjects.part_label.en):
        return subjects.parts
    known = checker.scope.id_of(expr.group)
    if known is not None and checker.scope.is_group(known):
        group = checker.group(known, expr.span)
        if group is not None and group.where is not None and levels(group.where) > inner.room:
            too_many_levels(checker, narrowed(expr.span, expr.group))
            return None
        return known if group is not None else None
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
