"""The operators on possible values: arithmetic, comparisons and rounding."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from elig.lang.ast import Op, Rounding
from elig.prove.algebra_cases import MAX_PARTS, CaseAlgebra
from elig.prove.cases import share, times
from elig.prove.lin import FALSE, ONE, ZERO, Lin, Term, minus, plus, scaled
from elig.prove.possible import NOTHING, Divisor, End, Exact, May, Part, Quantity, combined, common, known
from elig.records import replace

Pointwise = Callable[[Exact, Exact], Exact]
Spans = Callable[[tuple[End, End], tuple[End, End]], tuple[End, End]]


class Algebra(CaseAlgebra):
    """The operators on possible values."""

    # ------------------------------------------------------------------ numbers

    def lift(self, left: Quantity, right: Quantity, pointwise: Pointwise, spans: Spans) -> Quantity:
        """An operator of two numbers: of each single figure, or of the ends."""
        if len(left.parts) * len(right.parts) > MAX_PARTS:
            left = replace(left, parts=(self.hull(left.parts),))
            right = replace(right, parts=(self.hull(right.parts),))
        parts = []
        for one in left.parts:
            for other in right.parts:
                may = self.terms.all_of((one.may, other.may))
                if one.low is not None and other.low is not None and one.is_point and other.is_point:
                    value = pointwise(one.low, other.low)
                    parts.append(Part(may, value, value))
                else:
                    parts.append(Part(may, *spans((one.low, one.high), (other.low, other.high))))
        none = self.terms.any_of((left.none, right.none))
        return self._gathered(parts, none, self.terms.any_of((left.undefined, right.undefined)))

    def add(self, left: Quantity, right: Quantity) -> Quantity:
        """A sum."""
        plain = self._sum
        return self.lift(left, right, plain, lambda a, b: (_open(plain, a[0], b[0]), _open(plain, a[1], b[1])))

    def subtract(self, left: Quantity, right: Quantity) -> Quantity:
        """A difference."""
        plain = self._less
        return self.lift(left, right, plain, lambda a, b: (_open(plain, a[0], b[1]), _open(plain, a[1], b[0])))

    def _sum(self, left: Exact, right: Exact) -> Exact:
        return combined(self.terms, left, right, plus)

    def _less(self, left: Exact, right: Exact) -> Exact:
        return combined(self.terms, left, right, minus)

    def extreme(self, left: Quantity, right: Quantity, largest: bool) -> Quantity:
        """The lesser or the greater of two numbers."""

        def spans(a: tuple[End, End], b: tuple[End, End]) -> tuple[End, End]:
            low, high = (self._finite, _open) if largest else (_open, self._finite)
            return low(pick, a[0], b[0]), high(pick, a[1], b[1])

        def pick(a: Exact, b: Exact) -> Exact:
            return combined(self.terms, a, b, self.terms.largest if largest else self.terms.least)

        return self.lift(left, right, pick, spans)

    @staticmethod
    def _finite(pick: Pointwise, a: End, b: End) -> End:
        if a is None or b is None:
            return b if a is None else a
        return pick(a, b)

    def product(self, left: Exact, right: Exact) -> Exact:
        """A product of two numbers."""
        first, last, above, below = left.by.per, right.by.per, left.over, right.over
        # what is shared out among so many, times so many, is the whole
        if last == above and last[1]:
            above, last = ONE, ONE
        elif first == below and first[1]:
            below, first = ONE, ONE
        by = Divisor(left.by.by * right.by.by, times(self.terms, first, last))
        return Exact(times(self.terms, above, below), by)

    def multiply(self, left: Quantity, right: Quantity) -> Quantity:
        """A product."""
        left, right = self._without_nothing(left, right), self._without_nothing(right, left)

        def spans(a: tuple[End, End], b: tuple[End, End]) -> tuple[End, End]:
            if None in a or None in b:
                return self._open_product(a, b)
            for (one, other), (first, last) in ((a, b), (b, a)):
                if first is not None and last is not None and self._from_nothing(first):
                    assert one is not None and other is not None, "both have ends"
                    return self._lesser(one, first, last), self._lesser(other, last, first)
            ends = [self.product(x, y) for x in a for y in b if x is not None and y is not None]
            least = most = ends[0]
            for end in ends[1:]:
                least = combined(self.terms, least, end, self.terms.least)
                most = combined(self.terms, most, end, self.terms.largest)
            return least, most

        return self.lift(left, right, self.product, spans)

    def _lesser(self, one: Exact, first: Exact, last: Exact) -> Exact:
        """A number times one of two from 0 on: the first where the number is from 0 on too, else the last."""
        if first == last or self._from_nothing(one):
            return self.product(one, first)
        is_negative = self.terms.below(one.over, ZERO)
        pick = partial(self.terms.choose, is_negative)
        return combined(self.terms, self.product(one, last), self.product(one, first), pick)

    def _without_nothing(self, item: Quantity, other: Quantity) -> Quantity:
        """A factor of something without an end, with 0 kept apart: nothing times whatever is nothing."""
        if all(part.low is not None and part.high is not None for part in other.parts):
            return item
        parts: list[Part] = []
        for part in item.parts:
            if part.is_point and part.low is not None:
                zero = self.terms.equal(part.low.over, ZERO)
                parts.append(replace(part, may=self.terms.all_of((part.may, -zero))))
                parts.append(Part(self.terms.all_of((part.may, zero)), NOTHING, NOTHING))
            else:
                parts.append(part)
        return replace(item, parts=tuple(part for part in parts if part.may != FALSE))

    def _open_product(self, a: tuple[End, End], b: tuple[End, End]) -> tuple[End, End]:
        """A product without an end, where one factor is from 0 on."""
        if b == (NOTHING, NOTHING) or a == (NOTHING, NOTHING):
            return NOTHING, NOTHING
        for (one, other), (first, last) in ((a, b), (b, a)):
            if first is not None and last is not None and self._from_nothing(first):
                least = None if one is None else self._lesser(one, first, last)
                return least, None if other is None else self._lesser(other, last, first)
        (low, high), (first, last) = a, b
        if not self._from_nothing(low) or not self._from_nothing(first):
            return None, None
        lowest = None if low is None or first is None else self.product(low, first)
        return lowest, None if high is None or last is None else self.product(high, last)

    def _from_nothing(self, end: End) -> bool:
        return end is not None and self.terms.span(end.over)[0] >= 0

    # ------------------------------------------------------------------ comparing

    def compare(self, op: Op, left: Quantity, right: Quantity) -> May:
        """A comparison; with none it is false, with undefined it is open."""
        terms = self.terms
        yes, no = [], [left.none, right.none]
        for one in left.parts:
            for other in right.parts:
                may = terms.all_of((one.may, other.may))
                held = self._compare_parts(op, one, other)
                yes.append(terms.all_of((may, held.yes)))
                no.append(terms.all_of((may, held.no)))
        undefined = (left.undefined, right.undefined)
        return May(terms.any_of((*yes, *undefined)), terms.any_of((*no, *undefined)))

    def _compare_parts(self, op: Op, left: Part, right: Part) -> May:
        match op:
            case Op.LT:
                return self._below(left, right, strict=True)
            case Op.LE:
                return self._below(left, right, strict=False)
            case Op.GT:
                return self._below(right, left, strict=True)
            case Op.GE:
                return self._below(right, left, strict=False)
            case Op.EQ:
                return self._same(left, right)
            case Op.NE:
                return self.invert(self._same(left, right))

    def _below(self, left: Part, right: Part, *, strict: bool) -> May:
        surely = self._surely_below(left.high, right.low, strict=strict)
        if left.is_point and right.is_point:
            return known(surely)
        return May(-self._surely_below(right.high, left.low, strict=not strict), -surely)

    def _surely_below(self, high: End, low: End, *, strict: bool) -> Term:
        if high is None or low is None:
            return FALSE
        first, second, _ = common(self.terms, high, low)
        return self.terms.below(first, second) if strict else self.terms.at_most(first, second)

    def _same(self, left: Part, right: Part) -> May:
        if left.is_point and right.is_point and left.low is not None and right.low is not None:
            first, second, _ = common(self.terms, left.low, right.low)
            return known(self.terms.equal(first, second))
        apart = [self._surely_below(a, b, strict=True) for a, b in ((left.high, right.low), (right.high, left.low))]
        points = [self._surely_below(side.high, side.low, strict=False) for side in (left, right)]
        overlap = -self.terms.any_of(apart)
        return May(overlap, -self.terms.all_of((overlap, *points)))

    # ------------------------------------------------------------------ rounding

    def rounded(self, item: Exact, mode: Rounding, step: Fraction) -> Exact:
        """A number rounded to a multiple of a step, as the evaluator does."""
        terms = self.terms
        item = self._linear(item)
        low, high = terms.span(item.over)
        by = scaled(terms.largest(item.by.per, ONE), item.by.by)
        up = self._whole(item.over, by, mode, step) if high >= 0 else ZERO
        down = scaled(self._whole(scaled(item.over, -1), by, mode, step), -1) if low < 0 else ZERO
        whole = terms.choose(terms.at_most(ZERO, item.over), up, down)
        return Exact(scaled(whole, step.numerator), Divisor(step.denominator))

    def _linear(self, item: Exact) -> Exact:
        """A quotient over a constant, where what it is divided by has few values."""
        found = share(self.terms, item.by.per) if item.by.per[1] else None
        return item if found is None else Exact(times(self.terms, item.over, found[0]), Divisor(item.by.by * found[1]))

    def _whole(self, over: Lin, by: Lin, mode: Rounding, step: Fraction) -> Lin:
        """A number from 0 on in whole steps."""
        over, by = scaled(over, step.denominator), scaled(by, step.numerator)
        match mode:
            case Rounding.HALF:
                return self.terms.floor(plus(scaled(over, 2), by), scaled(by, 2))
            case Rounding.DOWN:
                return self.terms.floor(over, by)
            case Rounding.UP:
                return scaled(self.terms.floor(scaled(over, -1), by), -1)


def _open(pick: Pointwise, a: End, b: End) -> End:
    return None if a is None or b is None else pick(a, b)
