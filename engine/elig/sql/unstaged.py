"""A household out of its staged rows: the inverse of `staged`, for what is left to the reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from elig.facts.forms import MembersForm, TextForm, WordSetForm, form_of
from elig.facts.household import Household, MemberRecord
from elig.program.model import Fact, Vocabulary
from elig.sql.staged import COMPLETE, ID, NONE, absence_of, columns_of
from elig.values import NONE_NUMBER, NONE_WORD, Numbers, Possible, Truth, Words, WordSet

Cells = Mapping[str, object]


def unstaged(name: str, whole: Cells, members: Sequence[Cells], vocabulary: Vocabulary) -> Household:
    """The household of a staged row, and of the rows of its members in their order."""
    ids = tuple(str(cells[ID]) for cells in members)
    people = (
        MemberRecord(id, _facts(cells, vocabulary.member_facts, ids, vocabulary))
        for id, cells in zip(ids, members, strict=True)
    )
    facts = _facts(whole, vocabulary.household_facts, ids, vocabulary)
    return Household(name, facts, tuple(people), bool(whole[COMPLETE]))


def _facts(cells: Cells, facts: Sequence[Fact], ids: tuple[str, ...], vocabulary: Vocabulary) -> dict[str, Possible]:
    read = ((fact.id, _value(cells, fact, ids, vocabulary)) for fact in facts)
    return {name: value for name, value in read if value is not None}


def _value(cells: Cells, fact: Fact, ids: tuple[str, ...], vocabulary: Vocabulary) -> Possible | None:
    cell, form = cells[fact.id], form_of(fact, vocabulary)
    if cells.get(absence_of(fact)) is True:
        return NONE_WORD if isinstance(form, TextForm) else NONE_NUMBER
    match cell:
        case None:
            return None
        case bool():
            return Truth.of(cell)
        case int():
            return Numbers.point(Fraction(cell, columns_of(fact, vocabulary)[0].scale))
        case date():
            return Numbers.point(Fraction(cell.toordinal()))
        case str():
            absent = cell == NONE and not isinstance(form, TextForm)
            return NONE_WORD if absent else Words(frozenset({cell}))
        case list():
            has = frozenset(str(item) for item in cell)
            assert isinstance(form, WordSetForm | MembersForm), "only sets are lists"
            listed = ids if isinstance(form, MembersForm) else tuple(word.id for word in form.item.values)
            return WordSet(has, frozenset(listed) - has)
        case _:
            raise TypeError(f"{fact.id} is {type(cell).__name__}, which no staged column holds")
