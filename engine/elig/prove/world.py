"""A household of so many members as symbols: one for each fact of the household and of each member.

A symbol is made when a rule first reads it. All rules of a comparison read the same symbols.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor

from elig.evaluate.environment import grid
from elig.program.model import Fact, Vocabulary
from elig.program.ranges import DAYS
from elig.program.types import BooleanType, DateType, EnumType, MembersType, NumberType, SetType, TextType
from elig.prove.errors import NotEncodedError
from elig.prove.lin import FALSE, Lin, Term, constant
from elig.prove.possible import Divisor, Exact, May, Part, Quantity, Value, Word, WordSet, known
from elig.prove.terms import Terms
from elig.prove.words import Words

FactKey = tuple[str, int | None]
"""A fact, of the household (None) or of the member at a place."""


INCOME = "income"
"""The role of facts that are income."""


class World:
    """The symbols of a household; `apart` are facts that are another one here than in the world it was made from."""

    def __init__(
        self,
        terms: Terms,
        vocabularies: Iterable[Vocabulary],
        words: Words,
        members: int,
        place: str,
        *,
        unknown: bool = False,
        apart: frozenset[FactKey] = frozenset(),
    ) -> None:
        self.terms = terms
        self.vocabularies = tuple(vocabularies)
        self.words = words
        self.members = members
        self.place = place
        self.unknown = unknown
        self.other = apart
        self._figures: dict[FactKey, tuple[Lin, int, int, int]] = {}

    def name(self, key: FactKey) -> str:
        """The name of the symbol of a fact."""
        fact, member = key
        return f"{fact}{'' if member is None else f' {member}'}{' *' if key in self.other else ''}"

    def is_place(self, fact: Fact) -> bool:
        """Whether a fact says where the household lives, which is known."""
        return fact.role == "locality"

    def symbols(self, fact: Fact, member: int | None) -> list[int]:
        """The symbols of a fact: whether it is unknown or none, and what it is."""
        flags = [term for term in (self.hidden(fact, member), self.none(fact, member)) if term != FALSE]
        match fact.type:
            case BooleanType():
                return [*flags, self.terms.truth(self.name((fact.id, member)))]
            case NumberType() | DateType():
                return [*flags, *(atom for atom, _ in self.figure(fact, member)[0][1])]
            case EnumType() | TextType():
                return [*flags, *(atom for atom, _ in self.choice(fact, member)[1])]
            case SetType(kind):
                return [*flags, *(self.word_in(fact, member, word) for word in self.words.enumerations[kind])]
            case MembersType():
                return [*flags, *(self.linked(fact, member, target) for target in range(self.members))]

    # ------------------------------------------------------------------ what a fact may be

    def fact(self, fact: Fact, member: int | None) -> Value:
        """What a fact may be where it applies."""
        key = fact.id, member
        none = self.none(fact, member)
        hidden = self.hidden(fact, member)
        match fact.type:
            case BooleanType():
                term = self.terms.truth(self.name(key))
                return _may(self.terms, term, hidden)
            case NumberType() | DateType():
                return self._number(fact, member, none, hidden)
            case EnumType() | TextType():
                return self._word(fact, member, none, hidden)
            case SetType():
                return WordSet(lambda word: _may(self.terms, self.word_in(fact, member, word), hidden))
            case MembersType():
                raise NotEncodedError(f"the members of {fact.id}")

    def hidden(self, fact: Fact, member: int | None) -> Term:
        """Whether a fact is unknown."""
        if not self.unknown or self.is_place(fact):
            return FALSE
        return self.terms.truth(f"{self.name((fact.id, member))} ?")

    def none(self, fact: Fact, member: int | None) -> Term:
        """Whether a fact is known to be absent although it applies."""
        has_none = fact.optional and isinstance(fact.type, NumberType | DateType | EnumType | TextType)
        return self.terms.truth(f"{self.name((fact.id, member))} none") if has_none else FALSE

    def _number(self, fact: Fact, member: int | None, none: Term, hidden: Term) -> Quantity:
        value, by, low, high = self.figure(fact, member)
        told = Part(-none, Exact(value, Divisor(by)), Exact(value, Divisor(by)))
        if hidden == FALSE:
            return Quantity((told,), none)
        ends = [Exact(self.terms.choose(hidden, constant(end), value), Divisor(by)) for end in (low, high)]
        may = self.terms.any_of((hidden, -none))
        may_lack = fact.optional and fact.only_if is None
        gone = self.terms.any_of((self.terms.all_of((-hidden, none)), hidden if may_lack else FALSE))
        return Quantity((Part(may, ends[0], ends[1]),), gone)

    def figure(self, fact: Fact, member: int | None) -> tuple[Lin, int, int, int]:
        """The symbol of a number or a day: how many steps, so many steps to one, and the ends."""
        key = fact.id, member
        if key not in self._figures:
            self._figures[key] = self._figure(fact, member)
        return self._figures[key]

    def _figure(self, fact: Fact, member: int | None) -> tuple[Lin, int, int, int]:
        step = grid(fact.type, self.vocabularies[0])
        limits = [f.range or DAYS for v in self.vocabularies if (f := v.facts.get(fact.id)) is not None] or [DAYS]
        low, high = max(item.low for item in limits), min(item.high for item in limits)
        first, last = ceil(low / step), floor(high / step)
        value = self.terms.whole(self.name((fact.id, member)), first, last)
        return value, Fraction(step).denominator, first, last

    def _word(self, fact: Fact, member: int | None, none: Term, hidden: Term) -> Word:
        value, words = self.choice(fact, member), self.words_of(fact)
        if hidden == FALSE:
            return Word(((-none, value),), none)
        may_lack = fact.optional and fact.only_if is None
        gone = self.terms.any_of((self.terms.all_of((-hidden, none)), hidden if may_lack else FALSE))
        told = self.terms.all_of((-hidden, -none))
        each = (
            (self.terms.any_of((hidden, self.terms.all_of((told, self.terms.equal(value, constant(n)))))), constant(n))
            for n in range(len(words))
        )
        return Word(tuple(each), gone)

    def words_of(self, fact: Fact) -> list[str]:
        """The words that a fact can be."""
        assert isinstance(fact.type, EnumType | TextType), "these are words"
        return self.words.of_type(fact.type)

    def choice(self, fact: Fact, member: int | None) -> Lin:
        """The symbol of a word or a text: its place in the list."""
        words = self.words_of(fact)
        if self.is_place(fact):
            return constant(words.index(self.place))
        return self.terms.whole(self.name((fact.id, member)), 0, len(words) - 1)

    def word_in(self, fact: Fact, member: int | None, word: str) -> Term:
        """Whether a set has a word."""
        return self.terms.truth(f"{self.name((fact.id, member))} has {word}")

    def link(self, fact: Fact, holder: int | None, target: int) -> May:
        """Whether a list of members has a member."""
        term = self.linked(fact, holder, target)
        return _may(self.terms, term, self.hidden(fact, holder))

    def linked(self, fact: Fact, holder: int | None, target: int) -> Term:
        """The symbol for whether a list of members has a member."""
        return self.terms.truth(f"{self.name((fact.id, holder))} lists {target}")


def _may(terms: Terms, term: Term, hidden: Term) -> May:
    if hidden == FALSE:
        return known(term)
    return May(terms.any_of((hidden, term)), terms.any_of((hidden, -term)))
