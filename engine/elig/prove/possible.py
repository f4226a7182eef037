"""What an expression may be, as terms: the evaluator's possible values with a condition on each of them.

Nothing here is a value: whether something is possible is itself a term over the facts of the household. Where all is
known exactly one value is possible, and its condition folds to true.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import lcm

from elig.prove.cases import times
from elig.prove.lin import FALSE, ONE, TRUE, ZERO, Lin, Term, constant, scaled
from elig.prove.terms import Terms
from elig.records import Struct


class May(Struct):
    """Whether a condition may be true, and whether it may be false; never neither."""

    yes: Term
    no: Term

    @property
    def is_known(self) -> bool:
        """Whether the condition is not open in any household."""
        return self.no == -self.yes


class Divisor(Struct):
    """What a number is divided by: a positive constant times what is counted, which may be a symbol.

    Where nothing is counted the quotient has no meaning, and is marked as undefined beside it.
    """

    by: int = 1
    per: Lin = ONE


WHOLE = Divisor()


class Exact(Struct):
    """A number as a quotient."""

    over: Lin
    by: Divisor = WHOLE


class Part(Struct):
    """Numbers that are possible where a condition holds: from one end to another; None is open."""

    may: Term
    low: Exact | None
    high: Exact | None

    @property
    def is_point(self) -> bool:
        """Whether it is one number in every household."""
        return self.low is not None and self.low == self.high


class Quantity(Struct):
    """Numbers or days that are possible; `none`: absence is, `undefined`: a quotient by nobody is."""

    parts: tuple[Part, ...]
    none: Term = FALSE
    undefined: Term = FALSE


class Word(Struct):
    """Words or texts that are possible, each as the place of the word in its list."""

    parts: tuple[tuple[Term, Lin], ...]
    none: Term = FALSE


class WordSet(Struct):
    """A set, asked for one word after the other."""

    has: Callable[[str], May]


Value = May | Quantity | Word | WordSet
End = Exact | None

YES, NO, OPEN = May(TRUE, FALSE), May(FALSE, TRUE), May(TRUE, TRUE)
NOTHING = Exact(ZERO)


def is_certain(item: Value) -> bool:
    """Whether exactly one value is possible in every household, be it none."""
    match item:
        case May():
            return item.is_known
        case Quantity():
            one = len(item.parts) == 1 and item.parts[0].is_point and item.parts[0].may == -item.none
            return item.undefined == FALSE and (one or (not item.parts and item.none == TRUE))
        case Word():
            return [may for may, _ in item.parts] == [-item.none] or (not item.parts and item.none == TRUE)
        case WordSet():
            return False


def known(term: Term) -> May:
    """A condition that is not open."""
    return May(term, -term)


def exact(value: Fraction | int) -> Exact:
    """A number that is a constant."""
    return Exact(constant(Fraction(value).numerator), Divisor(Fraction(value).denominator))


def point(value: Exact, may: Term = TRUE, none: Term = FALSE) -> Quantity:
    """One number."""
    return Quantity((Part(may, value, value),), none)


def common(terms: Terms, left: Exact, right: Exact) -> tuple[Lin, Lin, Divisor]:
    """Two numbers over one divisor."""
    if left.by == right.by:
        return left.over, right.over, left.by
    by, first, last = lcm(left.by.by, right.by.by), left.over, right.over
    first, last = scaled(first, by // left.by.by), scaled(last, by // right.by.by)
    if left.by.per == right.by.per:
        return first, last, Divisor(by, left.by.per)
    first, last = times(terms, first, right.by.per), times(terms, last, left.by.per)
    return first, last, Divisor(by, times(terms, left.by.per, right.by.per))


def combined(terms: Terms, left: Exact, right: Exact, pick: Callable[[Lin, Lin], Lin]) -> Exact:
    """What two numbers come to together, once they are over one divisor."""
    first, second, by = common(terms, left, right)
    return Exact(pick(first, second), by)
