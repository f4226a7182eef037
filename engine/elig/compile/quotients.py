"""Quotients rounded to whole numbers, without a fraction in between."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from elig.lang.ast import Rounding


def half(number: int, den: int) -> int:
    """A quotient rounded to a whole number, half away from zero.

    >>> half(5, 2), half(-5, 2), half(4, 3)
    (3, -3, 1)
    """
    return (2 * number + den) // (2 * den) if number >= 0 else -((den - 2 * number) // (2 * den))


def down(number: int, den: int) -> int:
    """A quotient rounded toward zero."""
    return number // den if number >= 0 else -(-number // den)


def up(number: int, den: int) -> int:
    """A quotient rounded away from zero."""
    return -(-number // den) if number >= 0 else number // den


QUOTIENTS: Mapping[Rounding, Callable[[int, int], int]] = MappingProxyType(
    {Rounding.HALF: half, Rounding.DOWN: down, Rounding.UP: up}
)
