"""Whether a claim holds for every complete household up to a number of members."""

from __future__ import annotations

from collections.abc import Iterator

from elig.evaluate.dated import condition_at
from elig.program.claim import (
    Always,
    Claim,
    Never,
    NeverBoth,
    NeverLess,
    NeverLoses,
    Statement,
    Turn,
    entitlements_of,
)
from elig.prove.answers import high_below, low_below, worse
from elig.prove.apart import Moved, Pair, Sight, moved, one_more, subjects
from elig.prove.errors import NotEncodedError, OutOfBudgetError
from elig.prove.example import Asked, example
from elig.prove.finding import ClaimResult, Holds
from elig.prove.leaning import Leaning
from elig.prove.lin import Term
from elig.prove.study import Room, Study, Subject
from elig.records import Struct, replace


class Case(Struct):
    """A way in which a claim could fail: when it speaks of the households, and when it fails for them."""

    rooms: tuple[Room, ...]
    premise: tuple[Term, ...]
    fails: Term
    asked: tuple[tuple[Asked, ...], ...]
    """Of whom the answer shows that it fails, in each of the rooms."""


def prove_claim(study: Study, claim: Claim) -> ClaimResult:
    """The claim over all sizes, the smallest first; a budget that ends is said, never passed over."""
    absent = [id for id in entitlements_of(claim.states) if id not in study.side.dated.entitlements]
    if absent:
        return ClaimResult(claim, Holds.NOT_PROVED, why=f"not in force: {', '.join(absent)}")
    states = _on_the_day(study, claim.states)
    if states is None:
        return ClaimResult(claim, Holds.NOT_PROVED, why="its condition is not in force")
    vacuous = True
    try:
        for members in study.sizes():
            for case in cases(study, states, members):
                if (asked := study.plausible((*case.premise, case.fails), case.rooms)) is not None:
                    found = example(study, case.rooms, asked, case.asked)
                    return ClaimResult(claim, Holds.REFUTED, example=found)
            vacuous = vacuous and not any(
                study.plausible(premise, [study.room(members)]) for premise in premises(study, states, members)
            )
    except (OutOfBudgetError, NotEncodedError) as problem:
        return ClaimResult(claim, Holds.NOT_PROVED, why=str(problem))
    return ClaimResult(claim, Holds.PROVED, vacuous)


def _on_the_day(study: Study, states: Statement) -> Statement | None:
    """The claim with its condition as it holds on the day; None where a part of it is not in force."""
    if not isinstance(states, Always | Never):
        return states
    condition = condition_at(study.side.rules, study.side.on, states.condition)
    return None if condition is None else replace(states, condition=condition)


def premises(study: Study, states: Statement, members: int) -> Iterator[tuple[Term, ...]]:
    """When a claim speaks of a household at all: it has something to lose, or the condition holds of it."""
    room = study.room(members)
    match states:
        case NeverLoses() | NeverLess():
            for subject in room.subjects(states.entitlement):
                yield (room.sense(), -room.outcome(states.entitlement, subject).not_due)
        case NeverBoth():
            for id in (states.first, states.second):
                yield from ((room.sense(), room.outcome(id, subject).due) for subject in room.subjects(id))
        case Always() | Never():
            for subject in room.subjects(states.entitlement):
                yield (room.sense(), room.surely(states.condition, subject))


def cases(study: Study, states: Statement, members: int) -> Iterator[Case]:
    """Every way in which a claim could fail in a household of so many members, but those that are excluded at sight."""
    match states:
        case NeverLoses() | NeverLess() if states.change.turn in (Turn.MORE, Turn.FEWER):
            for pair in one_more(study, states.change, members):
                for subject in pair.subjects(states.entitlement):
                    yield _changed(pair, states, subject)
        case NeverLoses() | NeverLess():
            for move in _apart(study, states, members):
                yield from _moved(study, states, move)
        case NeverBoth():
            yield _both(study.room(members), states)
        case Always() | Never():
            room = study.room(members)
            for subject in room.subjects(states.entitlement):
                outcome = room.outcome(states.entitlement, subject)
                fails = -outcome.due if isinstance(states, Always) else outcome.due
                premise = (room.sense(), room.surely(states.condition, subject))
                yield Case((room,), premise, fails, ((Asked(states.entitlement, subject),),))


def _apart(study: Study, states: NeverLoses | NeverLess, members: int) -> list[Moved]:
    """The facts that change one at a time; of those that may be swapped without any difference one is enough."""
    room, found = study.room(members), list[Moved]()
    listed = subjects(room, states.entitlement)
    outcomes = [room.outcome(states.entitlement, subject) for subject in listed]
    payable = [room.payable(states.entitlement, states.grant, one) for one in listed if isinstance(states, NeverLess)]
    amounts = [one for one in payable if one is not None]
    for move in moved(study, states.change, members):
        if not any(move.is_alike(other, outcomes, amounts) for other in found):
            found.append(move)
    return found


def _moved(study: Study, states: NeverLoses | NeverLess, move: Moved) -> Iterator[Case]:
    """The ways in which a claim could fail where one fact changes, but those that are seen to be none.

    Two households in full are mostly the easier question. Where they are not, all that they share may be anything.
    """
    leaning, pair = move.leaning(), move.pair()
    for subject in pair.subjects(states.entitlement):
        if _only_gains(leaning, move.plain, states, subject):
            continue
        if study.excludes((*pair.differ, _worse(pair.before, pair.after, states, subject))):
            continue
        one, other, differ = move.general()
        if not study.excludes((*differ, _worse(one, other, states, subject))):
            yield _changed(pair, states, subject)


def _only_gains(leaning: Leaning, room: Room, states: NeverLoses | NeverLess, subject: Subject) -> bool:
    """Whether it is seen from the terms alone that nothing is lost."""
    if isinstance(states, NeverLoses):
        return leaning.never_worse(room.outcome(states.entitlement, subject))
    found = room.payable(states.entitlement, states.grant, subject)
    return found is not None and leaning.never_less(found)


def _changed(pair: Pair, states: NeverLoses | NeverLess, subject: Subject) -> Case:
    asked = (Asked(states.entitlement, subject),)
    return Case(
        (pair.before, pair.after), pair.premise, _worse(pair.before, pair.after, states, subject), (asked, asked)
    )


def _worse(before: Sight, after: Sight, states: NeverLoses | NeverLess, subject: Subject) -> Term:
    terms, id = before.terms, states.entitlement
    if isinstance(states, NeverLoses):
        return worse(terms, before.outcome(id, subject), after.outcome(id, subject))
    first, last = (sight.payable(id, states.grant, subject) for sight in (before, after))
    assert first is not None and last is not None, "the grant has an amount"
    return terms.any_of((low_below(terms, last, first), high_below(terms, last, first)))


def _both(room: Room, states: NeverBoth) -> Case:
    first, second = (room.subjects(id)[0] for id in (states.first, states.second))
    one, other = room.outcome(states.first, first), room.outcome(states.second, second)
    asked = (Asked(states.first, first), Asked(states.second, second))
    return Case((room,), (room.sense(), one.due), other.due, (asked,))
