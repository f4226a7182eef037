"""Quantifiers: each is one sum over the members, and what it comes to is read from it once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlglot import exp

from elig.lang.ast import Member
from elig.program import nodes
from elig.program.types import DateType
from elig.records import replace
from elig.sql import ends, figures
from elig.sql.cases import by_cases, inside
from elig.sql.chain import Spot
from elig.sql.logic import all_of
from elig.sql.trees import (
    Tree,
    case,
    cast,
    coalesce,
    conjunction,
    disjunction,
    is_null,
    may_be,
    negation,
    null,
    surely,
    truth,
    whole,
)
from elig.sql.values import Condition, End, Figure, Refused, Value

if TYPE_CHECKING:
    from elig.sql.at import At
    from elig.sql.write import Writer


def quantified(node: nodes.Quantifier, writer: Writer, at: At) -> Value:
    """A quantifier, gone through once; equal ones are one."""
    stage = writer.about.stage(node) - 1
    if at.spot.member and _looks_out(node, writer):
        raise Refused("a quantifier inside another")
    if node.other and not isinstance(node, nodes.ExistsNode | nodes.CountNode):
        raise Refused(f"{type(node).__name__} of others")
    inner = inside(at, Spot(True, stage))
    after = replace(at, spot=Spot(node.other, stage + 1))
    key = writer.key("quantifier", node, after)
    memo = writer.memo
    if key not in memo:
        memo[key] = _written(node, writer, inner, after)
    return memo[key]


def _looks_out(node: nodes.Node, writer: Writer) -> bool:
    """Whether what is asked of a member reads who stands outside."""
    if isinstance(node, nodes.IncludesThisNode):
        return True
    return any(_looks_out(child, writer) for child in writer.about.below(node))


def _written(node: nodes.Quantifier, writer: Writer, inner: At, after: At) -> Value:
    named = writer.named(reached(node, writer, inner), inner, "where")
    match node:
        case nodes.ExistsNode():
            found = (
                _other(named, writer, inner, after) if node.other else _exists(named, writer, inner.spot.stage, after)
            )
            return found if node.kind is Member.ANY else replace(found, tree=negation(found.tree))
        case nodes.EveryNode():
            fits, lacks = fitting(node, writer, inner), lacking(node, writer, inner)
            return _every(named, fits, lacks, writer, inner.spot.stage, after)
        case nodes.CountNode():
            if node.other:
                return _count_others(named, writer, inner, after)
            return _count(named, writer, inner.spot.stage, after)
        case nodes.SumNode():
            item = writer.named(writer.figure(node.item, inner), inner, "item")
            return _sum(named, item, writer, inner.spot.stage, after)
        case nodes.ExtremeOfNode():
            item = writer.named(writer.figure(node.item, inner), inner, "item")
            return _extreme(node, named, item, writer, inner.spot.stage, after)


def reached(node: nodes.Quantifier, writer: Writer, inner: At) -> Condition:
    """Whether a member is gone through; of what is counted or added up the plan goes through no cases."""
    if isinstance(node, nodes.ExistsNode | nodes.EveryNode):
        return gone_through(node.where, writer, inner)
    return writer.condition(node.where, inner)


def gone_through(node: nodes.Node, writer: Writer, inner: At) -> Condition:
    """A condition on a member, over the cases of what is not known of the member."""
    return _over_cases(lambda at: writer.condition(node, at), writer.about.facts(node), writer, inner)


def fitting(node: nodes.EveryNode, writer: Writer, inner: At) -> Condition:
    """Whether a member is reached and has what is asked.

    The cases are gone through as a whole: what decides whether somebody is reached may tell what he has.
    """
    return writer.named(_reached_and(node, lambda has: has, writer, inner), inner, "fits")


def lacking(node: nodes.EveryNode, writer: Writer, inner: At) -> Condition:
    """Whether a member is reached and lacks what is asked; as a whole too."""
    found = _reached_and(node, lambda has: replace(has, tree=negation(has.tree)), writer, inner)
    return writer.named(found, inner, "lacks")


def _reached_and(node: nodes.EveryNode, test: Callable[[Condition], Condition], writer: Writer, inner: At) -> Condition:
    def written(at: At) -> Condition:
        return all_of([writer.condition(node.where, at), test(writer.condition(node.has, at))])

    return _over_cases(written, writer.about.facts(node.where) | writer.about.facts(node.has), writer, inner)


def _over_cases(written: Callable[[At], Condition], read: frozenset[str], writer: Writer, inner: At) -> Condition:
    direct = written(inner)
    splits = [split for split in inner.splits if split.name in read]
    if not splits:
        return direct
    return by_cases(direct, splits, lambda pins: [written(replace(inner, pins=inner.pins + pins))], writer)


def _code(where: Condition) -> Tree:
    """2 where a condition surely holds, 1 where it may."""
    if not where.open:
        return case([(where.tree, whole(1))], whole(0))
    return case([(where.tree, whole(2)), (is_null(where.tree), whole(1))], whole(0))


def _most(tree: Tree, writer: Writer, stage: int, base: str) -> Tree:
    return writer.chain.total(exp.Max(this=tree), stage, base)


def _exists(where: Condition, writer: Writer, stage: int, after: At) -> Condition:
    if isinstance(where.tree, exp.Boolean) and not where.tree.this:
        return Condition(truth(False))
    code = _most(_code(where), writer, stage, "any")
    tree = _decoded(code, where.open)
    kept = writer.chain.keep(tree, after.spot, "any")
    return Condition(kept, where.open, where.loose)


def _decoded(code: Tree, is_open: bool) -> Tree:
    if not is_open:
        return coalesce(exp.EQ(this=code, expression=whole(1)), truth(False))
    tests: list[tuple[Tree, Tree]] = [
        (exp.EQ(this=code, expression=whole(2)), truth(True)),
        (exp.EQ(this=code, expression=whole(1)), null()),
    ]
    return case(tests, truth(False))


def _counted(where: Tree, writer: Writer, stage: int, base: str) -> Tree:
    if where == truth(True):
        found: Tree = exp.Count(this=exp.Star())
    else:
        found = exp.Filter(this=exp.Count(this=exp.Star()), expression=exp.Where(this=where))
    return coalesce(writer.chain.total(cast(found, "bigint"), stage, base), whole(0))


def _count(where: Condition, writer: Writer, stage: int, after: At) -> Figure:
    most = writer.rules.rules.vocabulary.subjects.max_parts
    sure = writer.chain.keep(_counted(where.tree, writer, stage, "count"), after.spot, "count")
    low = End(sure, size=most, natural=True)
    if not where.open:
        return figures.point(low)
    perhaps = _counted(is_null(where.tree), writer, stage, "count__open")
    high = writer.chain.keep(exp.Add(this=sure, expression=perhaps), after.spot, "count__high")
    return Figure(low, End(high, size=most, natural=True), rough=where.loose)


def _count_others(where: Condition, writer: Writer, inner: At, after: At) -> Figure:
    """All who are counted, without the one who asks."""
    everybody = _count(where, writer, inner.spot.stage, replace(after, spot=Spot(False, inner.spot.stage + 1)))
    one = case([(surely(where.tree, True), whole(1))], whole(0))
    low = exp.Paren(this=exp.Sub(this=everybody.low.tree, expression=one))
    low_end = replace(everybody.low, tree=writer.chain.keep(low, after.spot, "others"))
    if not where.open:
        return figures.point(low_end)
    maybe = case([(may_be(where.tree, True), whole(1))], whole(0))
    high = exp.Paren(this=exp.Sub(this=everybody.high.tree, expression=maybe))
    return Figure(
        low_end, replace(everybody.high, tree=writer.chain.keep(high, after.spot, "others__high")), rough=where.loose
    )


def _other(where: Condition, writer: Writer, inner: At, after: At) -> Condition:
    """Somebody but the one who asks."""
    found = _count_others(where, writer, inner, after)
    sure = exp.GT(this=found.low.tree, expression=whole(0))
    if not where.open:
        return Condition(sure)
    maybe = exp.GT(this=found.high.tree, expression=whole(0))
    return Condition(case([(sure, truth(True)), (maybe, null())], truth(False)), True, where.loose or found.rough)


def _every(where: Condition, fits: Condition, lacks: Condition, writer: Writer, stage: int, after: At) -> Condition:
    """Somebody is reached, and nobody who is lacks what is asked; over all that each member may be."""

    def somebody(test: Tree, base: str) -> Tree:
        code = _most(case([(test, whole(1))], whole(0)), writer, stage, base)
        return writer.chain.keep(_decoded(code, False), after.spot, base)

    fails = somebody(surely(lacks.tree, True), "fails")
    if not where.open and not fits.open and not lacks.open:
        return Condition(conjunction([somebody(fits.tree, "has"), exp.Not(this=fails)]))
    may_fit = somebody(may_be(fits.tree, True), "may_hold")
    may_lack = somebody(may_be(lacks.tree, True), "may_lack")
    reached = somebody(surely(where.tree, True), "reached")
    tree = case(
        [
            (disjunction([fails, exp.Not(this=exp.Paren(this=may_fit))]), truth(False)),
            (disjunction([may_lack, exp.Not(this=exp.Paren(this=reached))]), null()),
        ],
        truth(True),
    )
    return Condition(writer.chain.keep(tree, after.spot, "every"), True, where.loose or fits.loose or lacks.loose)


def _sum(where: Condition, item: Figure, writer: Writer, stage: int, after: At) -> Figure:
    if item.none is not None or item.undefined is not None:
        raise Refused("a sum of what may be absent")
    point = item.is_point
    low_end, off_low = ends.without_over(item.low, writer.dialect)
    high_end, off_high = (low_end, off_low) if point else ends.without_over(item.high, writer.dialect)
    item = replace(item, low=low_end, high=high_end)
    off = [conjunction([may_be(where.tree, True), tree]) for tree in (off_low, off_high) if tree is not None]
    if off:
        inexact = coalesce(_most(case([(disjunction(off), whole(1))], whole(0)), writer, stage, "off_grid"), whole(0))
        writer.doubts[exp.EQ(this=inexact, expression=whole(1))] = None
    most = writer.rules.rules.vocabulary.subjects.max_parts
    zero = ends.constant(0)

    def total(end: End, base: str) -> End:
        size = end.size * most
        ends.fits(size)
        wide = size > ends.NARROW
        tree: Tree = writer.chain.total(writer.dialect.number(exp.Sum(this=end.tree), wide), stage, base)
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


def _or_zero(end: End, sure: Tree, perhaps: Tree, writer: Writer, *, pick_low: bool) -> End:
    """An end of what a member adds who may not be reached."""
    pick = ends.lower if pick_low else ends.upper
    maybe = pick(end, ends.constant(0), writer.dialect, loses=False)
    return ends.either(sure, end, ends.either(perhaps, maybe, ends.constant(0), writer.dialect), writer.dialect)


def _extreme(
    node: nodes.ExtremeOfNode, where: Condition, item: Figure, writer: Writer, stage: int, after: At
) -> Figure:
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
