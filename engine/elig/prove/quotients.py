"""Division by what is counted: the head count stays below the line, and comparisons are multiplied out by it."""

from __future__ import annotations

from math import lcm

from elig.prove.possible import WHOLE, Algebra, Divisor, End, Exact, Part, Quantity, exact
from elig.prove.terms import TRUE, ZERO, Lin, constant, scaled
from elig.records import replace

MAX_DIVISORS = 16
"""So many values of a fact are gone through; a head count never is."""


def divide(algebra: Algebra, left: Quantity, right: Quantity) -> Quantity:
    """A quotient; where nothing is counted it is undefined."""
    terms = algebra.terms
    nobody = terms.any_of(
        terms.all_of((part.may, TRUE if part.low is None else terms.at_most(part.low.over, ZERO)))
        for part in right.parts
    )
    counted = []
    for part in right.parts:
        assert part.low is not None, "divisors have a lower end"
        none_counted = TRUE if part.high is None else terms.equal(part.high.over, ZERO)
        may = part.may if part.high is None else terms.all_of((part.may, -none_counted))
        if may != -TRUE:
            counted.append(replace(part, may=may))
    divisors = Quantity(tuple(counted), right.none, right.undefined)
    shares = Quantity(
        tuple(Part(part.may, _share(algebra, part.high), _share(algebra, part.low)) for part in divisors.parts),
        right.none,
        right.undefined,
    )
    found = algebra.multiply(left, shares)
    gone = -terms.any_of(part.may for part in right.parts) if right.parts else TRUE
    return replace(found, undefined=terms.any_of((found.undefined, nobody, gone)))


def _share(algebra: Algebra, divisor: End) -> End:
    """One divided by a number, which is at least 1 wherever the quotient has a meaning."""
    if divisor is None:
        return exact(0)
    if not divisor.over[1]:
        return Exact(scaled(divisor.by.per, divisor.by.by), Divisor(max(divisor.over[0], 1)))
    low, high = algebra.terms.span(divisor.over)
    if divisor.by == WHOLE and len(divisor.over[1]) == 1 and high - low < MAX_DIVISORS:
        return _case_by_case(algebra, divisor.over, max(low, 1), high)
    return Exact(scaled(divisor.by.per, divisor.by.by), Divisor(1, divisor.over))


def _case_by_case(algebra: Algebra, divisor: Lin, low: int, high: int) -> Exact:
    """One divided by a small fact: each value is a case, so that several such quotients have one divisor."""
    by = lcm(*range(low, high + 1))
    found: Lin = constant(by // low)
    for value in range(low + 1, high + 1):
        found = algebra.terms.choose(algebra.terms.at_most(constant(value), divisor), constant(by // value), found)
    return Exact(found, Divisor(by))
