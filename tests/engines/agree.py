"""What an engine gives for a group of households, held against the reference, column by column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from elig.program.model import Vocabulary
from elig.sql import staged
from elig.sql.places import Span
from elig.sql.reference import rows
from elig.sql.statement import Columns, Statement, statement
from tests.engines.groups import Group
from tests.sql.same import answered_names, asked, cells, told

COLUMNS = Columns.AMOUNTS | Columns.BOUNDS | Columns.MET | Columns.MISSING | Columns.ASKED
Row = Mapping[str, object]
Table = Sequence[tuple[object, ...]]


@dataclass(frozen=True)
class Tables:
    """Two staged tables: the names and DuckDB types of their columns, and their rows."""

    households: tuple[tuple[str, str], ...]
    household_rows: Table
    members: tuple[tuple[str, str], ...]
    member_rows: Table


Engine = Callable[[Tables, Sequence[str]], list[list[Row]]]
"""Decides staged tables by some statements, each of which gives rows."""


@dataclass
class Tally:
    """How many households the engine decided, at least in part, and how many have an answer left to the reference."""

    decided: int = 0
    referred: int = 0


def tables(group: Group, numbers: Sequence[int], vocabulary: Vocabulary) -> Tables:
    """The staged tables of some households of a group, each under its number."""
    whole: list[tuple[object, ...]] = []
    people: list[tuple[object, ...]] = []
    for number in numbers:
        household = group.told[number][1]
        found = staged.staged(household, vocabulary)
        assert found is not None, "only what the tables can hold is put into them"
        whole.append((number, *found[0], household.complete))
        people += [(number, *cells) for cells in found[1]]
    return Tables(
        staged.definition(vocabulary, members=False, dated=False),
        whole,
        staged.definition(vocabulary, members=True, dated=False),
        people,
    )


def differences(group: Group, engine: Engine, dialect: str, tally: Tally) -> list[str]:
    """Where an engine says otherwise than the reference."""
    vocabulary = group.program.checked.vocabulary
    fit = [n for n, (_, household, _) in enumerate(group.told) if staged.staged(household, vocabulary) is not None]
    tally.referred += len(group.told) - len(fit)
    if not fit:
        return []
    found = _statement(group, dialect)
    texts = [found.text(), *([found.text(member=True)] if found.member is not None else [])]
    results = engine(tables(group, fit, vocabulary), texts)
    whole = {int(str(row["row"])): row for row in results[0]}
    assert sorted(whole) == fit, "every household has one row"
    people = {(row["row"], row["member"]): row for row in (results[1] if len(results) > 1 else [])}
    lines: list[str] = []
    for number in fit:
        if whole[number]["referred"]:
            tally.referred += 1
            continue
        tally.decided += 1
        tally.referred += any(
            asked(row) for row in (whole[number], *(p for (n, _), p in people.items() if n == number))
        )
        name, _, outcomes = group.told[number]
        household, members = rows(outcomes, group.rules, COLUMNS)
        lines += _compared(name, household, whole[number], [one.name for one in found.outputs])
        for member in members:
            row = people.get((number, member["member"]), {})
            names = [one.name for one in found.member_outputs]
            lines += _compared(f"{name} {member['id']}", member, row, names)
    return lines


def _statement(group: Group, dialect: str) -> Statement:
    return statement(
        group.program.checked,
        group.rules,
        days=Span(group.on, group.on),
        dialect=dialect,
        columns=COLUMNS,
        named=group.policy is not None,
    )


def _compared(name: str, expected: Mapping[str, object], row: Row, columns: Sequence[str]) -> list[str]:
    known = {column: expected.get(column) for column in columns}
    found, said = cells(row, known), told(row, known)
    return [
        f"{name}: {column} is {found[column]!r}, the reference says {said[column]!r}"
        for column in answered_names(row, columns)
        if found[column] != said[column]
    ]
