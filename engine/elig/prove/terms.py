"""Terms over the facts of a household: each is made once, and what is the same after folding is one term.

A condition is a `Term`: a number whose negative is its negation. A whole number is a `Lin`: a constant and multiples of
atoms. Both sides of a comparison build their terms in one `Terms`, so that what a rewording leaves as it is comes to
the same term, and no solver has to be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from math import gcd

from elig.prove.days import Calendar
from elig.prove.errors import NotEncodedError
from elig.records import dataclass

Term = int
"""A condition; its negative is its negation."""

Lin = tuple[int, tuple[tuple[int, int], ...]]
"""A constant and atoms, each with its factor, in order of the atoms."""

TRUE: Term = 1
FALSE: Term = -1
ZERO: Lin = (0, ())
ONE: Lin = (1, ())

MAX_SPREAD = 130
"""So many values of a number are gone through where a figure of the calendar is compared with it."""


MAX_TOLD = 16
"""So many conditions are told apart one by one where only how many of them hold is asked."""

MAX_TERMS = 20_000
"""As many terms are made for households of one size; a rule that needs more is not proved."""


@dataclass(frozen=True, slots=True)
class Truth:
    """A yes-or-no symbol."""

    name: str


@dataclass(frozen=True, slots=True)
class And:
    """All of at least two conditions."""

    items: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class AtMostZero:
    """Whether a number is at most 0."""

    of: Lin


@dataclass(frozen=True, slots=True)
class IsZero:
    """Whether a number is 0."""

    of: Lin


@dataclass(frozen=True, slots=True)
class Whole:
    """A symbol for a whole number."""

    name: str


@dataclass(frozen=True, slots=True)
class When:
    """A number where a condition holds, else 0."""

    condition: Term
    then: Lin


@dataclass(frozen=True, slots=True)
class Floor:
    """A quotient rounded down; the divisor is positive."""

    of: Lin
    by: Lin


@dataclass(frozen=True, slots=True)
class Times:
    """A product of two atoms."""

    left: int
    right: int


@dataclass(frozen=True, slots=True)
class OfDays:
    """A figure of the calendar, of which at least one part is not known."""

    calendar: Calendar
    parts: tuple[Lin, ...]


Node = Truth | And | AtMostZero | IsZero | Whole | When | Floor | Times | OfDays | None
Bounds = tuple[int, int]


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


class Terms:
    """All terms of some comparisons; each node has a number, from 1 on, and node 1 is true."""

    def __init__(self) -> None:
        self.nodes: list[Node] = [None, None]
        self.spans: dict[int, Bounds] = {}
        """Between which ends an atom lies."""
        self._ids: dict[tuple[object, ...], int] = {}
        self._most = MAX_TERMS
        self._compared: dict[Lin, Term] = {}
        self._equal: dict[Lin, Term] = {}
        self._below: dict[int, Sequence[int]] = {}
        self.counted: dict[Term, tuple[Lin, int]] = {}
        """Conditions that a count is at least so much: which count, and how much."""
        self.cases: dict[int, frozenset[Lin]] = {}
        """The counts that tell the cases of an atom apart, once they were asked for."""

    def _node(self, kind: Callable[..., Node], *parts: object) -> int:
        key = kind, *parts
        found = self._ids.get(key)
        if found is None:
            if len(self.nodes) > self._most:
                raise NotEncodedError(f"more than {MAX_TERMS} terms")
            found = self._ids[key] = len(self.nodes)
            self.nodes.append(kind(*parts))
        return found

    def allow(self) -> None:
        """Let as many terms be made again as one household may need."""
        self._most = len(self.nodes) + MAX_TERMS

    # ------------------------------------------------------------------ symbols

    def truth(self, name: str) -> Term:
        """A yes-or-no symbol."""
        return self._node(Truth, name)

    def whole(self, name: str, low: int, high: int) -> Lin:
        """A symbol for a whole number between two ends."""
        if low == high:
            return constant(low)
        return self._atom((low, high), Whole, name)

    def _atom(self, span: Bounds, kind: Callable[..., Node], *parts: object) -> Lin:
        if span[0] == span[1]:
            return constant(span[0])
        atom = self._node(kind, *parts)
        self.spans.setdefault(atom, span)
        return 0, ((atom, 1),)

    # ------------------------------------------------------------------ conditions

    def all_of(self, items: Iterable[Term]) -> Term:
        """`and`: flat, without what follows from its other items."""
        found: dict[Term, None] = {}
        for item in items:
            node = self.nodes[item] if item > 1 else None
            for part in node.items if isinstance(node, And) else (item,):
                if part == FALSE or -part in found:
                    return FALSE
                if part != TRUE:
                    found[part] = None
        return self._all(found)

    def _all(self, found: dict[Term, None]) -> Term:
        """The items of an `and`, where those that are an `or` lose what the others decide."""
        for item in tuple(found):
            node = self.nodes[-item] if item < 0 else None
            if not isinstance(node, And):
                continue
            if any(-part in found for part in node.items):
                del found[item]
                continue
            left = [part for part in node.items if part not in found]
            if len(left) < len(node.items):
                del found[item]
                return self.all_of((*found, -self.all_of(left)))
        if not found:
            return TRUE
        return next(iter(found)) if len(found) == 1 else self._node(And, tuple(sorted(found)))

    def any_of(self, items: Iterable[Term]) -> Term:
        """`or`."""
        return -self.all_of(-item for item in items)

    def either(self, condition: Term, yes: Term, no: Term) -> Term:
        """One of two conditions, as a third says."""
        if yes == no:
            return yes
        return self.any_of((self.all_of((condition, yes)), self.all_of((-condition, no))))

    def differ(self, left: Term, right: Term) -> Term:
        """Whether exactly one of two conditions holds."""
        return self.either(left, -right, right)

    # ------------------------------------------------------------------ numbers

    def span(self, item: Lin) -> Bounds:
        """Between which ends a number surely lies."""
        low = high = item[0]
        for atom, factor in item[1]:
            first, last = self.spans[atom]
            low += factor * (first if factor > 0 else last)
            high += factor * (last if factor > 0 else first)
        return low, high

    def choose(self, condition: Term, yes: Lin, no: Lin) -> Lin:
        """One of two numbers."""
        if yes == no or condition in (TRUE, FALSE):
            return no if condition == FALSE else yes
        gain = minus(yes, no)
        if condition < 0:
            return plus(yes, self._when(-condition, scaled(gain, -1)))
        return plus(no, self._when(condition, gain))

    def _when(self, condition: Term, then: Lin) -> Lin:
        factor = gcd(then[0], *(factor for _, factor in then[1]))
        factor = -factor if (then[1][0][1] if then[1] else then[0]) < 0 else factor
        unit = then[0] // factor, tuple((atom, part // factor) for atom, part in then[1])
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
        factor = gcd(*(factor for _, factor in parts))
        unit: Lin = -(-value // factor), tuple((atom, part // factor) for atom, part in parts)
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

    # ------------------------------------------------------------------ reading terms

    def cone(self, roots: Iterable[int]) -> list[int]:
        """All terms and atoms that some are made of, each after those below it, which have lower numbers."""
        found, waiting = set[int](), [abs(root) for root in roots]
        while waiting:
            atom = waiting.pop()
            if atom not in found and atom != TRUE:
                found.add(atom)
                waiting.extend(self.parts_of(atom))
        return sorted(found)

    def parts_of(self, atom: int) -> Sequence[int]:
        """The terms and atoms directly below one."""
        found = self._below.get(atom)
        if found is None:
            found = self._below[atom] = _below(self.nodes[atom])
        return found

    def values(self, roots: Iterable[int], symbols: Mapping[int, int]) -> dict[int, int]:
        """What every term and atom below some comes to, for values of the symbols (1 and 0 for yes and no)."""
        found = {TRUE: 1, **symbols}
        for atom in self.cone(roots):
            if atom not in found:
                found[atom] = self.value(atom, found)
        return found

    def conjuncts(self, term: Term) -> Sequence[Term]:
        """The conditions that are all to hold where one does."""
        node = self.nodes[term] if term > 0 else None
        return node.items if isinstance(node, And) else (term,)

    def surely_holds(self, term: Term, values: dict[int, int]) -> bool:
        """Whether a condition holds for values, to which those below it are added; not where a symbol has none."""
        waiting = [abs(term)]
        while waiting:
            atom = waiting[-1]
            if atom in values:
                waiting.pop()
            elif self.is_symbol(atom):
                return False
            elif lacking := [part for part in self.parts_of(atom) if part not in values]:
                waiting.extend(lacking)
            else:
                values[atom] = self.value(atom, values)
        return holds(term, values)

    def is_symbol(self, atom: int) -> bool:
        """Whether a term or an atom is not made of others."""
        return isinstance(self.nodes[atom], (Truth, Whole))

    def usual(self, symbol: int) -> int:
        """What a symbol is of which nothing is asked."""
        return self.spans[symbol][0] if symbol in self.spans else 0

    def value(self, atom: int, found: Mapping[int, int]) -> int:
        """What a term or an atom comes to for the values of those directly below it."""
        match node := self.nodes[atom]:
            case And():
                return int(all(holds(item, found) for item in node.items))
            case AtMostZero():
                return int(number(node.of, found) <= 0)
            case IsZero():
                return int(number(node.of, found) == 0)
            case When():
                return number(node.then, found) if holds(node.condition, found) else 0
            case Floor():
                return number(node.of, found) // number(node.by, found)
            case Times():
                return found[node.left] * found[node.right]
            case OfDays():
                return node.calendar.of([number(part, found) for part in node.parts])
            case _:
                raise AssertionError(f"no value for {node}")


def _below(node: Node) -> list[int]:
    """The terms and atoms directly below a node."""
    match node:
        case And():
            return [abs(item) for item in node.items]
        case AtMostZero() | IsZero():
            return [atom for atom, _ in node.of[1]]
        case When():
            return [abs(node.condition), *(atom for atom, _ in node.then[1])]
        case Floor():
            return [atom for part in (node.of, node.by) for atom, _ in part[1]]
        case Times():
            return [node.left, node.right]
        case OfDays():
            return [atom for part in node.parts for atom, _ in part[1]]
        case _:
            return []


def holds(term: Term, found: Mapping[int, int]) -> bool:
    """Whether a condition holds for the values of its node."""
    return bool(found[term]) if term > 0 else not found[-term]


def number(item: Lin, found: Mapping[int, int]) -> int:
    """What a number comes to for the values of its atoms."""
    return item[0] + sum(factor * found[atom] for atom, factor in item[1])
