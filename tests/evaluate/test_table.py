"""The table of outcomes row by row (5.3), the bases (5.5), and how answers are joined (B4)."""

from __future__ import annotations

from itertools import combinations_with_replacement, permutations, product

import pytest

from elig.evaluate.table import Answer, Clauses, join_answers, outcome_of
from elig.values import Applicable, Basis, Outcome, Truth

T, F, U = Truth.TRUE, Truth.FALSE, Truth.OPEN
ANSWERS: list[Answer] = [
    (outcome, applicable) for outcome in Outcome for applicable in Applicable if outcome is not Outcome.NOT_IN_FORCE
]


def expected(basis: Basis, given: Truth, when: Truth, unless: Truth) -> Answer:
    """The rows of the table, from the second on."""
    reached = Applicable.YES if given is T else Applicable.UNKNOWN
    if given is F:
        return Outcome.NOT_DUE, Applicable.NO
    if when is F or unless is T:
        return Outcome.NOT_DUE, reached
    if (given, when, unless) == (T, T, F):
        is_right = basis in (Basis.PROMISE, Basis.NATIONAL)
        return (Outcome.DUE if is_right else Outcome.UNDETERMINED), Applicable.YES
    return Outcome.UNDETERMINED, reached


@pytest.mark.parametrize("basis", Basis)
def test_every_row(basis: Basis) -> None:
    for given, when, unless in product(Truth, repeat=3):
        assert outcome_of(basis, Clauses(given, when, unless)) == expected(basis, given, when, unless)


@pytest.mark.parametrize("basis", Basis)
def test_knowing_more_changes_nothing_that_was_decided(basis: Basis) -> None:
    for clauses in product(Truth, repeat=3):
        outcome, applicable = outcome_of(basis, Clauses(*clauses))
        for narrower in product(*([Truth.of(value) for value in one.may] for one in clauses)):
            later, reached = outcome_of(basis, Clauses(*narrower))
            assert outcome in (later, Outcome.UNDETERMINED)
            assert applicable in (reached, Applicable.UNKNOWN)


def test_answers_are_joined_in_any_order() -> None:
    for several in combinations_with_replacement(ANSWERS, 3):
        outcomes, reached = {outcome for outcome, _ in several}, {applicable for _, applicable in several}
        joined = join_answers(several)
        assert joined[0] is (outcomes.pop() if len(outcomes) == 1 else Outcome.UNDETERMINED)
        assert joined[1] is (reached.pop() if len(reached) == 1 else Applicable.UNKNOWN)
        assert all(join_answers(other) == joined for other in permutations(several))
