"""The cells of a table, and the figures that its cells tell apart."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from elig.records import Struct

Value = Fraction | bool | str | None
"""A value of a column; None is none."""


class Cell(Struct):
    """What a column may be for a row to fit: one of some values, or a figure within ends; without either, anything.

    `over` is left out of what fits, `least` and `most` are in it.
    """

    options: tuple[Fraction | bool | str, ...] | None = None
    over: Fraction | None = None
    least: Fraction | None = None
    most: Fraction | None = None

    @property
    def is_any(self) -> bool:
        """Whether anything fits, none too."""
        return self == Cell()

    def fits(self, value: Value) -> bool:
        """Whether a value fits.

        >>> Cell(over=Fraction(600)).fits(Fraction(600))
        False
        """
        if self.is_any or self.options is not None:
            return self.is_any or value in (self.options or ())
        if not isinstance(value, Fraction):
            return False
        above = (self.over is None or value > self.over) and (self.least is None or value >= self.least)
        return above and (self.most is None or value <= self.most)

    @property
    def figures(self) -> tuple[Fraction, ...]:
        """The figures at which a number begins or ceases to fit."""
        ends = (end for end in (self.over, self.least, self.most) if end is not None)
        return (*ends, *(option for option in self.options or () if isinstance(option, Fraction)))


def told_apart(
    low: Fraction | None, high: Fraction | None, figures: Iterable[Fraction], step: Fraction | None
) -> list[Fraction]:
    """A number for each part of an interval between figures, and the figures; `step` is what it is a multiple of.

    >>> [int(n) for n in told_apart(Fraction(0), Fraction(9), [Fraction(3), Fraction(4)], Fraction(1))]
    [0, 1, 3, 4, 5, 9]
    """
    inside = {f for f in figures if (low is None or low < f) and (high is None or f < high)}
    marks = sorted(inside | {end for end in (low, high) if end is not None})
    if not marks:
        return [Fraction(0)]
    first = [marks[0] - 1] if low is None else []
    last = [marks[-1] + 1] if high is None else []
    between = (_between(a, b, step) for a, b in pairwise(marks))
    listed = [*first, *marks, *(number for number in between if number is not None), *last]
    return sorted(n for n in listed if step is None or (n / step).denominator == 1)


def _between(low: Fraction, high: Fraction, step: Fraction | None) -> Fraction | None:
    if step is None:
        return (low + high) / 2
    found = (low // step + 1) * step
    return found if found < high else None
