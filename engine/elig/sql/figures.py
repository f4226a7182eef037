"""Reckoning with what a number may be: between two ends, perhaps none, perhaps undefined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from sqlglot import exp

from elig.lang.ast import Arith, Rounding
from elig.records import replace
from elig.sql import ends
from elig.sql.dialects import Dialect
from elig.sql.trees import Tree, case, conjunction, disjunction, is_null, truth
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
    return Figure(ends.constant(low), ends.constant(high), *flags, loose=loose)


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
    tree = exp.Coalesce(this=raw.tree.copy(), expressions=[found.tree])
    return replace(raw, tree=tree, nullable=False, natural=raw.natural and places >= 0)


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
        if item.constant is not None and item.constant < 0:
            low, high = ends.times(other.high, item.low, dialect), ends.times(other.low, item.low, dialect)
            return _merged((left, right), low, high)
        if item.is_point and (item.constant is not None or (item.low.natural and not other.high.nullable)):
            low, high = ends.times(other.low, item.low, dialect), ends.times(other.high, item.low, dialect)
            return _merged((left, right), low, high)
    if not (left.low.natural and right.low.natural) or left.low.nullable or right.low.nullable:
        raise Refused("a product of two numbers of unknown sign")
    low = ends.times(left.low, right.low, dialect)
    high = ends.times(left.high, right.high, dialect)
    if high.nullable:  # nothing times whatever there is is nothing
        zero = disjunction([exp.EQ(this=exp.Paren(this=e.tree.copy()), expression=exp.Literal.number("0")) for e in (left.high, right.high)])
        high = replace(high, tree=case([(zero, exp.Literal.number("0"))], high.tree))
    return _merged((left, right), low, high)


def _quotient(left: Figure, right: Figure, dialect: Dialect) -> Figure:
    if right.constant is not None and right.constant > 0:
        return _product(left, number(1 / right.constant), dialect)
    if right.low.den != 1 or right.low.over is not None or not right.low.natural or right.high.nullable:
        if right.low.over is None and right.is_point and right.low.natural:  # over a figure that is not a whole number
            inverse = _inverted(right.low, dialect)
            return _merged((left, right), *(2 * (ends.times(left.low, inverse, dialect),))) if left.is_point else _refuse("a quotient")
        raise Refused("a quotient by what is no count")
    low_divisor, high_divisor = right.low, right.high
    zero = ends.compared(exp.EQ, right.low, ends.constant(0), dialect)
    nobody = ends.compared(exp.EQ, right.high, ends.constant(0), dialect)
    undefined = None if zero == truth(False) else zero
    gone = None if nobody == truth(False) else nobody
    if right.is_point:
        low = ends.times(left.low, _one_over(low_divisor), dialect)
        high = low if left.is_point else ends.times(left.high, _one_over(low_divisor), dialect)
    else:
        if not left.low.natural or left.low.nullable:
            raise Refused("a quotient of what may be below 0 by a count that is not sure")
        least = replace(low_divisor, tree=case([(zero, exp.Literal.number("1"))], low_divisor.tree))
        low = ends.times(left.low, _one_over(high_divisor), dialect)
        high = ends.times(left.high, _one_over(least), dialect)
    found = _merged((left, right), low, high)
    return replace(
        found, undefined=either_flag(found.undefined, undefined), gone=either_flag(found.gone, gone)
    )


def _refuse(form: str) -> Figure:
    raise Refused(form)


def _one_over(end: End) -> End:
    return End(exp.Literal.number("1"), 1, end.tree, 1, natural=True, over_size=max(end.size, 1))


def _inverted(end: End, dialect: Dialect) -> End:
    del dialect
    return End(ends.whole(end.den), 1, end.tree, end.den, natural=True, over_size=max(end.size, 1))


def rounded(item: Figure, mode: Rounding, step: Fraction, dialect: Dialect) -> Figure:
    """A number rounded to a multiple of a step."""
    low = ends.rounded(item.low, mode, step, dialect)
    high = low if item.is_point else ends.rounded(item.high, mode, step, dialect)
    return replace(_merged((item,), low, high))


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
    sure = exp.Is(this=exp.Paren(this=test.copy()), expression=truth(True)) if is_open else test
    low = ends.either(sure, yes.low, no.low, dialect)
    point_ = yes.is_point and no.is_point and not is_open
    high = low if point_ else ends.either(sure, yes.high, no.high, dialect)
    flags = [_either_flag(sure, a, b) for a, b in ((yes.none, no.none), (yes.gone, no.gone), (yes.undefined, no.undefined))]
    rough = yes.rough or no.rough
    found = Figure(low, high, *flags, loose=yes.loose or no.loose, rough=rough, day=yes.day)
    if not is_open:
        return found
    both = joined(yes, no, dialect)
    maybe = is_null(test)
    low = ends.either(maybe, both.low, found.low, dialect)
    high = ends.either(maybe, both.high, found.high, dialect)
    pairs = ((both.none, found.none), (both.gone, found.gone), (both.undefined, found.undefined))
    flags = [_either_flag(maybe, a, b) for a, b in pairs]
    return Figure(low, high, *flags, loose=True, rough=rough, day=yes.day)


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
        found = either(item.gone, False, fallback, replace(item, none=None, gone=None), dialect)
        return found
    sure = item.gone if item.gone is not None else truth(False)
    present = replace(item, none=None, gone=None)
    both = joined(present, fallback, dialect)
    maybe = either(item.none, False, both, present, dialect)
    return replace(either(sure, False, fallback, maybe, dialect), loose=True)
