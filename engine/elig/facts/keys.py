"""The keys of a household's input: which stand where, and in which form their values are told."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from elig.facts.forms import Form, form_of
from elig.program.model import Fact, Vocabulary
from elig.records import Struct, field

ID = "id"
"""The key of a member's id."""

MAX_ID = 100
"""The most characters of the id of a household or a member."""


class Forms(Mapping[str, Form]):
    """The forms of the facts of a household, or of a member, in file order; each is made when it is asked for."""

    __slots__ = ("_found", "_of_member", "_vocabulary")

    def __init__(self, vocabulary: Vocabulary, of_member: bool) -> None:
        self._vocabulary, self._of_member = vocabulary, of_member
        self._found: dict[str, Form] = {}

    def __getitem__(self, id: str) -> Form:
        found = self._found.get(id) or self._made(id)
        if found is None:
            raise KeyError(id)
        return found

    def __iter__(self) -> Iterator[str]:
        return (id for id, fact in self._vocabulary.facts.items() if fact.of_member is self._of_member)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def told(self, keys: Container[str]) -> Iterator[tuple[str, Form]]:
        """The facts that are among some keys; the others are not looked at."""
        for id in self._vocabulary.facts:
            if id in keys:
                form = self._found.get(id) or self._made(id)
                if form is not None:
                    yield id, form

    def _made(self, id: str) -> Form | None:
        """The form of a fact; None where there is no such fact here."""
        fact = self._vocabulary.facts.get(id)
        if fact is None or fact.of_member is not self._of_member:
            return None
        self._found[id] = form = form_of(fact, self._vocabulary)
        return form


class Level(Struct):
    """The keys of one object of the input: a household's, or a member's.

    `own` are the keys that are no facts, the first of them the id.
    """

    own: tuple[str, ...]
    forms: Forms
    vocabulary: Vocabulary = field(compare=False, repr=False)

    @property
    def facts(self) -> Mapping[str, Fact]:
        """The facts by their keys."""
        return {id: self.vocabulary.facts[id] for id in self.forms}

    @property
    def id(self) -> str:
        """The key of the id."""
        return self.own[0]

    @property
    def words(self) -> Mapping[str, str]:
        """Every key, and the Chinese name of every fact, with the key that it means."""
        facts = self.facts
        names = {fact.name: fact.id for fact in facts.values() if fact.name}
        return {**names, **{key: key for key in (*self.own, *facts)}}


class Keys(Struct):
    """The keys of a vocabulary; `parts` is empty where its subject has no list."""

    whole: Level
    part: Level
    parts: str
    complete: str
    max_parts: int

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Keys:
        """The keys of a vocabulary; raises `ValueError` where a fact takes a key of another."""
        subjects = vocabulary.subjects
        complete = f"{subjects.parts}_complete" if subjects.parts else ""
        own = tuple(key for key in (f"{subjects.whole}_id", subjects.parts, complete) if key)
        return cls(
            _level(own, vocabulary, of_member=False),
            _level((ID,), vocabulary, of_member=True),
            subjects.parts,
            complete,
            subjects.max_parts,
        )


def _level(own: tuple[str, ...], vocabulary: Vocabulary, *, of_member: bool) -> Level:
    forms = Forms(vocabulary, of_member)
    taken = [key for key in own if key in forms]
    if taken:
        raise ValueError(f"facts with the id of a key of the input: {', '.join(taken)}")
    return Level(own, forms, vocabulary)
