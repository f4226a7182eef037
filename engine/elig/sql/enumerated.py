"""Words of results as the numbers of an enumeration, which DuckDB moves, sorts and writes faster than text."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from elig.sql.statement import Output, Statement
from elig.sql.trees import Tree, case
from elig.values import Met, Outcome

BOUNDS = ("exact", "at_least", "up_to", "between", "not_stated")
"""What is said of the ends of an amount."""
WORDS = {
    "outcome": tuple(one.value for one in Outcome),
    "met": tuple(one.value for one in Met),
    "bound": BOUNDS,
}
"""The words of a column, by what it tells."""


def enumerate_words(found: Statement) -> None:
    """Give the columns of words in a statement that was just written their enumerations."""
    _enumerate(found.household, found.outputs)
    if found.member is not None:
        _enumerate(found.member, found.member_outputs)


def words_sql(what: str, word: str) -> str:
    """A word of a column of results, as DuckDB writes a constant of its enumeration."""
    return exp.Cast(this=exp.Literal.string(word), to=_kind(WORDS[what])).sql("duckdb")


def _enumerate(query: exp.Query, outputs: Sequence[Output]) -> None:
    kinds = {one.name: _kind(WORDS[one.what]) for one in outputs if one.what in WORDS}
    for item in query.expressions:
        if item.alias in kinds:
            item.set("this", _as(item.this, kinds[item.alias]))


def _as(tree: Tree, kind: exp.DataType) -> Tree:
    """A tree of words as an enumeration: constants are, so that nothing is looked up row by row."""
    if not isinstance(tree, exp.Case):
        return exp.Cast(this=tree, to=kind)
    branches = [(branch.this, _as(branch.args["true"], kind)) for branch in tree.args["ifs"]]
    default = tree.args.get("default")
    return case(branches, None if default is None else _as(default, kind))


def _kind(words: Sequence[str]) -> exp.DataType:
    return exp.DataType(this=exp.DataType.Type.ENUM, expressions=[exp.Literal.string(word) for word in words])
