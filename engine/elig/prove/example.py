"""From conditions that have a model to households that anybody can check: found, written, replayed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any

from elig.program.model import Fact
from elig.prove.decided import Replay, View
from elig.prove.finding import Decided, Example
from elig.prove.here import Here
from elig.prove.keys import Mark
from elig.prove.lin import TRUE, Term
from elig.prove.local import local_text
from elig.prove.settings import Figures, Names, Spot
from elig.prove.study import Room, Study, Subject
from elig.prove.supposed import Supposed, pins, stated
from elig.prove.tightening import Tightening, tightened
from elig.prove.witness import Told, Writer, member_id
from elig.records import Struct
from elig.values import Possible


class Asked(Struct):
    """An entitlement and the subject whose answer an example shows."""

    entitlement: str
    subject: Subject


class Found(Struct):
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
    """The example with the values of all symbols; each room is the first one but for some facts."""
    listed = list(conditions)
    model = study.find(listed)
    assert model is not None, "the conditions have a model"
    marks = _marks(study, chain.from_iterable(asked))
    supposed = Supposed.of(rooms[0].encoder.figures, marks)
    facts, writers = _facts(study, marks), [Writer(room.world, room.side.on) for room in rooms]

    def settle(tight: Tightening) -> list[Told]:
        supposed.settle(tight)
        return [
            writer.fill(tight, facts, partial(_present, room), again=room is not rooms[0])
            for writer, room in zip(writers, rooms, strict=True)
        ]

    told, values = tightened(study.solver, study.terms.all_of(listed), model, settle)
    settled = supposed.values(values)
    households = tuple(writer.household(own, values) for writer, own in zip(writers, told, strict=True))
    decided = tuple(
        tuple(_replayed(study, room, one, household, settled, values) for one in of_room)
        for room, household, of_room in zip(rooms, households, asked, strict=True)
    )
    listed_figures = stated(settled)
    largest, local = max(room.members for room in rooms), local_text(study.side, listed_figures)
    return Found(Example(largest, households, decided, listed_figures, local), values)


def figures_for(study: Study, room: Room, conditions: Iterable[Term], asked: Sequence[Asked]) -> Figures:
    """The figures that the households which stand for all suppose; all that no place has settled are known there."""
    listed = list(conditions)
    model = study.find(listed)
    assert model is not None, "the conditions have a model"
    supposed = Supposed.of(room.encoder.figures, _marks(study, asked))
    _, values = tightened(study.solver, study.terms.all_of(listed), model, supposed.settle)
    return supposed.known(values)


def _marks(study: Study, asked: Iterable[Asked]) -> frozenset[Mark]:
    """What the entitlements depend on."""
    keys, entitlements = study.keys(study.side), study.side.dated.entitlements
    return frozenset(chain.from_iterable(keys.everything(entitlements[one.entitlement]) for one in asked))


def _facts(study: Study, marks: frozenset[Mark]) -> list[Fact]:
    """The facts that the entitlements read, and those that tell whether a household makes sense."""
    dated, keys = study.side.dated, study.keys(study.side)
    read = marks.union(*(keys.marks(item.condition) for item in dated.invalid))
    return [fact for fact in dated.facts.values() if ("fact", fact.id) in read]


def _present(room: Room, fact: Fact, member: Subject) -> Term:
    return TRUE if fact.only_if is None else room.encoder.given.presence(fact, Here(member))[0]


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
    replay = Replay(study.side, asked.entitlement, asked.subject)
    told = replay.as_foreseen(study.terms, view, values, household, pins(settled, Names()))
    subject = None if asked.subject is None else member_id(asked.subject)
    return Decided(asked.entitlement, subject, told.outcome, told.seen().amounts)
