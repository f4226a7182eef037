"""What is shared among those who are counted: the cases are right, and few where it is open who belongs."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product

from elig.prove.cases import share, times
from elig.prove.comparison import Direction, Verdict
from elig.prove.lin import ZERO, Lin, constant, minus, number, plus, scaled
from elig.prove.sides import Side
from elig.prove.solver import Budget
from elig.prove.study import Study
from elig.prove.terms import Terms
from tests.prove.findings import ON
from tests.prove.pairs import Rule, compared, program

MEMBERS = 3


def _counted(terms: Terms) -> tuple[list[int], Lin, Lin]:
    """Who is counted, how many there are, and a figure."""
    bits = [terms.truth(f"member {place}") for place in range(MEMBERS)]
    return bits, plus(*(terms.bit(bit) for bit in bits)), terms.whole("figure", -50, 50)


def _each(terms: Terms, bits: list[int], figure: Lin, found: Lin) -> dict[tuple[int, int], int]:
    """What a number comes to for each figure, with each number of members who are counted."""
    atoms = [atom for atom, _ in (*found[1], *figure[1])]
    told = {}
    for value, choice in product((-50, -7, 0, 1, 30), product((0, 1), repeat=MEMBERS)):
        symbols = {**dict(zip(bits, choice, strict=True)), figure[1][0][0]: value}
        told[value, sum(choice)] = number(found, terms.values(atoms, symbols))
    return told


def test_a_share_is_the_quotient_in_each_case() -> None:
    terms = Terms()
    bits, count, figure = _counted(terms)
    one = share(terms, count)
    assert one is not None
    found = _each(terms, bits, figure, times(terms, figure, one[0]))
    assert {key: Fraction(value, one[1]) for key, value in found.items()} == {
        (value, counted): Fraction(value, max(counted, 1)) for value, counted in found
    }


def test_what_is_shared_out_and_taken_together_is_the_whole() -> None:
    """(100 - figure / count) * count, in which no quotient is left."""
    terms = Terms()
    bits, count, figure = _counted(terms)
    one = share(terms, count)
    assert one is not None
    rest = minus(constant(100 * one[1]), times(terms, figure, one[0]))
    found = times(terms, rest, count)
    assert found == times(terms, count, rest)
    told = _each(terms, bits, figure, found)
    assert told == {(value, counted): one[1] * (100 * counted - value) if counted else 0 for value, counted in told}
    assert times(terms, scaled(rest, 0), count) == ZERO


def test_what_has_many_values_has_no_cases() -> None:
    terms = Terms()
    assert share(terms, terms.whole("mu", 1, 1_000)) is None


def _allowance(line: str = "300") -> Rule:
    """What a family lacks, where it is open whether some of the household belong to it."""
    family = "members where (counted or studies and unknown because later)"
    amount = f"({line} yuan per person - (sum of wage over {family}) / (count {family})) * (count {family})"
    grant = f'{{id: sum, kind: cash, amount: "{amount}", every: month}}'
    return Rule("any member where counted", grants=f"[{grant}]")


def test_a_share_among_members_who_are_open_is_told_apart() -> None:
    found = compared(_allowance(), _allowance("301"), 2)
    assert found.verdict is Verdict.AMOUNTS and not found.unproved
    assert {one.direction for one in found.witnesses} == {Direction.MORE}
    assert found.gain is not None and found.gain.difference == "2"


def test_each_further_member_who_is_open_needs_a_few_terms_more() -> None:
    """Multiplied out they were ten times as many with each, and of three members nothing was proved."""
    side = Side.of(program(_allowance()).checked, ON, policy="p")
    study, made = Study(side, 6, Budget()), []
    for members in study.sizes():
        before = len(study.terms.nodes)
        assert study.room(members).payable("e", "sum", None) is not None
        made.append(len(study.terms.nodes) - before)
    assert all(after - before < 100 for before, after in pairwise(made))
