"""The table of outcomes: from what the three clauses may be to what an entitlement comes to."""

from __future__ import annotations

from collections.abc import Iterable

from elig.records import Struct
from elig.values import Applicable, Basis, Outcome, Truth

MAY_BE_DUE = (Basis.PROMISE, Basis.NATIONAL)
"""What an entitlement can rest on and come out due; on any other basis a gap keeps it open."""


class Clauses(Struct):
    """What `given`, `when` and `unless` may be."""

    given: Truth
    when: Truth
    unless: Truth


ALL_HOLD = Clauses(Truth.TRUE, Truth.TRUE, Truth.FALSE)
"""Nothing is left to ask for."""


def is_settled(clauses: Clauses) -> bool:
    """Whether nothing that is unknown can move a clause."""
    return Truth.OPEN not in (clauses.given, clauses.when, clauses.unless)


Answer = tuple[Outcome, Applicable]
"""An outcome, and whether the subject is of the group that is reached."""


def outcome_of(basis: Basis, clauses: Clauses) -> Answer:
    """The outcome of one case under one choice of readings.

    >>> outcome_of(Basis.PROMISE, Clauses(Truth.TRUE, Truth.OPEN, Truth.FALSE))[0]
    <Outcome.UNDETERMINED: 'undetermined'>
    """
    reached = Applicable.YES if clauses.given is Truth.TRUE else Applicable.UNKNOWN
    if clauses.given is Truth.FALSE:
        return Outcome.NOT_DUE, Applicable.NO
    if clauses.when is Truth.FALSE or clauses.unless is Truth.TRUE:
        return Outcome.NOT_DUE, reached
    return (Outcome.DUE if clauses == ALL_HOLD and basis in MAY_BE_DUE else Outcome.UNDETERMINED), reached


def join_answers(answers: Iterable[Answer]) -> Answer:
    """The answer over several cases or readings: what they agree on; at least one."""
    listed = list(answers)
    outcomes = {outcome for outcome, _ in listed}
    reached = {applicable for _, applicable in listed}
    outcome = outcomes.pop() if len(outcomes) == 1 else Outcome.UNDETERMINED
    return outcome, reached.pop() if len(reached) == 1 else Applicable.UNKNOWN
