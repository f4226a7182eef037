"""Numbers by the cases of what they are divided by: a head count, or a fact that is a small number.

One divided by a count is what it is where the least is counted, less what each further one takes away: a sum of
conditions, each with a constant. So a quotient stays linear. What has such cases and is multiplied by the count is in
each case the multiple that it is there: the whole that was shared out comes back, and the count is gone.
"""

from __future__ import annotations

from math import lcm

from elig.prove.lin import ZERO, Lin, Term, constant, minus, plus, scaled
from elig.prove.term_nodes import When
from elig.prove.terms import Terms

MAX_CASES = 24
"""Cases are made of what has up to so many values."""


def share(terms: Terms, divisor: Lin) -> tuple[Lin, int] | None:
    """One divided by a number, as a number over a constant; None where the divisor has too many values.

    By nothing and by less it is as by one: where that has no meaning it is said beside it.
    """
    low, high = (max(end, 1) for end in terms.span(divisor))
    if high - low >= MAX_CASES:
        return None
    by = lcm(*range(low, high + 1))
    found = constant(by // low)
    for value in range(low + 1, high + 1):
        further = terms.choose(_at_least(terms, divisor, value), constant(by // (value - 1) - by // value), ZERO)
        found = minus(found, further)
    return found, by


def times(terms: Terms, left: Lin, right: Lin) -> Lin:
    """A product; case by case where one side has the cases of the other."""
    for item, count in ((left, right), (right, left)):
        if _has_cases(terms, item, count):
            return _in_each_case(terms, item, count)
    return terms.times(left, right)


def _at_least(terms: Terms, count: Lin, value: int) -> Term:
    found = terms.at_most(constant(value), count)
    terms.counted[found] = count, value
    return found


def _in_each_case(terms: Terms, item: Lin, count: Lin) -> Lin:
    """A number times a count: what it comes to for the least, and what each further one adds."""
    low, high = terms.span(count)
    last = scaled(_in_case(terms, item, count, low), low)
    found = last
    for value in range(low + 1, high + 1):
        multiple = scaled(_in_case(terms, item, count, value), value)
        found = plus(found, terms.choose(_at_least(terms, count, value), minus(multiple, last), ZERO))
        last = multiple
    return found


def _in_case(terms: Terms, item: Lin, count: Lin, value: int) -> Lin:
    """A number where so many are counted."""
    parts = [constant(item[0])]
    for atom, factor in item[1]:
        node = terms.nodes[atom]
        if not isinstance(node, When) or count not in _counts(terms, atom):
            parts.append((0, ((atom, factor),)))
            continue
        then = scaled(_in_case(terms, node.then, count, value), factor)
        case = _case(terms, node.condition, count)
        if case is None:
            parts.append(terms.choose(node.condition, then, ZERO))
        elif (value >= case) is (node.condition in terms.counted):
            parts.append(then)
    return plus(*parts)


def _has_cases(terms: Terms, item: Lin, count: Lin) -> bool:
    """Whether a number, or one of those that it is made of, is told apart by how many are counted."""
    return bool(count[1]) and any(count in _counts(terms, atom) for atom, _ in item[1])


def _counts(terms: Terms, atom: int) -> frozenset[Lin]:
    """The counts whose cases an atom has."""
    found = terms.cases.get(atom)
    if found is None:
        node = terms.nodes[atom]
        found = frozenset[Lin]()
        if isinstance(node, When):
            told = terms.counted.get(node.condition) or terms.counted.get(-node.condition)
            own = frozenset() if told is None else frozenset({told[0]})
            found = own.union(*(_counts(terms, below) for below, _ in node.then[1]))
        terms.cases[atom] = found
    return found


def _case(terms: Terms, condition: Term, count: Lin) -> int | None:
    """From how many on a condition holds, or its opposite; None for one that is not about the count."""
    found = terms.counted.get(condition) or terms.counted.get(-condition)
    return found[1] if found is not None and found[0] == count else None
