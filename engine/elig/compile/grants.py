"""Code of what a grant comes to, and the grant made of it.

A slot holds an `int` (money in its minor unit), a `Fraction`, an `Interval` where the amount is not one figure, `None`
where there is none, or `ELSEWHERE` where the evaluator is to be asked.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from elig.compile import wide
from elig.compile.figures import named
from elig.compile.unit import At, Unit
from elig.compile.values import Figure, Wide
from elig.evaluate.decision import GrantResult
from elig.evaluate.grants import amount_of, lasts_of, left_of, payable_of, used_of
from elig.program.model import Grant, Vocabulary
from elig.values import GrantKind, Interval, Numbers, Outcome

ELSEWHERE = Ellipsis
Slot = int | Fraction | Interval | None
ABOVE_ZERO = (GrantKind.CASH, GrantKind.CEILING, GrantKind.LOAN, GrantKind.EXEMPTION)


def minor_units(grant: Grant, vocabulary: Vocabulary) -> int:
    """How many units of a slot's `int` make one of the grant's unit."""
    return int(10**vocabulary.places) if grant.unit.power(vocabulary.money) == 1 else 1


def amount_code(item: Figure, grant: Grant, unit: Unit, at: At) -> str:
    """Code of a grant's amount; below zero, and where it is not one figure, as the evaluator has it."""
    vocabulary = unit.rules.rules.vocabulary

    def full(value: int | Numbers, den: int) -> Slot:
        return amount_of(wide.numbers(value, den), grant, vocabulary)

    return _slot(item, full, grant.kind is not GrantKind.IN_KIND, minor_units(grant, vocabulary), unit, at)


def used_code(item: Figure, grant: Grant, unit: Unit, at: At) -> str:
    """Code of what is used of a ceiling."""
    vocabulary = unit.rules.rules.vocabulary

    def full(value: int | Numbers, den: int) -> Slot:
        return used_of(wide.numbers(value, den), grant, vocabulary)

    return _slot(item, full, False, minor_units(grant, vocabulary), unit, at)


def lasts_code(item: Figure, unit: Unit, at: At) -> str:
    """Code of the number of months that a grant lasts."""

    def full(value: int | Numbers, den: int) -> Slot:
        return lasts_of(wide.numbers(value, den))

    return _slot(item, full, True, 1, unit, at)


def _slot(
    item: Figure, full: Callable[[int | Numbers, int], Slot], above_zero: bool, minor: int, unit: Unit, at: At
) -> str:
    item = named(item, unit, at)
    slow = f"{unit.names.constant(full)}({item.code}, {item.den})"
    if item.wide is Wide.ALWAYS:
        return slow
    tests = [] if item.wide is Wide.NEVER else [f"{item.code}.__class__ is int"]
    tests += [f"{item.code} >= 0"] if above_zero and item.constant is None else []
    if minor == 1 and item.den != "1":
        plain = f"{unit.names.constant(Fraction)}({item.code}, {item.den})"
    elif item.den.isdigit() and minor % int(item.den) == 0:
        factor = minor // int(item.den)
        plain = item.code if factor == 1 else f"{item.code} * {factor}"
    else:
        by = item.code if minor == 1 else f"{item.code} * {minor}"
        plain = f"{unit.names.constant(wide.half)}({by}, {item.den})"
    return f"{plain} if {' and '.join(tests)} else {slow}" if tests else plain


def interval(slot: Slot, minor: int) -> Interval | None:
    """A slot as exact ends, in the grant's unit."""
    if slot is None or isinstance(slot, Interval):
        return slot
    exact = slot if isinstance(slot, Fraction) else Fraction(slot, minor)
    return Interval(exact, exact)


def grant_of(grant: Grant, slots: tuple[Slot, Slot, Slot], minor: int, outcome: Outcome) -> GrantResult | None:
    """The grant that three slots make: amount, used, lasts; None where more than figures has to be told."""
    if any(isinstance(slot, Interval) for slot in slots):
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
