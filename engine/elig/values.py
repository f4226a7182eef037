"""Possible values: what a fact or an expression may be, given all that is known.

An expression evaluates to the set of values that it may have. Truth is one of three sets; numbers (and dates, as day
ordinals) are closed intervals with exact ends or a few points; words are sets of ids. `none` says that absence is
possible too. All operators here are exact: nothing is rounded, nothing is a float.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from fractions import Fraction
from itertools import product

from elig.records import Struct

MAX_POINTS = 64
"""As many single values as a partial fact may list, and as a result keeps apart before it becomes an interval."""


class Truth(Enum):
    """A set of truth values: surely true, surely false, or open."""

    TRUE = "true"
    FALSE = "false"
    OPEN = "open"

    @classmethod
    def of(cls, value: bool) -> Truth:
        """The set of one truth value.

        >>> Truth.of(True)
        <Truth.TRUE: 'true'>
        """
        return cls.TRUE if value else cls.FALSE

    @property
    def may(self) -> tuple[bool, ...]:
        """The truth values in the set, true first."""
        match self:
            case Truth.TRUE:
                return (True,)
            case Truth.FALSE:
                return (False,)
            case Truth.OPEN:
                return (True, False)


def invert(item: Truth) -> Truth:
    """`not`."""
    match item:
        case Truth.TRUE:
            return Truth.FALSE
        case Truth.FALSE:
            return Truth.TRUE
        case Truth.OPEN:
            return Truth.OPEN


def all_of(items: Iterable[Truth]) -> Truth:
    """`and`; true over nothing.

    >>> all_of([Truth.OPEN, Truth.FALSE])
    <Truth.FALSE: 'false'>
    """
    return _unless(Truth.FALSE, items, Truth.TRUE)


def any_of(items: Iterable[Truth]) -> Truth:
    """`or`; false over nothing."""
    return _unless(Truth.TRUE, items, Truth.FALSE)


def _unless(deciding: Truth, items: Iterable[Truth], otherwise: Truth) -> Truth:
    """What decides alone, where one of some is that; else open where one is, else the other."""
    for item in items:
        if item is deciding:
            return deciding
        if item is Truth.OPEN:
            otherwise = Truth.OPEN
    return otherwise


def join_truth(items: Iterable[Truth]) -> Truth:
    """The union of sets of truth values; at least one."""
    result: Truth | None = None
    for item in items:
        if result is not None and item is not result:
            return Truth.OPEN
        result = item
    assert result is not None, "there is one at least"
    return result


class Interval(Struct):
    """A closed interval; None is an open end. Never empty."""

    low: Fraction | None
    high: Fraction | None

    def contains(self, value: Fraction) -> bool:
        """Whether a number lies inside, ends included."""
        above = self.low is None or self.low <= value
        return above and (self.high is None or value <= self.high)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both.

        >>> Interval(Fraction(1), Fraction(2)).hull(Interval(Fraction(5), None))
        Interval(low=Fraction(1, 1), high=None)
        """
        low = None if self.low is None or other.low is None else min(self.low, other.low)
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return Interval(low, high)

    @property
    def is_point(self) -> bool:
        """Whether the interval is one number."""
        return self.low is not None and (self.low is self.high or self.low == self.high)


def _exactly(value: Fraction | int) -> Fraction:
    """A number as a fraction, without making another of what is one already."""
    return value if isinstance(value, Fraction) else Fraction(value)


class Numbers(Struct):
    """Numbers (or days) that are possible.

    `span` is None where no number is possible. `points` are the numbers where only some inside the span are possible.
    `none`: absence is possible. `undefined`: a division by a count that may be 0, or a minimum over nobody.
    """

    span: Interval | None
    points: tuple[Fraction, ...] | None = None
    none: bool = False
    undefined: bool = False

    @classmethod
    def point(cls, value: Fraction | int) -> Numbers:
        """Exactly one number."""
        exact = _exactly(value)
        return cls(Interval(exact, exact))

    @classmethod
    def between(cls, low: Fraction | int | None, high: Fraction | int | None) -> Numbers:
        """Any number between two ends; None is an open end."""
        return cls(Interval(None if low is None else _exactly(low), None if high is None else _exactly(high)))

    @classmethod
    def one_of(cls, values: Iterable[Fraction]) -> Numbers:
        """One of some numbers; at least one.

        >>> Numbers.one_of([Fraction(2), Fraction(1)]).span
        Interval(low=Fraction(1, 1), high=Fraction(2, 1))
        """
        points = tuple(sorted(set(values)))
        span = Interval(points[0], points[-1])
        return cls(span, points if 1 < len(points) <= MAX_POINTS else None)

    @property
    def value(self) -> Fraction | None:
        """The number, where exactly one is possible and nothing else."""
        if self.none or self.undefined or self.span is None or not self.span.is_point:
            return None
        return self.span.low

    @property
    def is_none(self) -> bool:
        """Whether absence is certain."""
        return self.none and self.span is None


class Words(Struct):
    """Values of an enumeration, or texts, that are possible; `ids` is None where any text is."""

    ids: frozenset[str] | None
    none: bool = False

    @property
    def value(self) -> str | None:
        """The word, where exactly one is possible."""
        if self.none or self.ids is None or len(self.ids) != 1:
            return None
        return next(iter(self.ids))

    @property
    def is_none(self) -> bool:
        """Whether absence is certain."""
        return self.none and self.ids is not None and not self.ids


class WordSet(Struct):
    """A set of an enumeration of which some members are known: those that it has and those that it lacks."""

    has: frozenset[str]
    lacks: frozenset[str]


Possible = Truth | Numbers | Words | WordSet
"""What an expression may be."""

