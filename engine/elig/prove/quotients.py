"""Division by what is counted: each head count is a case of its own, so that no divisor is a symbol."""

from __future__ import annotations

from math import lcm

from elig.prove.errors import NotEncodedError
from elig.prove.possible import Algebra, End, Exact, Part, Quantity, exact
from elig.prove.terms import TRUE, ZERO, Lin, constant, scaled
from elig.records import replace

MAX_DIVISORS = 64
"""So many values of a divisor are gone through."""


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
    """One divided by a number; a count of 0 is read as 1, and told apart as undefined."""
    if divisor is None:
        return exact(0)
    terms, (low, high) = algebra.terms, algebra.terms.span(divisor.over)
    low = max(low, 1)
    if high < low:
        return exact(1)
    if high - low >= MAX_DIVISORS:
        raise NotEncodedError("a division by a number of many values")
    by = lcm(*range(low, high + 1))
    found: Lin = constant(by // low)
    for value in range(low + 1, high + 1):
        found = terms.choose(terms.at_most(constant(value), divisor.over), constant(by // value), found)
    return Exact(scaled(found, divisor.by), by)
