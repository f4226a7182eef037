"""The classes of an input: the parts of what it may be that no rule at hand can tell apart.

A number's classes are the stretches between the points where some comparison that reads it changes its answer; they
are found by bisection on the grid that the number lives on (days, fen, whole numbers). A word's classes are the words
that every rule treats alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from elig.evaluate.arithmetic import compare
from elig.evaluate.environment import Environment, Input, grid
from elig.evaluate.expressions import numbers
from elig.lang.ast import Op
from elig.program.nodes import (
    BetweenNode,
    ColumnNode,
    CompareNode,
    Constant,
    IncludesNode,
    InNode,
    Node,
    StartsWithNode,
)
from elig.program.types import TextType, Type
from elig.program.walk import descend
from elig.records import Struct
from elig.values import Interval, Numbers, Possible, Truth, Words, WordSet, point_values


class Place(Struct):
    """A condition that reads an input directly, for the household or for a member; `this` stands outside of it."""

    node: Node
    member: int | None
    this: int | None = None


def classes_of(
    given: Input, possible: Possible, kind: Type, places: Sequence[Place], env: Environment
) -> list[Possible]:
    """The classes of what an input may be; together they are all of it."""
    match possible:
        case Truth():
            return [Truth.of(value) for value in possible.may]
        case Words():
            return _word_classes(possible, places)
        case Numbers():
            return _number_classes(given, possible, grid(kind, env.vocabulary), places, env)
        case WordSet():
            return _set_classes(possible, places)


def _word_classes(possible: Words, places: Sequence[Place]) -> list[Possible]:
    if possible.ids is None:
        return _text_classes(possible, places)
    tests = [place.node.options for place in places if isinstance(place.node, InNode)]
    apart = any(not isinstance(place.node, InNode) for place in places)
    groups: dict[tuple[object, ...], set[str]] = {}
    for word in sorted(possible.ids):
        signature: tuple[object, ...] = tuple(word in options for options in tests)
        groups.setdefault((*signature, word) if apart else signature, set()).add(word)
    found: list[Possible] = [Words(frozenset(group)) for group in groups.values()]
    return [*found, Words(frozenset(), none=True)] if possible.none else found


def _text_classes(possible: Words, places: Sequence[Place]) -> list[Possible]:
    """A text for each class, or all texts where no rule at hand tells any apart."""
    witnesses = text_classes([place.node for place in places])
    if len(witnesses) == 1:
        return [possible]
    found: list[Possible] = [Words(frozenset({text})) for text in witnesses]
    return [*found, Words(frozenset(), none=True)] if possible.none else found


def text_classes(places: Sequence[Node]) -> tuple[str, ...]:
    """A text for each class: those that rules compare with, one that goes on after each beginning, and any other.

    What is inside a place may compare too, as what a count counts. Where a text is compared with another one that need
    not be known, no text stands for all that rules do not write.
    """
    tests = [test for place in places for test in descend(place)]
    if any(isinstance(test, CompareNode) and _is_of_texts(test) for test in tests):
        return (_REST,)
    named = {text for test in tests for text in _texts_in(test)}
    prefixes = {test.prefix: _is_whole(test) for test in tests if isinstance(test, StartsWithNode)}
    begun = {prefix if whole else f"{prefix}{_REST}" for prefix, whole in prefixes.items()}
    return (*sorted(named | begun), _REST)


_REST = "…"
"""Stands for what no rule writes."""

_DIVISION_DIGITS = 6


def _is_whole(place: StartsWithNode) -> bool:
    """Whether nothing can follow a beginning, as after the six digits of a division."""
    kind = place.item.type
    return isinstance(kind, TextType) and kind.format == "division" and len(place.prefix) >= _DIVISION_DIGITS


def _is_of_texts(node: CompareNode) -> bool:
    """Whether two texts are compared, neither of which a rule writes."""
    return isinstance(node.left.type, TextType) and not any(isinstance(e, Constant) for e in (node.left, node.right))


def _texts_in(node: Node) -> tuple[str, ...]:
    """The texts that a condition compares with."""
    match node:
        case InNode():
            return tuple(option for option in node.options if isinstance(option, str))
        case CompareNode():
            sides = (side.value for side in (node.left, node.right) if isinstance(side, Constant))
            return tuple(value for value in sides if isinstance(value, str))
        case _:
            return ()


def _set_classes(possible: WordSet, places: Sequence[Place]) -> list[Possible]:
    asked = {place.node.word for place in places if isinstance(place.node, IncludesNode)}
    found: list[WordSet] = [possible]
    for word in sorted(asked - possible.has - possible.lacks):
        found = [
            part
            for item in found
            for part in (
                WordSet(item.has | {word}, item.lacks),
                WordSet(item.has, item.lacks | {word}),
            )
        ]
    return list(found)


def _number_classes(
    given: Input, possible: Numbers, step: Fraction, places: Sequence[Place], env: Environment
) -> list[Possible]:
    found: list[Possible] = []
    points = point_values(possible)
    if points is not None:
        found.extend(Numbers.point(point) for point in points)
    elif possible.span is not None:
        found.extend(_stretches(given, possible.span, step, places, env))
    if possible.none:
        found.append(Numbers(None, none=True))
    return found


def _stretches(
    given: Input, span: Interval, step: Fraction, places: Sequence[Place], env: Environment
) -> list[Possible]:
    assert span.low is not None and span.high is not None, "inputs have ends"
    starts = {span.low}
    for place in places:
        for sign in _signs(place):
            starts |= _changes(_held(sign, given, env.under(place.this)), span, step)
    ordered = sorted(starts)
    ends = [*(start - step for start in ordered[1:]), span.high]
    return [Numbers.between(low, high) for low, high in zip(ordered, ends, strict=True)]


class Standing(Struct):
    """How two numbers stand to each other: a figure that runs in order and changes with the answer.

    `apart` is from the least of one to the greatest of the other, both ways; None where an end is open.
    """

    sign: int
    apart: tuple[Fraction | None, Fraction | None]


Sign = Callable[[Environment], Standing]


def _held(sign: Sign, given: Input, env: Environment) -> Callable[[Fraction], Standing]:
    return lambda value: sign(env.suppose({given: Numbers.point(value)}))


def _signs(place: Place) -> list[Sign]:
    """For each pair of numbers that a condition compares, how they stand to each other."""
    node, member = place.node, place.member
    match node:
        case CompareNode(op=Op.EQ | Op.NE):
            return [lambda env: _sign(numbers(node.left, env, member), numbers(node.right, env, member))]
        case CompareNode():
            return [_order(node.op, node.left, node.right, member)]
        case BetweenNode():
            return [_order(Op.GE, node.item, node.low, member), _order(Op.LE, node.item, node.high, member)]
        case ColumnNode():
            return [_against(node.item, member, Numbers.point(figure)) for figure in node.figures]
        case InNode():
            points = [Numbers.point(option) for option in node.options if isinstance(option, Fraction)]
            return [_against(node.item, member, point) for point in points]
        case _:
            return []


def _order(op: Op, left: Node, right: Node, member: int | None) -> Sign:
    def standing(env: Environment) -> Standing:
        one, other = numbers(left, env, member), numbers(right, env, member)
        return Standing(_RANK[compare(op, one, other)], _apart(one, other))

    return standing


_RANK: Mapping[Truth, int] = MappingProxyType({Truth.TRUE: -1, Truth.OPEN: 0, Truth.FALSE: 1})


def _against(item: Node, member: int | None, point: Numbers) -> Sign:
    return lambda env: _sign(numbers(item, env, member), point)


def _sign(left: Numbers, right: Numbers) -> Standing:
    if compare(Op.LT, left, right) is Truth.TRUE:
        return Standing(-1, _apart(left, right))
    return Standing(1 if compare(Op.GT, left, right) is Truth.TRUE else 0, _apart(left, right))


def _apart(left: Numbers, right: Numbers) -> tuple[Fraction | None, Fraction | None]:
    one, other = left.span, right.span
    if one is None or other is None:
        return None, None
    return (
        None if one.low is None or other.high is None else one.low - other.high,
        None if one.high is None or other.low is None else one.high - other.low,
    )


def _changes(sign: Callable[[Fraction], Standing], span: Interval, step: Fraction) -> set[Fraction]:
    """The first value of each new sign: signs run in order, so narrowing down finds each change.

    Most numbers that are compared move evenly with the value, so that where they meet can be reckoned; where that
    does not help, the middle is looked at next.
    """
    assert span.low is not None and span.high is not None, "inputs have ends"
    low, count = span.low, int((span.high - span.low) / step)
    found: set[Fraction] = set()
    queue = [(0, sign(low), count, sign(low + count * step), True)]
    while queue:
        first, before, last, after, is_even = queue.pop()
        if before.sign == after.sign:
            continue
        if last - first == 1:
            found.add(low + last * step)
            continue
        middle = _meeting(first, before, last, after) if is_even else (first + last) // 2
        between = sign(low + middle * step)
        queue += [
            (first, before, middle, between, 2 * (middle - first) <= last - first),
            (middle, between, last, after, 2 * (last - middle) <= last - first),
        ]
    return found


def _meeting(first: int, before: Standing, last: int, after: Standing) -> int:
    """About where, inside a stretch, two numbers that move evenly meet."""
    for one, other in zip(before.apart, after.apart, strict=True):
        if one is not None and other is not None and (one < 0) is not (other < 0):
            return min(max(first + int((last - first) * one / (one - other)), first + 1), last - 1)
    return (first + last) // 2
