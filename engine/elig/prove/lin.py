"""Whole numbers and conditions as they are written in terms: small values that say nothing of where they come from."""

from __future__ import annotations

from collections.abc import Mapping

Term = int
"""A condition; its negative is its negation."""

Lin = tuple[int, tuple[tuple[int, int], ...]]
"""A constant and atoms, each with its factor, in order of the atoms."""

TRUE: Term = 1
FALSE: Term = -1
ZERO: Lin = (0, ())
ONE: Lin = (1, ())


def constant(value: int) -> Lin:
    """A number that is known."""
    return value, ()


def plus(*items: Lin) -> Lin:
    """The sum of some numbers."""
    total, listed = 0, list[tuple[tuple[int, int], ...]]()
    for value, parts in items:
        total += value
        if parts:
            listed.append(parts)
    if len(listed) < 2:
        return total, listed[0] if listed else ()
    factors = dict(listed[0])
    for parts in listed[1:]:
        for atom, factor in parts:
            factors[atom] = factors.get(atom, 0) + factor
    return total, tuple(sorted([part for part in factors.items() if part[1]]))


def scaled(item: Lin, by: int) -> Lin:
    """A number times a constant."""
    if by == 1:
        return item
    return (item[0] * by, tuple([(atom, factor * by) for atom, factor in item[1]])) if by else ZERO


def minus(left: Lin, right: Lin) -> Lin:
    """A difference."""
    if not right[1]:
        return left[0] - right[0], left[1]
    return plus(left, scaled(right, -1))


def holds(term: Term, found: Mapping[int, int]) -> bool:
    """Whether a condition holds for the values of its node."""
    return bool(found[term]) if term > 0 else not found[-term]


def number(item: Lin, found: Mapping[int, int]) -> int:
    """What a number comes to for the values of its atoms."""
    total, parts = item
    for atom, factor in parts:
        total += factor * found[atom]
    return total
