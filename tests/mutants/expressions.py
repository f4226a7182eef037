"""What one token can be changed to in an expression, everything else the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from elig.lang import ast
from elig.lang.ast import Expr
from elig.lang.walk import children, with_children
from elig.records import replace

Variant = tuple[str, Expr]
"""What was changed, and the expression that it gives."""

_TURNED = {
    ast.Op.LT: (ast.Op.LE, ast.Op.GE),
    ast.Op.LE: (ast.Op.LT, ast.Op.GT),
    ast.Op.GT: (ast.Op.GE, ast.Op.LE),
    ast.Op.GE: (ast.Op.GT, ast.Op.LT),
    ast.Op.EQ: (ast.Op.NE,),
    ast.Op.NE: (ast.Op.EQ,),
}
_OTHER_SIGN = {
    ast.Arith.ADD: ast.Arith.SUB,
    ast.Arith.SUB: ast.Arith.ADD,
    ast.Arith.MUL: ast.Arith.DIV,
    ast.Arith.DIV: ast.Arith.MUL,
}
_OF_MEMBERS = ast.Exists | ast.Every | ast.Count | ast.Sum | ast.ExtremeOf


@dataclass(frozen=True)
class Around:
    """What changing a token needs to know of the program."""

    words: Mapping[int, tuple[str, ...]]
    """By where a word stands in the file: it and the other words of its enumeration."""
    groups: tuple[str, ...]
    money: str
    places: int

    def other_word(self, found: Expr, taken: tuple[str, ...] = ()) -> ast.Name | None:
        """The next word of the enumeration, one that is not there yet."""
        options = () if found.span is None else self.words.get(found.span.start, ())
        free = [word for word in options[1:] if word not in taken]
        return replace(found, id=free[0]) if free and isinstance(found, ast.Name) else None


def variants(node: Expr, around: Around, *, truth: bool) -> Iterator[Variant]:
    """Every mutation of an expression; `truth`: it is a condition, and so could be denied."""
    yield from _local(node, around)
    if truth and isinstance(node, ast.Name | ast.EntitledTo | ast.Includes | ast.IncludesThis | ast.StartsWith):
        yield "denied", ast.Not(node)
    below = children(node)
    for place, child in enumerate(below):
        for what, new in variants(child, around, truth=_is_condition(node, place)):
            yield what, with_children(node, (*below[:place], new, *below[place + 1 :]))


def _is_condition(node: Expr, place: int) -> bool:
    match node:
        case ast.And() | ast.Or() | ast.Exists() | ast.Every() | ast.Count():
            return True
        case ast.If():
            return place == 0
        case ast.Sum() | ast.ExtremeOf():
            return place == 1
        case _:
            return False


def _local(node: Expr, around: Around) -> Iterator[Variant]:
    match node:
        case ast.Compare():
            for op in _TURNED[node.op]:
                yield "comparison turned", replace(node, op=op)
        case ast.And() | ast.Or():
            joined = ast.Or(node.items) if isinstance(node, ast.And) else ast.And(node.items)
            yield "and/or", joined
            for place in range(len(node.items)):
                rest = node.items[:place] + node.items[place + 1 :]
                yield "part dropped", rest[0] if len(rest) == 1 else replace(node, items=rest)
        case ast.Not():
            yield "not dropped", node.item
        case ast.Number() | ast.DateLiteral() | ast.Truth() | ast.StartsWith():
            yield from _constant(node, around)
        case ast.Name():
            if (word := around.other_word(node)) is not None:
                yield "word", word
        case ast.Is() | ast.IsNone() | ast.In() | ast.Includes():
            yield from _words(node, around)
        case ast.Binary():
            yield "sign", replace(node, op=_OTHER_SIGN[node.op])
        case ast.Extreme() | ast.ExtremeOf():
            yield "min/max", replace(node, largest=not node.largest)
        case ast.Round():
            for mode in ast.Rounding:
                if mode is not node.mode:
                    yield "rounding", replace(node, mode=mode)
        case ast.Elapsed():
            yield "years/months", replace(node, unit="month" if node.unit == "year" else "year")
        case ast.Bound():
            yield "bound turned", replace(node, floor=not node.floor)
            yield "bound dropped", node.item
        case _:
            pass
    if isinstance(node, _OF_MEMBERS):
        yield from _members(node, around)


def _constant(node: ast.Number | ast.DateLiteral | ast.Truth | ast.StartsWith, around: Around) -> Iterator[Variant]:
    match node:
        case ast.Number():
            for step in (1, -1):
                yield "threshold", replace(node, value=node.value + step * step_of(node, around.money, around.places))
        case ast.DateLiteral():
            for step in (1, -1):
                yield "day", replace(node, value=node.value + timedelta(days=step))
        case ast.Truth():
            yield "truth", replace(node, value=not node.value)
        case ast.StartsWith():
            yield "prefix", replace(node, prefix=ast.Text(node.prefix.value[:-1]))


def step_of(number: ast.Number, money: str, places: int) -> Fraction:
    """The smallest step that makes sense: a fen, a per cent, a whole unit, or the last digit that is written."""
    if number.unit.power(money) == 1:
        return Fraction(1, 10**places)
    if number.percent:
        return Fraction(1, 100)
    step = Fraction(1)
    while (number.value / step).denominator != 1:
        step /= 10
    return step


def _words(node: ast.Is | ast.IsNone | ast.In | ast.Includes, around: Around) -> Iterator[Variant]:
    match node:
        case ast.Is() | ast.IsNone():
            yield "denied", replace(node, negated=not node.negated)
        case ast.In():
            yield "denied", replace(node, negated=not node.negated)
            for place, option in enumerate(node.options):
                before, after = node.options[:place], node.options[place + 1 :]
                if before or after:
                    yield "option dropped", replace(node, options=before + after)
                for what, new in _option(option, node, around):
                    assert isinstance(new, ast.Name | ast.Number | ast.DateLiteral), "what stands for an option is one"
                    yield what, replace(node, options=(*before, new, *after))
        case ast.Includes():
            pass
    if isinstance(node, ast.Is | ast.Includes) and (word := around.other_word(node.word)) is not None:
        yield "word", replace(node, word=word)


def _option(option: Expr, node: ast.In, around: Around) -> Iterator[Variant]:
    if isinstance(option, ast.Number | ast.DateLiteral):
        yield from ((what, new) for what, new in _constant(option, around) if new not in node.options)
    taken = tuple(other.id for other in node.options if isinstance(other, ast.Name))
    if (word := around.other_word(option, taken)) is not None:
        yield "word", word


def _members(node: _OF_MEMBERS, around: Around) -> Iterator[Variant]:
    match node:
        case ast.Exists():
            other = ast.Member.NO if node.kind is ast.Member.ANY else ast.Member.ANY
            yield "quantifier", replace(node, kind=other)
            yield "quantifier", ast.Every(node.group, None, node.where, node.other)
        case ast.Every():
            both = node.has if node.where is None else ast.And((node.where, node.has))
            for kind in ast.Member:
                yield "quantifier", ast.Exists(kind, node.group, both, node.other)
            if node.where is not None:
                yield "where dropped", replace(node, where=None)
        case ast.Count() | ast.Sum() | ast.ExtremeOf():
            if node.where is not None:
                yield "where dropped", replace(node, where=None)
    yield "other", replace(node, other=not node.other)
    for group in around.groups:
        if group != node.group:
            yield "group", replace(node, group=group)
