"""What an expression may be, as terms: the evaluator's possible values with a condition on each of them.

Nothing here is a value: whether something is possible is itself a term over the facts of the household. Where all is
known exactly one value is possible, and its condition folds to true.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from math import lcm

from elig.lang.ast import Op, Rounding
from elig.prove.cases import share, times
from elig.prove.terms import FALSE, ONE, TRUE, ZERO, Lin, Term, Terms, constant, minus, plus, scaled
from elig.records import dataclass, replace

MAX_PARTS = 16
"""So many single figures are kept apart before they become an interval."""


@dataclass(frozen=True, slots=True)
class May:
    """Whether a condition may be true, and whether it may be false; never neither."""

    yes: Term
    no: Term

    @property
    def is_known(self) -> bool:
        """Whether the condition is not open in any household."""
        return self.no == -self.yes


@dataclass(frozen=True, slots=True)
class Divisor:
    """What a number is divided by: a positive constant times what is counted, which may be a symbol.

    Where nothing is counted the quotient has no meaning, and is marked as undefined beside it.
    """

    by: int = 1
    per: Lin = ONE


WHOLE = Divisor()


@dataclass(frozen=True, slots=True)
class Exact:
    """A number as a quotient."""

    over: Lin
    by: Divisor = WHOLE


@dataclass(frozen=True, slots=True)
class Part:
    """Numbers that are possible where a condition holds: from one end to another; None is open."""

    may: Term
    low: Exact | None
    high: Exact | None

    @property
    def is_point(self) -> bool:
        """Whether it is one number in every household."""
        return self.low is not None and self.low == self.high


@dataclass(frozen=True, slots=True)
class Quantity:
    """Numbers or days that are possible; `none`: absence is, `undefined`: a quotient by nobody is."""

    parts: tuple[Part, ...]
    none: Term = FALSE
    undefined: Term = FALSE


@dataclass(frozen=True, slots=True)
class Word:
    """Words or texts that are possible, each as the place of the word in its list."""

    parts: tuple[tuple[Term, Lin], ...]
    none: Term = FALSE


@dataclass(frozen=True, slots=True)
class WordSet:
    """A set, asked for one word after the other."""

    has: Callable[[str], May]


Value = May | Quantity | Word | WordSet
Pointwise = Callable[[Exact, Exact], Exact]
End = Exact | None
Spans = Callable[[tuple[End, End], tuple[End, End]], tuple[End, End]]

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


class Algebra:
    """The operators on possible values."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms

    # ------------------------------------------------------------------ conditions

    def invert(self, item: May) -> May:
        """`not`."""
        return May(item.no, item.yes)

    def all_of(self, items: Sequence[May]) -> May:
        """`and`."""
        yes = self.terms.all_of(item.yes for item in items)
        if all(item.is_known for item in items):
            return known(yes)
        return May(yes, self.terms.any_of(item.no for item in items))

    def any_of(self, items: Sequence[May]) -> May:
        """`or`."""
        return self.invert(self.all_of([self.invert(item) for item in items]))

    # ------------------------------------------------------------------ several cases

    def join(self, cases: Sequence[tuple[Term, Value]]) -> Value:
        """What is possible over cases that may each be; where exactly one of them is, it is that one."""
        cases = [(case, value) for case, value in cases if case != FALSE]
        if len(cases) == 1 and cases[0][0] == TRUE:
            return cases[0][1]
        if len(cases) == 2 and cases[0][0] == -cases[1][0]:
            return self.choose(cases[0][0], cases[0][1], cases[1][1])
        return self._join(cases)

    def join_apart(self, cases: Sequence[tuple[Term, Value]]) -> Value:
        """What is possible over cases of which exactly one is."""
        *others, (_, found) = [(case, value) for case, value in cases if case != FALSE]
        for case, value in reversed(others):
            found = self.choose(case, value, found)
        return found

    def _join(self, cases: Sequence[tuple[Term, Value]]) -> Value:
        terms = self.terms
        match cases[0][1]:
            case May():
                items = [(case, value) for case, value in cases if isinstance(value, May)]
                yes, no = (terms.any_of(terms.all_of((c, getattr(v, end))) for c, v in items) for end in ("yes", "no"))
                return May(yes, no)
            case Quantity():
                held = [self.where(case, value) for case, value in cases if isinstance(value, Quantity)]
                none, undefined = (terms.any_of(getattr(h, flag) for h in held) for flag in ("none", "undefined"))
                return self._gathered([part for item in held for part in item.parts], none, undefined)
            case Word():
                words = [(case, value) for case, value in cases if isinstance(value, Word)]
                none = terms.any_of(terms.all_of((case, value.none)) for case, value in words)
                parts = [(terms.all_of((case, may)), word) for case, value in words for may, word in value.parts]
                return Word(tuple(part for part in parts if part[0] != FALSE), none)
            case WordSet():
                sets = [(case, value) for case, value in cases if isinstance(value, WordSet)]
                return WordSet(lambda word: self._truth(self._join([(case, one.has(word)) for case, one in sets])))

    @staticmethod
    def _truth(value: Value) -> May:
        assert isinstance(value, May), "a set has a word or not"
        return value

    def where(self, case: Term, item: Quantity) -> Quantity:
        """A number in a case, and nothing elsewhere."""
        both = self.terms.all_of
        parts = tuple(replace(part, may=both((case, part.may))) for part in item.parts)
        kept = tuple(part for part in parts if part.may != FALSE)
        return Quantity(kept, both((case, item.none)), both((case, item.undefined)))

    def _gathered(self, parts: Sequence[Part], none: Term, undefined: Term) -> Quantity:
        """Parts as one number; one interval where they are many."""
        merged: dict[tuple[End, End], Term] = {}
        for part in parts:
            ends = part.low, part.high
            merged[ends] = self.terms.any_of((merged.get(ends, FALSE), part.may))
        listed = tuple(Part(may, low, high) for (low, high), may in merged.items())
        if len(listed) > MAX_PARTS:
            listed = (self.hull(listed),)
        return Quantity(listed, none, undefined)

    def choose(self, condition: Term, yes: Value, no: Value) -> Value:
        """One of two, as a condition says that is not open."""
        if condition in (TRUE, FALSE) or yes == no:
            return no if condition == FALSE else yes
        terms = self.terms
        if isinstance(yes, May) and isinstance(no, May):
            found = terms.either(condition, yes.yes, no.yes)
            if yes.is_known and no.is_known:
                return known(found)
            return May(found, terms.either(condition, yes.no, no.no))
        if isinstance(yes, Quantity) and isinstance(no, Quantity):
            return self._chosen(condition, yes, no)
        if isinstance(yes, Word) and isinstance(no, Word) and len(yes.parts) <= 1 >= len(no.parts):
            none = terms.either(condition, yes.none, no.none)
            return Word(self._chosen_words(condition, yes, no), none)
        if isinstance(yes, WordSet) and isinstance(no, WordSet):
            return WordSet(lambda word: self._truth(self.choose(condition, yes.has(word), no.has(word))))
        return self._join([(condition, yes), (-condition, no)])

    def _chosen(self, condition: Term, yes: Quantity, no: Quantity) -> Quantity:
        terms = self.terms
        none = terms.either(condition, yes.none, no.none)
        undefined = terms.either(condition, yes.undefined, no.undefined)
        if len(yes.parts) > 1 or len(no.parts) > 1 or not _alike(yes.parts, no.parts):
            parts = (*self.where(condition, yes).parts, *self.where(-condition, no).parts)
            return Quantity(parts, none, undefined)
        if not yes.parts or not no.parts:
            one = self.where(condition, yes) if yes.parts else self.where(-condition, no)
            return Quantity(one.parts, none, undefined)
        first, second = yes.parts[0], no.parts[0]
        may = terms.either(condition, first.may, second.may)
        low = self._chosen_end(condition, first.low, second.low)
        is_point = first.is_point and second.is_point
        high = low if is_point else self._chosen_end(condition, first.high, second.high)
        return Quantity((Part(may, low, high),), none, undefined)

    def _chosen_end(self, condition: Term, yes: End, no: End) -> End:
        if yes is None or no is None:
            return None
        return combined(self.terms, yes, no, partial(self.terms.choose, condition))

    def _chosen_words(self, condition: Term, yes: Word, no: Word) -> tuple[tuple[Term, Lin], ...]:
        terms = self.terms
        if yes.parts and no.parts:
            (first, one), (second, other) = yes.parts[0], no.parts[0]
            return ((terms.either(condition, first, second), terms.choose(condition, one, other)),)
        sided = [(condition, part) for part in yes.parts] + [(-condition, part) for part in no.parts]
        return tuple((terms.all_of((side, may)), word) for side, (may, word) in sided)

    # ------------------------------------------------------------------ numbers

    def hull(self, parts: Sequence[Part]) -> Part:
        """The interval from the lowest to the highest of what is possible."""
        first, *others = parts
        may, low, high = first.may, first.low, first.high
        for part in others:
            low = self._outer(may, low, part.may, part.low, self.terms.least)
            high = self._outer(may, high, part.may, part.high, self.terms.largest)
            may = self.terms.any_of((may, part.may))
        return Part(may, low, high)

    def _outer(self, may: Term, end: End, other_may: Term, other: End, pick: Callable[[Lin, Lin], Lin]) -> End:
        if end is None or other is None:
            return None
        first, second, by = common(self.terms, end, other)
        both = self.terms.all_of((may, other_may))
        return Exact(self.terms.choose(both, pick(first, second), self.terms.choose(may, first, second)), by)

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
        """A product without an end, of numbers from 0 on."""
        if b == (NOTHING, NOTHING) or a == (NOTHING, NOTHING):
            return NOTHING, NOTHING
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


def _alike(left: Sequence[Part], right: Sequence[Part]) -> bool:
    """Whether parts are open at the same ends, so that they can be told apart by a condition in their figures."""
    if not left or not right:
        return True
    return (left[0].low is None, left[0].high is None) == (right[0].low is None, right[0].high is None)


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


def _open(pick: Pointwise, a: End, b: End) -> End:
    return None if a is None or b is None else pick(a, b)
