"""Figures by place, at random: where the place is not known, what is decided holds in every place that it may be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import elig
from elig.api import load_texts
from elig.values import Interval, Outcome

VOCABULARY = (Path(__file__).parents[1] / "conformance" / "vocabulary.yaml").read_text("utf-8")
CITE = "[{page: test, seen: 2024-06-01, mark: read}]"
STATED = ("000000", "520000", "520100", "520103", "520200", "530000", "530102")
ELSEWHERE = ("520104", "520203", "530103", "110101")
"""Codes for which nothing is stated of their own: one for each way of lying inside the others."""

HERE = [code for code in (*STATED, *ELSEWHERE) if code.startswith("52")]
MOST, ON = 100, date(2024, 6, 1)

Entries = Mapping[str, int]


@cache
def _program(by: str, entries: tuple[tuple[str, int], ...]) -> elig.Program:
    policy = f"""
policy: west
title: {{zh: 西, en: west}}
jurisdiction: "520000"
uses: [vocabulary]
parameters:
  line: {{label: {{zh: 线, en: line}}, type: yuan, range: [0, {MOST}], by: [{by}]}}
entitlements:
  below:
    label: {{zh: 低于, en: below}}
    for: household
    basis: promise
    when: rent < line
    grants: []
    cite: {CITE}
  paid:
    label: {{zh: 给付, en: paid}}
    for: household
    basis: promise
    grants: [{{id: cash, kind: cash, amount: line}}]
    cite: {CITE}
"""
    files = {
        f"localities/{code}.yaml": f'locality: "{code}"\nlabel: {{zh: 地, en: a place}}\n'
        f"values: {{line: {{2020-01-01: {{value: {value}, cite: {CITE}}}}}}}\n"
        for code, value in entries
    }
    return load_texts({"vocabulary.yaml": VOCABULARY, "west.yaml": policy, **files})


def _value(entries: Entries, code: str) -> int | None:
    """The figure at a place, found by hand: county, prefecture, province, nation."""
    wider = (code, code[:4] + "00", code[:2] + "0000", "000000")
    return next((entries[place] for place in wider if place in entries), None)


def _may_be(entries: Entries, code: str, rent: int) -> frozenset[bool]:
    """Whether the rent is below the line at a place; both where nothing is stated, but for the technical end."""
    value = _value(entries, code)
    if value is not None:
        return frozenset({rent < value})
    return frozenset({False}) if rent >= MOST else frozenset({True, False})


def _check(by: str, entries: Entries, rent: int, code: str | None) -> elig.Decision:
    household: dict[str, object] = {"household_id": "h", "members": [], "rent": rent}
    household |= {"place": code} if by == "locality" else {"place": "520103", "origin": code}
    program = _program(by, tuple(sorted(entries.items())))
    return program.check(household, on=ON, policy="west")


def _amount(decision: elig.Decision) -> Interval:
    (grant,) = decision["paid"].result.grants
    assert grant.payable is not None
    return grant.payable


entries_of = st.dictionaries(st.sampled_from(STATED), st.sampled_from([0, 10, 20, 30]), max_size=4)
rents = st.sampled_from([0, 9, 10, 20, 29, 30, MOST])
BY = pytest.mark.parametrize(("by", "asked"), [("locality", "place"), ("origin", "origin")])


def _places(by: str) -> list[str]:
    return HERE if by == "locality" else [*STATED, *ELSEWHERE]


@BY
@settings(max_examples=40, deadline=None)
@given(entries=entries_of, rent=rents, data=st.data())
def test_a_known_place_has_its_own_figure(
    by: str, asked: str, entries: Entries, rent: int, data: st.DataObject
) -> None:
    code = data.draw(st.sampled_from(_places(by)))
    decision = _check(by, entries, rent, code)
    outcomes = {True: Outcome.DUE, False: Outcome.NOT_DUE}
    found = _may_be(entries, code, rent)
    expected = Outcome.UNDETERMINED if len(found) > 1 else outcomes[next(iter(found))]
    assert decision["below"].outcome is expected
    assert [item.id for item in decision["below"].missing] == (["line"] if len(found) > 1 else [])
    value = _value(entries, code)
    exactly = Interval(Fraction(0), None) if value is None else Interval(Fraction(value), Fraction(value))
    assert _amount(decision) == exactly


@BY
@settings(max_examples=60, deadline=None)
@given(entries=entries_of, rent=rents)
def test_an_unknown_place_has_what_holds_in_every_place(by: str, asked: str, entries: Entries, rent: int) -> None:
    decision = _check(by, entries, rent, None)
    places = {code: _may_be(entries, code, rent) for code in _places(by)}
    found = frozenset[bool]().union(*places.values())
    missing = {item.id for item in decision["below"].missing}
    if len(found) == 1:
        assert decision["below"].outcome is (Outcome.DUE if found == {True} else Outcome.NOT_DUE)
        assert missing == set()
        return
    assert decision["below"].outcome is Outcome.UNDETERMINED
    assert ("line" in missing) == any(len(truths) > 1 for truths in places.values())
    assert (asked in missing) == (len(set(places.values())) > 1)


@BY
@settings(max_examples=40, deadline=None)
@given(entries=entries_of, rent=rents)
def test_learning_the_place_only_narrows(by: str, asked: str, entries: Entries, rent: int) -> None:
    before = _check(by, entries, rent, None)
    for code in _places(by):
        after = _check(by, entries, rent, code)
        if before["below"].outcome is not Outcome.UNDETERMINED:
            assert after["below"].outcome is before["below"].outcome
        wide, narrow = _amount(before), _amount(after)
        assert wide.low is not None and narrow.low is not None and wide.low <= narrow.low
        assert wide.high is None or (narrow.high is not None and narrow.high <= wide.high)
