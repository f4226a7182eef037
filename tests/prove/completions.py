"""What is said of a household that is known in part, proved of all that it may turn out to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil, floor

from elig.facts.household import Household
from elig.program.model import Fact
from elig.program.types import BooleanType, DateType, EnumType, MembersType, NumberType, SetType, TextType
from elig.prove.answers import Ends, high_below, low_below
from elig.prove.decided import Decided, View
from elig.prove.encoder import Encoder
from elig.prove.here import Here
from elig.prove.lin import FALSE, TRUE, Lin, Term, constant
from elig.prove.possible import exact
from elig.prove.solver import Solver
from elig.prove.terms import Terms
from elig.prove.world import World
from elig.values import Interval, Numbers, Outcome, Possible, Truth, Words, WordSet


def known(encoder: Encoder, household: Household, facts: Iterable[Fact]) -> Iterator[Term]:
    """What is known of a household, as conditions."""
    world, any_of = encoder.world, encoder.terms.any_of
    for fact in facts:
        listed = [one.facts for one in household.members] if fact.of_member else [household.facts]
        for place, values in enumerate(listed):
            member, told = place if fact.of_member else None, values.get(fact.id)
            if told is not None:
                yield any_of((_is_none(world, fact, member, told), _told(world, household, fact, member, told)))
            if fact.only_if is not None:
                # what is told applies; what is not told has a value where it applies
                applies = encoder.given.presence(fact, Here(member))[0]
                yield -world.none(fact, member) if told is None else applies


def _is_none(world: World, fact: Fact, member: int | None, told: Possible) -> Term:
    return world.none(fact, member) if getattr(told, "none", False) else FALSE


def _told(world: World, household: Household, fact: Fact, member: int | None, told: Possible) -> Term:
    """That a fact is one of the values that it may be."""
    terms, there = world.terms, -world.none(fact, member)
    match fact.type, told:
        case BooleanType(), Truth():
            term = terms.truth(world.name((fact.id, member)))
            return TRUE if told is Truth.OPEN else term if told is Truth.TRUE else -term
        case NumberType() | DateType(), Numbers(span=Interval() as span, points=points):
            symbol, by, _, _ = world.figure(fact, member)
            if points is not None:
                listed = terms.any_of(terms.equal(symbol, constant(int(point * by))) for point in points)
                return terms.all_of((there, listed))
            return terms.all_of((there, *_between(terms, symbol, by, span)))
        case NumberType() | DateType(), Numbers():
            return FALSE
        case EnumType() | TextType(), Words(ids=None):
            return there
        case EnumType() | TextType(), Words(ids=frozenset() as ids):
            assert isinstance(fact.type, EnumType | TextType), "only these are words"
            places = sorted({world.words.place_of(fact.type, word) for word in ids})
            choice = world.choice(fact, member)
            return terms.all_of((there, terms.any_of(terms.equal(choice, constant(place)) for place in places)))
        case SetType(), WordSet():
            has = (world.word_in(fact, member, word) for word in sorted(told.has))
            return terms.all_of((*has, *(-world.word_in(fact, member, word) for word in sorted(told.lacks))))
        case MembersType(), WordSet():
            linked = [(one.id, world.linked(fact, member, place)) for place, one in enumerate(household.members)]
            has = (term for id, term in linked if id in told.has)
            return terms.all_of((*has, *(-term for id, term in linked if id in told.lacks)))
        case _:
            raise AssertionError(f"{fact.id} is told as {told}")


def _between(terms: Terms, symbol: Lin, by: int, span: Interval) -> Iterator[Term]:
    if span.low is not None:
        yield terms.at_most(constant(ceil(span.low * by)), symbol)
    if span.high is not None:
        yield terms.at_most(symbol, constant(floor(span.high * by)))


def contradictions(
    solver: Solver, view: View, told: list[Term], decided: Decided, *, exact_plan: bool
) -> Iterator[str]:
    """What was decided that does not follow, or was left open although it follows.

    Raises `OutOfBudgetError`. An exact plan leaves nothing open of which all completions have the same.
    """
    terms, outcome = solver.terms, view.answer.outcome
    match decided.outcome:
        case Outcome.DUE:
            if solver.find((*told, -outcome.due)) is not None:
                yield "due, but not in each case"
        case Outcome.NOT_DUE | Outcome.NOT_IN_FORCE:
            if solver.find((*told, -outcome.not_due)) is not None:
                yield "not due, but not in each case"
        case Outcome.UNDETERMINED:
            if exact_plan and solver.find((*told, -outcome.due)) is None:
                yield "undetermined, but due in each case"
            if exact_plan and solver.find((*told, -outcome.not_due)) is None:
                yield "undetermined, but not due in any case"
    for id, grant in decided.grants.items():
        amount, stated = view.grants[id].amount, grant.amount
        if amount is not None and stated is not None:
            ends = _ends(stated)
            outside = terms.any_of((low_below(terms, amount, ends), high_below(terms, ends, amount)))
            if solver.find((*told, -outcome.not_due, outside)) is not None:
                yield f"{id} may be outside of {stated}"


def _ends(stated: Interval) -> Ends:
    low, high = (exact(0 if end is None else end) for end in (stated.low, stated.high))
    return Ends(low, high, TRUE if stated.low is None else FALSE, TRUE if stated.high is None else FALSE)
