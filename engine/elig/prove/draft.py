"""A household that is being drawn: it is changed fact by fact, and both sides can read it at any time."""

from __future__ import annotations

from elig.evaluate.decide import division_in, origin_is
from elig.evaluate.environment import Environment
from elig.evaluate.expressions import truth
from elig.facts.household import Household, MemberRecord
from elig.prove.settings import Names
from elig.prove.settings import Spot as Figure
from elig.prove.supposed import pins
from elig.records import Struct
from elig.values import Possible, Truth


class Known(Struct):
    """What both sides know beside the household: their environments for nobody, and figures of the place.

    `names` are those by which each side knows the figures.
    """

    empty: tuple[Environment, ...]
    names: tuple[Names, ...]
    figures: dict[Figure, Possible]


class Draft:
    """A household of which every fact has a value; those that do not apply are not looked at by the rules."""

    def __init__(self, known: Known, own: dict[str, Possible], members: dict[str, dict[str, Possible]]) -> None:
        self.ids = tuple(members)
        self._own, self._members = own, tuple(members.values())
        listed = tuple(MemberRecord(id, facts) for id, facts in members.items())
        self._told = Household("sample", own, listed)
        self._known = known
        self._envs: dict[int, Environment] = {}

    def at(self, known: Known) -> Draft:
        """The same household where other figures are known, to be changed on its own."""
        members = {id: dict(facts) for id, facts in zip(self.ids, self._members, strict=True)}
        return Draft(known, dict(self._own), members)

    def env(self, side: int) -> Environment:
        """What a side knows of the household as it is now."""
        found = self._envs.get(side)
        if found is None:
            empty, names = self._known.empty[side], self._known.names[side]
            origin = origin_is(division_in(empty.vocabulary, empty.vocabulary.origin_fact, self._told))
            settled = pins(self._known.figures, names)
            found = self._envs[side] = empty.changed(household=self._told, origin=origin, pins=settled)
        return found

    def settle(self, side: int, parameter: str, keys: tuple[str, ...], value: Possible) -> None:
        """Give a figure that no place has settled another value; one that is settled stays as it is."""
        spot = self._known.names[side].turned().parameter(parameter), keys
        if spot in self._known.figures:
            self._known.figures[spot] = value
            self._envs.clear()

    def get(self, fact: str, member: int | None) -> Possible | None:
        """The value of a fact."""
        return (self._own if member is None else self._members[member]).get(fact)

    def put(self, fact: str, member: int | None, value: Possible) -> None:
        """Give a fact another value."""
        (self._own if member is None else self._members[member])[fact] = value
        self._envs.clear()

    def household(self, side: int) -> Household:
        """The household as it is now, with the facts that apply on a side."""
        env = self.env(side)
        own = {id: value for id, value in self._own.items() if _applies(env, id, None)}
        listed = tuple(
            MemberRecord(id, {name: value for name, value in facts.items() if _applies(env, name, place)})
            for place, (id, facts) in enumerate(zip(self.ids, self._members, strict=True))
        )
        return Household(self._told.id, own, listed)


def _applies(env: Environment, id: str, member: int | None) -> bool:
    fact = env.rules.facts.get(id)
    return fact is not None and (fact.only_if is None or truth(fact.only_if, env, member) is not Truth.FALSE)
