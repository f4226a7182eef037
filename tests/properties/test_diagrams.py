"""Decision diagrams against truth tables: equal functions are equal numbers, and the support is exact."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from elig.evaluate.diagram import Diagrams
from tests.properties.effort import effort

ARITIES = (2, 3, 2, 4)
POINTS = tuple(product(*(range(arity) for arity in ARITIES)))
Table = tuple[Hashable, ...]


def build(diagrams: Diagrams, table: Table, place: int = 0, low: int = 0) -> int:
    """The diagram of a table over all variables, the last changing fastest."""
    if place == len(ARITIES):
        return diagrams.leaf(table[low])
    size = len(table) // _size(place) if place else len(table)
    step = size // ARITIES[place]
    parts = [build(diagrams, table, place + 1, low + index * step) for index in range(ARITIES[place])]
    return diagrams.branch(place, tuple(parts))


def _size(place: int) -> int:
    result = 1
    for arity in ARITIES[:place]:
        result *= arity
    return result


def table_of(fn: Callable[[tuple[int, ...]], Hashable]) -> Table:
    """A function as a table."""
    return tuple(fn(point) for point in POINTS)


def depends(table: Table, place: int) -> bool:
    """Whether two points that differ only at a place have different values."""
    values = dict(zip(POINTS, table, strict=True))
    return any(
        values[point] != values[(*point[:place], other, *point[place + 1 :])]
        for point in POINTS
        for other in range(ARITIES[place])
    )


@st.composite
def tables(draw: st.DrawFn, leaves: tuple[Hashable, ...] = (False, True)) -> Table:
    """A function that often ignores some variables."""
    used = draw(st.sets(st.sampled_from(range(len(ARITIES)))))
    seed = draw(st.lists(st.sampled_from(leaves), min_size=8, max_size=8))
    weights = draw(st.lists(st.integers(0, 7), min_size=len(ARITIES), max_size=len(ARITIES)))
    return table_of(lambda point: seed[sum(weights[i] * point[i] for i in used) % 8])


@effort(100)
@given(tables())
def test_the_support_is_what_the_function_depends_on(table: Table) -> None:
    diagrams = Diagrams()
    node = build(diagrams, table)
    expected = {place: ARITIES[place] for place in range(len(ARITIES)) if depends(table, place)}
    assert diagrams.support(node) == expected
    assert diagrams.values(node) == set(table)
    assert diagrams.is_leaf(node) == (len(set(table)) == 1)


@effort(100)
@given(tables(), tables())
def test_equal_functions_are_equal_numbers(left: Table, right: Table) -> None:
    diagrams = Diagrams()
    assert (build(diagrams, left) == build(diagrams, right)) == (left == right)


@effort(100)
@given(tables((0, 1, 2)), tables((0, 1, 2)), tables())
def test_a_function_of_functions_is_taken_point_by_point(left: Table, right: Table, choice: Table) -> None:
    diagrams = Diagrams()
    nodes = [build(diagrams, table) for table in (left, right, choice)]
    added = diagrams.apply("sum", lambda a, b: a + b, nodes[0], nodes[1])
    assert added == build(diagrams, tuple(_plus(a, b) for a, b in zip(left, right, strict=True)))
    chosen = diagrams.apply("if", lambda c, a, b: a if c is True or c == 1 else b, nodes[2], nodes[0], nodes[1])
    points = zip(choice, left, right, strict=True)
    assert chosen == build(diagrams, tuple(a if c not in (False, 0) else b for c, a, b in points))


def _plus(left: Hashable, right: Hashable) -> int:
    assert isinstance(left, int) and isinstance(right, int)
    return left + right


@effort(100)
@given(tables(), st.sampled_from(range(len(ARITIES))), st.data())
def test_a_restricted_function_has_lost_the_variable(table: Table, place: int, data: st.DataObject) -> None:
    diagrams = Diagrams()
    index = data.draw(st.integers(0, ARITIES[place] - 1))
    values = dict(zip(POINTS, table, strict=True))
    held = table_of(lambda point: values[(*point[:place], index, *point[place + 1 :])])
    restricted = diagrams.restrict(build(diagrams, table), place, index)
    assert restricted == build(diagrams, held)
    assert place not in diagrams.support(restricted)
