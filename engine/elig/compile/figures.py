"""Code of arithmetic: exact, on `int` numerators over denominators that are literals wherever they can be.

Where an operand is not one number, the evaluator's own operator is called on what is possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from elig.compile import days, quotients, wide
from elig.compile.cells import ABSENT
from elig.compile.spans import Ends
from elig.compile.unit import At, Unit
from elig.compile.values import Figure, Wide
from elig.lang.ast import Arith, Rounding
from elig.values import Numbers


def constant(value: Numbers, unit: Unit) -> Figure:
    """A figure that is known beforehand."""
    if value.value is not None:
        return number(value.value)
    ends = () if value.span is None else (value.span.low, value.span.high)
    den = lcm(*(end.denominator for end in ends if end is not None))
    found = wide.spanned(value, den)
    if isinstance(found, tuple):
        return Figure(unit.names.constant(found), str(den), Wide.MAYBE, constant=value)
    return Figure(unit.names.constant(value), wide=Wide.ALWAYS, constant=value)


def number(value: Fraction) -> Figure:
    """A number."""
    return Figure(str(value.numerator), str(value.denominator), constant=value.numerator)


def is_plain(*items: Figure) -> str:
    """Code of whether figures are single numbers; empty where they surely are."""
    tests = [f"{item.code}.__class__ is int" for item in items if item.wide is not Wide.NEVER]
    return " and ".join(dict.fromkeys(tests))


def named(item: Figure, unit: Unit, at: At) -> Figure:
    """The figure under names, so that it can be written twice."""
    if item.constant is not None:
        return item
    code, den = unit.name(item.code, at), unit.name(item.den, at)
    return Figure(code, den, item.wide, item.constant, item.unknown, item.ends)


def guarded(plain: str, fallback: str, items: Sequence[Figure]) -> str:
    """Code that takes the plain way where all figures are single numbers."""
    if any(item.wide is Wide.ALWAYS or isinstance(item.constant, Numbers) for item in items):
        return fallback
    test = is_plain(*items)
    return f"({plain} if {test} else {fallback})" if test else plain


def width(*items: Figure) -> Wide:
    """How wide what is made of some figures may be."""
    widest = max(item.wide for item in items)
    return Wide.MAYBE if widest is Wide.ABSENT else widest


def aligned(items: Sequence[Figure], unit: Unit, at: At) -> tuple[list[Figure], bool]:
    """The figures over one denominator, and whether that could be had: denominators of the run are not made equal."""
    dens = {item.den for item in items if item.wide is not Wide.ALWAYS}
    if len(dens) < 2:
        return list(items), True
    if not all(den.isdigit() for den in dens):
        return list(items), False
    den = lcm(*map(int, dens))
    return [_scaled(item, den, unit, at) for item in items], True


def _scaled(item: Figure, den: int, unit: Unit, at: At) -> Figure:
    if item.wide is Wide.ALWAYS or item.den == str(den):
        return item
    factor = den // int(item.den)
    if isinstance(item.constant, int):
        return Figure(str(item.constant * factor), str(den), constant=item.constant * factor)
    if isinstance(item.constant, Numbers):
        return Figure(unit.names.constant(wide.spanned(item.constant, den)), str(den), item.wide, item.constant)
    if item.wide is Wide.NEVER:
        return Figure(f"({item.code} * {factor})", str(den))
    name, helper = unit.name(item.code, at), unit.names.constant(wide.scaled)
    scaled = unit.name(f"{name} * {factor} if {name}.__class__ is int else {helper}({name}, {factor})", at)
    return Figure(scaled, str(den), item.wide, unknown=item.unknown)


def times(left: str, right: str) -> str:
    """Code of a product of two denominators."""
    if left == "1" or right == "1":
        return right if left == "1" else left
    if left.isdigit() and right.isdigit():
        return str(int(left) * int(right))
    return f"({left} * {right})"


def arithmetic(op: Arith, left: Figure, right: Figure, unit: Unit, at: At) -> Figure:
    """`+`, `-`, `*`, `/`."""
    if op is Arith.DIV:
        return _quotient(left, right, unit, at)
    equal = True
    if op is not Arith.MUL:
        (left, right), equal = aligned((left, right), unit, at)
    twice = any(item.wide is not Wide.NEVER for item in (left, right))
    left, right = (named(item, unit, at) if twice else item for item in (left, right))
    if op is Arith.MUL:
        plain, den = f"({left.code} * {right.code})", times(left.den, right.den)
    elif equal:
        plain, den = f"({left.code} {op.value} {right.code})", left.den if left.wide is not Wide.ALWAYS else right.den
    else:
        left, right = named(left, unit, at), named(right, unit, at)
        plain = f"({left.code} * {right.den} {op.value} {right.code} * {left.den})"
        den = times(left.den, right.den)
    helper = unit.names.constant(_RECKON[op] if equal or op is Arith.MUL else _CROSSED[op])
    fallback = f"{helper}({left.code}, {left.den}, {right.code}, {right.den})"
    if op is Arith.MUL:
        for item, limit in ((left, right), (right, left)):
            ends = _known_ends(limit)
            if ends is not None and item.constant is None and item.wide is not Wide.ALWAYS:
                return _times_ends(item, ends, den, fallback)
    return Figure(guarded(plain, fallback, (left, right)), den, width(left, right))


def _times_ends(item: Figure, ends: Ends, den: str, fallback: str) -> Figure:
    """A product with an interval that is known beforehand: of a number above zero end by end."""
    low, high = (None if end is None else f"{item.code} * {end}" if end else "0" for end in ends)
    test = " and ".join(filter(None, (is_plain(item), f"{item.code} > 0")))
    closed = item.wide is Wide.NEVER and low is not None and high is not None
    return Figure(f"(({low}, {high}) if {test} else {fallback})", den, Wide.MAYBE, ends=closed)


_RECKON = {op: wide.reckoning(op) for op in (Arith.ADD, Arith.SUB, Arith.MUL)}
_CROSSED = {op: wide.reckoning(op, crossed=True) for op in (Arith.ADD, Arith.SUB)}


def _quotient(left: Figure, right: Figure, unit: Unit, at: At) -> Figure:
    left, right = named(left, unit, at), named(right, unit, at)
    if isinstance(right.constant, int) and right.constant > 0:
        factor = Figure(right.den, str(right.constant), constant=int(right.den))
        return arithmetic(Arith.MUL, left, factor, unit, at)
    value, den = unit.names.fresh("q"), unit.names.fresh("z")
    test = " and ".join(filter(None, (is_plain(left, right), f"{right.code} > 0")))
    helper = unit.names.constant(wide.quotient)
    if Wide.ALWAYS in (left.wide, right.wide):
        at.block.add(f"{value}, {den} = {helper}({left.code}, {left.den}, {right.code}, {right.den})")
        return Figure(value, den, Wide.ALWAYS)
    over = f"{left.code} * {right.den}" if right.den != "1" else left.code
    at.block.add(f"if {test}:")
    at.block.add(f"    {value} = {over}; {den} = {times(left.den, right.code)}")
    at.block.add("else:")
    at.block.add(f"    {value}, {den} = {helper}({left.code}, {left.den}, {right.code}, {right.den})")
    return Figure(value, den, Wide.MAYBE)


def scaled(item: Figure, factor: Fraction, unit: Unit, at: At) -> Figure:
    """A conversion of units."""
    return arithmetic(Arith.MUL, item, number(factor), unit, at)


def rounded(item: Figure, mode: Rounding, step: Fraction, unit: Unit, at: At) -> Figure:
    """A number rounded to a multiple of a step."""
    item = named(item, unit, at)
    quotient = f"{unit.names.constant(quotients.QUOTIENTS[mode])}({item.code} * {step.denominator}, "
    plain = f"{quotient}{times(item.den, str(step.numerator))}) * {step.numerator}"
    helper = unit.names.constant(wide.rounding(mode, step, item.wide is not Wide.ALWAYS))
    code = guarded(plain, f"{helper}({item.code}, {item.den})", (item,))
    return Figure(f"({code})", str(step.denominator), width(item))


def extreme(items: Sequence[Figure], largest: bool, unit: Unit, at: At) -> Figure:
    """The least or greatest of some figures."""
    result = items[0]
    for item in items[1:]:
        result = _pick(result, item, largest, unit, at)
    return result


_EXTREME = {
    (largest, crossed): wide.extreme_of(largest, crossed) for largest in (True, False) for crossed in (True, False)
}


def _pick(left: Figure, right: Figure, largest: bool, unit: Unit, at: At) -> Figure:
    (left, right), equal = aligned((left, right), unit, at)
    left, right = named(left, unit, at), named(right, unit, at)
    sign = ">=" if largest else "<="
    helper = unit.names.constant(_EXTREME[largest, not equal])
    fallback = f"{helper}({left.code}, {left.den}, {right.code}, {right.den})"
    if equal:
        plain = f"({left.code} if {left.code} {sign} {right.code} else {right.code})"
        den = left.den if left.wide is not Wide.ALWAYS else right.den
        item, end = (
            (left, _end(right, largest)) if isinstance(right.constant, Numbers) else (right, _end(left, largest))
        )
        if end is None or item.wide is Wide.ALWAYS:
            return Figure(guarded(plain, fallback, (left, right)), den, width(left, right))
        test = " and ".join(filter(None, (is_plain(item), f"{item.code} {sign} {end}")))
        return Figure(f"({item.code} if {test} else {fallback})", den, Wide.MAYBE)
    test = f"{left.code} * {right.den} {sign} {right.code} * {left.den}"
    plain = f"({left.code} * {right.den} if {test} else {right.code} * {left.den})"
    return Figure(guarded(plain, fallback, (left, right)), times(left.den, right.den), width(left, right))


def _end(limit: Figure, largest: bool) -> int | None:
    """The end of an interval, known beforehand, beyond which a number is the greater or smaller whatever it is."""
    ends = _known_ends(limit)
    return None if ends is None else ends[largest]


def _known_ends(limit: Figure) -> Ends | None:
    """The ends of an interval that is known beforehand, over its denominator."""
    if not isinstance(limit.constant, Numbers) or not limit.den.isdigit():
        return None
    return wide.ends_of(wide.spanned(limit.constant, int(limit.den)))


def either(items: tuple[Figure, Figure], test: str, is_open: bool, unit: Unit, at: At) -> Figure:
    """One figure or the other by a test under a name; where it is open, all that both may be."""
    (yes, no), equal = aligned(items, unit, at)
    yes, no = named(yes, unit, at), named(no, unit, at)
    code = f"({yes.code} if {test} else {no.code})"
    den = yes.den if equal else unit.name(f"({yes.den} if {test} else {no.den})", at)
    if equal and yes.wide is Wide.ALWAYS:
        den = no.den
    if is_open:
        helper = unit.names.constant(wide.joined)
        code = f"({helper}({yes.code}, {yes.den}, {no.code}, {no.den}) if {test} is None else {code})"
    return Figure(code, den, Wide.MAYBE if is_open else _one_of(yes.wide, no.wide))


def _one_of(left: Wide, right: Wide) -> Wide:
    if left is right:
        return left
    return Wide.ABSENT if max(left, right) is Wide.ABSENT else Wide.MAYBE


def otherwise(item: Figure, fallback: Figure, unit: Unit, at: At) -> Figure:
    """The fallback where the item is none."""
    (item, fallback), equal = aligned((item, fallback), unit, at)
    item, fallback = named(item, unit, at), named(fallback, unit, at)
    if item.wide is Wide.NEVER:
        return item
    test = f"{item.code}.__class__ is int"
    absent = unit.names.constant(ABSENT)
    den = item.den if equal else unit.name(f"({fallback.den} if {item.code} is {absent} else {item.den})", at)
    if item.wide is Wide.ABSENT:
        return Figure(f"({item.code} if {test} else {fallback.code})", den, fallback.wide)
    helper = unit.names.constant(wide.otherwise)
    rest = f"{fallback.code} if {item.code} is {absent} else {helper}({item.code}, {fallback.code}, {fallback.den})"
    return Figure(f"({item.code} if {test} else {rest})", den, Wide.MAYBE)


def bound(item: Figure, floor: bool, unit: Unit) -> Figure:
    """`at least`, `up to`: always more than one number."""
    return Figure(f"{unit.names.constant(wide.bound(floor))}({item.code}, {item.den})", "1", Wide.ALWAYS)


def elapsed(start: Figure, end: Figure, months: int, unit: Unit) -> Figure:
    """Whole periods from one day to another."""
    if isinstance(end.constant, int):
        table = unit.names.constant(days.Elapsed(months, end.constant))
        return Figure(f"{table}[{start.code}]", wide=width(start))
    helper = unit.names.constant(days.elapsing(months))
    return Figure(f"{helper}({start.code}, {end.code})", wide=width(start, end))


def moved(day: Figure, months: Figure, back: bool, unit: Unit) -> Figure:
    """A day moved by whole months."""
    helper = unit.names.constant(days.moving(back))
    return Figure(f"{helper}({day.code}, {months.code}, {months.den})", wide=width(day, months))


def year_of(day: Figure, unit: Unit) -> Figure:
    """The calendar year of a day."""
    return Figure(f"{unit.names.constant(days.year)}({day.code})", wide=width(day))


def day_of(year: Figure, month: Figure, day: Figure, unit: Unit) -> Figure:
    """The day of a year, a month and a number."""
    arguments = ", ".join(f"{item.code}, {item.den}" for item in (year, month, day))
    return Figure(f"{unit.names.constant(days.day)}({arguments})", wide=width(year, month, day))
