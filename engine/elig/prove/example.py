"""From conditions that have a model to households that anybody can check: found, written, replayed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any

from elig.evaluate.environment import Input, ParameterInput
from elig.evaluate.grants import payable_of
from elig.facts.keys import Keys
from elig.facts.reading import HouseholdReader
from elig.lang.printer import decimal
from elig.program.model import Fact
from elig.program.types import EnumType
from elig.prove.decided import Decided as Foreseen
from elig.prove.decided import View, agree, by_evaluator
from elig.prove.encoder import Here
from elig.prove.errors import OutOfBudgetError, PredictionError
from elig.prove.finding import Decided, Example
from elig.prove.local import local_text
from elig.prove.possible import Divisor, Exact, May, Part, Quantity, Word
from elig.prove.settings import Spot
from elig.prove.study import Room, Study, Subject
from elig.prove.terms import TRUE, Term, holds, number
from elig.prove.witness import Tightening, Writer, member_id, symbols_of
from elig.records import dataclass
from elig.values import Numbers, Possible, Truth, Words

HOUSEHOLD = "witness"
"""What the household of an example is called."""

ROUND = (100, 10, 1)
"""What a figure that an example supposes is a multiple of, if it can be."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An entitlement and the subject whose answer an example shows."""

    entitlement: str
    subject: Subject


class Patient(Tightening):
    """A search that keeps what it has where the budget ends: the household is then less plausible, and as right."""

    def prefer(self, term: Term) -> bool:
        """Hold a condition on one symbol if it can be held within the budget; whether it is."""
        try:
            return super().prefer(term)
        except OutOfBudgetError:
            return holds(term, self.terms.values([term], self.model))


@dataclass(frozen=True, slots=True)
class Found:
    """An example with the values of its symbols, for asking on from it."""

    example: Example
    values: Mapping[int, int]


def example(
    study: Study, rooms: Sequence[Room], conditions: Iterable[Term], asked: Sequence[Sequence[Asked]]
) -> Example:
    """The households that stand for all of which the conditions hold.

    Raises `PredictionError` where the evaluator does not decide as foreseen.
    """
    return found(study, rooms, conditions, asked).example


def found(study: Study, rooms: Sequence[Room], conditions: Iterable[Term], asked: Sequence[Sequence[Asked]]) -> Found:
    """The example with the values of all symbols."""
    listed = list(conditions)
    model = study.find(listed)
    assert model is not None, "the conditions have a model"
    tight = Patient(study.terms, study.solver.session(listed), model)
    spots = _spots(study, asked)
    for spot in spots:
        _settle(study, tight, spot)
    written = [_tightened(study, room, tight, asked) for room in rooms]
    values = dict(tight.model)
    settled = {spot: _value(study, spot, values) for spot in spots}
    households = tuple(_household(study, room, values, told) for room, told in zip(rooms, written, strict=True))
    decided = tuple(
        tuple(_replayed(study, room, one, household, settled, values) for one in listed_asked)
        for room, household, listed_asked in zip(rooms, households, asked, strict=True)
    )
    stated = tuple((name, keys, _text(value)) for (name, keys), value in settled.items())
    side, largest = study.side, max(room.members for room in rooms)
    local = local_text(side.rules, side.on, side.place, stated)
    return Found(Example(largest, households, decided, stated, local), values)


# ---------------------------------------------------------------------- facts


Told = list[tuple[Fact, Subject]]


def _facts(study: Study, asked: Sequence[Sequence[Asked]]) -> list[Fact]:
    """The facts that the entitlements read, and those that tell whether a household makes sense."""
    dated, keys = study.side.dated, study.reader(study.side)[0]
    marks = set(chain.from_iterable(keys.marks(item.condition) for item in dated.invalid))
    for one in chain.from_iterable(asked):
        marks |= keys.everything(dated.entitlements[one.entitlement])
    marked = {name for kind, name in marks if kind == "fact"}
    return [fact for fact in dated.facts.values() if fact.id in marked]


def _tightened(study: Study, room: Room, tight: Tightening, asked: Sequence[Sequence[Asked]]) -> Told:
    """Sets every fact of a household, those of the household first; gives those that apply."""
    facts, writer = _facts(study, asked), Writer(room.world, room.side.on)
    own: Told = [(fact, None) for fact in facts if not fact.of_member]
    own += [(fact, one) for one in range(room.members) for fact in facts if fact.of_member]
    return [
        (fact, member)
        for fact, member in own
        if not room.world.is_place(fact) and writer.fix(tight, fact, member, _present(room, fact, member))
    ]


