"""A household that is known, as values of the symbols of a world."""

from __future__ import annotations

from collections.abc import Iterable

from elig.facts.household import Household
from elig.program.model import Fact
from elig.program.types import BooleanType, DateType, EnumType, MembersType, NumberType, SetType, TextType
from elig.prove.lin import FALSE, Lin, Term
from elig.prove.world import World
from elig.values import Numbers, Possible, Truth, Words, WordSet


class Told:
    """The values of the symbols of some facts, for one household."""

    def __init__(self, world: World, household: Household, facts: Iterable[Fact]) -> None:
        self.world = world
        self.household = household
        self.values: dict[int, int] = {}
        self.untold: list[tuple[Fact, int | None]] = []
        """Facts that were not told, or told in part: in a world of known facts they have no value."""
        for fact in facts:
            if not fact.of_member:
                self._tell(fact, None, household.facts.get(fact.id))
                continue
            for place, member in enumerate(household.members):
                self._tell(fact, place, member.facts.get(fact.id))

    def _tell(self, fact: Fact, member: int | None, told: Possible | None) -> None:
        hidden = self.world.hidden(fact, member)
        self._set(hidden, told is None)
        if told is None:
            if hidden == FALSE:
                self.untold.append((fact, member))
            else:
                self.blank(fact, member)
            return
        none = self.world.none(fact, member)
        if getattr(told, "is_none", False):
            self.blank(fact, member)
            self._set(none, True)
            return
        self._set(none, False)
        match fact.type, told:
            case BooleanType(), Truth():
                self._set(self.world.terms.truth(self.world.name((fact.id, member))), told is Truth.TRUE)
            case NumberType() | DateType(), Numbers(value=value) if value is not None:
                symbol, by, _, _ = self.world.figure(fact, member)
                self._put(symbol, int(value * by))
            case EnumType() | TextType(), Words(value=word) if word is not None:
                assert isinstance(fact.type, EnumType | TextType), "only these are words"
                self._put(self.world.choice(fact, member), self.world.words.place_of(fact.type, word))
            case SetType(kind), WordSet():
                for word in self.world.words.enumerations[kind]:
                    self._set(self.world.word_in(fact, member, word), word in told.has)
            case MembersType(), WordSet():
                for target, one in enumerate(self.household.members):
                    self._set(self.world.linked(fact, member, target), one.id in told.has)
            case _:
                self.untold.append((fact, member))

    def blank(self, fact: Fact, member: int | None) -> None:
        """Any value: it is not looked at."""
        self._set(self.world.none(fact, member), False)
        match fact.type:
            case BooleanType():
                self._set(self.world.terms.truth(self.world.name((fact.id, member))), False)
            case NumberType() | DateType():
                symbol, _, low, _ = self.world.figure(fact, member)
                self._put(symbol, low)
            case EnumType() | TextType():
                self._put(self.world.choice(fact, member), 0)
            case SetType(kind):
                for word in self.world.words.enumerations[kind]:
                    self._set(self.world.word_in(fact, member, word), False)
            case MembersType():
                for target in range(self.world.members):
                    self._set(self.world.linked(fact, member, target), False)

    def _set(self, term: Term, value: bool) -> None:
        if term > 1:
            self.values[term] = int(value)

    def _put(self, symbol: Lin, value: int) -> None:
        for atom, _ in symbol[1]:
            self.values[atom] = value
