"""One policy read as terms: households of so many members, and copies of them in which one thing differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from elig.program.model import Entitlement, Grant
from elig.program.nodes import Node
from elig.program.types import NumberType
from elig.prove.answers import Ends, OutcomeTerms
from elig.prove.encoder import Encoder
from elig.prove.errors import OutOfBudgetError
from elig.prove.here import Alone, Here, Memo
from elig.prove.keys import Keys, Table
from elig.prove.lin import ZERO, Term, plus
from elig.prove.outcomes import Outcomes, by_grant
from elig.prove.possible import Divisor, Exact, combined, exact
from elig.prove.settings import Figures, Names, Settings
from elig.prove.sides import Side
from elig.prove.solver import Budget, Model, Solver
from elig.prove.terms import Terms
from elig.prove.witness import symbols_of
from elig.prove.words import Words
from elig.prove.world import FactKey, World
from elig.values import GrantKind

Subject = int | None
"""A member by place, or the household."""


class Study:
    """The terms of one policy, shared by all that is asked of it.

    Figures that no place has settled are symbols: each may be anything that the text allows, and is one figure in a
    household and in its copies.
    """

    def __init__(self, side: Side, members: int, budget: Budget) -> None:
        self.side = side
        self.members = min(members, side.most_members)
        self.budget = budget
        self.terms = Terms()
        self.solver = Solver(self.terms, budget)
        self.words = Words.of([side])
        self.table = Table()
        self._rooms: dict[tuple[int, frozenset[FactKey], Figures], Room] = {}
        self._alone: dict[tuple[frozenset[FactKey], Figures], Alone] = {}
        # a side with another entitlement reads the same figures
        self.settings = Settings(side, Names())
        spots = frozenset(spot for spot, _ in self.settings.open_spots())
        self.figures = Figures(self.terms, self.settings, spots, self.words.enumerations.__getitem__)
        self._keys: dict[int, tuple[Side, Keys]] = {}

    def room(self, members: int, apart: Iterable[FactKey] = (), figures: Figures | None = None) -> Room:
        """A household of so many members; `apart` are the facts in which it differs from the plain one."""
        key = members, frozenset(apart), figures or self.figures
        if key not in self._rooms:
            self._rooms[key] = self._room(*key)
        return self._rooms[key]

    def _room(self, members: int, apart: frozenset[FactKey], figures: Figures) -> Room:
        vocabularies = [self.side.rules.vocabulary]
        world = World(self.terms, vocabularies, self.words, members, self.side.place, apart=apart)
        memo = Memo(alone=self._alone.setdefault((apart, figures), {}))
        plain = self.room(members, (), figures).encoder if apart else None
        return Room(self, Encoder(world, self.side, self.keys(self.side), figures, memo, plain))

    def keys(self, side: Side) -> Keys:
        """The numbers of the rules of the side, or of the side with another entitlement."""
        if id(side) not in self._keys:
            # the side is kept, so that its identity stays its own
            self._keys[id(side)] = side, Keys(side, self.settings, self.table)
        return self._keys[id(side)][1]

    def sizes(self) -> range:
        """The sizes of households that are gone through, the smallest first."""
        return range(1, self.members + 1)

    def find(self, conditions: Iterable[Term]) -> Model | None:
        """A model, or None where there is none; raises `OutOfBudgetError`."""
        return self.solver.find(conditions)

    def plausible(self, conditions: Iterable[Term], rooms: Iterable[Room]) -> list[Term] | None:
        """Conditions that have a model, of usual households if there is one among them; None where there is none.

        Raises `OutOfBudgetError`.
        """
        asked = list(conditions)
        return self.usual(asked, rooms) or (None if self.find(asked) is None else asked)

    def usual(self, conditions: Sequence[Term], rooms: Iterable[Room]) -> list[Term] | None:
        """Conditions that only usual households meet, if any does: little depends on anything there.

        In a usual household every figure is nothing, or the least that it can be, but for the one that is another one
        in one of the rooms; else but for that figure of every member.
        """
        listed = list(rooms)
        apart = frozenset(key for room in listed for key in room.world.other)
        alike = frozenset((fact, member) for fact, _ in apart for member in range(max(room.members for room in listed)))
        for free in (apart, alike) if alike - apart else (apart,):
            usual = [*conditions, *self._nothing(conditions, listed, apart | free)]
            try:
                if self.find(usual) is not None:
                    return usual
            except OutOfBudgetError:
                continue
        return None

    def _nothing(self, asked: Sequence[Term], rooms: Sequence[Room], free: frozenset[FactKey]) -> Iterator[Term]:
        symbols = set(symbols_of(self.terms, asked))
        for room in rooms:
            for atom, (key, least) in room.figures_told.items():
                if atom in symbols and key not in free:
                    yield self.terms.is_value(atom, least)

    def excludes(self, conditions: Iterable[Term]) -> bool:
        """Whether some conditions are seen to have no model with little effort."""
        return self.solver.excludes(conditions)


class Room:
    """A household of so many members under the rules of one side."""

    def __init__(self, study: Study, encoder: Encoder) -> None:
        self.study = study
        self.encoder = encoder
        self.side = encoder.side
        self.world = encoder.world
        self.terms: Terms = study.terms
        self.outcomes = Outcomes(encoder)

    @property
    def members(self) -> int:
        """How many members there are."""
        return self.world.members

    @cached_property
    def figures_told(self) -> Mapping[int, tuple[FactKey, int]]:
        """The symbols of all facts that are figures: of which fact, and what is nearest to nothing."""
        found: dict[int, tuple[FactKey, int]] = {}
        for fact in self.side.dated.facts.values():
            if isinstance(fact.type, NumberType):
                for member in range(self.members) if fact.of_member else (None,):
                    symbol, _, low, high = self.world.figure(fact, member)
                    found.update((atom, ((fact.id, member), min(max(0, low), high))) for atom, _ in symbol[1])
        return found

    def under(self, side: Side) -> Room:
        """The same household under other rules."""
        return Room(self.study, self.encoder.under(side, self.study.keys(side)))

    def apart(self, key: FactKey) -> Room:
        """The same household with another fact."""
        return self.study.room(self.members, [key], self.encoder.figures)

    def entitlement(self, id: str) -> Entitlement:
        """An entitlement in force on the day."""
        return self.side.dated.entitlements[id]

    def subjects(self, id: str) -> tuple[Subject, ...]:
        """A subject of each kind that can be told apart: the household, or the first member."""
        return (0,) if self.entitlement(id).of_member else (None,)

    def every_subject(self, id: str) -> tuple[Subject, ...]:
        """Every subject that an entitlement has in the household."""
        return tuple(range(self.members)) if self.entitlement(id).of_member else (None,)

    def outcome(self, id: str, subject: Subject) -> OutcomeTerms:
        """When an entitlement is due to a subject, and when it is not."""
        return self.outcomes.answer(id, subject).outcome

    def sense(self) -> Term:
        """Whether the household makes sense."""
        return self.encoder.sense()

    def surely(self, condition: Node, subject: Subject) -> Term:
        """Whether a condition certainly holds of a subject."""
        return -self.encoder.truth(condition, Here(subject)).no

    def payable(self, id: str, grant: str, subject: Subject) -> Ends | None:
        """What a grant comes to: its amount where due, nothing where not, from nothing on where it is open."""
        entitlement = self.entitlement(id)
        found = self.outcomes.grant(entitlement, by_grant(entitlement)[grant], subject)
        if found.amount is None:
            return None
        terms, outcome, amount = self.terms, self.outcome(id, subject), found.amount
        low = Exact(terms.choose(outcome.due, amount.low.over, ZERO), amount.low.by)
        high = Exact(terms.choose(outcome.not_due, ZERO, amount.high.over), amount.high.by)
        return Ends(
            low,
            high,
            terms.all_of((outcome.due, amount.low_open)),
            terms.all_of((-outcome.not_due, amount.high_open)),
        )

    def cash_a_month(self, id: str) -> Ends:
        """The cash of an entitlement a month, for all subjects of the household; what is given once is left out."""
        total = Ends(exact(0), exact(0))
        for grant in cash(self.entitlement(id)):
            for subject in self.every_subject(id):
                found = self.payable(id, grant.id, subject)
                if found is not None:
                    total = self.added(total, found, 12 if grant.every == "year" else 1)
        return total

    def added(self, total: Ends, more: Ends, divided: int = 1) -> Ends:
        """The sum of two amounts, the second divided by a number."""
        any_of = self.terms.any_of
        parts = (Exact(end.over, Divisor(end.by.by * divided, end.by.per)) for end in (more.low, more.high))
        low, high = (
            combined(self.terms, end, part, plus) for end, part in zip((total.low, total.high), parts, strict=True)
        )
        return Ends(
            low,
            high,
            any_of((total.low_open, more.low_open)),
            any_of((total.high_open, more.high_open)),
        )


def cash(entitlement: Entitlement) -> Iterator[Grant]:
    """The grants of money that come every month or every year."""
    for grant in entitlement.grants:
        if grant.kind is GrantKind.CASH and grant.amount is not None and grant.every in ("month", "year"):
            yield grant
