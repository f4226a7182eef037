"""Code of what a grant comes to, and the grant made of it.

A slot holds an `int` (money in its minor unit), a `Fraction`, an `Interval` or its ends as two `int` where the amount
is not one figure, `None` where there is none, or `ELSEWHERE` where the evaluator is to be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce

from elig.compile import wide
from elig.compile.figures import named
from elig.compile.quotients import half
from elig.compile.spans import Ends
from elig.compile.unit import At, Unit
from elig.compile.values import Figure, Wide
from elig.compile.wide import Number
from elig.evaluate.decision import GrantResult
from elig.evaluate.grants import amount_of, lasts_of, left_of, payable_of, used_of
from elig.lang.ast import Unit as Quantity
from elig.program.model import Grant, Vocabulary
from elig.values import GrantKind, Interval, Numbers, Outcome

ELSEWHERE = Ellipsis
Minor = int | Fraction | tuple[int | Fraction | None, int | Fraction | None] | None
"""An amount in minor units, its two ends (None is open), or none."""
Slot = int | Fraction | Ends | Interval | None
ABOVE_ZERO = (GrantKind.CASH, GrantKind.CEILING, GrantKind.LOAN, GrantKind.EXEMPTION)


def minor_units(unit: Quantity, vocabulary: Vocabulary) -> int:
    """How many units of a slot's `int` make one of a grant's unit."""
    return int(10**vocabulary.places) if unit.power(vocabulary.money) == 1 else 1


def amount_code(item: Figure, grant: Grant, unit: Unit, at: At) -> str:
    """Code of a grant's amount; below zero, and where it is not one figure, as the evaluator has it."""
    vocabulary = unit.rules.rules.vocabulary
    minor, above_zero = minor_units(grant.unit, vocabulary), grant.kind is not GrantKind.IN_KIND

    def full(value: Number, den: int) -> Slot:
        if isinstance(value, tuple) and (minor > 1 or den == 1):
            rounded = _in_minor(value, minor, den)
            return _not_below_zero(rounded) if above_zero else rounded
        found = wide.numbers(value, den)
        ends = _minor_ends(found, minor) if minor > 1 else None
        return ends or _whole(amount_of(found, grant, vocabulary), minor, found)

    return _slot(item, full, above_zero, minor, unit, at)


def _in_minor(ends: Ends, minor: int, den: int) -> Ends:
    """The ends of an interval in minor units, rounded; one that is nothing stays it."""
    low, high = ends
    return low and half(low * minor, den), high and half(high * minor, den)


def _not_below_zero(ends: Ends) -> Ends:
    low, high = ends
    return 0 if low is None or low < 0 else low, 0 if high is not None and high < 0 else high


def _minor_ends(found: Numbers, minor: int) -> Ends | None:
    """The ends of an amount of money, rounded, where they are two and none is below zero."""
    if found.span is None or found.undefined or found.span.low is None or found.span.low < 0:
        return None
    low, high = (
        None if e is None else half(e.numerator * minor, e.denominator) for e in (found.span.low, found.span.high)
    )
    return None if low == high or (high is not None and high < 0) else (low, high)


def _whole(amount: Interval, minor: int, found: Numbers) -> Slot:
    """An amount in minor units, where its ends are whole numbers of them; a point that was cut off keeps its ends."""
    low, high = (None if end is None else end * minor for end in (amount.low, amount.high))
    if any(end is not None and end.denominator != 1 for end in (low, high)):
        return amount
    if low is None or low != high:
        return None if low is None else low.numerator, None if high is None else high.numerator
    cut_off = found.span is None or found.undefined or found.span.high is None or found.span.high < 0
    return amount if cut_off else low.numerator


def used_code(item: Figure, grant: Grant, unit: Unit, at: At) -> str:
    """Code of what is used of a ceiling."""
    vocabulary = unit.rules.rules.vocabulary
    minor = minor_units(grant.unit, vocabulary)

    def full(value: Number, den: int) -> Slot:
        if isinstance(value, tuple) and (minor > 1 or den == 1):
            return _in_minor(value, minor, den)
        found = wide.numbers(value, den)
        return _whole(used_of(found, grant, vocabulary), minor, found)

    return _slot(item, full, False, minor, unit, at)


def lasts_code(item: Figure, unit: Unit, at: At) -> str:
    """Code of the number of months that a grant lasts."""

    def full(value: Number, den: int) -> Slot:
        return lasts_of(wide.numbers(value, den))

    return _slot(item, full, True, 1, unit, at)


