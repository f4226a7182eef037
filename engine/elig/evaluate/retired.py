"""A retired division code stands for the code that took its place, in every fact of a household."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from elig.evaluate.decision import Note
from elig.facts.household import Household
from elig.program.model import Division, Vocabulary
from elig.records import replace
from elig.values import Possible, Words


def in_use(vocabulary: Vocabulary, household: Household) -> tuple[Household, tuple[Note, ...]]:
    """The household with the codes that are in use, and a note for each code that was replaced."""
    everything = [household.facts, *(member.facts for member in household.members)]
    told = dict.fromkeys(code for facts in everything for code in _codes(vocabulary, facts))
    found = [division for code in told if (division := vocabulary.divisions.get(code)) is not None and division.now]
    if not found:
        return household, ()
    members = tuple(replace(member, facts=_replaced(vocabulary, member.facts)) for member in household.members)
    current = replace(household, facts=_replaced(vocabulary, household.facts), members=members)
    return current, tuple(_note(division) for division in found)


def _codes(vocabulary: Vocabulary, facts: Mapping[str, Possible]) -> Iterator[str]:
    for name, value in facts.items():
        if vocabulary.facts[name].division and isinstance(value, Words):
            yield from sorted(value.ids or ())


def _replaced(vocabulary: Vocabulary, facts: Mapping[str, Possible]) -> Mapping[str, Possible]:
    return {
        name: replace(value, ids=frozenset(map(vocabulary.current, value.ids)))
        if vocabulary.facts[name].division and isinstance(value, Words) and value.ids
        else value
        for name, value in facts.items()
    }


def _note(division: Division) -> Note:
    background = any(citation.background for citation in division.citations)
    return Note("retired_background" if background else "retired", (("code", division.code), ("now", division.now)))
