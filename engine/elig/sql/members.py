"""Quantifiers: each is one sum over the members, and what it comes to is read from it once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlglot import exp

from elig.lang.ast import Member
from elig.program import nodes
from elig.records import replace
from elig.sql import figures, sums
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
            return sums.summed(named, item, writer, inner.spot.stage, after)
        case nodes.ExtremeOfNode():
            item = writer.named(writer.figure(node.item, inner), inner, "item")
            return sums.extreme(node, named, item, writer, inner.spot.stage, after)


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


def _exists(where: Condition, writer: Writer, stage: int, after: At) -> Condition:
    if isinstance(where.tree, exp.Boolean) and not where.tree.this:
        return Condition(truth(False))
    code = sums.most(_code(where), writer, stage, "any")
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
        code = sums.most(case([(test, whole(1))], whole(0)), writer, stage, base)
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
