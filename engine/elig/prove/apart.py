"""A household and one that differs from it in a single fact, or in a member more or less."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from elig.program.claim import Change, Turn
from elig.program.types import BooleanType
from elig.prove.answers import Ends, OutcomeTerms
from elig.prove.leaning import Leaning
from elig.prove.lin import FALSE, TRUE, Term, plus, scaled
from elig.prove.shared import Copy, Shared
from elig.prove.study import Room, Study, Subject
from elig.prove.terms import Terms
from elig.prove.world import FactKey
from elig.records import Struct


class Pair(Struct):
    """Two households of one model, and what holds of how they differ; both make sense besides."""

    before: Room
    after: Room
    differ: tuple[Term, ...]

    @property
    def premise(self) -> tuple[Term, ...]:
        """What holds of the two households."""
        return (*self.differ, self.before.sense(), self.after.sense())

    def subjects(self, id: str) -> tuple[Subject, ...]:
        """The subjects of both that can be told apart."""
        return subjects(min(self.before, self.after, key=lambda room: room.members), id)


def subjects(room: Room, id: str) -> tuple[Subject, ...]:
    """The subjects that can be told apart where the first member changes: this one, and another."""
    return tuple(range(min(room.members, 2))) if room.entitlement(id).of_member else (None,)


class General(Struct):
    """A household of which all that it shares with another may be anything."""

    room: Room
    copy: Copy

    @property
    def terms(self) -> Terms:
        """The terms of the study."""
        return self.room.terms

    def outcome(self, id: str, subject: Subject) -> OutcomeTerms:
        """When an entitlement is due to a subject, and when it is not."""
        return self.copy.outcome(self.room.outcome(id, subject))

    def payable(self, id: str, grant: str, subject: Subject) -> Ends | None:
        """What a grant comes to."""
        found = self.room.payable(id, grant, subject)
        return None if found is None else self.copy.ends(found)

    def cash_a_month(self, id: str) -> Ends:
        """The cash of an entitlement a month."""
        return self.copy.ends(self.room.cash_a_month(id))


Sight = Room | General
"""What answers are read off."""


class Moved(Struct):
    """A fact that is another one in the second household, and how the two differ, `by` so much where that is said."""

    plain: Room
    key: FactKey
    rises: bool
    by: int | None = None

    def pair(self) -> Pair:
        """The two households in full."""
        other = self.plain.apart(self.key)
        return Pair(self.plain, other, self._differ(other))

    def general(self) -> tuple[General, General, tuple[Term, ...]]:
        """The two households, of whom all that they share may be anything; and how they differ."""
        other = self.plain.apart(self.key)
        pairs = dict(zip(self._symbols(self.plain), self._symbols(other), strict=True))
        shared = Shared(self.plain.terms, frozenset(pairs))
        differ = self._differ(other)
        one, copy = (
            General(self.plain, shared.copy({atom: atom for atom in pairs})),
            General(self.plain, shared.copy(pairs)),
        )
        return one, copy, differ

    def is_alike(self, other: Moved, outcomes: Iterable[OutcomeTerms], amounts: Iterable[Ends]) -> bool:
        """Whether some answers stay as they are where this fact and another are swapped: then one stands for both."""
        terms, first, last = self.plain.terms, self._symbols(self.plain), other._symbols(other.plain)
        if [terms.spans.get(atom) for atom in first] != [terms.spans.get(atom) for atom in last]:
            return False
        swapped = {**dict(zip(first, last, strict=True)), **dict(zip(last, first, strict=True))}
        copy = Shared(terms, frozenset(swapped), kept=True).copy(swapped)
        sense = self.plain.sense()
        return (
            copy.term(sense) == sense
            and all(copy.outcome(found) == found for found in outcomes)
            and all(copy.ends(found) == found for found in amounts)
        )

    def leaning(self) -> Leaning:
        """Which way all goes as the fact changes; it is told in both households."""
        return Leaning(self.plain.terms, self._symbols(self.plain)[-1:], rises=self.rises)

    def symbols(self) -> list[int]:
        """The symbols of the fact in both households."""
        return [*self._symbols(self.plain), *self._symbols(self.plain.apart(self.key))]

    def _symbols(self, room: Room) -> list[int]:
        id, member = self.key
        return room.world.symbols(room.side.dated.facts[id], member)

    def _differ(self, other: Room) -> tuple[Term, ...]:
        """The fact is told in both households, and is higher (or true) in the second where it rises, else lower."""
        terms, (id, member) = self.plain.terms, self.key
        fact = self.plain.side.dated.facts[id]
        worlds = self.plain.world, other.world
        if isinstance(fact.type, BooleanType):
            one, changed = (terms.truth(world.name(self.key)) for world in worlds)
            return (-one, changed) if self.rises else (one, -changed)
        told = tuple(-none for world in worlds if (none := world.none(fact, member)) not in (TRUE, FALSE))
        before, after = (world.figure(fact, member)[0] for world in worlds)
        if self.by is not None:
            step = self.plain.world.figure(fact, member)[1] * self.by
            return (*told, terms.equal(plus(before, scaled((step, ()), 1 if self.rises else -1)), after))
        return (*told, terms.below(before, after) if self.rises else terms.below(after, before))


def moved(study: Study, change: Change, members: int) -> Iterator[Moved]:
    """Each fact of which one at a time is another one; members are alike, so the first stands for all."""
    for id in change.facts:
        of_member = study.side.dated.facts[id].of_member
        yield Moved(study.room(members), (id, 0 if of_member else None), change.turn.rises)


def one_more(study: Study, change: Change, members: int) -> Iterator[Pair]:
    """A household and one with a member more or fewer, who is the last of the larger one."""
    if members > 1:
        larger, smaller = study.room(members), study.room(members - 1)
        yield Pair(smaller, larger, ()) if change.turn is Turn.MORE else Pair(larger, smaller, ())
