"""The sections of an answer: every result stands in one of them.

An undetermined answer that some fact, figure or reading would settle is asked for. Where nothing is left to ask, what
a document leaves to discretion may be applied for, and what it only reports as done is told as that.
"""

from __future__ import annotations

from elig.evaluate.decision import Result
from elig.values import Basis, Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Section = Literal["due", "undetermined", "may_apply", "reported", "not_due", "not_in_force"]

SECTIONS: tuple[Section, ...] = ("due", "undetermined", "may_apply", "reported", "not_due", "not_in_force")
"""The sections in their order; each is called as the key of its words."""


def section_of(result: Result) -> Section:
    """Where a result stands."""
    match result.outcome:
        case Outcome.DUE:
            return "due"
        case Outcome.NOT_DUE:
            return "not_due"
        case Outcome.NOT_IN_FORCE:
            return "not_in_force"
        case Outcome.UNDETERMINED:
            return "undetermined" if result.missing else _nothing_to_ask(result.entitlement.basis)


def _nothing_to_ask(basis: Basis) -> Section:
    match basis:
        case Basis.DISCRETION:
            return "may_apply"
        case Basis.REPORTED:
            return "reported"
        case Basis.PROMISE | Basis.NATIONAL:
            return "undetermined"
