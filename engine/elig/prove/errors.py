"""What keeps a proof from being made."""

from __future__ import annotations

from elig.errors import EligError

BUDGET = "budget"
"""Why something is not proved: the solver ended within its limit without an answer."""


class ProveError(EligError):
    """A proof cannot be tried at all; the message is one line in both languages."""


class NotEncodedError(Exception):
    """A rule says something that has no encoding; the message names it. What it keeps open is not proved."""


class OutOfBudgetError(Exception):
    """The solver ended without an answer within its limit."""

    def __str__(self) -> str:
        return BUDGET


class PredictionError(AssertionError):
    """The evaluator decides a witness in another way than was predicted: an error of this library."""