NONE_NUMBER = Numbers(None, none=True)
NONE_WORD = Words(frozenset(), none=True)
UNDEFINED = Numbers(None, undefined=True)


def join_numbers(items: Iterable[Numbers]) -> Numbers:
    """The union of possible numbers, as points where they are few, else as their hull; at least one item."""
    span: Interval | None = None
    points: set[Fraction] | None = set()
    none = undefined = False
    for item in items:
        none, undefined = none or item.none, undefined or item.undefined
        if item.span is None:
            continue
        span = item.span if span is None else span.hull(item.span)
        points = _add_points(points, item)
    listed = tuple(sorted(points)) if points and 1 < len(points) <= MAX_POINTS else None
    return Numbers(span, listed, none, undefined)


def _add_points(points: set[Fraction] | None, item: Numbers) -> set[Fraction] | None:
    listed = point_values(item)
    return None if points is None or listed is None else points | set(listed)


def point_values(item: Numbers) -> tuple[Fraction, ...] | None:
    """The numbers that are possible, where they are few and known one by one."""
    if item.span is not None and item.span.is_point and item.span.low is not None:
        return (item.span.low,)
    return item.points


def join(items: Iterable[Possible]) -> Possible:
    """The union of what is possible over values of one kind; at least one item."""
    listed = list(items)
    first = listed[0]
    match first:
        case Truth():
            return join_truth(item for item in listed if isinstance(item, Truth))
        case Numbers():
            return join_numbers(item for item in listed if isinstance(item, Numbers))
        case Words():
            words = [item for item in listed if isinstance(item, Words)]
            known = [item.ids for item in words if item.ids is not None]
            ids = frozenset().union(*known) if len(known) == len(words) else None
            return Words(ids, any(item.none for item in words))
        case WordSet():
            sets = [item for item in listed if isinstance(item, WordSet)]
            has = frozenset.intersection(*(item.has for item in sets))
            return WordSet(has, frozenset.intersection(*(item.lacks for item in sets)))


def lift(
    left: Numbers,
    right: Numbers,
    pointwise: Callable[[Fraction, Fraction], Fraction],
    spans: Callable[[Interval, Interval], Interval],
) -> Numbers:
    """An operator of two numbers, point by point where the points are few, else on the ends."""
    if left.span is None or right.span is None:
        return Numbers(None, none=left.none or right.none, undefined=left.undefined or right.undefined)
    none, undefined = left.none or right.none, left.undefined or right.undefined
    first, second = point_values(left), point_values(right)
    if first is not None and second is not None and len(first) == len(second) == 1:
        value = pointwise(first[0], second[0])
        return Numbers(Interval(value, value), None, none, undefined)
    if first is not None and second is not None and len(first) * len(second) <= MAX_POINTS:
        result = Numbers.one_of(pointwise(a, b) for a, b in product(first, second))
        return Numbers(result.span, result.points, none, undefined)
    return Numbers(spans(left.span, right.span), None, none, undefined)


def add_spans(left: Interval, right: Interval) -> Interval:
    """The sum of two intervals."""
    return Interval(_add(left.low, right.low), _add(left.high, right.high))


def subtract_spans(left: Interval, right: Interval) -> Interval:
    """The difference of two intervals."""
    return Interval(_subtract(left.low, right.high), _subtract(left.high, right.low))


def multiply_spans(left: Interval, right: Interval) -> Interval:
    """The product of two intervals; open ends stay open.

    >>> multiply_spans(Interval(Fraction(2), None), Interval(Fraction(3), Fraction(4)))
    Interval(low=Fraction(6, 1), high=None)
    """
    ends = [_times(a, b) for a in _ends(left) for b in _ends(right)]
    low, high = min(ends), max(ends)
    return Interval(_finite(low), _finite(high))


def divide_spans(left: Interval, right: Interval) -> Interval:
    """The quotient of two intervals; the divisor's ends are positive."""
    low = Fraction(0) if right.high is None else 1 / right.high
    high = None if right.low is None or right.low == 0 else 1 / right.low
    return multiply_spans(left, Interval(low, high))


_End = tuple[int, Fraction]
"""An end of an interval that sorts: (-1, 0) is minus infinity, (0, x) is x, (1, 0) is infinity."""


def _ends(item: Interval) -> tuple[_End, _End]:
    low = (-1, Fraction(0)) if item.low is None else (0, item.low)
    high = (1, Fraction(0)) if item.high is None else (0, item.high)
    return low, high


def _times(left: _End, right: _End) -> _End:
    if left[0] == 0 and right[0] == 0:
        return 0, left[1] * right[1]
    sign = _sign(left) * _sign(right)
    return (sign, Fraction(0))


def _sign(end: _End) -> int:
    return end[0] if end[0] else (end[1] > 0) - (end[1] < 0)


def _finite(end: _End) -> Fraction | None:
    return end[1] if end[0] == 0 else None


def _add(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else left + right


def _subtract(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else left - right


class Outcome(Enum):
    """What an entitlement comes to for one subject."""

    DUE = "due"
    NOT_DUE = "not_due"
    UNDETERMINED = "undetermined"
    NOT_IN_FORCE = "not_in_force"


class Applicable(Enum):
    """Whether the subject is of the group that the entitlement reaches."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Met(Enum):
    """Whether what is due is already in place."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Basis(Enum):
    """What a right rests on; only a promise or a national rule may come out due."""

    PROMISE = "promise"
    NATIONAL = "national"
    DISCRETION = "discretion"
    REPORTED = "reported"


class GrantKind(Enum):
    """What kind of thing is given; ceilings and loans are never added to cash."""

    CASH = "cash"
    CEILING = "ceiling"
    LOAN = "loan"
    EXEMPTION = "exemption"
    IN_KIND = "in_kind"
