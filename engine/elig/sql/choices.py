"""Choices between values, and what may be chosen where it is open which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from elig.evaluate.environment import Ends
from elig.program import nodes
from elig.records import replace
from elig.sql import figures, logic
from elig.sql.at import At
from elig.sql.dialects import Dialect
from elig.sql.staged import NONE
from elig.sql.trees import Tree, binary, case, is_null, text, truth
from elig.sql.values import Condition, Figure, Refused, Value, Word

if TYPE_CHECKING:
    from elig.sql.write import Writer


def otherwise(writer: Writer, node: nodes.OtherwiseNode, at: At) -> Value:
    """The fallback where an item is none."""
    item, fallback = writer.value(node.item, at), writer.value(node.fallback, at)
    match item, fallback:
        case Figure(), Figure():
            item = writer.named(item, at, "x")
            return figures.otherwise(item, fallback, writer.known, writer.dialect)
        case Word(), Word() if not item.open and not fallback.open:
            tree = case([(binary(exp.EQ, item.tree, text(NONE)), fallback.tree)], item.tree)
            return Word(tree, item.words, optional=fallback.optional)
        case _:
            raise Refused("OtherwiseNode")


def branch(writer: Writer, node: nodes.IfNode, at: At) -> Value:
    """A choice between two expressions."""
    test = writer.condition(node.condition, replace(at, ends=Ends.TECHNICAL))
    if test.tree == truth(True) or test.tree == truth(False):
        return writer.value(node.yes if test.tree == truth(True) else node.no, at)
    kept = writer.named(test, at, "when")
    return chosen(kept, writer.value(node.yes, at), writer.value(node.no, at), writer.dialect)


def chosen(test: Condition, yes: Value, no: Value, dialect: Dialect) -> Value:
    """One value or the other by a test; where it is open, all that both may be."""
    match yes, no:
        case Condition(), Condition():
            loose = test.loose or yes.loose or no.loose
            branches = [(test.tree, yes.tree)]
            is_open = test.open or yes.open or no.open
            if test.open:
                branches.append((is_null(test.tree), _agreed(yes, no)))
            return Condition(case(branches, no.tree), is_open, loose)
        case Figure(), Figure():
            return logic.made_rough(figures.either(test.tree, test.open, yes, no, dialect), test.loose)
        case Word(), Word():
            branches = [(test.tree, yes.tree)]
            if test.open:
                branches.append((is_null(test.tree), _agreed(yes, no)))
            is_open = test.open or yes.open or no.open
            optional = yes.optional or no.optional
            return Word(case(branches, no.tree), yes.words, is_open, optional, loose=is_open)
        case _:
            raise Refused("IfNode")


def choice(yes: Value, no: Value, dialect: Dialect) -> Value:
    """All that two values may be."""
    match yes, no:
        case Condition(), Condition():
            if yes.tree == no.tree:
                return yes
            return logic.same_truth([yes, no])
        case Figure(), Figure():
            return figures.joined(yes, no, dialect)
        case Word(), Word():
            return Word(_agreed(yes, no), yes.words, True, yes.optional or no.optional, loose=True)
        case _:
            raise Refused("a choice")


def _agreed(yes: Condition | Word, no: Condition | Word) -> Tree:
    """What both come to where they come to the same, else nothing known."""
    return case([(binary(exp.EQ, yes.tree, no.tree), yes.tree)])
