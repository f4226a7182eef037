"""What `elig prove` finds, each beside a policy in which there is nothing of the kind to be found."""

from __future__ import annotations

from fractions import Fraction

import pytest

from elig.prove.finding import Finding, Kind
from elig.prove.solver import Budget
from elig.values import Outcome
from tests.prove.findings import asked, findings, program, right

TABLE = """definitions:
  price:
    label: {{zh: 价, en: price}}
    is:
      table:
        on: [rooms]
        rows:
          - {{if: [up to {first}], then: 12 yuan per month}}
          - {{if: [{second}], then: 10 yuan per month}}
        otherwise: 8 yuan per month
"""


def addresses(found: tuple[Finding, ...]) -> list[str]:
    return [one.address for one in found]


def test_a_right_that_nobody_ever_gets() -> None:
    dead = program(right("a", "rent < 5 yuan and rent > 6 yuan"), right("b", "rent < 5 yuan"))
    (found,) = findings(dead, Kind.NEVER_DUE)
    assert (found.entitlements, found.example) == (("a",), None)


def test_a_right_that_only_a_large_household_gets_is_never_due_below_it() -> None:
    crowd = program(right("a", "count members > 3 persons"))
    assert len(findings(crowd, Kind.NEVER_DUE, members=3)) == 1
    assert not findings(crowd, Kind.NEVER_DUE, members=4)


def test_no_household_is_larger_than_the_vocabulary_allows() -> None:
    crowd = program(right("crowd", "count members > 6 persons"))
    report = asked(crowd, Kind.NEVER_DUE, members=7)
    assert [found.entitlements for found in report.findings] == [("crowd",)]
    assert report.proof.members == 6


@pytest.mark.parametrize(
    ("when", "idle"),
    [
        ("rent < 5 yuan and rent < 9 yuan", ["a/when/(2)"]),
        ("f or (f and g)", ["a/when/(2)"]),
        ("[f, {any: [f, g]}]", ["a/when/2/1", "a/when/2/2"]),
        ("[f, {if: g, unless: not g}]", ["a/when/2"]),
        ("any member where (ill and (ill or studies))", ["a/when/(2)"]),
        ("f and g", []),
        ("(f and g) or (not f and h)", []),
        ("[{any: [f, g]}, h]", []),
    ],
)
def test_parts_that_could_be_left_out(when: str, idle: list[str]) -> None:
    found = findings(program(right("a", when)), Kind.IDLE)
    assert sorted(addresses(found)) == sorted(idle)


def test_what_decides_whom_a_right_reaches_matters_although_no_outcome_changes() -> None:
    narrow = program(right("a", "any member where ill", more="given: any member where ill"))
    assert addresses(findings(narrow, Kind.IDLE)) == ["a/when"]


def test_rows_that_overlap_have_a_household_that_both_fit() -> None:
    twofold = program(right("a", "f", grant="price"), before=TABLE.format(first=3, second="2 to 5"))
    (found,) = findings(twofold, Kind.OVERLAP)
    assert found.example is not None
    assert 2 <= int(found.example.households[0]["rooms"]) <= 3
    clean = program(right("a", "f", grant="price"), before=TABLE.format(first=3, second="4 to 5"))
    assert not findings(clean, Kind.OVERLAP)


def test_the_same_thing_given_twice() -> None:
    both = program(
        right("a", "rent < 600 yuan", grant="30 yuan per month"),
        right("b", "f", grant="40 yuan per month").replace("zh: b, en: b}, amount", "zh: a, en: a}, amount"),
    )
    (found,) = findings(both, Kind.TWICE)
    assert found.entitlements == ("a", "b") and found.example is not None
    assert [one.outcome for one in found.example.decided[0]] == [Outcome.DUE, Outcome.DUE]
    apart = program(
        right("a", "f", grant="30 yuan per month"),
        right("b", "not f", grant="40 yuan per month").replace("zh: b, en: b}, amount", "zh: a, en: a}, amount"),
    )
    assert not findings(apart, Kind.TWICE)


def _cliff(when: str, grant: str) -> tuple[Finding, ...]:
    return findings(program(right("a", when, grant=grant)), Kind.CLIFF)


def test_a_cliff_says_where_and_how_much() -> None:
    (found,) = _cliff("(sum of wage over members) < 600 yuan", "30 yuan per month")
    assert found.drop is not None
    assert (found.drop.before, found.drop.after, found.drop.loss) == (Fraction(599), Fraction(600), Fraction(30))


def test_the_largest_cliff_is_found() -> None:
    """Ten for each member: three lose most, and one is the smallest household that shows it."""
    (found,) = _cliff("(sum of wage over members) < 600 yuan", "10 yuan per person per month * count members")
    assert found.drop is not None and found.drop.loss == Fraction(10)
    assert found.largest is not None and found.largest.drop is not None and found.largest.example is not None
    assert (found.largest.drop.loss, found.largest.example.members) == (Fraction(30), 3)


@pytest.mark.parametrize(
    ("when", "grant"),
    [
        ("f", "max(0 yuan, 600 yuan - sum of wage over members) / 1 month"),
        ("(sum of wage over members) < 600 yuan", "(600 yuan - sum of wage over members) / 1 month"),
        ("(sum of wage over members) < 600 yuan", "1 yuan per month"),
        ("(sum of wage over members) >= 600 yuan", "30 yuan per month"),
        ("rent < 600 yuan", "30 yuan per month"),
    ],
)
def test_a_taper_is_no_cliff(when: str, grant: str) -> None:
    assert not _cliff(when, grant)


def test_a_cliff_of_several_rights_together() -> None:
    """Ninety fen of each are no cliff; both together are."""
    rights = [right(id, "(sum of wage over members) < 600 yuan", grant="0.9 yuan per month") for id in ("a", "b")]
    (found,) = findings(program(*rights), Kind.CLIFF)
    assert found.entitlements == ("a", "b") and found.drop is not None
    assert found.drop.loss == Fraction("1.8")


def test_a_budget_that_ends_is_told_apart_from_nothing_found() -> None:
    hard = program(
        right("a", "(sum of wage over members) / count members < 333.33 yuan per person", grant="9 yuan per month")
    )
    report = asked(hard, Kind.CLIFF, budget=Budget(rlimit=1))
    assert not report.findings and report.unproved


def test_the_report_says_what_is_needed_to_repeat_it() -> None:
    report = asked(program(right("a", "f")), *Kind, members=2)
    assert (report.proof.members, report.proof.rlimit, report.proof.seeds) == (2, 2_000_000, (0, 1))
    assert report.proof.z3 and report.looked_at[Kind.NEVER_DUE] == 1
