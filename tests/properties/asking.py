"""Asking the engine about a random program, and its answers in the words of `worlds`."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from hypothesis import strategies as st

from elig.api import Decision, load_texts
from elig.api import Program as Engine
from elig.evaluate.decision import Kind, Missing, Result
from elig.values import Outcome
from tests.properties.brute import Brute
from tests.properties.households import households
from tests.properties.model import ON, Entitlement, Program
from tests.properties.programs import Style, programs
from tests.properties.worlds import Household, Input, Space, space


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

    @property
    def outcome(self) -> Outcome:
        """The outcome."""
        return self.result.outcome

    @property
    def missing(self) -> set[Input]:
        """What is missing for the outcome."""
        return asked(self.result.missing)


@dataclass(frozen=True)
class Examined:
    """A household as the engine decides it and as its completions come out."""

    program: Program
    household: Household
    decision: Decision
    brute: Brute

    @cached_property
    def space(self) -> Space:
        """The completions."""
        return space(self.program, self.household)

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """Every answer of the engine."""
        return tuple(answers(self.program, self.decision))

    def outcomes(self, answer: Answer) -> list[Hashable]:
        """The outcome in each completion."""
        return self.space.labels(self.brute.outcome(answer.entitlement), answer.member)


def examined(data: st.DataObject, style: Style, *, count: int = 3, known: bool = False) -> Iterator[Examined]:
    """Some households of a random program, decided."""
    program = data.draw(programs(style))
    engine, brute = loaded(program), Brute(program)
    for _ in range(count):
        household = data.draw(households(program, known=known))
        yield Examined(program, household, decided(engine, household), brute)


def answers(program: Program, decision: Decision) -> Iterator[Answer]:
    """Every answer, with the member's place."""
    for result in decision.outcomes.results:
        yield Answer(program.entitlement(result.entitlement.id), place_of(result.subject), result)


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
