"""The table of outcomes as code: an answer is a small `int`, the place of an outcome in `ANSWERS`."""

from __future__ import annotations

from elig.compile.unit import At, Unit
from elig.compile.values import FALSE, OPEN, TRUE, Condition
from elig.evaluate.table import MAY_BE_DUE, Answer, join_answers
from elig.program.model import Entitlement
from elig.values import Applicable, Outcome

ANSWERS: tuple[Answer, ...] = (
    (Outcome.NOT_DUE, Applicable.NO),
    (Outcome.NOT_DUE, Applicable.YES),
    (Outcome.NOT_DUE, Applicable.UNKNOWN),
    (Outcome.DUE, Applicable.YES),
    (Outcome.UNDETERMINED, Applicable.YES),
    (Outcome.UNDETERMINED, Applicable.UNKNOWN),
    (Outcome.NOT_IN_FORCE, Applicable.UNKNOWN),
)
OUTSIDE, FAILS, FAILS_OPEN, DUE, OPEN_INSIDE, OPEN_OUTSIDE, NOT_IN_FORCE = range(7)
ASK = 7
"""The evaluator decides: an open answer of a right whose cases have to be gone through."""

JOINED = tuple(
    tuple(
        ASK if ASK in (one, other) else ANSWERS.index(join_answers((ANSWERS[one], ANSWERS[other])))
        for other in range(8)
    )
    for one in range(8)
)
"""What two answers under two readings come to."""


def answer(
    entitlement: Entitlement, given: Condition, when: Condition, unless: Condition, opens: tuple[int, int, int]
) -> str:
    """Code of an answer from the three clauses, which stand under names; `opens` are the answers that are not sure.

    These are: failing though it is open whether the subject is reached; open; open whether reached too.
    """
    fails_open, inside, outside = map(str, opens)
    reached = given != TRUE
    fails = _either(f"{when.code} is False" if when.open else _not(when), f"{unless.code}" if unless != FALSE else "")
    failing = f"{FAILS} if {given.code} else {fails_open}" if given.open else str(FAILS)
    open_one = f"{inside} if {given.code} else {outside}" if given.open else inside
    best = str(DUE) if entitlement.basis in MAY_BE_DUE else inside
    sure = [f"{item.code}" for item in (given, when) if item.open]
    sure += [f"{unless.code} is False"] if unless.open else []
    rest = f"{best} if {' and '.join(sure)} else {open_one}" if sure else best
    code = f"({failing}) if {fails} else {rest}" if fails else rest
    if reached:
        outside_code = f"{given.code} is False" if given.open else f"not {given.code}"
        code = f"{OUTSIDE} if {outside_code} else {code}"
    return code


def truth_of_entitlement(
    entitlement: Entitlement, given: Condition, when: Condition, unless: Condition, gap: Condition, unit: Unit, at: At
) -> Condition:
    """Whether a subject qualifies: true where it is due, false where it is not; discretion leaves it to a gap."""
    given, when, unless = (named(item, unit, at) for item in (given, when, unless))
    found = unit.name(answer(entitlement, given, when, unless, (FAILS_OPEN, OPEN_INSIDE, OPEN_OUTSIDE)), at)
    is_open = given.open or when.open or unless.open or entitlement.basis not in MAY_BE_DUE
    if not is_open:
        return Condition(f"({found} == {DUE})")
    if gap == OPEN:
        return Condition(f"(True if {found} == {DUE} else False if {found} < {DUE} else None)", open=True)
    holds = f"{given.code} is True and {when.code} is True and {unless.code} is False"
    left = f"False if {gap.code} is False else True if {gap.code} and {holds} else None"
    return Condition(f"(False if {found} < {DUE} else {left})", open=True)


def named(item: Condition, unit: Unit, at: At) -> Condition:
    """A condition under a name."""
    return Condition(unit.name(item.code, at), item.open)


def _not(item: Condition) -> str:
    return "" if item == TRUE else f"not {item.code}"


def _either(*codes: str) -> str:
    return " or ".join(code for code in codes if code)
