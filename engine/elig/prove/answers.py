"""What an entitlement comes to, as plain records of terms: its outcome, and the interval of an amount."""

from __future__ import annotations

from elig.prove.lin import FALSE, Term
from elig.prove.possible import Exact, common
from elig.prove.terms import Terms
from elig.records import Struct

Options = tuple[tuple[str, str], ...]
"""Readings and the option of each."""


class OutcomeTerms(Struct):
    """When an entitlement is due, and when it is not; else it is undetermined."""

    due: Term
    not_due: Term


def worse(terms: Terms, before: OutcomeTerms, after: OutcomeTerms) -> Term:
    """Whether an outcome fell: from due over undetermined to not due."""
    lost = terms.all_of((before.due, -after.due))
    return terms.any_of((lost, terms.all_of((-before.not_due, after.not_due))))


class Answer(Struct):
    """The outcome over all open readings, and under each choice of them (one without any where none is open)."""

    outcome: OutcomeTerms
    by_reading: tuple[tuple[Options, OutcomeTerms], ...]


class Ends(Struct):
    """An interval as terms; an end is open where its condition holds."""

    low: Exact
    high: Exact
    low_open: Term = FALSE
    high_open: Term = FALSE


def low_below(terms: Terms, one: Ends, other: Ends) -> Term:
    """Whether the lower end of an interval is below that of another; an open one is below all."""
    first, second, _ = common(terms, one.low, other.low)
    return terms.all_of((-other.low_open, terms.any_of((one.low_open, terms.below(first, second)))))


def high_below(terms: Terms, one: Ends, other: Ends) -> Term:
    """Whether the upper end of an interval is below that of another; an open one is above all."""
    first, second, _ = common(terms, one.high, other.high)
    return terms.all_of((-one.high_open, terms.any_of((other.high_open, terms.below(first, second)))))


class GrantTerms(Struct):
    """What a grant comes to if it is due: its amount, what is left of a ceiling, and for how many months.

    None where the text states none. `lasts` holds only where `has_lasts` does.
    """

    amount: Ends | None
    used: Ends | None
    left: Ends | None
    lasts: Ends | None
    has_lasts: Term = FALSE
