"""The one household that stands for all that a question is about: plausible values, fixed in a fixed order.

Every symbol is set to the first of its preferred values that still leaves a model. The result does not depend on what
the solver did before, nor on which model it happens to find.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from elig.facts.keys import Keys
from elig.program.model import Fact
from elig.program.types import BooleanType, DateType, EnumType, MembersType, NumberType, SetType, TextType
from elig.prove.solver import Session
from elig.prove.terms import FALSE, TRUE, Lin, Term, Terms, constant, holds, minus, number, scaled
from elig.prove.world import World
from elig.records import dataclass

HOUSEHOLD = "witness"
"""What the household of an example is called."""

COARSE = (1_000, 100, 10, 1)
"""Round figures, the roundest first."""

AGES = (40, 30, 50, 20, 60, 10, 70, 5, 80, 2, 90, 0)
"""How old somebody is, the most usual first."""

YEARS_AGO = (1, 2, 3, 5, 10, 0, 20)
"""How long something has been so."""

Told = list[tuple[Fact, int | None]]
"""Facts of the household, and of members by place."""


class Tightening:
    """A search in which symbols are set one after the other."""

    def __init__(self, terms: Terms, session: Session, model: Mapping[int, int]) -> None:
        self.terms = terms
        self.session = session
        self.model = dict(model)
        """What the symbols are in the last model; one that is not here is not constrained."""

    def prefer(self, term: Term) -> bool:
        """Hold a condition on one symbol if it can be held; whether it is."""
        if term in (TRUE, FALSE):
            return term == TRUE
        symbols = list(symbols_of(self.terms, [term]))
        if symbols == [abs(term)] and abs(term) not in self.model:
            self.model[abs(term)] = int(term > 0)
            self.session.add(term)
            return True
        if all(symbol in self.model for symbol in symbols) and holds(term, self.terms.values([term], self.model)):
            self.session.add(term)
            return True
        found = self.session.model(term)
        if found is None:
            self.session.add(-term)
            return False
        self.model.update(found)
        self.session.add(term)
        return True

    def value(self, symbol: Lin) -> int:
        """What a number is in the last model."""
        return number(symbol, self.model) if symbol[1] else symbol[0]

    def is_free(self, symbol: Lin) -> bool:
        """Whether nothing was asked of a symbol; it is then set to what is wanted."""
        return len(symbol[1]) == 1 and symbol[1][0][0] not in self.model

    def put(self, symbol: Lin, value: int) -> None:
        """Set a symbol that is free."""
        self.model[symbol[1][0][0]] = value
        self.session.add(self.terms.equal(symbol, constant(value)))

    def fix(self, symbol: Lin, target: int) -> int:
        """Set a number as near above a target as can be, else as near below."""
        at = constant(target)
        if self.is_free(symbol):
            self.put(symbol, target)
            return target
        above = self.prefer(self.terms.at_most(at, symbol))
        distance = minus(symbol, at) if above else minus(at, symbol)
        low, high = 0, self.value(distance)
        while low < high:
            middle = (low + high) // 2
            if self.prefer(self.terms.at_most(distance, constant(middle))):
                high = self.value(distance)
            else:
                low = middle + 1
        return target + high if above else target - high

    def figure(self, symbol: Lin, by: int, low: int, high: int) -> None:
        """Set a number to 0 or to a round figure."""
        usual = min(max(0, low), high)
        if self.is_free(symbol):
            self.put(symbol, usual)
        elif not self.prefer(self.terms.equal(symbol, constant(usual))):
            self.round(symbol, by, low, high, COARSE)

    def round(self, symbol: Lin, by: int, low: int, high: int, steps: Sequence[int]) -> None:
        """Set a number to the least multiple of the greatest of some steps."""
        for step in steps:
            unit = step * by
            multiple = scaled(self.terms.floor(symbol, constant(unit)), unit)
            if high - low > unit and self.prefer(self.terms.equal(symbol, multiple)):
                break
        self.fix(symbol, max(0, low))

    def day(self, symbol: Lin, days: list[int]) -> None:
        """Set a day to one of some days, else as near to the first as can be."""
        low, high = self.terms.span(symbol)
        if self.is_free(symbol):
            self.put(symbol, min(max(days[0], low), high))
            return
        for day in days:
            if low <= day <= high and self.prefer(self.terms.equal(symbol, constant(day))):
                return
        self.fix(symbol, min(max(days[0], low), high))


@dataclass(frozen=True, slots=True)
class Writer:
    """Sets the facts of a household and writes it down."""

    world: World
    on: date

    def fill(self, tight: Tightening, facts: Iterable[Fact], present: Callable[[Fact, int | None], Term]) -> Told:
        """Set every fact of the household, then those of each member; gives those that apply."""
        listed, members = list(facts), range(self.world.members)
        own: Told = [(fact, None) for fact in listed if not fact.of_member]
        own += [(fact, one) for one in members for fact in listed if fact.of_member]
        return [
            (fact, member)
            for fact, member in own
            if not self.world.is_place(fact) and self.fix(tight, fact, member, present(fact, member))
        ]

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


def symbols_of(terms: Terms, roots: list[int]) -> Iterator[int]:
    """The symbols that some terms are made of."""
    return (atom for atom in terms.cone(roots) if not terms.below_of(terms.nodes[atom]))


def all_values(terms: Terms, roots: list[int], values: Mapping[int, int]) -> dict[int, int]:
    """What all that some terms are made of comes to.

    What a fact would be that does not apply, or is none, is not looked at: for a symbol without a value any will do.
    """
    free = {atom: terms.spans.get(atom, (0, 1))[0] for atom in symbols_of(terms, roots)}
    return terms.values(roots, {**free, **values})
