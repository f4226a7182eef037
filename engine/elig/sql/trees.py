"""Small trees of SQL, made so that every operand is bracketed: a tree that is printed reads back as it was meant.

A tree is never changed once it is made: the same one stands wherever it is read, so nothing goes by its `parent`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from sqlglot import exp

Tree = exp.Expression

_SOLID = (exp.Column, exp.Literal, exp.Boolean, exp.Null, exp.Paren, exp.Func, exp.Case, exp.Cast, exp.Star)


def column(name: str, table: str = "") -> exp.Column:
    """A column by its name."""
    of = exp.to_identifier(table, quoted=True) if table else None
    return exp.column(exp.to_identifier(name, quoted=True), table=of, copy=False)


def whole(number: int) -> Tree:
    """A whole number; below zero in brackets."""
    if number < 0:
        return exp.Paren(this=exp.Neg(this=exp.Literal.number(str(-number))))
    return exp.Literal.number(str(number))


def text(value: str) -> Tree:
    """A text."""
    return exp.Literal.string(value)


def day(value: date) -> Tree:
    """A day."""
    return exp.Cast(this=exp.Literal.string(value.isoformat()), to=_type("date"))


def truth(value: bool) -> Tree:
    """A truth value."""
    return exp.Boolean(this=value)


def null() -> Tree:
    """Nothing known."""
    return exp.Null()


def cast(tree: Tree, kind: str) -> Tree:
    """A tree as a type."""
    return exp.Cast(this=tree, to=_type(kind))


@cache
def _type(kind: str) -> exp.DataType:
    """A type by its name, which is parsed once."""
    return exp.DataType.build(kind)


def wrap(tree: Tree) -> Tree:
    """The tree in brackets, unless nothing can come between it and an operator."""
    solid = isinstance(tree, _SOLID) and not isinstance(tree, exp.And | exp.Or)
    return tree if solid else exp.Paren(this=tree)


def conjunction(items: Iterable[Tree]) -> Tree:
    """`and`: SQL's own three values."""
    kept = list(dict.fromkeys(item for item in items if item != truth(True)))
    if truth(False) in kept:
        return truth(False)
    return _chain(exp.And, kept, truth(True))


def disjunction(items: Iterable[Tree]) -> Tree:
    """`or`."""
    kept = list(dict.fromkeys(item for item in items if item != truth(False)))
    if truth(True) in kept:
        return truth(True)
    return _chain(exp.Or, kept, truth(False))


def _chain(kind: type[exp.And] | type[exp.Or], items: Sequence[Tree], empty: Tree) -> Tree:
    if not items:
        return empty
    result = items[0] if len(items) == 1 else wrap(items[0])
    for item in items[1:]:
        result = kind(this=result, expression=wrap(item))
    return result


def negation(item: Tree) -> Tree:
    """`not`."""
    match item:
        case exp.Boolean():
            return truth(not item.this)
        case exp.Null():
            return null()
        case exp.Not() if isinstance(item.this, exp.Paren):
            inner: Tree = item.this.this
            return inner
        case _:
            return exp.Not(this=exp.Paren(this=item))


def is_null(item: Tree) -> Tree:
    """Whether nothing is known."""
    return exp.Is(this=wrap(item), expression=null())


def is_not_null(item: Tree) -> Tree:
    """Whether something is known."""
    return exp.Not(this=exp.Is(this=wrap(item), expression=null()))


def surely(item: Tree, value: bool) -> Tree:
    """Whether a condition surely has a truth value; never open."""
    if isinstance(item, exp.Boolean):
        return truth(bool(item.this) is value)
    if isinstance(item, exp.Null):
        return truth(False)
    return exp.Is(this=wrap(item), expression=truth(value))


def may_be(item: Tree, value: bool) -> Tree:
    """Whether a condition may have a truth value; never open."""
    if isinstance(item, exp.Boolean):
        return truth(bool(item.this) is value)
    if isinstance(item, exp.Null):
        return truth(True)
    return exp.Not(this=exp.Is(this=wrap(item), expression=truth(not value)))


def binary(kind: type[exp.Binary], left: Tree, right: Tree) -> Tree:
    """Any operator of two."""
    found = kind(this=wrap(left), expression=wrap(right))
    assert isinstance(found, exp.Expression), "an operator is an expression"
    return found


def case(branches: Sequence[tuple[Tree, Tree]], default: Tree | None = None) -> Tree:
    """The first branch whose condition is surely true, else the default."""
    kept = [(test, result) for test, result in branches if test != truth(False) and not isinstance(test, exp.Null)]
    for place, (test, result) in enumerate(kept):
        if test == truth(True):
            default, kept = result, kept[:place]
            break
    if not kept:
        return default if default is not None else null()
    missing = default is None or isinstance(default, exp.Null)
    if missing and all(isinstance(result, exp.Null) for _, result in kept):
        return null()  # of no type: PostgreSQL would take a column of it for text
    ifs = [exp.If(this=test, true=result) for test, result in kept]
    return exp.Case(ifs=ifs, default=None if missing or default is None else default)


def coalesce(item: Tree, other: Tree) -> Tree:
    """The item, or the other where nothing is known of it."""
    if isinstance(item, exp.Null):
        return other
    if isinstance(other, exp.Null):
        return item
    return exp.Coalesce(this=item, expressions=[other])


def among(item: Tree, options: Sequence[Tree]) -> Tree:
    """Whether an item is one of some constants."""
    if not options:
        return truth(False)
    if len(options) == 1:
        return exp.EQ(this=wrap(item), expression=options[0])
    return exp.In(this=wrap(item), expressions=list(options))


def columns_of(tree: Tree) -> set[str]:
    """The names of the columns that a tree reads."""
    return {found.name for found in tree.find_all(exp.Column)}


def is_small(tree: Tree) -> bool:
    """Whether a tree may be written again wherever it is read."""
    return isinstance(tree, exp.Column | exp.Literal | exp.Boolean | exp.Null) or (
        isinstance(tree, exp.Cast) and isinstance(tree.this, exp.Literal)
    )
