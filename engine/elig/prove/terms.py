"""Terms over the facts of a household: each is made once, and what is the same after folding is one term.

A condition is a `Term`: a number whose negative is its negation. A whole number is a `Lin`: a constant and multiples of
atoms. Both sides of a comparison build their terms in one `Terms`, so that what a rewording leaves as it is comes to
the same term, and no solver has to be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from math import gcd

from elig.prove.days import Calendar
from elig.prove.errors import NotEncodedError
from elig.prove.lin import FALSE, ONE, TRUE, ZERO, Lin, Term, constant, minus, plus, scaled
from elig.prove.term_conditions import ConditionTerms
from elig.prove.term_nodes import And, AtMostZero, Floor, IsZero, OfDays, Times, When
from elig.prove.term_table import MAX_TERMS

MAX_SPREAD = 130
"""So many values of a number are gone through where a figure of the calendar is compared with it."""

MAX_TOLD = 16
"""So many conditions are told apart one by one where only how many of them hold is asked."""


class Terms(ConditionTerms):
    """All terms of some comparisons: numbers, and the conditions that compare them."""

    # ------------------------------------------------------------------ numbers

    def choose(self, condition: Term, yes: Lin, no: Lin) -> Lin:
        """One of two numbers."""
        if yes == no or condition in (TRUE, FALSE):
            return no if condition == FALSE else yes
        gain = minus(yes, no)
        if condition < 0:
            return plus(yes, self._when(-condition, scaled(gain, -1)))
        return plus(no, self._when(condition, gain))

    def _when(self, condition: Term, then: Lin) -> Lin:
        factor = gcd(then[0], *[factor for _, factor in then[1]])
        factor = -factor if (then[1][0][1] if then[1] else then[0]) < 0 else factor
        unit = then if factor == 1 else (then[0] // factor, tuple([(atom, part // factor) for atom, part in then[1]]))
        low, high = self.span(unit)
        low, high = min(low, 0), max(high, 0)
        if self._may_compare(condition, unit):
            if low < 0 and condition == self.at_most(ZERO, unit):
                low = 0
            if high > 0 and condition == self.at_most(unit, ZERO):
                high = 0
        return scaled(self._atom((low, high), When, condition, unit), factor)

    def _may_compare(self, condition: Term, item: Lin) -> bool:
        """Whether a condition may be that a number is at least, or at most, 0."""
        match self.nodes[abs(condition)]:
            case AtMostZero(of):
                return [atom for atom, _ in of[1]] == [atom for atom, _ in item[1]]
            case And():
                return True
            case _:
                return False

    def bit(self, condition: Term) -> Lin:
        """1 where a condition holds, else 0."""
        return self.choose(condition, ONE, ZERO)

    def largest(self, left: Lin, right: Lin) -> Lin:
        """The greater of two numbers."""
        return self.choose(self.at_most(right, left), left, right)

    def least(self, left: Lin, right: Lin) -> Lin:
        """The lesser of two numbers."""
        return self.choose(self.at_most(left, right), left, right)

    def times(self, left: Lin, right: Lin) -> Lin:
        """A product; linear wherever one side is known, or counts conditions."""
        if not left[1]:
            return scaled(right, left[0])
        if not right[1]:
            return scaled(left, right[0])
        counted = [item for item in (left, right) if self._is_counted(item)]
        if counted:
            count = min(counted)
            return self._times_counted(count, right if count == left else left)
        if len(left[1]) * len(right[1]) > MAX_TERMS:
            raise NotEncodedError(f"a product of more than {MAX_TERMS} terms")
        parts = [constant(left[0] * right[0]), scaled((0, left[1]), right[0]), scaled((0, right[1]), left[0])]
        parts += [scaled(self._product(a, b), i * j) for (a, i), (b, j) in product(left[1], right[1])]
        return plus(*parts)

    def _is_counted(self, item: Lin) -> bool:
        """Whether a number is nothing but conditions, each with a constant."""
        found = (self.nodes[atom] for atom, _ in item[1])
        return all(isinstance(node, When) and not node.then[1] for node in found)

    def _times_counted(self, count: Lin, item: Lin) -> Lin:
        """Each condition chooses what is multiplied: the symbols one by one, so that what they share stays the same."""
        whole = [item]
        if not any(isinstance(self.nodes[atom], When) for atom, _ in item[1]):
            whole = [constant(item[0]), *((0, (part,)) for part in item[1])]
        parts = [scaled(item, count[0])]
        for atom, factor in count[1]:
            node = self.nodes[atom]
            assert isinstance(node, When), "what is counted is conditions"
            parts.extend(self.choose(node.condition, scaled(one, factor * node.then[0]), ZERO) for one in whole)
        return plus(*parts)

    def _product(self, left: int, right: int) -> Lin:
        """A product of two atoms; one that is another where a condition holds is multiplied there.

        What is chosen from more than one atom is not multiplied out: the terms would double at each step.
        """
        for atom, other in ((left, right), (right, left)):
            node = self.nodes[atom]
            if isinstance(node, When) and len(node.then[1]) == 1:
                return self.choose(node.condition, self.times(node.then, (0, ((other, 1),))), ZERO)
        ends = [a * b for a, b in product(self.spans[left], self.spans[right])]
        return self._atom((min(ends), max(ends)), Times, min(left, right), max(left, right))

    def floor(self, item: Lin, by: Lin) -> Lin:
        """A quotient rounded down; the divisor is above 0."""
        low, high = self.span(by)
        if low == high:
            whole = all(factor % low == 0 for _, factor in item[1])
            if whole:
                return item[0] // low, tuple((atom, factor // low) for atom, factor in item[1])
        first, last = self.span(item)
        ends = [a // b for a, b in product((first, last), (max(low, 1), high))]
        return self._atom((min(ends), max(ends)), Floor, item, by)

    def of_days(self, calendar: Calendar, *parts: Lin) -> Lin:
        """A figure of the calendar."""
        if not any(atoms for _, atoms in parts):
            return constant(calendar.of([value for value, _ in parts]))
        ends = [calendar.of(choice) for choice in product(*map(self.span, parts))]
        return self._atom((min(ends), max(ends)), OfDays, calendar, parts)

    # ------------------------------------------------------------------ comparisons

    def below(self, left: Lin, right: Lin) -> Term:
        """`<`."""
        return -self.at_most(right, left)

    def at_most(self, left: Lin, right: Lin) -> Term:
        """`<=`."""
        item = minus(left, right)
        found = self._compared.get(item)
        if found is None:
            found = self._compared[item] = self._at_most_zero(item)
        return found

    def _at_most_zero(self, item: Lin) -> Term:
        low, high = self.span(item)
        if high <= 0:
            return TRUE
        if low > 0:
            return FALSE
        value, parts = item
        factor = gcd(*[factor for _, factor in parts])
        unit: Lin = item if factor == 1 else (-(-value // factor), tuple([(atom, p // factor) for atom, p in parts]))
        if unit[1][0][1] < 0:
            return -self._at_most(plus(ONE, scaled(unit, -1)))
        return self._at_most(unit)

    def _at_most(self, unit: Lin) -> Term:
        told = self._told(unit)
        if told is not None:
            conditions, most = told
            return -self._at_least(conditions, most + 1)
        return self._by_days(unit, self._cut, self._at_most_zero) or self._node(AtMostZero, unit)

    def _told(self, unit: Lin) -> tuple[list[Term], int] | None:
        """A number that only counts conditions: at most how many of which hold where it is at most 0."""
        conditions, most = list[Term](), -unit[0]
        for atom, factor in unit[1]:
            node = self.nodes[atom]
            if not isinstance(node, When) or node.then != ONE or abs(factor) != 1:
                return None
            conditions.append(node.condition if factor > 0 else -node.condition)
            most += 0 if factor > 0 else 1
        return (conditions, most) if len(conditions) <= MAX_TOLD else None

    def _at_least(self, conditions: Sequence[Term], least: int) -> Term:
        """Whether at least so many of some conditions hold, without a number: the solver is quicker with it."""
        reached = [TRUE, *(FALSE for _ in range(least))]
        for condition in conditions:
            for value in range(least, 0, -1):
                reached[value] = self.any_of((reached[value], self.all_of((condition, reached[value - 1]))))
        return reached[least]

    def equal(self, left: Lin, right: Lin) -> Term:
        """`=` of two numbers."""
        item = minus(left, right)
        found = self._equal.get(item)
        if found is None:
            found = self._equal[item] = self._is_zero(item)
        return found

    def _is_zero(self, item: Lin) -> Term:
        low, high = self.span(item)
        if low > 0 or high < 0:
            return FALSE
        value, parts = item
        if not parts:
            return TRUE
        factor = gcd(*(factor for _, factor in parts))
        if value % factor:
            return FALSE
        factor = -factor if parts[0][1] < 0 else factor
        unit: Lin = value // factor, tuple((atom, part // factor) for atom, part in parts)
        if low == 0:
            return self._at_most_zero(item)
        if high == 0:
            return self._at_most_zero(scaled(item, -1))
        node = self.nodes[parts[0][0]]
        if len(parts) == 1 and isinstance(node, When) and not node.then[1]:
            return node.condition if node.then[0] == -unit[0] else FALSE
        told = self._told(unit)
        if told is not None:
            conditions, count = told
            return self.all_of((self._at_least(conditions, count), -self._at_least(conditions, count + 1)))
        return self._by_days(unit, self._cut_equal, self._is_zero) or self._node(IsZero, unit)

    def is_value(self, symbol: int, value: int) -> Term:
        """Whether a symbol is a value: 1 and 0 are yes and no."""
        if symbol in self.spans:
            return self.equal((0, ((symbol, 1),)), constant(value))
        return symbol if value else -symbol

    # ------------------------------------------------------------------ figures of the calendar

    def _by_days(self, unit: Lin, cut: Callable[[Lin], Term | None], again: Callable[[Lin], Term]) -> Term | None:
        """A comparison with a figure of the calendar as one of days; None where there is none, or it stays as it is."""
        of_days = [atom for atom, _ in unit[1] if isinstance(self.nodes[atom], OfDays)]
        if not of_days:
            return None
        if len(unit[1]) == 1:
            return cut(unit)
        for atom, _ in unit[1]:
            node = self.nodes[atom]
            if isinstance(node, When):
                yes = again(self._with(unit, atom, node.then))
                return self.either(node.condition, yes, again(self._with(unit, atom, ZERO)))
        widths = [(self.spans[atom][1] - self.spans[atom][0], atom) for atom, _ in unit[1]]
        width, atom = min(widths)
        if width > MAX_SPREAD:
            return None
        alone: Lin = (0, ((atom, 1),))
        low, high = self.spans[atom]
        cases = (
            (self.equal(alone, constant(v)), again(self._with(unit, atom, constant(v)))) for v in range(low, high + 1)
        )
        return self.any_of([self.all_of(case) for case in cases])

    def _with(self, item: Lin, atom: int, value: Lin) -> Lin:
        """A number with a value for one of its atoms."""
        factor = dict(item[1])[atom]
        return plus((item[0], tuple(part for part in item[1] if part[0] != atom)), scaled(value, factor))

    def _cut(self, unit: Lin) -> Term | None:
        """A figure of the calendar that is at most something: from or up to a day."""
        node = self.nodes[unit[1][0][0]]
        assert isinstance(node, OfDays), "only these are cut"
        open_parts = [place for place, part in enumerate(node.parts) if part[1]]
        if len(open_parts) != 1:
            return None
        place, most = open_parts[0], -unit[0]
        low, high = self.span(node.parts[place])
        known = [part[0] for part in node.parts]

        def fits(value: int) -> bool:
            return node.calendar.of([*known[:place], value, *known[place + 1 :]]) <= most

        first, last = fits(low), fits(high)
        if first == last:
            return TRUE if first else FALSE
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if fits(middle) == first else (low, middle)
        upto = self.at_most(node.parts[place], constant(low))
        return upto if first else -upto

    def _cut_equal(self, unit: Lin) -> Term | None:
        upto, before = self._cut(unit), self._cut((unit[0] + 1, unit[1]))
        return None if upto is None or before is None else self.all_of((upto, -before))
