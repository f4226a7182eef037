"""Spans of days over which no rule changes, so that one statement decides all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from elig.program.model import Rules
from elig.program.nodes import Node, Versions
from elig.program.order import everything
from elig.program.walk import children
from elig.sql.places import Span

FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)


def days_of(rules: Rules) -> tuple[Span, ...]:
    """The spans of days over which the same versions of all rules hold."""
    starts: set[date] = set()
    for top in _tops(rules):
        starts |= set(_starts(top))
    for entitlement in rules.entitlements.values():
        since, until = entitlement.in_force.since, entitlement.in_force.until
        starts |= {day for day in (since, None if until is None else until + timedelta(days=1)) if day is not None}
    firsts = [FIRST, *sorted(starts - {FIRST})]
    lasts = [*(day - timedelta(days=1) for day in firsts[1:]), LAST]
    return tuple(Span(first, last) for first, last in zip(firsts, lasts, strict=True))


def _tops(rules: Rules) -> Iterator[Node]:
    for definition in rules.definitions.values():
        yield definition.node
    for group in rules.groups.values():
        yield from (group.where,) if group.where is not None else ()
    for fact in rules.vocabulary.facts.values():
        yield from (fact.only_if,) if fact.only_if is not None else ()
    for item in rules.invalid:
        yield item.condition
    for entitlement in rules.entitlements.values():
        yield from everything(entitlement)


def _starts(node: Node) -> Iterator[date]:
    if isinstance(node, Versions):
        yield from (day for day, _ in node.versions)
    for child in children(node):
        yield from _starts(child)


def span_on(rules: Rules, on: date) -> Span:
    """The span of days in which a day lies."""
    return next(span for span in days_of(rules) if span.first <= on <= span.last)
