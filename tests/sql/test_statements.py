"""Statements as text: they read back as they were meant, they fit their engines, and hostile names stay names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlglot import exp, parse_one

from elig.api import Program, load, load_texts
from elig.errors import EligError
from elig.program.model import Rules
from elig.sql.places import Span
from elig.sql.statement import Columns, Statement, statement

ON = date(2026, 1, 1)
EVERYTHING = Columns.ALL
WORK = Path(__file__).parents[2] / "bench" / "w8"
DIALECTS = ("duckdb", "spark", "postgres")


def made(
    program: Program, rules: Rules, dialect: str, known: bool, columns: Columns = EVERYTHING, *, packed: bool = False
) -> Statement:
    days = Span(ON, ON)
    return statement(program.checked, rules, days=days, dialect=dialect, columns=columns, known=known, packed=packed)


def everybody(program: Program) -> list[Rules]:
    common = program.checked.common
    return [*program.checked.regions, *([common] if common is not None else [])]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("known", [True, False])
def test_a_statement_reads_back_as_it_was_meant(dialect: str, known: bool, shipped: Program) -> None:
    for program in (load(WORK), shipped):
        for rules in everybody(program)[:2]:
            found = made(program, rules, dialect, known)
            for tree in filter(None, (found.household, found.member)):
                text = tree.sql(dialect=dialect, identify=True, pretty=True)
                assert _shape(parse_one(text, read=dialect)) == _shape(tree)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("known", [True, False])
def test_flags_are_packed_for_engines_and_stand_alone_for_readers(dialect: str, known: bool) -> None:
    program = load(WORK)
    (rules,) = everybody(program)
    alone, packed = (made(program, rules, dialect, known, packed=packed) for packed in (False, True))
    assert "BIT_OR" not in alone.text()
    assert packed.text().count("BIT_OR") == 1
    assert _shape(parse_one(packed.text(), read=dialect)) == _shape(packed.household)


def _shape(tree: exp.Expr) -> list[str]:
    """The operators of a tree from the outside in, brackets left out, each with what stands directly below it."""
    logic = (exp.And, exp.Or, exp.Not, exp.Is, exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.In)
    kinds = (*logic, exp.Add, exp.Sub, exp.Mul, exp.Neg, exp.Mod, exp.BitwiseAnd)

    def bare(node: object) -> object:
        while isinstance(node, exp.Paren):
            node = node.this
        return node

    def walk(node: exp.Expr) -> Iterator[str]:
        for found in node.dfs():
            if isinstance(found, kinds):
                below = [type(bare(child)).__name__.removeprefix("Try") for child in found.iter_expressions()]
                yield f"{type(found).__name__}({', '.join(below)})"

    return list(walk(tree))


def test_what_no_statement_can_be_written_for_is_refused_by_name(shipped: Program) -> None:
    with pytest.raises(EligError, match="oracle"):
        made(shipped, shipped.regions[0], "oracle", True)


HOSTILE = """
vocabulary: v
money: {unit: yuan, minor: fen, places: 2}
units: [person, month, year]
subjects:
  household: {label: {zh: 户, en: household}, parts: members, max_parts: 20}
  members: {singular: member, label: {zh: 人, en: member}}
facts:
  household:
    select: {name: 选, label: {zh: "*/ 选 -- ; DROP TABLE households", en: "*/ drop"}, type: boolean}
    group: {name: 组, label: {zh: 组, en: "'quoted\\""}, type: boolean}
  members:
    order: {name: 序, label: {zh: 序, en: order}, type: boolean}
"""
RULES = """
policy: p
title: {zh: p, en: p}
stated: {date: 2020-01-01}
uses: [v]
entitlements:
  from:
    label: {zh: "*/ 甲", en: "a */"}
    for: household
    basis: promise
    when: select and (group or any member where order)
    grants: [{id: table, kind: in_kind, what: {zh: x, en: x}, amount: count member where order}]
    cite: [{page: x, seen: 2026-11-21, mark: background, says: {zh: x, en: x}}]
"""


def test_words_of_sql_and_of_harm_stay_names_and_comments() -> None:
    import duckdb

    program = load_texts({"v.yaml": HOSTILE, "p.yaml": RULES})
    with duckdb.connect() as connection:
        connection.execute(
            'CREATE TABLE households AS SELECT 0 AS row, TRUE AS "select", FALSE AS "group", TRUE AS complete'
        )
        connection.execute("CREATE TABLE members AS SELECT 0 AS row, 0 AS member, 'm' AS id, TRUE AS \"order\"")
        for known in (True, False):
            found = made(program, everybody(program)[0], "duckdb", known)
            row = connection.execute(found.text()).fetchone()
            assert row is not None and "due" in row


@pytest.mark.parametrize("dialect", DIALECTS)
def test_names_are_not_longer_than_an_engine_keeps(dialect: str, shipped: Program) -> None:
    for rules in everybody(shipped):
        found = made(shipped, rules, dialect, False)
        longest = 63 if dialect == "postgres" else 1000
        names = {identifier.this for identifier in found.household.find_all(exp.Identifier)}
        assert all(len(name.encode()) <= longest for name in names)
