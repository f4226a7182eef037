"""Whether a claim holds for every complete household up to a number of members."""

from __future__ import annotations

from collections.abc import Iterator

from elig.program.claim import Always, Change, Claim, Never, NeverBoth, NeverLess, NeverLoses, Statement, Turn
from elig.program.claim import entitlements_of
from elig.program.types import BooleanType
from elig.prove.errors import NotEncodedError, OutOfBudgetError
from elig.prove.example import Asked, example
from elig.prove.finding import ClaimResult, Holds
from elig.prove.outcomes import Ends
from elig.prove.possible import common
from elig.prove.study import Room, Study, Subject
from elig.prove.terms import FALSE, TRUE, Term
from elig.records import dataclass


@dataclass(frozen=True, slots=True)
class Case:
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
    vacuous = True
    try:
        for members in study.sizes():
            for case in cases(study, claim.states, members):
                model = study.find((*case.premise, case.fails))
                if model is not None:
                    found = example(study, case.rooms, (*case.premise, case.fails), case.asked)
                    return ClaimResult(claim, Holds.REFUTED, example=found)
                vacuous = vacuous and study.find(case.premise) is None
    except OutOfBudgetError:
        return ClaimResult(claim, Holds.NOT_PROVED, why="budget")
    except NotEncodedError as problem:
        return ClaimResult(claim, Holds.NOT_PROVED, why=str(problem))
    return ClaimResult(claim, Holds.PROVED, vacuous)


def cases(study: Study, states: Statement, members: int) -> Iterator[Case]:
    """Every way in which a claim could fail in a household of so many members."""
    match states:
        case NeverLoses():
            for before, after, differ in pairs(study, states.change, members):
                for subject in _witnesses(states.entitlement, before, after):
                    yield _loses(before, after, differ, states.entitlement, subject)
        case NeverLess():
            for before, after, differ in pairs(study, states.change, members):
                for subject in _witnesses(states.entitlement, before, after):
                    yield _less(before, after, differ, states, subject)
        case NeverBoth():
            yield _both(study.room(members), states)
        case Always() | Never():
            room = study.room(members)
            for subject in room.subjects(states.entitlement):
                outcome = room.outcome(states.entitlement, subject)
                fails = -outcome.due if isinstance(states, Always) else outcome.due
                premise = (room.sense(), room.surely(states.condition, subject))
                yield Case((room,), premise, fails, ((Asked(states.entitlement, subject),),))


def _witnesses(id: str, before: Room, after: Room) -> tuple[Subject, ...]:
    """The subjects of both households that can be told apart: the member who changes, and another."""
    if not before.entitlement(id).of_member:
        return (None,)
    return tuple(range(min(before.members, after.members, 2)))


def _loses(before: Room, after: Room, differ: tuple[Term, ...], id: str, subject: Subject) -> Case:
    terms = before.terms
    one, other = before.outcome(id, subject), after.outcome(id, subject)
    was_due = terms.all_of((one.due, -other.due))
    was_open = terms.all_of((-one.not_due, other.not_due))
    asked = (Asked(id, subject),)
    return Case((before, after), (*differ, -one.not_due), terms.any_of((was_due, was_open)), (asked, asked))


def _less(before: Room, after: Room, differ: tuple[Term, ...], states: NeverLess, subject: Subject) -> Case:
    grants = {grant.id: grant for grant in before.entitlement(states.entitlement).grants}
    ends = [room.payable(states.entitlement, grants[states.grant], subject) for room in (before, after)]
    assert ends[0] is not None and ends[1] is not None, "the grant has an amount"
    asked = (Asked(states.entitlement, subject, (states.grant,)),)
    premise = (*differ, -before.outcome(states.entitlement, subject).not_due)
    return Case((before, after), premise, less(before, ends[0], ends[1]), (asked, asked))


def less(room: Room, before: Ends, after: Ends) -> Term:
    """Whether an amount fell at either end."""
    terms = room.terms
    low_before, low_after, _ = common(before.low, after.low)
    high_before, high_after, _ = common(before.high, after.high)
    low = terms.all_of((-before.low_open, -after.low_open, terms.below(low_after, low_before)))
    high = terms.all_of(
        (-after.high_open, terms.any_of((before.high_open, terms.below(high_after, high_before))))
    )
    return terms.any_of((low, high))


def _both(room: Room, states: NeverBoth) -> Case:
    first, second = (room.subjects(id)[0] for id in (states.first, states.second))
    one, other = room.outcome(states.first, first), room.outcome(states.second, second)
    asked = (Asked(states.first, first), Asked(states.second, second))
    return Case((room,), (room.sense(), one.due), other.due, (asked,))


# ---------------------------------------------------------------------- how two households differ


def pairs(study: Study, change: Change, members: int) -> Iterator[tuple[Room, Room, tuple[Term, ...]]]:
    """A household, the changed one, and what holds of them: both make sense, and they differ as the change says."""
    plain = study.room(members)
    if change.turn in (Turn.MORE, Turn.FEWER):
        if members > 1:
            fewer = study.room(members - 1)
            one, other = (fewer, plain) if change.turn is Turn.MORE else (plain, fewer)
            yield one, other, (plain.sense(), fewer.sense())
        return
    for id in change.facts:
        fact = study.side.dated.facts[id]
        member = 0 if fact.of_member else None
        other = study.room(members, [(id, member)])
        differ = _apart(plain, other, id, member, rises=change.turn.rises)
        yield plain, other, (plain.sense(), other.sense(), *differ)


def _apart(plain: Room, other: Room, id: str, member: Subject, *, rises: bool) -> tuple[Term, ...]:
    """The fact is told in both households, and is higher (or true) in the second where it rises, else lower."""
    terms, fact = plain.terms, plain.side.dated.facts[id]
    worlds = plain.world, other.world
    if isinstance(fact.type, BooleanType):
        one, changed = (terms.truth(world.name((id, member))) for world in worlds)
        return (-one, changed) if rises else (one, -changed)
    told = tuple(-none for world in worlds if (none := world.none(fact, member)) not in (TRUE, FALSE))
    before, after = (world.figure(fact, member)[0] for world in worlds)
    return (*told, terms.below(before, after) if rises else terms.below(after, before))
