"""Code of quantifiers for which what each member has is kept in a list: least and greatest, and sums over the others.

An item of the list is whether the member is reached, its figure, and what that is divided by.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial

from elig.compile.figures import named
from elig.compile.unit import At, Unit
from elig.compile.values import Condition, Figure, Wide
from elig.compile.wide import Number, Seen, listed_sum, numbers
from elig.evaluate.arithmetic import extreme_of
from elig.evaluate.expressions import anything
from elig.program.nodes import ExtremeOfNode, SumNode
from elig.program.types import Range
from elig.values import Numbers, Truth, add_spans, join_numbers, lift

Item = tuple[Seen, Number, int]
Come = Callable[[Sequence[Item], bool, int], tuple[Number, int]]
"""The items, whether all members are listed, and whom to leave out, or -1: a number, and what it is divided by."""

ZERO = Numbers.point(0)


def over(
    node: ExtremeOfNode | SumNode, key: object, where: Condition, item: Figure, walk: At, at: At, unit: Unit
) -> Figure:
    """What the figures of all members come to, or of all but the one who stands `at` the place that asks."""
    after = unit.head(walk.level + 1)
    items = after.once(("items", key), partial(_listed, where, item, walk, unit))
    home = at.block if node.other else after
    come: Come
    if isinstance(node, ExtremeOfNode):
        come = partial(_extreme, node.largest, anything(node, unit.env_at(at)))
    else:
        come = partial(_total, node.range)
    value, den = unit.names.fresh("n"), unit.names.fresh("z")
    left_out = _place(unit, at) if node.other else "-1"
    complete = "True" if unit.known else "complete"
    home.add(f"{value}, {den} = {unit.names.constant(come)}({items}, {complete}, {left_out})", node.span)
    return Figure(value, den, Wide.MAYBE)


def _listed(where: Condition, item: Figure, walk: At, unit: Unit) -> str:
    items = unit.names.fresh("x")
    unit.head(walk.level).add(f"{items} = []")
    item = named(item, unit, walk)
    walk.block.add(f"{items}.append(({where.code}, {item.code}, {item.den}))")
    return items


def _place(unit: Unit, at: At) -> str:
    """The name of the place in the list of the member of a walk."""
    walk = unit.walk(at.level)

    def counted() -> str:
        place = unit.names.fresh("j")
        unit.head(at.level).add(f"{place} = -1")
        walk.add(f"{place} += 1")
        return place

    return walk.once("place", counted)


def _reached(items: Sequence[Item], left_out: int) -> list[Item]:
    return [item for place, item in enumerate(items) if place != left_out and item[0] is not False]


def _known(items: Sequence[Item], complete: bool) -> bool:
    return complete and all(reached is True and isinstance(value, int) for reached, value, _ in items)


def _extreme(
    largest: bool, unseen: Numbers, items: Sequence[Item], complete: bool, left_out: int
) -> tuple[Number, int]:
    listed = _reached(items, left_out)
    if listed and _known(listed, complete):
        pick = max if largest else min
        _, value, den = pick(listed, key=lambda item: numbers(item[1], item[2]).value or Fraction(0))
        return value, den
    seen = [(Truth.TRUE if reached else Truth.OPEN, numbers(value, den)) for reached, value, den in listed]
    return extreme_of([*seen, *([] if complete else [(Truth.OPEN, unseen)])], largest), 1


def _total(limits: Range | None, items: Sequence[Item], complete: bool, left_out: int) -> tuple[Number, int]:
    listed = _reached(items, left_out)
    if _known(listed, complete):
        exact = sum((numbers(value, den).value or Fraction(0) for _, value, den in listed), Fraction(0))
        return exact.numerator, exact.denominator
    total = ZERO
    for reached, value, den in listed:
        found = numbers(value, den)
        total = lift(total, found if reached else join_numbers((found, ZERO)), lambda a, b: a + b, add_spans)
    return (total if complete or limits is None else listed_sum(total, 1, limits.low, limits.high)), 1
