"""Tables and scales as terms: which row is the first that fits, and what a figure comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise, product

from elig.program.cells import Cell
from elig.program.nodes import Rate
from elig.prove.algebra import Algebra
from elig.prove.lin import FALSE, TRUE, ZERO, Term, constant, minus, plus, scaled
from elig.prove.possible import Divisor, Exact, May, Part, Quantity, Value, Word, combined, common, exact
from elig.prove.terms import Terms

Pattern = tuple[bool, ...]
"""Which cells of a column fit."""


def rows_reached(
    terms: Terms, columns: Sequence[tuple[Value, list[str]]], rows: Sequence[Sequence[Cell]]
) -> Mapping[int | None, Term]:
    """The rows that may be the first that fits, each with when; None where no row does.

    With each column stand the words that it can be.
    """
    patterns = [_patterns(terms, value, words, [row[n] for row in rows]) for n, (value, words) in enumerate(columns)]
    found: dict[int | None, Term] = {}
    for choice in product(*(pattern.items() for pattern in patterns)):
        case = terms.all_of(condition for _, condition in choice)
        row = next((n for n in range(len(rows)) if all(fits[n] for fits, _ in choice)), None)
        found[row] = terms.any_of((found.get(row, FALSE), case))
    return {row: case for row, case in found.items() if case != FALSE}


def _patterns(terms: Terms, value: Value, words: list[str], cells: Sequence[Cell]) -> Mapping[Pattern, Term]:
    found: dict[Pattern, Term] = {}
    for single, case in _cases(terms, value, words, cells):
        pattern = tuple(cell.fits(single) for cell in cells)
        found[pattern] = terms.any_of((found.get(pattern, FALSE), case))
    return found


def _cases(
    terms: Terms, value: Value, words: list[str], cells: Sequence[Cell]
) -> list[tuple[Fraction | bool | str | None, Term]]:
    """A value for each part of what a column can be that cells tell apart, and when the column may be in it."""
    match value:
        case May():
            return [(True, value.yes), (False, value.no)]
        case Word():
            each = [
                (word, terms.any_of(terms.all_of((m, terms.equal(p, constant(n)))) for m, p in value.parts))
                for n, word in enumerate(words)
            ]
            return [*each, (None, value.none)]
        case Quantity():
            figures = sorted({figure for cell in cells for figure in cell.figures})
            return [*((one, _meets(terms, value, ends)) for one, ends in _stretches(figures)), (None, value.none)]
        case _:
            raise AssertionError("a set is no column")


Ends = tuple[Fraction | None, Fraction | None, bool]
"""A stretch between two figures, or (true) the figure itself."""


def _stretches(figures: Sequence[Fraction]) -> list[tuple[Fraction, Ends]]:
    """Each figure and each stretch between figures, with a value in it."""
    if not figures:
        return [(Fraction(0), (None, None, False))]
    found: list[tuple[Fraction, Ends]] = [(figures[0] - 1, (None, figures[0], False))]
    found += [((low + high) / 2, (low, high, False)) for low, high in pairwise(figures)]
    found += [(figure, (figure, figure, True)) for figure in figures]
    return [*found, (figures[-1] + 1, (figures[-1], None, False))]


def _meets(terms: Terms, item: Quantity, ends: Ends) -> Term:
    """Whether a number may lie in a stretch."""
    return terms.any_of(
        (item.undefined, *(terms.all_of((part.may, _part_meets(terms, part, ends))) for part in item.parts))
    )


def _part_meets(terms: Terms, part: Part, ends: Ends) -> Term:
    low, high, closed = ends
    below, above = TRUE, TRUE
    if high is not None and part.low is not None:
        first, second, _ = common(terms, part.low, exact(high))
        below = terms.at_most(first, second) if closed else terms.below(first, second)
    if low is not None and part.high is not None:
        first, second, _ = common(terms, exact(low), part.high)
        above = terms.at_most(first, second) if closed else terms.below(first, second)
    return terms.all_of((below, above))


def by_rates(algebra: Algebra, figure: Exact, rates: Sequence[Rate]) -> Exact:
    """What a figure comes to by marginal rates."""
    terms, total = algebra.terms, exact(0)
    ends = [*(rate.above for rate in rates[1:]), None]
    for rate, end in zip(rates, ends, strict=True):
        top = figure
        if end is not None:
            top = combined(terms, figure, exact(end), terms.least)
        part = combined(terms, top, exact(rate.above), minus)
        over, by = scaled(terms.largest(part.over, ZERO), rate.rate.numerator), part.by
        total = combined(terms, total, Exact(over, Divisor(by.by * rate.rate.denominator, by.per)), plus)
    return total
