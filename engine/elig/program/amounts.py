"""Checking `amount of`: which grant is meant, and in which unit it is."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from elig.errors import Code, did_you_mean
from elig.lang import ast
from elig.program import numbers
from elig.program.context import Checks, Context
from elig.program.model import Grant, Offer
from elig.program.nodes import AmountNode, Constant, Node, SumNode
from elig.program.ranges import summed
from elig.program.scope import narrowed
from elig.program.types import BOOLEAN, NumberType, Range
from elig.records import replace
from elig.values import GrantKind

COUNTED = (GrantKind.CASH, GrantKind.EXEMPTION, GrantKind.LOAN)
"""The kinds of grant that come to an amount."""


def check(checker: Checks, expr: ast.AmountOf, ctx: Context) -> Node | None:
    """A checked `amount of`: the subject's own, or of the whole household what all members come to."""
    known = checker.scope.id_of(expr.name)
    if known is None or known not in checker.scope.entitlements:
        checker.scope.unknown(expr.name, expr.span, checker.errors, "entitlement")
        return None
    offer = _offer(checker, known, expr)
    grant = None if offer is None else checker.grant(known, offer.id, expr.span)
    if grant is None or grant.amount is None or grant.amount.range is None:
        return None
    syntax = replace(expr, name=known)
    most = Range(Fraction(0), max(Fraction(0), grant.amount.range.high))
    kind = NumberType(_unit(grant))
    node: Node = AmountNode(known, grant.id, type=kind, range=most, syntax=syntax)
    if checker.scope.entitlements[known] and not ctx.of_member:
        subjects = checker.scope.subjects
        everybody = Constant(True, type=BOOLEAN)
        total = summed(most, subjects.max_parts)
        node = SumNode(node, subjects.parts, everybody, type=kind, range=total, syntax=syntax)
    return numbers.held(checker, node)


def _unit(grant: Grant) -> ast.Unit:
    period = grant.every if grant.every in ("month", "year") else ""
    return grant.unit * ast.Unit.make({period: -1}) if period else grant.unit


def _offer(checker: Checks, known: str, expr: ast.AmountOf) -> Offer | None:
    """The grant that is named, or the only one that comes to an amount; records where there is none or several."""
    offers = checker.offers(known)
    if expr.grant:
        named = next((offer for offer in offers if offer.id == expr.grant), None)
        return _named(checker, known, named, offers, expr)
    found = [offer for offer in offers if _comes_to_an_amount(offer)]
    if len(found) == 1:
        return found[0]
    ids = ", ".join(f"`{offer.id}`" for offer in found)
    message = f"`{known}` gives several amounts: {ids}" if found else f"`{known}` gives no amount of money"
    help_text = f"write `amount of {expr.name} for {found[0].id}`" if found else "cash, an exemption or a loan is one"
    checker.errors.error(Code.BAD_GRANT, message, narrowed(expr.span, expr.name), help_text)
    return None


def _named(
    checker: Checks, known: str, named: Offer | None, offers: Sequence[Offer], expr: ast.AmountOf
) -> Offer | None:
    span = narrowed(expr.span, expr.grant)
    if named is None:
        ids = [offer.id for offer in offers]
        help_text = did_you_mean(expr.grant, ids) or f"one of: {', '.join(ids)}"
        checker.errors.error(Code.UNKNOWN_NAME, f"`{known}` has no grant `{expr.grant}`", span, help_text)
        return None
    if not _comes_to_an_amount(named):
        kind = "states no amount" if named.kind in COUNTED else f"is of kind `{named.kind.value}`"
        message = f"`{named.id}` {kind}, which comes to no amount of money"
        checker.errors.error(Code.BAD_GRANT, message, span, "cash, an exemption or a loan is one")
        return None
    return named


def _comes_to_an_amount(offer: Offer) -> bool:
    return offer.kind in COUNTED and offer.has_amount
