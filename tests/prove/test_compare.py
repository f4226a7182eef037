"""Rewordings are proved the same, and each seeded change is found with a household that flips."""

from __future__ import annotations

from typing import Any

import pytest

from elig.api import load_texts
from elig.prove.bench import Pair
from elig.prove.changes import possible_directions
from elig.prove.compare import Workspace, compare
from elig.prove.comparison import Asks, Comparison, Direction, Reach, Verdict
from elig.prove.errors import PredictionError
from elig.prove.lin import FALSE
from elig.prove.sides import Side
from elig.values import Outcome
from tests.prove.blind import blinded
from tests.prove.findings import ON, VOCABULARY
from tests.prove.pairs import Rule, compared, decided, program

CASH = "[{id: sum, kind: cash, amount: rent / 3, every: month}]"

REWORDINGS: dict[str, tuple[Rule, Rule]] = {
    "de Morgan": (Rule("not (f or g)"), Rule("[not f, not g]")),
    "a comparison denied": (Rule("rent < line"), Rule("not (rent >= line)")),
    "any and count": (Rule("any member where ill"), Rule("(count members where ill) >= 1 person")),
    "no and count": (Rule("no family where ill"), Rule("not (any family where ill)")),
    "every and no": (
        Rule("every member where counted has ill"),
        Rule("[any member where counted, no member where (counted and not ill)]"),
    ),
    "by cases": (Rule("f"), Rule("(f and g) or (f and not g)")),
    "a quotient and a product": (
        Rule("[any member where true, rent / count members <= 300 yuan per person]"),
        Rule("[any member where true, rent <= 300 yuan per person * count members]"),
    ),
    "ages": (Rule("any member where age >= 18 years"), Rule("not (no member where (age > 17 years))")),
    "counts added": (
        Rule("(count members where ill) + (count members where studies) >= 3 persons"),
        Rule("(count members where (ill or studies)) + (count members where (ill and studies)) >= 3 persons"),
    ),
    "a gap denied twice": (Rule("f and unknown because later"), Rule("not (not f or not (unknown because later))")),
    "an open figure": (Rule("rent < local"), Rule("not (local <= rent)")),
    "a member's own fact": (Rule("wage < line", "each member"), Rule("not (wage >= line)", "each member")),
    "half a sum": (
        Rule("f", grants="[{id: sum, kind: cash, amount: rent * 50 %, every: month}]"),
        Rule("f", grants="[{id: sum, kind: cash, amount: rent / 2, every: month}]"),
    ),
    "greatest": (
        Rule("f", grants="[{id: sum, kind: cash, amount: 'max(rent, gift)', every: month}]"),
        Rule("f", grants="[{id: sum, kind: cash, amount: if rent >= gift then rent else gift, every: month}]"),
    ),
}

CHANGES: dict[str, tuple[Rule, Rule, Verdict]] = {
    "loosened": (Rule("rent < line"), Rule("rent <= line"), Verdict.LOOSER),
    "a fen more": (Rule("rent < 600 yuan"), Rule("rent < 600.01 yuan"), Verdict.LOOSER),
    "and for or": (Rule("f or g"), Rule("f and g"), Verdict.STRICTER),
    "an exception dropped": (Rule("f", more="unless: g"), Rule("f"), Verdict.LOOSER),
    "one quantifier for another": (
        Rule("any member where ill"),
        Rule("every member where true has ill"),
        Verdict.STRICTER,
    ),
    "two members": (Rule("any member where ill"), Rule("(count members where ill) >= 2 persons"), Verdict.STRICTER),
    "a day": (Rule("any member where born < 2000-01-01"), Rule("any member where born <= 2000-01-01"), Verdict.LOOSER),
    "a word": (Rule("paint is red"), Rule("paint is green"), Verdict.BOTH),
    "an open figure": (Rule("rent < local"), Rule("rent <= local"), Verdict.LOOSER),
    "a reading": (
        Rule("{by_reading: way, a: f, b: f and g}"),
        Rule("{by_reading: way, a: f, b: f and h}"),
        Verdict.BOTH,
    ),
    "a gap": (Rule("f"), Rule("f and unknown because later"), Verdict.STRICTER),
    "care by somebody else": (
        Rule("any member where (ill and any other member where cared_for_by includes this)"),
        Rule("any member where (ill and any member where cared_for_by includes this)"),
        Verdict.LOOSER,
    ),
    "rounded down": (
        Rule("f", grants=CASH),
        Rule("f", grants="[{id: sum, kind: cash, amount: round down rent / 3 to fen, every: month}]"),
        Verdict.AMOUNTS,
    ),
    "a floor for a figure": (
        Rule("f", grants="[{id: sum, kind: cash, amount: 30 yuan, every: month}]"),
        Rule("f", grants="[{id: sum, kind: cash, amount: at least 30 yuan, every: month}]"),
        Verdict.AMOUNTS,
    ),
    "when it is met": (Rule("f", more="met_when: g"), Rule("f", more="met_when: g and h"), Verdict.MET),
}


