"""The one household that stands for all that a question is about: plausible values, set in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from elig.facts.keys import Keys
from elig.program.model import Fact
from elig.program.types import BooleanType, DateType, EnumType, MembersType, NumberType, SetType, TextType
from elig.prove.lin import FALSE, TRUE, Lin, Term, number
from elig.prove.terms import Terms
from elig.prove.tightening import Tightening
from elig.prove.world import World
from elig.records import Struct

HOUSEHOLD = "witness"
"""What the household of an example is called."""

AGES = (40, 30, 50, 20, 60, 10, 70, 5, 80, 2, 90, 0)
"""How old somebody is, the most usual first."""

YEARS_AGO = (1, 2, 3, 5, 10, 0, 20)
"""How long something has been so."""

Told = list[tuple[Fact, int | None]]
"""Facts of the household, and of members by place."""


Present = Callable[[Fact, int | None], Term]
"""Whether a fact applies."""


class Writer(Struct):
    """Sets the facts of a household and writes it down."""

    world: World
    on: date

    def fill(self, tight: Tightening, facts: Iterable[Fact], present: Present, *, again: bool = False) -> Told:
        """Set every fact of the household, then those of each member; gives those that apply.

        `again`: the household which this one is but for some facts was filled; what both share is set.
        """
        listed = [fact for fact in facts if not self.world.is_place(fact)]
        told = self._fill(tight, [fact for fact in listed if not fact.of_member], None, present, again)
        of_members = [fact for fact in listed if fact.of_member]
        for member in range(self.world.members):
            if member > 1 and not again:
                tight.same(self._like(of_members, member, member - 1))
            told += self._fill(tight, of_members, member, present, again)
        return told

    def _fill(
        self, tight: Tightening, facts: Iterable[Fact], member: int | None, present: Present, again: bool
    ) -> Told:
        return [
            (fact, member)
            for fact in facts
            if (again and self._is_shared(fact, member)) or self.fix(tight, fact, member, present(fact, member))
        ]

    def _is_shared(self, fact: Fact, member: int | None) -> bool:
        """Whether a fact is surely told, and is the same in the household which this one is but for some facts."""
        is_told = fact.only_if is None and self.world.hidden(fact, member) == FALSE
        return is_told and (fact.id, member) not in self.world.other

    def _like(self, facts: Iterable[Fact], one: int, other: int) -> list[tuple[int, int]]:
        """The symbols of a member, each with that of another one."""
        symbols = self.world.symbols
        return [pair for fact in facts for pair in zip(symbols(fact, one), symbols(fact, other), strict=True)]

    def household(self, told: Told, values: Mapping[int, int]) -> dict[str, Any]:
        """The household as JSON has it, with what is told of it and where it lives."""
        vocabulary = self.world.vocabularies[0]
        keys, home = Keys.of(vocabulary), vocabulary.locality_fact
        whole: dict[str, Any] = {keys.whole.id: HOUSEHOLD}
        if home is not None:
            whole[home.id] = self.world.place
        members: list[dict[str, Any]] = [{keys.part.id: member_id(n)} for n in range(self.world.members)]
        for fact, member in told:
            into = whole if member is None else members[member]
            into[fact.id] = self.told(fact, member, values)
        if keys.parts:
            whole[keys.parts] = members
        return whole

    def fix(self, tight: Tightening, fact: Fact, member: int | None, present: Term) -> bool:
        """Set what is told of a fact; whether it applies."""
        world, terms = self.world, self.world.terms
        hidden = world.hidden(fact, member)
        if hidden != FALSE and not tight.prefer(-hidden):
            return False
        if present != TRUE and tight.prefer(-present):
            return False
        none = world.none(fact, member)
        if none != FALSE and tight.prefer(none):
            return True
        match fact.type:
            case BooleanType():
                tight.prefer(-terms.truth(world.name((fact.id, member))))
            case NumberType():
                tight.figure(*world.figure(fact, member))
            case DateType():
                tight.day(world.figure(fact, member)[0], self._days(fact))
            case EnumType() | TextType():
                tight.fix(world.choice(fact, member), 0)
            case SetType(kind):
                for word in world.words.enumerations[kind]:
                    tight.prefer(-world.word_in(fact, member, word))
            case MembersType():
                for target in range(world.members):
                    tight.prefer(-world.linked(fact, member, target))
        return True

    def _days(self, fact: Fact) -> list[int]:
        """Days that are usual: of birth for a day that every member has, else of late."""
        years = AGES if fact.of_member and not fact.optional else YEARS_AGO
        return [date(self.on.year - ago, 1, 1).toordinal() for ago in years]

    def told(self, fact: Fact, member: int | None, values: Mapping[int, int]) -> Any:
        """A fact as JSON has it, for values of its symbols; a symbol without a value is free."""
        world = self.world
        none = world.none(fact, member)
        if none != FALSE and values.get(none, 0):
            return "none"
        match fact.type:
            case BooleanType():
                return bool(values.get(world.terms.truth(world.name((fact.id, member))), 0))
            case NumberType():
                symbol, by, low, high = world.figure(fact, member)
                return _plain(Fraction(self._of(symbol, values, min(max(0, low), high)), by))
            case DateType():
                symbol, _, low, high = world.figure(fact, member)
                usual = min(max(self._days(fact)[0], low), high)
                return date.fromordinal(self._of(symbol, values, usual)).isoformat()
            case EnumType() | TextType():
                return world.words_of(fact)[self._of(world.choice(fact, member), values, 0)]
            case SetType(kind):
                words = world.words.enumerations[kind]
                return [word for word in words if values.get(world.word_in(fact, member, word), 0)]
            case MembersType():
                targets = range(world.members)
                return [member_id(n) for n in targets if values.get(world.linked(fact, member, n), 0)]

    @staticmethod
    def _of(symbol: Lin, values: Mapping[int, int], usual: int) -> int:
        return number(symbol, values) if all(atom in values for atom, _ in symbol[1]) else usual


def member_id(place: int) -> str:
    """What the member at a place is called."""
    return f"m{place + 1}"


def _plain(value: Fraction) -> int | str:
    """A number as JSON has it: whole, or the text of a decimal."""
    if value.denominator == 1:
        return value.numerator
    places = next(n for n in range(1, 30) if (value * 10**n).denominator == 1)
    whole = abs(value * 10**places).numerator
    sign = "-" if value < 0 else ""
    return f"{sign}{whole // 10**places}.{whole % 10**places:0{places}d}"


def symbols_of(terms: Terms, roots: Iterable[int]) -> Iterator[int]:
    """The symbols that some terms are made of."""
    return (atom for atom in terms.cone(roots) if terms.is_symbol(atom))
