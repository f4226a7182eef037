"""The keys of a household's input: which stand where, and in which form their values are told."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from elig.facts.forms import Form, form_of
from elig.program.model import Fact, Vocabulary
from elig.records import dataclass

ID = "id"
"""The key of a member's id."""

MAX_ID = 100
"""The most characters of the id of a household or a member."""


@dataclass(frozen=True, slots=True)
class Level:
    """The keys of one object of the input: a household's, or a member's.

    `own` are the keys that are no facts, the first of them the id.
    """

    own: tuple[str, ...]
    facts: Mapping[str, Fact]
    forms: Mapping[str, Form]

    @property
    def id(self) -> str:
        """The key of the id."""
        return self.own[0]

    @property
    def words(self) -> Mapping[str, str]:
        """Every key, and the Chinese name of every fact, with the key that it means."""
        names = {fact.name: fact.id for fact in self.facts.values() if fact.name}
        return {**names, **{key: key for key in (*self.own, *self.facts)}}


@dataclass(frozen=True, slots=True)
class Keys:
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
            _level(own, vocabulary.household_facts, vocabulary),
            _level((ID,), vocabulary.member_facts, vocabulary),
            subjects.parts,
            complete,
            subjects.max_parts,
        )


def _level(own: tuple[str, ...], facts: tuple[Fact, ...], vocabulary: Vocabulary) -> Level:
    taken = [fact.id for fact in facts if fact.id in own]
    if taken:
        raise ValueError(f"facts with the id of a key of the input: {', '.join(taken)}")
    return Level(
        own,
        MappingProxyType({fact.id: fact for fact in facts}),
        MappingProxyType({fact.id: form_of(fact, vocabulary) for fact in facts}),
    )