@pytest.mark.parametrize("name", REWORDINGS)
def test_a_rewording_is_proved_the_same(name: str) -> None:
    old, new = REWORDINGS[name]
    found = compared(old, new)
    assert found.verdict is Verdict.SAME, found
    assert found.unproved == ()
    assert found.proof.sampled > 0


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_found_with_a_household_that_flips(name: str) -> None:
    old, new, verdict = CHANGES[name]
    found = compared(old, new)
    assert found.verdict is verdict, found
    assert found.witnesses
    for witness in found.witnesses:
        if witness.settled or verdict is Verdict.BOTH:
            continue
        before, after = (decided(rule, witness.household, witness.subject) for rule in (old, new))
        assert before != after
        assert (before["outcome"], after["outcome"]) == (witness.old.outcome, witness.new.outcome)


def test_a_witness_that_supposes_a_figure_brings_a_file_that_states_it() -> None:
    old, new, _ = CHANGES["an open figure"]
    witness = compared(old, new).witness(Direction.LOOSER)
    assert witness is not None
    assert witness.settled
    outcomes = [
        program(rule).with_local({"local.yaml": witness.local}).check(witness.household, on=ON, policy="p")["e"].outcome
        for rule in (old, new)
    ]
    assert outcomes == [Outcome.NOT_DUE, Outcome.DUE]


def test_the_same_trees_ask_no_solver() -> None:
    found = compared(Rule("rent < line"), Rule("rent < line", more="# as before"))
    assert (found.verdict, found.reach, found.proof.queries) == (Verdict.SAME, Reach.IDENTICAL, 0)


def test_the_witness_is_the_smallest_household_and_plausible() -> None:
    found = compared(*CHANGES["two members"][:2])
    stricter = found.witness(Direction.STRICTER)
    assert stricter is not None
    assert [member["ill"] for member in _members(found)] == [True]
    assert stricter.old.outcome is Outcome.DUE and stricter.new.outcome is Outcome.NOT_DUE


def test_the_bound_is_a_bound() -> None:
    """What differs for households of five only is the same for up to four."""
    old, new = Rule("(count members where ill) >= 5 persons"), Rule("(count members where ill) >= 6 persons")
    assert compared(old, new, members=4).verdict is Verdict.SAME
    found = compared(old, new, members=5)
    assert found.verdict is Verdict.STRICTER
    assert len(_members(found)) == 5


def test_two_texts_that_rules_do_not_write_are_not_taken_for_the_same() -> None:
    """Of what no rule tells apart one text stands for all: whether two of them are the same is not proved."""
    found = compared(Rule("motto = legend"), Rule('motto = legend or not (motto = "a" or legend = "a")'))
    assert (found.verdict, found.witnesses) == (Verdict.NOT_PROVED, ())
    assert found.unproved == ("1: two texts that are compared with each other",)


def test_the_witness_does_not_depend_on_what_was_asked_before() -> None:
    rules = CHANGES["rounded down"][:2]
    first = compared(*rules)
    compared(*CHANGES["a word"][:2])
    assert compared(*rules) == first


