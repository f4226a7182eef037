"""Division by what is counted."""

from __future__ import annotations

from elig.prove.algebra import Algebra
from elig.prove.cases import share
from elig.prove.lin import TRUE, ZERO, scaled
from elig.prove.possible import WHOLE, Divisor, End, Exact, Part, Quantity, exact
from elig.records import replace


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
        tuple(_shares(algebra, part) for part in divisors.parts),
        right.none,
        right.undefined,
    )
    found = algebra.multiply(left, shares)
    gone = -terms.any_of(part.may for part in right.parts) if right.parts else TRUE
    return replace(found, undefined=terms.any_of((found.undefined, nobody, gone)))


def _shares(algebra: Algebra, divisor: Part) -> Part:
    """One divided by a number that is known, or by both ends of one that is open.

    A head count that is known stays below the line: comparisons are multiplied out by it.
    """
    high = _share(algebra, divisor.low, alone=divisor.is_point)
    return Part(divisor.may, high if divisor.is_point else _share(algebra, divisor.high, alone=False), high)


def _share(algebra: Algebra, divisor: End, *, alone: bool) -> End:
    """One divided by a number, which is at least 1 wherever the quotient has a meaning."""
    if divisor is None:
        return exact(0)
    if not divisor.over[1]:
        return Exact(scaled(divisor.by.per, divisor.by.by), Divisor(max(divisor.over[0], 1)))
    found = None if divisor.by != WHOLE or (alone and len(divisor.over[1]) > 1) else share(algebra.terms, divisor.over)
    if found is not None:
        return Exact(found[0], Divisor(found[1]))
    return Exact(scaled(divisor.by.per, divisor.by.by), Divisor(1, divisor.over))
