"""Which way a term goes as a symbol rises is what trying every value says."""

from __future__ import annotations

from itertools import pairwise, product
from random import Random

import pytest

from elig.prove.days import Shifted
from elig.prove.leaning import Leaning
from elig.prove.lin import Lin, Term, constant, holds, minus, number, plus, scaled
from elig.prove.terms import Terms

NUMBERS = (("x", 0, 4), ("y", -2, 3), ("n", 1, 3))
TRUTHS = ("a", "b")


class Made:
    """Random terms over a few symbols; the first is the one that rises."""

    def __init__(self, seed: int) -> None:
        self.terms, self.chance = Terms(), Random(seed)
        self.numbers = [self.terms.whole(*one) for one in NUMBERS]
        self.truths = [self.terms.truth(name) for name in TRUTHS]
        self.rising = self.numbers[0][1][0][0]

    def number(self, depth: int) -> Lin:
        """A number of other numbers and conditions."""
        terms, chance = self.terms, self.chance
        if depth == 0:
            return scaled(chance.choice(self.numbers), chance.choice((-1, 1, 2)))
        one, other = self.number(depth - 1), self.number(depth - 1)
        match chance.randrange(7):
            case 0 | 1:
                return terms.choose(self.condition(depth - 1), one, constant(0))
            case 2:
                return terms.largest(one, constant(chance.randint(-1, 2)))
            case 3:
                return terms.floor(one, chance.choice((constant(2), self.numbers[2])))
            case 4:
                return terms.times(one, chance.choice(self.numbers))
            case 5:
                return terms.of_days(Shifted(back=False), plus(one, constant(738_000)), self.numbers[2])
            case _:
                return plus(one, other)

    def condition(self, depth: int) -> Term:
        """A condition of numbers and other conditions."""
        terms, chance = self.terms, self.chance
        if depth == 0:
            return chance.choice(self.truths) * chance.choice((-1, 1))
        match chance.randrange(4):
            case 0:
                return terms.all_of(self.condition(depth - 1) for _ in range(2))
            case 1:
                return terms.any_of(self.condition(depth - 1) for _ in range(2))
            case 2:
                return terms.equal(self.number(depth - 1), constant(chance.randint(-1, 3)))
            case _:
                return terms.at_most(self.number(depth - 1), constant(chance.randint(-2, 4)))

    def rows(self, roots: list[int]) -> list[list[dict[int, int]]]:
        """What all comes to as the first symbol rises, for each choice of the others."""
        spans = [
            (found[1][0][0], range(low, high + 1)) for found, (_, low, high) in zip(self.numbers, NUMBERS, strict=True)
        ]
        others = [*spans[1:], *((truth, range(2)) for truth in self.truths)]
        _, low, high = NUMBERS[0]
        return [
            [
                self.terms.values(roots, {self.rising: x, **dict(zip((s for s, _ in others), values, strict=True))})
                for x in range(low, high + 1)
            ]
            for values in product(*(span for _, span in others))
        ]


@pytest.mark.parametrize("seed", range(60))
def test_what_is_seen_to_rise_or_to_fall_does(seed: int) -> None:
    made = Made(seed)
    item, term = made.number(3), made.condition(3)
    leaning, falling = (Leaning(made.terms, [made.rising], rises=rises) for rises in (True, False))
    lean, when = leaning.number(item), leaning.of(term)
    assert falling.number(item) == (None if lean is None else -lean)
    for row in made.rows([*(atom for atom, _ in item[1]), abs(term)]):
        for first, last in pairwise(row):
            gain = number(item, last) - number(item, first)
            turn = holds(term, last) - holds(term, first)
            assert lean is None or gain == 0 or gain * lean > 0
            assert when is None or turn == 0 or turn * when > 0


def test_what_goes_one_way_is_seen_to() -> None:
    made = Made(0)
    terms, (x, y, n), (a, _) = made.terms, made.numbers, made.truths
    leaning = Leaning(terms, [made.rising], rises=True)
    below = terms.below(x, y)
    assert leaning.of(below) == -1
    assert leaning.of(terms.any_of((a, -below))) == 1
    assert leaning.number(terms.choose(below, constant(3), constant(0))) == -1
    assert leaning.number(terms.largest(minus(y, x), constant(0))) == -1
    assert leaning.number(terms.choose(a, terms.floor(plus(x, y), constant(2)), constant(0))) == 1
    assert leaning.number(terms.times(x, n)) == 1
    assert leaning.of(terms.at_most(n, y)) == 0
    assert leaning.of(terms.equal(x, y)) is None
    assert leaning.number(terms.times(x, y)) is None