def test_the_largest_gain_and_loss() -> None:
    old = Rule("f", grants="[{id: sum, kind: cash, amount: 'min(rent, 500 yuan)', every: month}]")
    new = Rule("f", grants="[{id: sum, kind: cash, amount: 'min(rent * 2, 600 yuan)', every: month}]")
    found = compared(old, new)
    assert found.verdict is Verdict.AMOUNTS
    assert found.gain is not None and found.gain.difference == "300"
    assert found.loss is None


def test_reworded_rules_may_ask_differently() -> None:
    """Where everything is known they agree; of a count of what is unknown the operators say less."""
    old = Rule("count members >= 2 persons")
    new = Rule("(count members where ill) + (count members where not ill) >= 2 persons")
    found = compared(old, new, members=3)
    assert found.verdict is Verdict.SAME
    assert found.asks is Asks.DIFFERENTLY
    witness = found.witness(Direction.ASKS)
    assert witness is not None
    assert decided(old, witness.household, None)["outcome"] is not decided(new, witness.household, None)["outcome"]


def test_a_figure_that_is_open_may_be_told_another_way() -> None:
    """Of each figure that a place may settle they say the same; while none has, a sum of it says less."""
    found = compared(paid("local"), paid("local + local - local"), members=2)
    assert (found.verdict, found.asks) == (Verdict.SAME, Asks.DIFFERENTLY)


def test_a_floor_of_an_open_figure_shows_in_a_product_that_may_be_below_nothing() -> None:
    """What is open upwards and may be below 0 has a lower end when it is multiplied, too."""
    rule = paid("(local - gift) * 2")
    old, new = (
        Side.of(
            load_texts({"vocabulary.yaml": VOCABULARY, "p.yaml": rule.text().replace("at_least: 50", floor)}).checked,
            ON,
            policy="p",
        )
        for floor in ("at_least: 50", "at_least: 50.01")
    )
    found = compare(old, new, "e", members=2)
    assert found.verdict is Verdict.AMOUNTS and found.unproved == ()
    assert found.witness(Direction.MORE) is not None


def test_a_prediction_that_fails_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in the encoding does not become a finding: rounding that goes down is seen at the first witness."""
    from elig.prove.algebra import Algebra
    from elig.prove.lin import scaled

    monkeypatch.setattr(
        Algebra, "_whole", lambda self, over, by, mode, step: self.terms.floor(scaled(over, step.denominator), by)
    )
    with pytest.raises(PredictionError):
        compared(Rule("f", grants=CASH), Rule("f", grants=CASH.replace("rent", "(rent + 0.01 yuan)")))


def paid(amount: str, when: str = "f") -> Rule:
    return Rule(when, grants=f"[{{id: sum, kind: cash, amount: {amount}, every: month}}]")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (Rule("f or g"), Rule("f and g")),
        (paid("if g then 20 yuan else 10 yuan"), paid("if g then 30 yuan else 10 yuan")),
        (paid("if g then 20 yuan else 10 yuan"), paid("if g then 20 yuan else 15 yuan")),
        (Rule("{by_reading: way, a: f, b: f and g}"), Rule("{by_reading: way, a: f, b: g}")),
        (Rule("{by_reading: way, a: f, b: f and g}"), Rule("{by_reading: way, a: f and g, b: g}")),
    ],
)
def test_a_false_same_is_seen_by_the_samples(old: Rule, new: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    blinded(monkeypatch)
    with pytest.raises(PredictionError):
        compared(old, new)


def _members(found: Comparison) -> list[dict[str, Any]]:
    members = found.witnesses[0].household["members"]
    assert isinstance(members, list)
    return members


@pytest.mark.parametrize("rules", [*REWORDINGS.values(), *(found[:2] for found in CHANGES.values())])
def test_a_direction_that_is_not_looked_for_has_no_household(rules: tuple[Rule, Rule]) -> None:
    """What is stated of the grants leaves out a direction only where the terms leave it out too."""
    old, new = (Side.of(program(rule).checked, ON, policy="p") for rule in rules)
    work, pair = Workspace(old, new, members=2), Pair("e", "e")
    looked_for = possible_directions(*work.both.entitlements(pair))
    for members, member in work.subjects(pair):
        changed = work.bench(members).changes(pair, member)
        assert {direction for direction, when in changed.when.items() if when != FALSE} <= looked_for
