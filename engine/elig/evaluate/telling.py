"""Which variables of a diagram tell outcomes apart, among the households that make sense."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations

from elig.evaluate.diagram import Diagrams

INVALID = "invalid"
"""Stands for households that make no sense, which no completion may become."""


def telling(diagrams: Diagrams, outcome: int, invalid: int) -> Sequence[int]:
    """The variables on which the outcome depends where `invalid` is false."""
    whole = diagrams.apply("sense", lambda bad, found: INVALID if bad else found, invalid, outcome)
    support = diagrams.support(whole)
    if len(diagrams.values(whole) - {INVALID}) < 2:
        return ()
    if INVALID not in diagrams.values(whole):
        return list(support)
    found = diagrams.telling(whole, _differ) & diagrams.support(outcome).keys()
    found |= _together(diagrams, whole, {v: arity for v, arity in support.items() if v not in found})
    return [v for v in support if v in found]


def _differ(left: Hashable, right: Hashable) -> bool:
    return left != right and INVALID not in (left, right)


def _together(diagrams: Diagrams, whole: int, rest: Mapping[int, int]) -> set[int]:
    """Of the variables that tell nothing alone, those that still tell something once all others are known."""
    outcomes = sorted(diagrams.values(whole) - {INVALID}, key=str)
    possible = [_reached(diagrams, whole, outcome, rest) for outcome in outcomes]
    still_open = diagrams.any_of([diagrams.all_of([one, other]) for one, other in combinations(possible, 2)])
    found: set[int] = set()
    if still_open == diagrams.leaf(False):
        return found
    for variable in rest:
        others = {v: arity for v, arity in rest.items() if v != variable}
        reached = (_reached(diagrams, whole, outcome, others) for outcome in outcomes)
        if any(variable in diagrams.support(diagrams.all_of([still_open, part])) for part in reached):
            found.add(variable)
    return found


def _reached(diagrams: Diagrams, whole: int, outcome: Hashable, over: Mapping[int, int]) -> int:
    """Whether an outcome is reached for some classes of some variables, by the classes of the others."""
    found = diagrams.equals(whole, outcome)
    for variable, arity in over.items():
        found = diagrams.any_of([diagrams.restrict(found, variable, index) for index in range(arity)])
    return found
