"""Conditions that read values: comparisons, ranges, words, texts, absence."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from sqlglot import exp

from elig.evaluate import arithmetic
from elig.evaluate.expressions import known_step
from elig.lang.ast import Op
from elig.program.nodes import BetweenNode, CompareNode, InNode
from elig.records import replace
from elig.sql import ends
from elig.sql.dialects import Dialect
from elig.sql.staged import NONE
from elig.sql.trees import (
    Tree,
    case,
    conjunction,
    disjunction,
    is_null,
    negation,
    null,
    text,
    truth,
    whole,
    wrap,
)
from elig.sql.trees import (
    among as in_list,
)
from elig.sql.values import FALSE, Condition, End, Figure, Refused, Text, Value, Word
from elig.values import Numbers, Truth

if TYPE_CHECKING:
    from elig.sql.at import At
    from elig.sql.write import Writer

_KINDS: dict[Op, type[exp.Binary]] = {
    Op.EQ: exp.EQ,
    Op.NE: exp.NEQ,
    Op.LT: exp.LT,
    Op.LE: exp.LTE,
    Op.GT: exp.GT,
    Op.GE: exp.GTE,
}
_TURNED = {Op.LT: Op.GT, Op.LE: Op.GE, Op.GT: Op.LT, Op.GE: Op.LE, Op.EQ: Op.EQ, Op.NE: Op.NE}


def compared(node: CompareNode, left: Value, right: Value, writer: Writer, at: At) -> Condition:
    """A comparison."""
    match left, right:
        case Figure(), Figure():
            steps = [
                s
                for s in (known_step(node.left, writer.about.env(at)), known_step(node.right, writer.about.env(at)))
                if s
            ]
            return _numbers(node.op, left, right, max(steps, default=None), writer, at)
        case Word(), Word():
            return _same_word(left, right)
        case Text(), Text():
            same = exp.EQ(this=wrap(left.tree), expression=wrap(right.tree))
            return _present(Condition(same, left.open or right.open), (left.gone, right.gone))
        case _:
            raise Refused("CompareNode")


def _numbers(op: Op, left: Figure, right: Figure, step: Fraction | None, writer: Writer, at: At) -> Condition:
    for item, other, turned in ((left, right, op), (right, left, _TURNED[op])):
        if item.raw is not None and item.reach is not None and other.constant is not None and not item.day:
            return _raw_and_constant(turned, item, other, step, writer.dialect)
    left, right = (_kept(item, writer, at) for item in (left, right))
    kind, dialect = _KINDS[op], writer.dialect
    points = left.is_point and right.is_point
    if points:
        found = Condition(ends.compared(kind, left.low, right.low, dialect))
    elif op in (Op.EQ, Op.NE):
        found = _equal(op, left, right, dialect)
    else:
        if op in (Op.GT, Op.GE):
            left, right = right, left
        strict = op in (Op.LT, Op.GT)
        sure = ends.compared(exp.LT if strict else exp.LTE, left.high, right.low, dialect)
        never = ends.compared(exp.GTE if strict else exp.GT, left.low, right.high, dialect)
        found = Condition(case([(sure, truth(True)), (never, truth(False))]), open=True)
    return _flagged(found, (left, right))


def _kept(item: Figure, writer: Writer, at: At) -> Figure:
    return item if item.is_point else writer.named(item, at, "n")


def _raw_and_constant(op: Op, item: Figure, other: Figure, step: Fraction | None, dialect: Dialect) -> Condition:
    """What is one number or wholly unknown against a constant."""
    assert item.raw is not None and item.reach is not None and other.constant is not None, "it was chosen for that"
    reach = replace(item.reach, none=False, undefined=False)
    whole = arithmetic.compare(op, reach, Numbers.point(other.constant), step)
    return _of_raw(ends.compared(_KINDS[op], item.raw, other.low, dialect), item, whole)


def _of_raw(plain: Tree, item: Figure, whole: Truth) -> Condition:
    """A test of what is one number or wholly unknown, which is NULL; `whole`: what it comes to over all of that."""
    assert item.raw is not None, "it was chosen for that"
    raw = item.raw.tree
    match whole:
        case Truth.OPEN if item.none == is_null(raw):  # NULL says already that it may be absent
            return _flagged(Condition(plain, open=True), (replace(item, none=None),))
        case Truth.OPEN:
            return _flagged(Condition(plain, open=True), (item,))
        case Truth.TRUE:
            return _flagged(Condition(disjunction([is_null(raw), plain])), (item,))
        case Truth.FALSE:
            return _flagged(Condition(conjunction([negation(is_null(raw)), plain])), (item,))


def _equal(op: Op, left: Figure, right: Figure, dialect: Dialect) -> Condition:
    """Two numbers of which one is not sure are apart, or it is open whether they are equal."""
    apart = disjunction(
        [
            ends.compared(exp.LT, left.high, right.low, dialect),
            ends.compared(exp.LT, right.high, left.low, dialect),
        ]
    )
    points = conjunction(
        [
            ends.compared(exp.EQ, left.low, left.high, dialect),
            ends.compared(exp.EQ, right.low, right.high, dialect),
            ends.compared(exp.EQ, left.low, right.low, dialect),
        ]
    )
    same, other = truth(op is Op.EQ), truth(op is not Op.EQ)
    return Condition(case([(points, same), (apart, other)]), open=True, loose=True)


def _flagged(found: Condition, items: Sequence[Figure]) -> Condition:
    """The condition where numbers may be absent, then it is false, or undefined, then it is open."""
    gone = [item.gone for item in items if item.gone is not None]
    none = [item.none for item in items if item.none is not None]
    undefined = [item.undefined for item in items if item.undefined is not None]
    tree, is_open = found.tree, found.open
    if none and gone != none:
        tree = case([(conjunction([disjunction(none), exp.Not(this=exp.Paren(this=_is_false(tree)))]), null())], tree)
        is_open = True
    if gone:
        tree = conjunction([exp.Not(this=wrap(flag)) for flag in gone] + [tree])
    if undefined:
        tree, is_open = case([(disjunction(undefined), null())], _or_null(tree)), True
    loose = found.loose or any(item.rough for item in items)
    return Condition(tree, is_open, loose and is_open)


def _or_null(tree: Tree) -> Tree:
    return tree


def _is_false(tree: Tree) -> Tree:
    return exp.Is(this=wrap(tree), expression=truth(False))


def within(node: BetweenNode, item: Figure, low: Figure, high: Figure, writer: Writer, at: At) -> Condition:
    """`between`, both ends included."""
    step, dialect = known_step(node.item, writer.about.env(at)), writer.dialect
    raw = item.raw is not None and item.reach is not None and not item.day
    if raw and low.constant is not None and high.constant is not None:
        assert item.raw is not None and item.reach is not None, "it was asked"
        reach = replace(item.reach, none=False, undefined=False)
        limits = Numbers.point(low.constant), Numbers.point(high.constant)
        return _of_raw(_inside(item.raw, low.low, high.low, dialect), item, arithmetic.within(reach, *limits, step))
    item, low, high = (_kept(one, writer, at) for one in (item, low, high))
    if item.is_point and low.is_point and high.is_point:
        return _flagged(Condition(_inside(item.low, low.low, high.low, dialect)), (item, low, high))
    sure = conjunction(
        [ends.compared(exp.GTE, item.low, low.high, dialect), ends.compared(exp.LTE, item.high, high.low, dialect)]
    )
    never = disjunction(
        [ends.compared(exp.LT, item.high, low.low, dialect), ends.compared(exp.GT, item.low, high.high, dialect)]
    )
    return _flagged(Condition(case([(sure, truth(True)), (never, truth(False))]), True, True), (item, low, high))


def _inside(item: End, low: End, high: End, dialect: Dialect) -> Tree:
    return conjunction([ends.compared(exp.GTE, item, low, dialect), ends.compared(exp.LTE, item, high, dialect)])


def among(node: InNode, item: Value, writer: Writer, at: At) -> Condition:
    """Whether a number or a word is one of some constants."""
    match item:
        case Word():
            words = [option for option in node.options if isinstance(option, str)]
            covers = set(words) >= set(item.words)
            tree = in_list(item.tree, [text(word) for word in words])
            return Condition(tree, item.open, item.loose or (item.open and covers))
        case Text():
            tree = in_list(item.tree, [text(option) for option in node.options if isinstance(option, str)])
            return _present(Condition(tree, item.open), (item.gone,))
        case Figure():
            options = tuple(option for option in node.options if isinstance(option, Fraction))
            return _one_of(item, options, known_step(node.item, writer.about.env(at)), writer, at)
        case _:
            raise Refused("InNode")


def _one_of(item: Figure, options: Sequence[Fraction], step: Fraction | None, writer: Writer, at: At) -> Condition:
    dialect = writer.dialect
    if item.is_point and item.raw is None:
        return _flagged(Condition(_equals_any(item.low, options, dialect)), (item,))
    if item.raw is not None and item.reach is not None and not item.day:
        reach = replace(item.reach, none=False, undefined=False)
        whole = arithmetic.equals_one_of(reach, options, step)
        return _of_raw(_equals_any(item.raw, options, dialect), item, whole)
    item = _kept(item, writer, at)
    point = ends.compared(exp.EQ, item.low, item.high, dialect)
    inside = disjunction(
        conjunction(
            [
                ends.compared(exp.LTE, item.low, ends.constant(option), dialect),
                ends.compared(exp.GTE, item.high, ends.constant(option), dialect),
            ]
        )
        for option in options
    )
    sure = _equals_any(item.low, options, dialect)
    tree = case([(point, sure), (inside, null()), (is_null(inside), null())], truth(False))
    return _flagged(Condition(tree, True, True), (item,))


def _equals_any(item: End, options: Sequence[Fraction], dialect: Dialect) -> Tree:
    if item.over is None:
        places = sorted({place.numerator for option in options if (place := option * item.den).denominator == 1})
        if len(places) > 1 and places[-1] - places[0] == len(places) - 1:  # engines look up a list far more slowly
            return exp.Between(this=wrap(item.tree), low=whole(places[0]), high=whole(places[-1]))
        return in_list(item.tree, [whole(place) for place in places])
    return disjunction(ends.compared(exp.EQ, item, ends.constant(option), dialect) for option in options)


def is_none(item: Value) -> Condition:
    """Whether there is no value."""
    match item:
        case Word() if item.absent is not None:
            return item.absent
        case Word():
            if not item.optional:
                return FALSE
            return Condition(exp.EQ(this=wrap(item.tree), expression=text(NONE)), item.open, item.loose)
        case Text() if item.absent is not None:
            return item.absent
        case Text() if item.gone is None:
            return FALSE
        case Figure() if item.none is None:
            return FALSE
        case Figure():
            gone, none = item.gone if item.gone is not None else truth(False), item.none
            assert none is not None, "it may be absent"
            if gone == none:
                return Condition(gone)
            return Condition(case([(gone, truth(True)), (none, null())], truth(False)), open=True)
        case _:
            raise Refused("IsNoneNode")


def starts_with(prefix: str, item: Value, dialect: Dialect) -> Condition:
    """Whether a text begins with another."""
    if not isinstance(item, Text):
        raise Refused("StartsWithNode")
    return _present(Condition(dialect.starts_with(item.tree, prefix), item.open), (item.gone,))


def _present(found: Condition, gone: Sequence[Tree | None]) -> Condition:
    """The condition on texts, which is false where one is absent."""
    flags = [exp.Not(this=wrap(flag)) for flag in gone if flag is not None]
    return replace(found, tree=conjunction([*flags, found.tree]))


def _same_word(left: Word, right: Word) -> Condition:
    same = exp.EQ(this=wrap(left.tree), expression=wrap(right.tree))
    present = [exp.NEQ(this=wrap(w.tree), expression=text(NONE)) for w in (left, right) if w.optional]
    is_open = left.open or right.open
    return Condition(conjunction([*present, same]), is_open, is_open)
