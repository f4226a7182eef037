"""What is compared over all members need not be written out to show that nothing else changes."""

from __future__ import annotations

import pytest

from elig.prove.bench import Pair
from elig.prove.coarse import Coarse
from elig.prove.compare import Workspace
from elig.prove.comparison import Asks, Direction, Reach, Verdict
from elig.prove.sides import Side
from tests.prove.findings import ON
from tests.prove.pairs import Rule, compared, program

ALL = frozenset(Direction)
SUM = "(sum of wage over members where ill) / count members < 300 yuan per person"


def work(old: Rule, new: Rule) -> Workspace:
    first, last = (Side.of(program(rule).checked, ON, policy="p") for rule in (old, new))
    return Workspace(first, last, members=4)


@pytest.mark.parametrize("unknown", [False, True])
def test_a_rewording_beside_a_sum_is_shown_whatever_the_sum_comes_to(unknown: bool) -> None:
    both = work(Rule(f"[{SUM}, not (f or g)]"), Rule(f"[not f, {SUM}, not g]"))
    shown = Coarse(both, Pair("e", "e"), unknown=unknown).shows(3, None, ALL)
    assert shown is Reach.IDENTICAL
    assert not any("wage" in getattr(node, "name", "") for node in both.both.terms.nodes)


def test_a_change_of_what_members_add_up_to_is_not_shown_and_is_found() -> None:
    old, new = Rule(f"[f, {SUM}]"), Rule(f"[f, {SUM.replace('300', '300.01')}]")
    assert Coarse(work(old, new), Pair("e", "e")).shows(2, None, ALL) is None
    assert compared(old, new).verdict is Verdict.LOOSER


def test_what_differs_in_larger_households_only_is_found_there() -> None:
    old, new = (Rule(f"[f, (count members where ill) >= {least} persons]") for least in (3, 4))
    found = compared(old, new)
    assert found.verdict is Verdict.STRICTER
    witness = found.witness(Direction.STRICTER)
    assert witness is not None
    assert len(witness.household["members"]) == 3


def test_two_comparisons_that_say_the_same_in_other_words_are_left_to_the_whole_rules() -> None:
    found = compared(Rule(f"[f, {SUM}]"), Rule(f"[f, not ({SUM.replace('<', '>=')})]"))
    assert (found.verdict, found.asks) == (Verdict.SAME, Asks.SAME)


def test_larger_households_are_tried_again_once_there_is_less_to_look_for() -> None:
    both = work(Rule(f"[f, {SUM}]"), Rule(f"[f or g, {SUM}]"))
    coarse = Coarse(both, Pair("e", "e"))
    assert coarse.shows(1, None, ALL) is None
    assert coarse.shows(2, None, ALL) is None
    assert coarse.shows(3, None, ALL) is None
    assert coarse.shows(3, None, frozenset({Direction.STRICTER})) is not None
