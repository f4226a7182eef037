"""Reckoning with what a number may be: between two ends, perhaps none, perhaps undefined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from sqlglot import exp

from elig.lang.ast import Arith, Rounding
from elig.records import replace
from elig.sql import ends, rounding
from elig.sql.dialects import Dialect
from elig.sql.trees import Tree, binary, case, conjunction, disjunction, is_null, truth
from elig.sql.values import End, Figure, Refused
from elig.values import Numbers


def point(end: End) -> Figure:
    """A number that is known in each row."""
    return Figure(end, end)


def number(value: Fraction | int) -> Figure:
    """A number that is known beforehand."""
    return replace(point(ends.constant(value)), constant=Fraction(value))


def span(value: Numbers) -> Figure:
    """What is known beforehand: perhaps an interval."""
    if value.value is not None:
        return number(value.value)
    low, high = (None, None) if value.span is None else (value.span.low, value.span.high)
    loose = value.points is not None
    flags = [truth(True) if flag else None for flag in (value.none, value.span is None, value.undefined)]
    none, gone, undefined = flags
    return Figure(ends.constant(low), ends.constant(high), none, gone, undefined, loose=loose)


def unknown_or(raw: End, reach: Numbers) -> Figure:
    """One number, or, where it is NULL, all within its reach."""
    assert reach.span is not None, "what is unknown reaches somewhere"
    low, high = (_filled(raw, end) for end in (reach.span.low, reach.span.high))
    return Figure(low, high, raw=replace(raw, nullable=True), reach=reach)


def _filled(raw: End, end: Fraction | None) -> End:
    if end is None:
        return replace(raw, nullable=True)
    places = end * raw.den
    if places.denominator != 1:
        raise Refused("a range off the grid")
    found = ends.constant(places)
    tree = exp.Coalesce(this=raw.tree, expressions=[found.tree])
    least = min(raw.least, max(int(places), 0))
    return replace(raw, tree=tree, nullable=False, natural=raw.natural and places >= 0, least=least)


def either_flag(*flags: Tree | None) -> Tree | None:
    """Whether one of some flags stands."""
    found = [flag for flag in flags if flag is not None]
    return disjunction(found) if found else None


def _merged(items: Sequence[Figure], low: End, high: End) -> Figure:
    return Figure(
        low,
        high,
        either_flag(*(item.none for item in items)),
        either_flag(*(item.gone for item in items)),
        either_flag(*(item.undefined for item in items)),
        loose=any(item.loose for item in items),
        rough=any(item.rough for item in items),
    )


def _lifted(left: Figure, right: Figure, low: Callable[[], End], high: Callable[[], End]) -> Figure:
    least = low()
    return _merged((left, right), least, least if left.is_point and right.is_point else high())


def arithmetic(op: Arith, left: Figure, right: Figure, dialect: Dialect) -> Figure:
    """`+`, `-`, `*`, `/`."""
    if left.day or right.day:
        raise Refused("arithmetic of days")
    match op:
        case Arith.ADD:
            return _lifted(
                left,
                right,
                lambda: ends.plus(left.low, right.low, dialect),
                lambda: ends.plus(left.high, right.high, dialect),
            )
        case Arith.SUB:
            return _lifted(
                left,
                right,
                lambda: ends.minus(left.low, right.high, dialect),
                lambda: ends.minus(left.high, right.low, dialect),
            )
        case Arith.MUL:
            return _product(left, right, dialect)
        case Arith.DIV:
            return _quotient(left, right, dialect)


def _product(left: Figure, right: Figure, dialect: Dialect) -> Figure:
    if left.is_point and right.is_point:
        found = ends.times(left.low, right.low, dialect)
        return _merged((left, right), found, found)
    for item, other in ((left, right), (right, left)):
        if item.constant is not None and item.constant:
            ends_ = (other.low, other.high) if item.constant > 0 else (other.high, other.low)
            low, high = (ends.times(end, item.low, dialect) for end in ends_)
            return _merged((left, right), low, high)
    for item, other in ((left, right), (right, left)):
        if (
            item.low.natural
            and not item.low.nullable
            and (item.low.den, item.low.over) == (item.high.den, item.high.over)
        ):
            low, high = _times_low(other.low, item, dialect), _times_high(other.high, item, dialect)
            return _merged((left, right), low, high)
    raise Refused("a product of two numbers of unknown sign")


def _times_low(end: End, factor: Figure, dialect: Dialect) -> End:
    """The lower end of a product with a factor that is not below 0; nothing times whatever there is is nothing."""
    if ends.is_open(end):
        return ends.constant(None)
    if end.natural:
        return _unless_zero(ends.times(end, factor.low, dialect), end.nullable, factor.low)
    by = factor.high
    if not factor.is_point:
        by = replace(by, tree=case([(_sign(exp.GTE, end), factor.low.tree)], by.tree), least=0)
    return _unless_zero(ends.times(end, by, dialect), end.nullable, factor.high)


def _times_high(end: End, factor: Figure, dialect: Dialect) -> End:
    """The upper end of such a product."""
    if ends.is_open(end):
        return _unless_zero(replace(ends.constant(None), den=1), True, factor.high)
    by = factor.high
    if not factor.is_point and not end.natural:
        by = replace(by, tree=case([(_sign(exp.LT, end), factor.low.tree)], by.tree), least=0)
    found = ends.times(end, by, dialect)
    if by.nullable:
        found = replace(found, tree=case([(_sign(exp.EQ, end), exp.Literal.number("0"))], found.tree))
    return _unless_zero(found, end.nullable, factor.high)


def _sign(kind: type[exp.Binary], end: End) -> Tree:
    return binary(kind, end.tree, exp.Literal.number("0"))


def _unless_zero(found: End, may_be_open: bool, factor: End) -> End:
    if not may_be_open or factor.least:
        return found
    return replace(found, tree=case([(_sign(exp.EQ, factor), exp.Literal.number("0"))], found.tree))


def _quotient(left: Figure, right: Figure, dialect: Dialect) -> Figure:
    """A quotient; a divisor that may be 0 is a count, and 0 makes the result undefined."""
    if right.constant is not None and right.constant > 0:
        return _product(left, number(1 / right.constant), dialect)
    if (
        right.low.nullable
        or not right.low.natural
        or (right.low.den, right.low.over) != (right.high.den, right.high.over)
    ):
        raise Refused("a quotient by what may be below 0")
    undefined = gone = None
    least = right.low
    if not right.low.least:
        zero, nobody = (ends.compared(exp.EQ, end, ends.constant(0), dialect) for end in (right.low, right.high))
        undefined = None if zero == truth(False) else zero
        gone = None if nobody == truth(False) else nobody
        if not right.is_point:
            least = replace(right.low, tree=case([(zero, exp.Literal.number("1"))], right.low.tree))
    if right.is_point:
        low = ends.times(left.low, ends.inverted(right.low, dialect), dialect)
        high = low if left.is_point else ends.times(left.high, ends.inverted(right.low, dialect), dialect)
    else:
        low = _divided(left.low, right.high, least, True, dialect)
        high = _divided(left.high, least, right.high, False, dialect)
    found = _merged((left, right), low, high)
    return replace(found, undefined=either_flag(found.undefined, undefined), gone=either_flag(found.gone, gone))


def _divided(end: End, positive: End, negative: End, is_low: bool, dialect: Dialect) -> End:
    """An end divided by one divisor where it is not below 0, by another where it is; what is divided by all is 0."""
    zero = exp.Literal.number("0")
    own = exp.Paren(this=end.tree)
    by = positive
    if not end.natural and is_low:
        tree = case([(exp.GTE(this=own, expression=zero), positive.tree)], negative.tree)
        by = replace(positive, tree=tree, nullable=positive.nullable or negative.nullable)
    elif not end.natural:
        tree = case([(exp.LT(this=own, expression=zero), negative.tree)], positive.tree)
        by = replace(positive, tree=tree, nullable=positive.nullable or negative.nullable)
    by = replace(by, least=min(positive.least, negative.least), size=max(positive.size, negative.size))
    if by.nullable:
        end = replace(end, tree=case([(is_null(by.tree), zero)], end.tree))
        by = replace(by, tree=exp.Coalesce(this=by.tree, expressions=[exp.Literal.number("1")]), nullable=False)
    return ends.times(end, ends.inverted(by, dialect), dialect)


def rounded(item: Figure, mode: Rounding, step: Fraction, dialect: Dialect) -> Figure:
    """A number rounded to a multiple of a step."""
    low = rounding.rounded(item.low, mode, step, dialect)
    high = low if item.is_point else rounding.rounded(item.high, mode, step, dialect)
    return _merged((item,), low, high)


def extreme(items: Sequence[Figure], largest: bool, dialect: Dialect) -> Figure:
    """The least or greatest of some numbers."""
    pick = ends.upper if largest else ends.lower
    result = items[0]
    for item in items[1:]:
        low = pick(result.low, item.low, dialect, loses=largest)
        both = result.is_point and item.is_point
        high = low if both else pick(result.high, item.high, dialect, loses=not largest)
        day = result.day
        result = replace(_merged((result, item), low, high), day=day)
    return result


def bound(item: Figure, floor: bool) -> Figure:
    """`at least`, `up to`."""
    low = item.low if floor else ends.constant(0)
    high = ends.constant(None) if floor else item.high
    gone = item.gone
    if gone is not None:
        raise Refused("a bound of what may be absent")
    return Figure(low, high, item.none, None, item.undefined, loose=item.loose, rough=item.rough)


def either(test: Tree, is_open: bool, yes: Figure, no: Figure, dialect: Dialect) -> Figure:
    """One number or the other; where the test is open, all that both may be."""
    sure = exp.Is(this=exp.Paren(this=test), expression=truth(True)) if is_open else test
    low = ends.either(sure, yes.low, no.low, dialect)
    point_ = yes.is_point and no.is_point and not is_open
    high = low if point_ else ends.either(sure, yes.high, no.high, dialect)
    flags = [
        _either_flag(sure, a, b) for a, b in ((yes.none, no.none), (yes.gone, no.gone), (yes.undefined, no.undefined))
    ]
    rough = yes.rough or no.rough
    none, gone, undefined = flags
    found = Figure(low, high, none, gone, undefined, loose=yes.loose or no.loose, rough=rough, day=yes.day)
    if not is_open:
        return found
    both = joined(yes, no, dialect)
    maybe = is_null(test)
    low = ends.either(maybe, both.low, found.low, dialect)
    high = ends.either(maybe, both.high, found.high, dialect)
    pairs = ((both.none, found.none), (both.gone, found.gone), (both.undefined, found.undefined))
    flags = [_either_flag(maybe, a, b) for a, b in pairs]
    none, gone, undefined = flags
    return Figure(low, high, none, gone, undefined, loose=True, rough=rough, day=yes.day)


def _either_flag(test: Tree, yes: Tree | None, no: Tree | None) -> Tree | None:
    if yes is None and no is None:
        return None
    return case([(test, yes if yes is not None else truth(False))], no if no is not None else truth(False))


def joined(left: Figure, right: Figure, dialect: Dialect) -> Figure:
    """One number or the other: the hull of both."""
    low = ends.lower(left.low, right.low, dialect, loses=False)
    high = ends.upper(left.high, right.high, dialect, loses=False)
    for own, other in ((left, right), (right, left)):
        if own.gone is not None:
            low = ends.either(own.gone, other.low, low, dialect)
            high = ends.either(own.gone, other.high, high, dialect)
    gone = None
    if left.gone is not None and right.gone is not None:
        gone = conjunction([left.gone, right.gone])
    none, undefined = either_flag(left.none, right.none), either_flag(left.undefined, right.undefined)
    rough = left.rough or right.rough
    return Figure(low, high, none, gone, undefined, loose=True, rough=rough, day=left.day)


def otherwise(item: Figure, fallback: Figure, known: bool, dialect: Dialect) -> Figure:
    """The fallback where the item is none."""
    if item.none is None:
        return item
    if item.gone is not None and known:
        return either(item.gone, False, fallback, replace(item, none=None, gone=None), dialect)
    sure = item.gone if item.gone is not None else truth(False)
    present = replace(item, none=None, gone=None)
    both = joined(present, fallback, dialect)
    maybe = either(item.none, False, both, present, dialect)
    return replace(either(sure, False, fallback, maybe, dialect), loose=True)
