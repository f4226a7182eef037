"""A clause as rows, one for each condition: what two clauses are laid side by side by."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from elig.lang import ast
from elig.lang.ast import Expr
from elig.program.nodes import AllOf, AnyOf, ByReading, Item, MarginalNode, Node, Row, TableNode, Versions
from elig.records import Struct


class RowKind(Enum):
    """What a row of a clause is."""

    RULE = "rule"
    ALL = "all"
    ANY = "any"
    UNLESS = "unless"
    READING = "reading"
    OPTION = "option"
    SINCE = "since"
    ENDS = "ends"
    COLUMNS = "columns"
    CELLS = "cells"
    OTHERWISE = "otherwise"
    RATE = "rate"


class ClauseRow(Struct):
    """One row: how deep it stands, what it is, the ids or day that it names, and its expressions."""

    indent: int
    kind: RowKind
    names: tuple[str, ...] = ()
    expressions: tuple[Expr, ...] = ()


def rows_of(node: Node | None) -> tuple[ClauseRow, ...]:
    """The rows of a clause or an amount; a conjunction is one row for each of its conditions."""
    return () if node is None else tuple(_rows(node, 0, RowKind.ALL))


def _rows(node: Node, indent: int, joined: RowKind) -> Iterator[ClauseRow]:
    """The rows of a node; where they stand under `joined`, its operands need no heading of their own."""
    match node:
        case AllOf():
            yield from _listed(node.items, indent, joined, RowKind.ALL)
        case AnyOf():
            yield from _listed(node.items, indent, joined, RowKind.ANY)
        case ByReading():
            yield ClauseRow(indent, RowKind.READING, (node.reading,))
            for option, chosen in node.options:
                yield ClauseRow(indent + 1, RowKind.OPTION, (node.reading, option))
                yield from _rows(chosen, indent + 2, RowKind.ALL)
        case Versions():
            for since, version in node.versions:
                kind = RowKind.ENDS if version is None else RowKind.SINCE
                yield ClauseRow(indent, kind, (since.isoformat(),))
                if version is not None:
                    yield from _rows(version, indent + 1, RowKind.ALL)
        case TableNode():
            yield from _table(node, indent)
        case MarginalNode():
            item = node.item.syntax
            for rate in node.rates:
                parts = (item, rate.above_syntax, rate.rate_syntax)
                yield ClauseRow(indent, RowKind.RATE, (), tuple(part for part in parts if part is not None))
        case _:
            if node.syntax is not None:
                yield from _chain(node.syntax, indent, joined)


def _chain(tree: Expr, indent: int, joined: RowKind) -> Iterator[ClauseRow]:
    """An expression; the operands of a conjunction under a list of conditions are conditions of the list."""
    if (joined is RowKind.ALL and isinstance(tree, ast.And)) or (joined is RowKind.ANY and isinstance(tree, ast.Or)):
        for item in tree.items:
            yield ClauseRow(indent, RowKind.RULE, (), (item,))
    else:
        yield ClauseRow(indent, RowKind.RULE, (), (tree,))


def _listed(items: tuple[Item, ...], indent: int, joined: RowKind, kind: RowKind) -> Iterator[ClauseRow]:
    own = kind is joined or len(items) == 1
    if not own:
        yield ClauseRow(indent, kind)
    inner = indent if own else indent + 1
    for item in items:
        yield from _rows(item.condition, inner, joined if own else kind)
        if item.unless is not None:
            yield ClauseRow(inner + 1, RowKind.UNLESS)
            yield from _rows(item.unless, inner + 2, RowKind.ANY)


def _table(node: TableNode, indent: int) -> Iterator[ClauseRow]:
    yield ClauseRow(indent, RowKind.COLUMNS, (), tuple(_syntax(column) for column in node.columns))
    for row in node.rows:
        yield ClauseRow(indent + 1, RowKind.CELLS, (), (*row.conditions, *_then(row)))
    if node.otherwise is not None:
        yield ClauseRow(indent + 1, RowKind.OTHERWISE, (), (_syntax(node.otherwise),))


def _then(row: Row) -> tuple[Expr, ...]:
    return (_syntax(row.then),)


def _syntax(node: Node) -> Expr:
    inner = getattr(node, "item", None) if node.syntax is None else None
    found = node.syntax if inner is None else inner.syntax
    assert found is not None, "what a table is made of was written as expressions"
    return found
