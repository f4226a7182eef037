"""What is given, in words: the thing, its amount with bounds and period, what is used and left."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from elig.evaluate.decision import GrantResult, Result, Wide
from elig.explain.labels import Labels
from elig.explain.phrases import phrase
from elig.lang.ast import Unit
from elig.values import GrantKind, Interval, Outcome

_MONTH = Unit.of(month=1)
_PERIODS = ("month", "year")
_UPPER = frozenset({GrantKind.CEILING, GrantKind.LOAN})
"""Kinds whose amount is a most: 0 to 500 is read as `at most 500`."""


def grant_lines(result: Result, labels: Labels) -> list[str]:
    """Each grant of a result in one line."""
    return [_grant(grant, result, labels) for grant in result.grants]


def total_line(results: Sequence[Result], labels: Labels) -> str:
    """The sum of the cash that several members are due, floors as floors; or nothing."""
    if len(results) < 2 or any(item.outcome is not Outcome.DUE for item in results):
        return ""
    sums = [_cash(item) for item in results]
    first = sums[0]
    if first is None or any(item is None or item[1:] != first[1:] for item in sums):
        return ""
    total = _sum([item[0] for item in sums if item is not None])
    amount = labels.figures.interval(total, _per(first[1], first[2]))
    return phrase("grant.total", labels.lang, amount=amount)


def _grant(grant: GrantResult, result: Result, labels: Labels) -> str:
    lang = labels.lang
    label = result.entitlement.label if grant.what is None else grant.what
    parts = [label.text(lang)]
    if grant.if_due is not None:
        parts.append(_amount(grant, grant.if_due, labels))
    elif grant.kind is GrantKind.CASH:
        parts.append(phrase("grant.not_stated", lang))
    if grant.lasts is not None:
        lasts = labels.figures.interval(grant.lasts, _MONTH, upper=True)
        known = lasts != phrase("figure.open", lang)
        parts.append(phrase("grant.lasts" if known else "grant.lasts_open", lang, time=lasts))
    text = phrase("list.comma", lang).join(parts)
    for extra in (*_use(grant, labels), *_remarks(grant, labels)):
        text = phrase("list.semicolon", lang).join((text, extra))
    return text


def _amount(grant: GrantResult, amount: Interval, labels: Labels) -> str:
    unit = _per(grant.unit, grant.every)
    upper = grant.kind in _UPPER or (amount.low == 0 and Wide.NORM in grant.by_rule)
    text = labels.figures.interval(amount, unit, upper=upper)
    if text == phrase("figure.open", labels.lang):
        return phrase("grant.open", labels.lang)
    if grant.every == "once":
        text = phrase("grant.once", labels.lang, amount=text)
    return phrase(f"grant.{grant.kind.value}", labels.lang, amount=text)


def _use(grant: GrantResult, labels: Labels) -> list[str]:
    figures, lang = labels.figures, labels.lang
    parts: list[str] = []
    differs = len({left for _, left in grant.left_by_option}) > 1
    if grant.used is not None and (grant.used.is_point or not differs):
        used = figures.interval(grant.used, grant.unit)
        known = used != phrase("figure.open", lang)
        parts.append(phrase("grant.used" if known else "grant.used_open", lang, amount=used))
    if differs:
        for option, left in grant.left_by_option:
            amount = figures.interval(left, grant.unit, upper=True)
            parts.append(phrase("grant.left_if", lang, option=labels.option(option), amount=amount))
    elif grant.left is not None:
        parts.append(phrase("grant.left", lang, amount=figures.interval(grant.left, grant.unit, upper=True)))
    return parts


def _remarks(grant: GrantResult, labels: Labels) -> list[str]:
    parts: list[str] = []
    if Wide.UNDEFINED in grant.by_rule:
        parts.append(phrase("grant.undefined", labels.lang))
    if Wide.READING in grant.by_rule and not grant.left_by_option:
        parts.append(phrase("grant.by_reading", labels.lang))
    if grant.clamped:
        parts.append(phrase("grant.clamped", labels.lang))
    return parts


def _per(unit: Unit, every: str) -> Unit:
    return unit * Unit.of(**{every: -1}) if every in _PERIODS else unit


def _cash(result: Result) -> tuple[Interval, Unit, str] | None:
    cash = [grant for grant in result.grants if grant.kind is GrantKind.CASH]
    if len(cash) != 1 or cash[0].if_due is None:
        return None
    return cash[0].if_due, cash[0].unit, cash[0].every


def _sum(items: list[Interval]) -> Interval:
    lows = [item.low for item in items if item.low is not None]
    highs = [item.high for item in items if item.high is not None]
    low = sum(lows, Fraction(0)) if len(lows) == len(items) else None
    high = sum(highs, Fraction(0)) if len(highs) == len(items) else None
    return Interval(low, high)
