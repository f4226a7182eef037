"""The sections of an answer: every result stands in one of them.

An undetermined answer that some fact, figure or reading would settle is asked for. Where nothing is left to ask, what
a document leaves to discretion may be applied for, and what it only reports as done is told as that.
"""

from __future__ import annotations

from enum import Enum

from elig.evaluate.decision import Result
from elig.values import Basis, Outcome


class Section(Enum):
    """The sections in their order; the value is the key of their words."""

    DUE = "due"
    UNDETERMINED = "undetermined"
    MAY_APPLY = "may_apply"
    REPORTED = "reported"
    NOT_DUE = "not_due"
    NOT_IN_FORCE = "not_in_force"


def section_of(result: Result) -> Section:
    """Where a result stands."""
    match result.outcome:
        case Outcome.DUE:
            return Section.DUE
        case Outcome.NOT_DUE:
            return Section.NOT_DUE
        case Outcome.NOT_IN_FORCE:
            return Section.NOT_IN_FORCE
        case Outcome.UNDETERMINED:
            return Section.UNDETERMINED if result.missing else _nothing_to_ask(result.entitlement.basis)


def _nothing_to_ask(basis: Basis) -> Section:
    match basis:
        case Basis.DISCRETION:
            return Section.MAY_APPLY
        case Basis.REPORTED:
            return Section.REPORTED
        case Basis.PROMISE | Basis.NATIONAL:
            return Section.UNDETERMINED
