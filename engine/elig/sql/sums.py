"""Sums and extremes over the members, and the greatest of a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from elig.program import nodes
from elig.program.types import DateType
from elig.records import replace
from elig.sql import ends, figures
from elig.sql.trees import (
    Tree,
    case,
    cast,
    coalesce,
    conjunction,
    disjunction,
    is_null,
    may_be,
    null,
    surely,
    truth,
    whole,
)
from elig.sql.values import Condition, End, Figure, Refused

if TYPE_CHECKING:
    from elig.sql.at import At
    from elig.sql.write import Writer


def most(tree: Tree, writer: Writer, stage: int, base: str) -> Tree:
    """The greatest of a number over the members of a stage."""
    return writer.chain.total(exp.Max(this=tree), stage, base)


def summed(where: Condition, item: Figure, writer: Writer, stage: int, after: At) -> Figure:
    """The sum of an item over the members that are reached; raises `Refused` where it may be absent."""
    if item.none is not None or item.undefined is not None:
        raise Refused("a sum of what may be absent")
    point = item.is_point
    low_end, off_low = ends.without_over(item.low, writer.dialect)
    high_end, off_high = (low_end, off_low) if point else ends.without_over(item.high, writer.dialect)
    item = replace(item, low=low_end, high=high_end)
    off = [conjunction([may_be(where.tree, True), tree]) for tree in (off_low, off_high) if tree is not None]
    if off:
        inexact = coalesce(most(case([(disjunction(off), whole(1))], whole(0)), writer, stage, "off_grid"), whole(0))
        writer.doubts[exp.EQ(this=inexact, expression=whole(1))] = None
    people = writer.rules.rules.vocabulary.subjects.max_parts
    zero = ends.constant(0)

    def total(end: End, base: str) -> End:
        size = end.size * people
        ends.fits(size)
        wide = size > ends.NARROW
        added = exp.Sum(this=_told(end.tree))
        tree: Tree = writer.chain.total(writer.dialect.number(added, wide), stage, base)
        tree = coalesce(tree, whole(0))
        if end.nullable:
            opened = exp.Filter(this=exp.Count(this=exp.Star()), expression=exp.Where(this=is_null(end.tree)))
            several = writer.chain.total(cast(opened, "bigint"), stage, f"{base}__open")
            tree = case([(exp.GT(this=several, expression=whole(0)), null())], tree)
        kept = writer.chain.keep(tree, after.spot, base)
        return replace(end, tree=kept, size=size)

    def reached(end: End, test: Tree) -> End:
        return end if test == truth(True) else ends.either(test, end, zero, writer.dialect)

    surely_in, perhaps = surely(where.tree, True), may_be(where.tree, True)
    if not where.open:
        surely_in = perhaps = where.tree
    if item.is_point and not where.open:
        return figures.point(total(reached(item.low, where.tree), "sum"))
    low = reached(item.low, surely_in if item.low.natural else perhaps)
    high = reached(item.high, perhaps)
    if where.open and not item.low.natural:
        low = _or_zero(item.low, surely_in, perhaps, writer, pick_low=True)
        high = _or_zero(item.high, surely_in, perhaps, writer, pick_low=False)
    return Figure(total(low, "sum__low"), total(high, "sum__high"), loose=True, rough=where.loose or item.rough)


def _told(item: Tree) -> Tree:
    """What adds up to the same: a sum passes over what is not known, which need not be 0 first."""
    zero = isinstance(item, exp.Coalesce) and item.expressions == [whole(0)]
    found: Tree = item.this if zero else item
    return found


def _or_zero(end: End, sure: Tree, perhaps: Tree, writer: Writer, *, pick_low: bool) -> End:
    """An end of what a member adds who may not be reached."""
    pick = ends.lower if pick_low else ends.upper
    maybe = pick(end, ends.constant(0), writer.dialect, loses=False)
    return ends.either(sure, end, ends.either(perhaps, maybe, ends.constant(0), writer.dialect), writer.dialect)


def extreme(node: nodes.ExtremeOfNode, where: Condition, item: Figure, writer: Writer, stage: int, after: At) -> Figure:
    """The greatest or the least of an item over them; raises `Refused` where it may be absent or have no end."""
    if (
        item.none is not None
        or item.undefined is not None
        or item.low.over is not None
        or item.low.nullable
        or item.high.nullable
    ):
        raise Refused("an extreme of what may be absent")
    kind = exp.Max if node.largest else exp.Min

    def total(end: End, test: Tree, base: str, least: bool) -> End:
        picked = case([(test, end.tree)]) if test != truth(True) else end.tree
        found = writer.chain.total((exp.Min if least else exp.Max)(this=picked), stage, base)
        return replace(end, tree=found, nullable=False)

    day = isinstance(node.type, DateType)
    if item.is_point and not where.open:
        low = total(item.low, where.tree, "extreme", kind is exp.Min)
        nobody = is_null(low.tree)
        return Figure(low, low, None, nobody, nobody, day=day)
    sure, perhaps = surely(where.tree, True), may_be(where.tree, True)
    largest = node.largest
    best_low = total(item.low, perhaps if not largest else sure, "extreme__low", not largest)
    best_high = total(item.high, perhaps if largest else sure, "extreme__high", not largest)
    if largest:  # if nobody is sure, it may be the least of those who may be reached
        other = total(item.low, perhaps, "extreme__least", True)
        best_low = replace(best_low, tree=coalesce(best_low.tree, other.tree))
    else:
        other = total(item.high, perhaps, "extreme__most", False)
        best_high = replace(best_high, tree=coalesce(best_high.tree, other.tree))
    reached = total(item.low, sure, "extreme__reached", True)
    nobody, anybody = is_null(reached.tree), is_null(other.tree)
    return Figure(best_low, best_high, None, anybody, nobody, loose=True, rough=where.loose or item.rough, day=day)
