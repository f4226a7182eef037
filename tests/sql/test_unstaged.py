"""What staged rows hold can be told from them again."""

from random import Random

import pytest

import elig
from elig.sql import staged
from elig.sql.unstaged import unstaged
from tests.sql.made import household

VOCABULARY = elig.load("policies").vocabulary


@pytest.mark.parametrize("seed", range(40))
def test_a_household_comes_out_as_it_went_in(seed: int) -> None:
    made = household(Random(seed), VOCABULARY, (0.0, 0.3)[seed % 2], "522301")
    found = staged.staged(made, VOCABULARY)
    assert found is not None
    whole, people = ([name for name, _ in staged.definition(VOCABULARY, members=m, dated=False)] for m in (False, True))
    cells = dict(zip(whole, (0, *found[0], made.complete), strict=True))
    members = [dict(zip(people, (0, *row), strict=True)) for row in found[1]]
    assert unstaged(made.id, cells, members, VOCABULARY) == made
