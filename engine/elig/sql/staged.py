"""The form in which households are staged as two tables, and what of a household fits it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from elig.facts.forms import BooleanForm, DateForm, MembersForm, NumberForm, TextForm, WordForm, WordSetForm, form_of
from elig.facts.household import Household
from elig.program.model import Fact, Vocabulary
from elig.records import Struct
from elig.values import Numbers, Possible, Truth, Words, WordSet

HOUSEHOLDS, MEMBERS = "households", "members"
ROW, MEMBER, ID, COMPLETE, ON = "row", "member", "id", "complete", "on_date"
NONE = "none"
"""How a word that is known to be absent is written."""
SEPARATOR = "; "
"""What stands between the items of a list that is a text."""

Cell = bool | int | str | date | list[str] | None


class Unfit(Exception):  # noqa: N818 - not a failure: the household is for the reference
    """A value that is known in part, which no column holds."""


class StagedColumn(Struct):
    """A column of a staged table: its name, its type as DuckDB spells it, and the fact.

    A number is `scale` steps to one. `absence`: the column says whether the fact is known to be absent.
    """

    name: str
    type: str
    fact: Fact
    scale: int = 1
    absence: bool = False


def may_be_absent(fact: Fact) -> bool:
    """Whether a fact has a value of its own for absence."""
    return fact.optional or fact.only_if is not None


def columns_of(fact: Fact, vocabulary: Vocabulary) -> tuple[StagedColumn, ...]:
    """The columns of a fact: its value, and whether it is known to be absent where the value does not say so."""
    form = form_of(fact, vocabulary)
    match form:
        case BooleanForm():
            return (StagedColumn(fact.id, "BOOLEAN", fact),)
        case NumberForm():
            own = StagedColumn(fact.id, "BIGINT", fact, 10**form.places)
        case DateForm():
            own = StagedColumn(fact.id, "DATE", fact)
        case WordForm():
            return (StagedColumn(fact.id, "VARCHAR", fact),)
        case WordSetForm() | MembersForm():
            return (StagedColumn(fact.id, "VARCHAR[]", fact),)
        case _:
            own = StagedColumn(fact.id, "VARCHAR", fact)
    if not may_be_absent(fact):
        return (own,)
    return own, StagedColumn(absence_of(fact), "BOOLEAN", fact, absence=True)


def absence_of(fact: Fact) -> str:
    """The column that says whether a fact is known to be absent."""
    return f"{fact.id}__{NONE}"


def household_columns(vocabulary: Vocabulary) -> tuple[StagedColumn, ...]:
    """The columns of the household's facts, in file order."""
    return tuple(one for fact in vocabulary.household_facts for one in columns_of(fact, vocabulary))


def member_columns(vocabulary: Vocabulary) -> tuple[StagedColumn, ...]:
    """The columns of each member's facts, in file order."""
    return tuple(one for fact in vocabulary.member_facts for one in columns_of(fact, vocabulary))


def definition(vocabulary: Vocabulary, *, members: bool, dated: bool = True) -> tuple[tuple[str, str], ...]:
    """The names and types of all columns of a staged table, as DuckDB spells them."""
    if members:
        first, facts, last = ((ROW, "BIGINT"), (MEMBER, "INTEGER"), (ID, "VARCHAR")), member_columns(vocabulary), ()
        return (*first, *((one.name, one.type) for one in facts), *last)
    end = ((COMPLETE, "BOOLEAN"), *(((ON, "DATE"),) if dated else ()))
    return ((ROW, "BIGINT"), *((one.name, one.type) for one in household_columns(vocabulary)), *end)


Staged = tuple[tuple[Cell, ...], tuple[tuple[Cell, ...], ...]]


def staged(household: Household, vocabulary: Vocabulary) -> Staged | None:
    """A household's values in column order, and those of its members; None where the form does not hold them.

    Of a member the values follow his place and id: `(0, "m1", …)`.
    """
    try:
        whole = _cells(household.facts, household_columns(vocabulary), vocabulary)
        columns = member_columns(vocabulary)
        members = (
            (place, member.id, *_cells(member.facts, columns, vocabulary))
            for place, member in enumerate(household.members)
        )
        return whole, tuple(members)
    except Unfit:
        return None


def _cells(
    facts: Mapping[str, Possible], columns: tuple[StagedColumn, ...], vocabulary: Vocabulary
) -> tuple[Cell, ...]:
    return tuple(_cell(column, facts.get(column.fact.id), vocabulary) for column in columns)


def _cell(column: StagedColumn, value: Possible | None, vocabulary: Vocabulary) -> Cell:
    if column.absence:
        return isinstance(value, Numbers | Words) and value.is_none
    match value:
        case None | Truth.OPEN:
            return None
        case Truth():
            return value is Truth.TRUE
        case Numbers():
            return _number(column, value)
        case Words():
            if value.is_none:
                return (
                    NONE if column.fact.id and column.type == "VARCHAR" and not _is_text(column, vocabulary) else None
                )
            if value.value is None:
                raise Unfit
            return value.value
        case WordSet():
            return _set(column, value, vocabulary)


def _is_text(column: StagedColumn, vocabulary: Vocabulary) -> bool:
    return isinstance(form_of(column.fact, vocabulary), TextForm)


def _number(column: StagedColumn, value: Numbers) -> Cell:
    if value.is_none:
        return None
    if value.value is None or (value.value * column.scale).denominator != 1:
        raise Unfit
    exact = int(value.value * column.scale)
    return date.fromordinal(exact) if column.type == "DATE" else exact


def _set(column: StagedColumn, value: WordSet, vocabulary: Vocabulary) -> Cell:
    form = form_of(column.fact, vocabulary)
    if isinstance(form, WordSetForm) and len(value.has) + len(value.lacks) < len(form.item.values):
        raise Unfit
    if isinstance(form, WordSetForm):
        return [word.id for word in form.item.values if word.id in value.has]
    return sorted(value.has)
