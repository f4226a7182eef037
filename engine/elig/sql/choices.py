"""Choices between values, and what may be chosen where it is open which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from elig.evaluate.environment import Ends
from elig.program import nodes
from elig.records import replace
from elig.sql import figures, logic
from elig.sql.at import At
from elig.sql.trees import case, is_null, text, truth
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
            tree = case([(exp.EQ(this=item.tree.copy(), expression=text("none")), fallback.tree)], item.tree)
            return Word(tree, item.words, optional=fallback.optional)
        case _:
            raise Refused("OtherwiseNode")


def branch(writer: Writer, node: nodes.IfNode, at: At) -> Value:
    """A choice between two expressions."""
    test = writer.condition(node.condition, replace(at, ends=Ends.TECHNICAL))
    if test.tree == truth(True) or test.tree == truth(False):
        return writer.value(node.yes if test.tree == truth(True) else node.no, at)
    kept = writer.named(test, at, "when")
    assert isinstance(kept, Condition), "a condition stays one"
    return chosen(writer, kept, writer.value(node.yes, at), writer.value(node.no, at), at)


def chosen(writer: Writer, test: Condition, yes: Value, no: Value, at: At) -> Value:
    """One value or the other by a test; where it is open, all that both may be."""
    del at
    match yes, no:
        case Condition(), Condition():
            loose = test.loose or yes.loose or no.loose
            branches = [(test.tree, yes.tree)]
            is_open = test.open or yes.open or no.open
            if test.open:
                same = case(
                    [
                        (
                            exp.EQ(this=exp.Paren(this=yes.tree.copy()), expression=exp.Paren(this=no.tree.copy())),
                            yes.tree,
                        )
                    ]
                )
                branches.append((is_null(test.tree), same))
            return Condition(case(branches, no.tree), is_open, loose)
        case Figure(), Figure():
            return logic.made_rough(figures.either(test.tree, test.open, yes, no, writer.dialect), test.loose)
        case Word(), Word():
            branches = [(test.tree, yes.tree)]
            if test.open:
                same = case([(exp.EQ(this=yes.tree.copy(), expression=exp.Paren(this=no.tree.copy())), yes.tree)])
                branches.append((is_null(test.tree), same))
            is_open = test.open or yes.open or no.open
            optional = yes.optional or no.optional
            return Word(case(branches, no.tree), yes.words, is_open, optional, loose=is_open)
        case _:
            raise Refused("IfNode")


def choice(writer: Writer, yes: Value, no: Value, at: At) -> Value:
    """All that two values may be."""
    match yes, no:
        case Condition(), Condition():
            if yes.tree == no.tree:
                return yes
            return logic.same_truth([yes, no])
        case Figure(), Figure():
            return figures.joined(yes, no, writer.dialect)
        case Word(), Word():
            same = exp.EQ(this=exp.Paren(this=yes.tree.copy()), expression=exp.Paren(this=no.tree.copy()))
            return Word(case([(same, yes.tree)]), yes.words, True, yes.optional or no.optional, loose=True)
        case _:
            raise Refused("a choice")
