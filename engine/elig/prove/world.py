"""A household of so many members as symbols: one for each fact of the household and of each member.

A symbol is made when a rule first reads it. All rules of a comparison read the same symbols.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import ceil, floor

from elig.evaluate.environment import grid
from elig.program import nodes
from elig.program.model import NATION, Fact, Vocabulary
from elig.program.nodes import Node
from elig.program.order import everything
from elig.program.ranges import DAYS
from elig.program.types import BooleanType, DateType, EnumType, MembersType, NumberType, SetType, TextType
from elig.program.walk import children
from elig.prove.errors import NotEncodedError
from elig.prove.lin import FALSE, Lin, Term, constant
from elig.prove.possible import Divisor, Exact, May, Part, Quantity, Value, Word, WordSet, known
from elig.prove.sides import Side
from elig.prove.terms import Terms
from elig.records import Struct, field

FactKey = tuple[str, int | None]
"""A fact, of the household (None) or of the member at a place."""

_REST = "…"


class Texts(Struct):
    """Texts that stand for all: those that rules name, one for each beginning that they ask for, and any other."""

    words: list[str]
    named: frozenset[str]
    begun: tuple[str, ...]

    def begins(self, text: str) -> frozenset[str]:
        """The beginnings that a text has."""
        return frozenset(prefix for prefix in self.begun if text.startswith(prefix))


class Words(Struct):
    """The words that each enumeration has on every side, in file order, and the texts that rules tell apart."""

    enumerations: Mapping[str, list[str]]
    texts: Mapping[str, Texts]
    """By format."""

    @classmethod
    def of(cls, sides: Iterable[Side]) -> Words:
        """The words that households can be described by on all sides."""
        listed = list(sides)
        first, *others = [side.rules.vocabulary for side in listed]
        enumerations = {
            name: [v.id for v in found.values if all(_has(other, name, v.id) for other in others)]
            for name, found in first.enumerations.items()
        }
        for other in others:
            for name, found in other.enumerations.items():
                enumerations.setdefault(name, [value.id for value in found.values])
        return cls(enumerations, _texts(listed))

    def of_type(self, kind: EnumType | TextType) -> list[str]:
        """The words of a type."""
        return (
            self.enumerations[kind.enumeration] if isinstance(kind, EnumType) else self.texts[kind.format or ""].words
        )

    def place_of(self, kind: EnumType | TextType, word: str) -> int:
        """The place of a word, or of the text that stands for one, among the words of a type."""
        words = self.of_type(kind)
        if isinstance(kind, EnumType) or word in words:
            return words.index(word)
        told = self.texts[kind.format or ""]
        begins = told.begins(word)
        return next(n for n, text in enumerate(words) if text not in told.named and told.begins(text) == begins)


def _has(vocabulary: Vocabulary, enumeration: str, word: str) -> bool:
    found = vocabulary.enumerations.get(enumeration)
    return found is None or found.get(word) is not None


class _Told(Struct, frozen=False):
    """What rules compare texts of one format with."""

    named: dict[str, None] = field(default_factory=dict)
    begun: dict[str, None] = field(default_factory=dict)


def _texts(sides: Iterable[Side]) -> dict[str, Texts]:
    found: dict[str, _Told] = {}
    for side in sides:
        for fact in side.dated.facts.values():
            if isinstance(fact.type, TextType):
                found.setdefault(fact.type.format or "", _Told())
        for node in _nodes(side):
            _note(node, found)
        _note_places(side, found.setdefault("division", _Told()))
    return {kind: Texts(_standing_for(kind, t), frozenset(t.named), tuple(t.begun)) for kind, t in found.items()}


def _note_places(side: Side, told: _Told) -> None:
    """The new home, and the places left for which figures are stated: whoever left such a place has that figure."""
    told.named[side.place] = None
    for parameter in side.rules.parameters.values():
        for entry in parameter.entries if parameter.by_origin else ():
            if entry.division != NATION:
                told.begun[re.sub(r"(00)+$", "", entry.division)] = None


def _nodes(side: Side) -> Iterable[Node]:
    """Every node of a side, each definition once."""
    dated = side.dated
    waiting: list[Node | None] = [found.node for found in dated.definitions.values()]
    waiting += [item.condition for item in dated.invalid]
    waiting += [fact.only_if for fact in dated.facts.values()]
    for entitlement in dated.entitlements.values():
        waiting += everything(entitlement)
    while waiting:
        node = waiting.pop()
        if node is not None:
            yield node
            waiting.extend(children(node))


def _note(node: Node, found: dict[str, _Told]) -> None:
    match node:
        case nodes.InNode() if isinstance(node.item.type, TextType):
            told = found.setdefault(node.item.type.format or "", _Told())
            told.named.update(dict.fromkeys(option for option in node.options if isinstance(option, str)))
        case nodes.CompareNode() if isinstance(node.left.type, TextType):
            told = found.setdefault(node.left.type.format or "", _Told())
            sides = (side.value for side in (node.left, node.right) if isinstance(side, nodes.Constant))
            told.named.update(dict.fromkeys(value for value in sides if isinstance(value, str)))
        case nodes.StartsWithNode() if isinstance(node.item.type, TextType):
            found.setdefault(node.item.type.format or "", _Told()).begun[node.prefix] = None
        case _:
            pass


def _standing_for(kind: str, told: _Told) -> list[str]:
    """A text for each class that rules tell apart, what none of them names first."""
    named = list(told.named)
    if kind == "division":
        named += [code for prefix in told.begun if (code := _code(prefix, (*named, *told.begun))) not in named]
        other = next(c for c in ("110101", "310101", "440103", "650102", "000001") if not _meets(c, told))
        return [other, *dict.fromkeys(named)]
    named += [f"{prefix}{_REST}" for prefix in told.begun]
    return [_REST, *dict.fromkeys(named)]


def _code(prefix: str, others: Iterable[str]) -> str:
    """A division that begins so, and that no rule names."""
    if len(prefix) >= 6:
        return prefix
    taken = tuple(other for other in others if not prefix.startswith(other))
    endings = (str(number).zfill(6 - len(prefix)) for number in range(1, 10 ** (6 - len(prefix))))
    return next(prefix + ending for ending in endings if not (prefix + ending).startswith(taken))


def _meets(code: str, told: _Told) -> bool:
    return code in told.named or any(code.startswith(prefix) for prefix in told.begun)


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
        self.read: dict[FactKey, Fact] = {}
        """The facts that were read so far."""

    def apart(self, facts: Iterable[FactKey]) -> World:
        """The household once more, of which all but some facts are the same."""
        other = self.other | frozenset(facts)
        return World(
            self.terms, self.vocabularies, self.words, self.members, self.place, unknown=self.unknown, apart=other
        )

    def name(self, key: FactKey) -> str:
        """The name of the symbol of a fact."""
        fact, member = key
        return f"{fact}{'' if member is None else f' {member}'}{' *' if key in self.other else ''}"

    def is_place(self, fact: Fact) -> bool:
        """Whether a fact says where the household lives, which is known."""
        return fact.role == "locality"

    # ------------------------------------------------------------------ what a fact may be

    def fact(self, fact: Fact, member: int | None) -> Value:
        """What a fact may be where it applies."""
        key = fact.id, member
        self.read.setdefault(key, fact)
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
        self.read.setdefault((fact.id, holder), fact)
        term = self.linked(fact, holder, target)
        return _may(self.terms, term, self.hidden(fact, holder))

    def linked(self, fact: Fact, holder: int | None, target: int) -> Term:
        """The symbol for whether a list of members has a member."""
        return self.terms.truth(f"{self.name((fact.id, holder))} lists {target}")


def _may(terms: Terms, term: Term, hidden: Term) -> May:
    if hidden == FALSE:
        return known(term)
    return May(terms.any_of((hidden, term)), terms.any_of((hidden, -term)))
