"""Asking the engine about a random program, and its answers in the words of `worlds`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from elig.api import Decision, load_texts
from elig.api import Program as Engine
from elig.evaluate.decision import Kind, Missing, Result
from tests.properties.model import ON, Entitlement, Program
from tests.properties.worlds import Household, Input


def loaded(program: Program) -> Engine:
    """The program as the engine reads it."""
    return load_texts(program.texts(), program.local())


def decided(engine: Engine, household: Household | Mapping[str, object], *, trace: bool = False) -> Decision:
    """The decision for a household."""
    raw = household.raw if isinstance(household, Household) else household
    return engine.check(raw, on=ON, policy="p", trace=trace)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine says of one entitlement and one subject."""

    entitlement: Entitlement
    member: int | None
    result: Result


def answers(program: Program, decision: Decision) -> Iterator[Answer]:
    """Every answer, with the member's place."""
    for result in decision.outcomes.results:
        subject = result.subject
        yield Answer(program.entitlement(result.entitlement.id), place_of(subject), result)


def place_of(member: str | None) -> int | None:
    """The place of a member in the list."""
    return None if member is None else int(member[1:])


def asked(missing: Iterable[Missing]) -> set[Input]:
    """What a list of missing things names."""
    return {_input(item) for item in missing}


def _input(item: Missing) -> Input:
    match item.kind:
        case Kind.FACT:
            return ("fact", item.id, place_of(item.member))
        case Kind.PARAMETER:
            return ("parameter", item.id, item.keys[0] if item.keys else None)
        case Kind.READING:
            return ("reading", item.id, None)
        case Kind.MEMBERS:
            return ("members", item.id, None)


def askable(inputs: Iterable[Input]) -> set[Input]:
    """The inputs that can be asked: all but gaps."""
    return {given for given in inputs if given[0] != "gap"}
