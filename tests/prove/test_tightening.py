"""Symbols are set to the first of their preferred values that can be: the same as trying every household says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

import pytest

from elig.prove.lin import FALSE, Lin, Term, constant, holds, plus, scaled
from elig.prove.pinned import Asked
from elig.prove.solver import Budget, Solver
from elig.prove.terms import Terms
from elig.prove.tightening import Tightening, tightened

NUMBERS = (("x", -2, 4), ("y", 0, 5))
TRUTHS = ("a", "b", "c")


class Small:
    """A random condition on a few symbols with few values."""

    def __init__(self, seed: int) -> None:
        self.terms, self.chance = Terms(), Random(seed)
        self.numbers = [self.terms.whole(*one) for one in NUMBERS]
        self.truths = [self.terms.truth(name) for name in TRUTHS]
        self.asked = self.terms.all_of(self._either() for _ in range(4))

    def _either(self) -> Term:
        return self.terms.any_of(self._one() for _ in range(2))

    def _one(self) -> Term:
        if self.chance.random() < 0.4:
            return self.chance.choice(self.truths) * self.chance.choice((1, -1))
        left = plus(*(scaled(number, self.chance.randint(-2, 3)) for number in self.numbers), self._step())
        same = self.chance.random() < 0.3
        return (self.terms.equal if same else self.terms.at_most)(left, constant(self.chance.randint(-4, 9)))

    def _step(self) -> Lin:
        return self.terms.choose(self.chance.choice(self.truths), constant(self.chance.randint(1, 5)), constant(0))

    def all_models(self) -> Iterator[tuple[int, ...]]:
        """The values of all households of which the condition holds: the numbers, then the truths."""
        symbols = [*(number[1][0][0] for number in self.numbers), *self.truths]
        spans = [*(range(low, high + 1) for _, low, high in NUMBERS), *(range(2) for _ in TRUTHS)]
        for values in product(*spans):
            if holds(self.asked, self.terms.values([self.asked], dict(zip(symbols, values, strict=True)))):
                yield values


def nearest(values: set[int], target: int) -> int:
    """The nearest from a target on, else the nearest below it."""
    above = [value for value in values if value >= target]
    return min(above) if above else max(values)


@pytest.mark.parametrize("seed", range(30))
def test_each_symbol_is_what_trying_every_household_says(seed: int) -> None:
    small = Small(seed)
    target, days = small.chance.randint(-2, 5), [small.chance.randint(0, 5) for _ in range(3)]
    models = set(small.all_models())
    model = Solver(small.terms, Budget()).find([small.asked])
    assert (model is not None) is bool(models)
    if model is None:
        return

    def settle(tight: Tightening) -> None:
        tight.prefer(-small.truths[1])
        tight.fix(small.numbers[0], target)
        tight.day(small.numbers[1], days)
        tight.prefer(small.truths[0])

    _, found = tightened(Solver(small.terms, Budget()), small.asked, model, settle)
    expected = _settled(models, target, days)
    got = (found.get(small.truths[1], 0), *(found[number[1][0][0]] for number in small.numbers))
    assert (*got, found.get(small.truths[0], 1)) == expected


def _settled(models: set[tuple[int, ...]], target: int, days: list[int]) -> tuple[int, int, int, int]:
    left = models
    b = min(model[3] for model in left)
    left = {model for model in left if model[3] == b}
    x = nearest({model[0] for model in left}, target)
    left = {model for model in left if model[0] == x}
    can = {model[1] for model in left}
    y = next((day for day in days if day in can), None)
    y = nearest(can, days[0]) if y is None else y
    a = max(model[2] for model in left if model[1] == y)
    return b, x, y, a


@pytest.mark.parametrize("seed", range(10))
def test_a_figure_is_the_least_that_it_can_be_or_a_round_one_next_to_it(seed: int) -> None:
    terms, chance = Terms(), Random(seed)
    number = terms.whole("x", 0, 100_000)
    least = chance.randint(1, 60_000)
    most = chance.randint(least, 80_000)
    asked = terms.all_of((terms.at_most(constant(least), number), terms.at_most(number, constant(most))))
    solver = Solver(terms, Budget())
    model = solver.find([asked])
    assert model is not None
    _, found = tightened(solver, asked, model, lambda tight: tight.figure(number, 1, 0, 100_000))
    rounded = (-(-least // step) * step for step in (1_000, 100, 10, 1))
    assert found[number[1][0][0]] == next(value for value in rounded if value <= most)


@pytest.mark.parametrize("seed", range(20))
def test_somebody_is_like_another_in_all_or_in_nothing(seed: int) -> None:
    small = Small(seed)
    models = set(small.all_models())
    model = Solver(small.terms, Budget()).find([small.asked])
    if model is None:
        assert not models
        return
    a, b, c = small.truths

    def settle(tight: Tightening) -> None:
        tight.prefer(b)
        tight.same([(a, b), (c, b)])
        tight.prefer(-a)
        tight.prefer(-c)

    _, found = tightened(Solver(small.terms, Budget()), small.asked, model, settle)
    left = {model for model in models if model[3] == max(model[3] for model in models)}
    alike = {one for one in left if one[2] == one[3] == one[4]}
    kept = alike or left
    kept = {one for one in kept if one[2] == min(other[2] for other in kept)}
    kept = {one for one in kept if one[4] == min(other[4] for other in kept)}
    assert tuple(found[one] for one in (a, b, c)) in {one[2:] for one in kept}


def test_a_condition_that_is_taken_apart_is_the_same_condition() -> None:
    for seed in range(20):
        small = Small(seed)
        terms, (x, y) = small.terms, small.numbers
        pins = (terms.equal(x, constant(small.chance.randint(-2, 4))), terms.at_most(y, constant(0)), small.truths[2])
        asked = terms.all_of((small.asked, *pins))
        parted = Asked.of(terms, asked)
        symbols = [*(number[1][0][0] for number in small.numbers), *small.truths]
        spans = [*(range(low, high + 1) for _, low, high in NUMBERS), *(range(2) for _ in TRUTHS)]
        for values in product(*spans):
            told = dict(zip(symbols, values, strict=True))
            found = terms.values([asked, parted.condition(terms)], told)
            assert holds(asked, found) is holds(parted.condition(terms), found)
        if asked != FALSE:
            assert parted.pins.keys() >= {symbols[0], symbols[1], symbols[4]}