def _slot(item: Figure, full: Callable[[Number, int], Slot], above_zero: bool, minor: int, unit: Unit, at: At) -> str:
    if isinstance(item.constant, Numbers):
        return unit.names.constant(full(item.constant, 1))
    item = named(item, unit, at)
    slow = f"{unit.names.constant(full)}({item.code}, {item.den})"
    if item.wide is Wide.ALWAYS:
        return slow
    tests = [] if item.wide is Wide.NEVER else [f"{item.code}.__class__ is int"]
    known = isinstance(item.constant, int) and item.constant >= 0
    tests += [f"{item.code} >= 0"] if above_zero and not known else []
    if minor == 1 and item.den != "1":
        plain = f"{unit.names.constant(Fraction)}({item.code}, {item.den})"
    elif item.den.isdigit() and minor % int(item.den) == 0:
        factor = minor // int(item.den)
        plain = item.code if factor == 1 else f"{item.code} * {factor}"
        plain = str(item.constant * factor) if isinstance(item.constant, int) else plain
    else:
        by = item.code if minor == 1 else f"{item.code} * {minor}"
        plain = f"{unit.names.constant(half)}({by}, {item.den})"
    return f"{plain} if {' and '.join(tests)} else {slow}" if tests else plain


def interval(slot: Slot, minor: int) -> Interval | None:
    """A slot as exact ends, in the grant's unit."""
    if slot is None or isinstance(slot, Interval):
        return slot
    if isinstance(slot, tuple):
        low, high = (None if end is None else Fraction(end, minor) for end in slot)
        return Interval(low, high)
    exact = slot if isinstance(slot, Fraction) else Fraction(slot, minor)
    return Interval(exact, exact)


class Apart(tuple[tuple["Slot", "Slot"], ...]):
    """Under each choice of readings what is given and what of it is used, where they are not the same under all."""

    __slots__ = ()

    def left(self, minor: int) -> Slot:
        """What is left under one or another reading."""
        return hull_of(minor, *(_left(cap, used, minor) for cap, used in self))


def _left(cap: Slot, used: Slot, minor: int) -> Slot:
    if isinstance(cap, int | tuple) and isinstance(used, int | tuple):
        return left_over(cap, used)
    return left_of(interval(used, minor), interval(cap, minor))


def hull_of(minor: int, *slots: Slot) -> Slot:
    """All that one or another slot may be."""
    known = [slot for slot in slots if slot is not None]
    if not known or all(slot == known[0] for slot in known):
        return known[0] if known else None
    ends = [(slot, slot) if isinstance(slot, int) else slot for slot in known if isinstance(slot, int | tuple)]
    if len(ends) == len(known):
        lows, highs = [low for low, _ in ends if low is not None], [high for _, high in ends if high is not None]
        return min(lows) if len(lows) == len(ends) else None, max(highs) if len(highs) == len(ends) else None
    found = (interval(slot, minor) for slot in known)
    return _hull([item for item in found if item is not None])


def _hull(items: Sequence[Interval]) -> Interval:
    return reduce(Interval.hull, items)


def left_over(cap: int | Ends, used: int | Ends) -> int | Ends:
    """What is left of a ceiling, in minor units: never below nothing."""
    if isinstance(cap, int) and isinstance(used, int):
        return max(cap - used, 0)
    (low, high), (least, most) = (item if isinstance(item, tuple) else (item, item) for item in (cap, used))
    least_left = 0 if low is None or most is None else max(low - most, 0)
    return least_left, None if high is None or least is None else max(high - least, 0)


def minor_of(amount: Interval | None, minor: int) -> Minor:
    """An amount in minor units, or its ends; an end that is no whole number of them stays a fraction.

    >>> minor_of(Interval(Fraction(1, 3), Fraction(2)), 100), minor_of(Interval(Fraction(5, 2), Fraction(5, 2)), 100)
    ((Fraction(100, 3), 200), 250)
    """
    if amount is None:
        return None
    low, high = (None if end is None else _plain(end * minor) for end in (amount.low, amount.high))
    return low if amount.is_point else (low, high)


def _plain(exact: Fraction) -> int | Fraction:
    return exact.numerator if exact.denominator == 1 else exact


def grant_of(grant: Grant, slots: tuple[Slot, Slot, Slot], minor: int, outcome: Outcome) -> GrantResult | None:
    """The grant that three slots make: amount, used, lasts; None where more than figures has to be told."""
    if any(isinstance(slot, Interval | tuple) for slot in slots):
        return None
    if_due, used = interval(slots[0], minor), interval(slots[1], minor)
    return GrantResult(
        grant.id,
        grant.kind,
        grant.what,
        grant.unit,
        grant.every,
        if_due,
        payable_of(if_due, outcome),
        interval(slots[2], 1),
        used,
        left_of(used, if_due),
    )
