"""What generated code calls to reckon with days, which are `int` ordinals or possible numbers."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from elig.compile.wide import Number, numbers
from elig.evaluate.arithmetic import date_from, elapsed, shift, year_of
from elig.evaluate.calendar import day_of, elapsed_months, shifted


def elapsing(unit: int) -> Callable[[Number, Number], Number]:
    """Whole periods of `unit` months from one day to another."""

    def between_days(start: Number, end: Number) -> Number:
        if isinstance(start, int) and isinstance(end, int):
            return elapsed_months(day_of(Fraction(start)), day_of(Fraction(end))) // unit
        return elapsed(numbers(start, 1), numbers(end, 1), unit)

    return between_days


class Elapsed(dict[Number, Number]):
    """Whole periods from each day to one day, kept as they are met."""

    def __init__(self, unit: int, end: int) -> None:
        super().__init__()
        self._between, self._end = elapsing(unit), end

    def __missing__(self, start: Number) -> Number:
        found = self._between(start, self._end)
        if isinstance(start, int):
            self[start] = found
        return found


def moving(back: bool) -> Callable[[Number, Number, int], Number]:
    """A day moved by whole months."""

    def moved(day: Number, months: Number, den: int) -> Number:
        if isinstance(day, int) and isinstance(months, int):
            whole = int(Fraction(months, den))
            return shifted(day_of(Fraction(day)), -whole if back else whole).toordinal()
        return shift(numbers(day, 1), numbers(months, den), back)

    return moved


def year(of: Number) -> Number:
    """The calendar year of a day."""
    return day_of(Fraction(of)).year if isinstance(of, int) else year_of(numbers(of, 1))


def day(of: Number, of_den: int, month: Number, month_den: int, number: Number, den: int) -> Number:
    """The day of a year, a month and a number."""
    found = date_from(numbers(of, of_den), numbers(month, month_den), numbers(number, den))
    return found if found.value is None else int(found.value)
