"""One row of the output: what was decided for one household, entitlement and subject."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from fractions import Fraction
from typing import Any

from elig.batch.record import Asks
from elig.compile.decided import Decided
from elig.evaluate.decision import GrantResult, Outcomes, Result
from elig.lang.ast import Unit
from elig.records import Struct
from elig.values import Interval, Met, Outcome

PLACES = 4
"""The decimals of an amount in a file; money has two of them. What has more is widened to the next step outside."""


class GivenGrant(Struct):
    """A grant of what is due or may be: the amount if it is due, from `low` to `high`; an end that is None is open.

    `bound` is `exact`, `at_least`, `up_to`, `between`, or `not_stated` where the text names no amount. `left` are the
    two ends of what is left of a ceiling, where something says what is used.
    """

    id: str
    kind: str
    every: str
    unit: str
    low: Decimal | None
    high: Decimal | None
    bound: str
    left_low: Decimal | None = None
    left_high: Decimal | None = None


class Answer(Struct):
    """The answer for one entitlement and one subject (`subject` is a member's id, None for the household).

    `reason` is the address of the first decisive condition; `missing` are the paths of what would have to be known for
    the outcome. Both are empty where only outcomes and amounts were asked for.
    """

    entitlement: str
    subject: str | None
    outcome: str
    met: str | None
    reason: str | None
    missing: tuple[str, ...]
    grants: tuple[GivenGrant, ...]


def answers_of(found: Outcomes, only: Asks | None = None) -> Iterator[Answer]:
    """The rows of a decision of the reference evaluator, or some, in file order."""
    asked = (r for r in found.results if only is None or (r.entitlement.id, r.subject) in only)
    return map(_answer, asked)


def short_answers_of(decided: Decided, only: Asks | None = None) -> Iterator[Answer]:
    """The rows of a quick decision, or some: outcomes and amounts, without reasons and without what is missing."""
    for verdict in decided.verdicts:
        if only is not None and (verdict.entitlement.id, verdict.subject) not in only:
            continue
        yield Answer(
            verdict.entitlement.id,
            verdict.subject,
            verdict.outcome.value,
            _met(verdict.met),
            None,
            (),
            tuple(map(_grant, verdict.grants)),
        )


def _answer(result: Result) -> Answer:
    grants = () if result.outcome is Outcome.NOT_IN_FORCE else tuple(map(_grant, result.grants))
    return Answer(
        result.entitlement.id,
        result.subject,
        result.outcome.value,
        _met(result.met),
        reason_of(result),
        tuple(sorted(item.path for item in result.missing)),
        grants,
    )


def reason_of(result: Result) -> str | None:
    """The address of the first decisive condition: of the first reason, what lies lowest.

    Where readings are open it is that under the first option of each, as statements have it.
    """
    found = result.by_reading[0].reasons if result.by_reading else result.reasons
    return next((leaf.id for reason in found[:1] for leaf in reason.leaves()), None)


def _met(met: Met | None) -> str | None:
    return None if met is None else met.value


def _grant(grant: GrantResult) -> GivenGrant:
    low, high = _ends(grant.if_due)
    left_low, left_high = _ends(grant.left)
    unit, bound = unit_text(grant.unit), bound_of(grant.if_due)
    return GivenGrant(grant.id, grant.kind.value, grant.every, unit, low, high, bound, left_low, left_high)


def unit_text(unit: Unit) -> str:
    """A unit as an output names it: `yuan`, `person`; empty for a bare number."""
    return " ".join(base if power == 1 else f"{base}^{power}" for base, power in unit.powers)


def bound_of(amount: Interval | None) -> str:
    """In which sense an amount is one.

    >>> bound_of(Interval(Fraction(30), None)), bound_of(Interval(Fraction(0), Fraction(9))), bound_of(None)
    ('at_least', 'up_to', 'not_stated')
    """
    if amount is None:
        return "not_stated"
    if amount.high is None:
        return "at_least"
    if amount.low == amount.high:
        return "exact"
    return "up_to" if amount.low is None or amount.low == 0 else "between"


def _ends(amount: Interval | None) -> tuple[Decimal | None, Decimal | None]:
    if amount is None:
        return None, None
    return _decimal(amount.low, ROUND_FLOOR), _decimal(amount.high, ROUND_CEILING)


def _decimal(value: Fraction | None, rounding: str) -> Decimal | None:
    """A number with `PLACES` decimals, exact wherever it can be."""
    if value is None:
        return None
    with localcontext() as context:
        context.prec = 60
        context.rounding = rounding
        return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(1).scaleb(-PLACES))


def text_of(number: Decimal | None) -> str | None:
    """A number as text: two decimals, more where it has more.

    >>> text_of(Decimal("30.0000")), text_of(Decimal("0.1250"))
    ('30.00', '0.125')
    """
    if number is None:
        return None
    whole, _, part = format(number, "f").partition(".")
    return f"{whole}.{part.rstrip('0'):0<2}"


def plain(answer: Answer) -> dict[str, Any]:
    """A row as plain data of JSON."""
    return {
        "entitlement": answer.entitlement,
        "subject": answer.subject,
        "outcome": answer.outcome,
        "met": answer.met,
        "reason": answer.reason,
        "missing": list(answer.missing),
        "grants": [_plain_grant(grant) for grant in answer.grants],
    }


def _plain_grant(grant: GivenGrant) -> dict[str, Any]:
    return {
        "id": grant.id,
        "kind": grant.kind,
        "every": grant.every,
        "unit": grant.unit,
        "low": text_of(grant.low),
        "high": text_of(grant.high),
        "bound": grant.bound,
        "left_low": text_of(grant.left_low),
        "left_high": text_of(grant.left_high),
    }
