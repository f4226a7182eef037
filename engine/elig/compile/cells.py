"""A household as tuples of cells: each fact at a fixed place, in the form that is fastest to compute with.

| a fact that is     | known                        | unknown | known in part     | known to be absent |
|--------------------|------------------------------|---------|-------------------|--------------------|
| a truth value      | `True`, `False`              | `None`  |                   |                    |
| a number or a day  | `int`, counted in grid steps | `None`  | `Numbers`         | `ABSENT`           |
| a word             | `int` with the word's bit    | `None`  | `int`, more bits  | `int`, the last bit|
| a text             | `str`                        | `None`  | `Words`           | `NO_TEXT`          |
| a set of words     | `int` with a bit for each    | `None`  | `WordSet`         |                    |
| a set of members   | `WordSet`                    | `None`  |                   |                    |
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from elig.facts.forms import (
    BooleanForm,
    DateForm,
    Form,
    MembersForm,
    NumberForm,
    TextForm,
    WordForm,
    WordSetForm,
    form_of,
)
from elig.facts.household import Household, MemberRecord
from elig.program.model import Fact, Vocabulary
from elig.records import Struct
from elig.values import NONE_NUMBER, NONE_WORD, Numbers, Possible, Truth, Words, WordSet

ABSENT, NO_TEXT = NONE_NUMBER, NONE_WORD
"""Known absence; always these two objects, so that `is` finds them."""

CellValue = bool | int | str | Numbers | Words | WordSet | None
Cells = tuple[CellValue, ...]


class Told(NamedTuple):
    """A household in cells. `open` and `members_open` have a bit for each fact that is not known, of anybody.

    `retired`: the code of some place is one that was retired.
    """

    id: str
    facts: Cells
    members: tuple[Cells, ...]
    names: tuple[str, ...]
    complete: bool
    open: int
    members_open: int
    retired: bool


class Kind(Enum):
    """How a cell is to be read."""

    TRUTH = "truth"
    NUMBER = "number"
    WORD = "word"
    TEXT = "text"
    SET = "set"
    MEMBERS = "members"


class Column(Struct):
    """The place of a fact: a number is `scale` steps to one; a word has a bit, and so has its absence."""

    fact: Fact
    index: int
    kind: Kind
    scale: int = 1
    bits: Mapping[str, int] | None = None

    @property
    def flag(self) -> int:
        """The bit of the fact among the open ones."""
        return 1 << self.index

    @property
    def absent(self) -> int:
        """The bit of a word that is known to be absent."""
        return 1 << len(self.bits or ())

    @property
    def words(self) -> int:
        """The bits of all words, absence left out."""
        return self.absent - 1

    def mask(self, words: Iterable[str]) -> int:
        """The bits of some words."""
        bits = self.bits or {}
        return sum({bits[word] for word in words})

    def cell(self, value: Possible | None) -> CellValue:
        """What a fact may be, as a cell."""
        match value:
            case None | Truth.OPEN:
                return None
            case Truth():
                return value is Truth.TRUE
            case Numbers():
                return self._number(value)
            case Words() if self.kind is Kind.TEXT:
                return NO_TEXT if value.is_none else value if value.value is None else value.value
            case Words():
                assert value.ids is not None, "a word has its enumeration"
                return self.mask(value.ids) | (self.absent if value.none else 0)
            case WordSet() if self.kind is Kind.MEMBERS:
                return value
            case WordSet():
                known = len(value.has) + len(value.lacks) == len(self.bits or ())
                return self.mask(value.has) if known else value

    def _number(self, value: Numbers) -> CellValue:
        if value.is_none:
            return ABSENT
        exact = None if value.value is None else value.value * self.scale
        return value if exact is None or exact.denominator != 1 else exact.numerator

    def possible(self, cell: CellValue) -> Possible | None:
        """What a cell says: the inverse of `cell`."""
        match cell:
            case None | Numbers() | Words() | WordSet():
                return cell
            case bool():
                return Truth.of(cell)
            case str():
                return Words(frozenset({cell}))
            case int() if self.kind is Kind.NUMBER:
                return Numbers.point(Fraction(cell, self.scale))
            case int():
                found = frozenset(word for word, bit in (self.bits or {}).items() if cell & bit)
                if self.kind is Kind.SET:
                    return WordSet(found, frozenset(self.bits or ()) - found)
                return Words(found, none=bool(cell & self.absent))

    def is_open(self, cell: CellValue) -> bool:
        """Whether a cell leaves something open."""
        match cell:
            case bool() | str():
                return False
            case int():
                return self.kind is Kind.WORD and cell.bit_count() != 1
            case _:
                return cell is not ABSENT and cell is not NO_TEXT


class Layout(Struct):
    """Where each fact of a vocabulary stands, and the codes of places that were retired."""

    household: Mapping[str, Column]
    member: Mapping[str, Column]
    retired: frozenset[str] = frozenset()

    def of(self, fact: Fact) -> Column:
        """The place of a fact."""
        return (self.member if fact.of_member else self.household)[fact.id]

    @classmethod
    def made(cls, vocabulary: Vocabulary) -> Layout:
        """The layout of a vocabulary, in file order."""
        retired = frozenset(code for code, found in vocabulary.divisions.items() if found.now)
        whole, everybody = vocabulary.household_facts, vocabulary.member_facts
        return cls(_columns(whole, vocabulary), _columns(everybody, vocabulary), retired)

    def pack(self, household: Household) -> Told:
        """A household in cells."""
        whole, everybody = self.household.values(), self.member.values()
        facts = _cells(household.facts, whole)
        members = tuple(_cells(member.facts, everybody) for member in household.members)
        members_open = 0
        for member in members:
            members_open |= _open(member, everybody)
        names = tuple(member.id for member in household.members)
        retired = self._retired(facts, whole) or any(self._retired(member, everybody) for member in members)
        return Told(household.id, facts, members, names, household.complete, _open(facts, whole), members_open, retired)

    def _retired(self, cells: Cells, columns: Iterable[Column]) -> bool:
        return any(cells[column.index] in self.retired for column in columns if column.fact.division)

    def unpack(self, told: Told) -> Household:
        """The household that stands in cells."""
        members = (
            MemberRecord(name, _facts(cells, self.member.values()))
            for name, cells in zip(told.names, told.members, strict=True)
        )
        return Household(told.id, _facts(told.facts, self.household.values()), tuple(members), told.complete)


def _columns(facts: Sequence[Fact], vocabulary: Vocabulary) -> dict[str, Column]:
    return {fact.id: _column(fact, index, form_of(fact, vocabulary)) for index, fact in enumerate(facts)}


def _column(fact: Fact, index: int, form: Form) -> Column:
    match form:
        case BooleanForm():
            return Column(fact, index, Kind.TRUTH)
        case NumberForm():
            return Column(fact, index, Kind.NUMBER, 10**form.places)
        case DateForm():
            return Column(fact, index, Kind.NUMBER)
        case WordForm():
            return Column(fact, index, Kind.WORD, bits=bits_of(value.id for value in form.values))
        case WordSetForm():
            return Column(fact, index, Kind.SET, bits=bits_of(value.id for value in form.item.values))
        case MembersForm():
            return Column(fact, index, Kind.MEMBERS)
        case TextForm():
            return Column(fact, index, Kind.TEXT)


def bits_of(words: Iterable[str]) -> dict[str, int]:
    """A bit for each word of an enumeration, in file order."""
    return {word: 1 << place for place, word in enumerate(words)}


def _cells(facts: Mapping[str, Possible], columns: Iterable[Column]) -> Cells:
    return tuple(column.cell(facts.get(column.fact.id)) for column in columns)


def _facts(cells: Cells, columns: Iterable[Column]) -> dict[str, Possible]:
    read = ((column.fact.id, column.possible(cell)) for column, cell in zip(columns, cells, strict=True))
    return {name: value for name, value in read if value is not None}


def _open(cells: Cells, columns: Iterable[Column]) -> int:
    return sum(column.flag for column, cell in zip(columns, cells, strict=True) if column.is_open(cell))