def _present(room: Room, fact: Fact, member: Subject) -> Term:
    own = room.side.dated.facts[fact.id]
    return TRUE if own.only_if is None else room.encoder.presence(own, Here(member))[0]


def _household(study: Study, room: Room, values: Mapping[int, int], told: Told) -> dict[str, Any]:
    vocabulary, writer = study.side.rules.vocabulary, Writer(room.world, room.side.on)
    keys = Keys.of(vocabulary)
    whole: dict[str, Any] = {keys.whole.id: HOUSEHOLD}
    if vocabulary.locality_fact is not None:
        whole[vocabulary.locality_fact.id] = study.side.place
    members: list[dict[str, Any]] = [{keys.part.id: member_id(n)} for n in range(room.members)]
    for fact, member in told:
        into = whole if member is None else members[member]
        into[fact.id] = writer.told(fact, member, values)
    if keys.parts:
        whole[keys.parts] = members
    return whole


# ---------------------------------------------------------------------- figures that no place has settled


def _spots(study: Study, asked: Sequence[Sequence[Asked]]) -> list[Spot]:
    keys, figures = study.reader(study.side)
    entitlements = study.side.dated.entitlements
    marks = chain.from_iterable(keys.everything(entitlements[one.entitlement]) for one in chain.from_iterable(asked))
    marked = {name for kind, name in marks if kind == "figure"}
    return [spot for spot in sorted(figures.settled) if spot[0] in marked]


def _settle(study: Study, tight: Tightening, spot: Spot) -> None:
    match _symbol(study, spot):
        case May(yes=term):
            tight.prefer(-term)
        case Word(parts=((_, place),)):
            tight.fix(place, 0)
        case Quantity(parts=(Part(low=Exact(over=symbol, by=Divisor(by=by))),)):
            low, high = study.terms.span(symbol)
            if tight.is_free(symbol):
                tight.put(symbol, low)
            else:
                tight.round(symbol, by, max(low, 1), high, ROUND)
        case other:
            raise AssertionError(f"a figure that is settled is one symbol, not {other}")


def _symbol(study: Study, spot: Spot) -> May | Word | Quantity:
    value = study.reader(study.side)[1].symbol(study.side.rules.parameters[spot[0]], spot)
    assert isinstance(value, May | Word | Quantity), "figures are no sets"
    return value


def _value(study: Study, spot: Spot, values: Mapping[int, int]) -> Possible:
    match _symbol(study, spot):
        case May(yes=term):
            return Truth.of(holds(term, values))
        case Word(parts=((_, place),)):
            kind = study.side.rules.parameters[spot[0]].type
            assert isinstance(kind, EnumType), "words are of an enumeration"
            return Words(frozenset({study.words.enumerations[kind.enumeration][number(place, values)]}))
        case Quantity(parts=(Part(low=Exact(over=symbol, by=Divisor(by=by))),)):
            return Numbers.point(Fraction(number(symbol, values), by))
        case other:
            raise AssertionError(f"a figure that is settled is one symbol, not {other}")


def _text(value: Possible) -> str:
    match value:
        case Truth():
            return "true" if value is Truth.TRUE else "false"
        case Words(value=word) if word is not None:
            return word
        case Numbers(value=figure) if figure is not None:
            return decimal(figure) or str(figure)
        case _:
            raise AssertionError("a figure that is supposed is one value")


# ---------------------------------------------------------------------- the replay


def _replayed(
    study: Study,
    room: Room,
    asked: Asked,
    household: Mapping[str, Any],
    settled: Mapping[Spot, Possible],
    values: Mapping[int, int],
) -> Decided:
    """What the evaluator decides, the same as was foreseen."""
    view = View.of(room.outcomes, asked.entitlement, asked.subject)
    roots = view.roots()
    free = {atom: study.terms.spans.get(atom, (0, 1))[0] for atom in symbols_of(study.terms, roots)}
    foreseen = view.decided(study.terms.values(roots, {**free, **values}))
    pins: dict[Input, Possible] = {ParameterInput(name, keys): value for (name, keys), value in settled.items()}
    read = HouseholdReader(study.side.rules.vocabulary).read(household)
    told = by_evaluator(study.side, asked.entitlement, asked.subject, read, pins)
    if not agree(foreseen, told):
        message = f"{asked.entitlement} on {study.side.on}: foreseen {foreseen}, decided {told} for {household}"
        raise PredictionError(message)
    return _shown(asked, told)


def _shown(asked: Asked, told: Foreseen) -> Decided:
    amounts = tuple((id, payable_of(grant.amount, told.outcome)) for id, grant in told.grants.items())
    return Decided(
        asked.entitlement, None if asked.subject is None else member_id(asked.subject), told.outcome, amounts
    )
