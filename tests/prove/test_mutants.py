"""Mutants of a small policy: all are made, and each is told from the policy or is the same rules."""

from __future__ import annotations

from collections import Counter

import pytest

from elig.api import load, load_texts
from elig.errors import PolicyError
from elig.source import Source
from tests.mutants.file import Mutant, mutants
from tests.prove.findings import HEAD, VOCABULARY, right

RIGHTS = right("low", "[rent < 600 yuan and not f, any member where ill]", grant="at least 30 yuan per month") + right(
    "named", '"paint is red or trim in {red, green}"', more="unless: [g, h]"
)
TEXT = HEAD + "entitlements:\n" + RIGHTS


def _mutants(text: str = TEXT) -> list[Mutant]:
    program = load_texts({"vocabulary.yaml": VOCABULARY, "small.yaml": text})
    return list(mutants(Source("small.yaml", text), program, "small"))


def test_every_kind_of_token_is_changed() -> None:
    found = Counter(mutant.kind for mutant in _mutants())
    assert found["comparison turned"] == 2 and found["threshold"] == 4 and found["not dropped"] == 1
    assert found["and/or"] == 2 and found["part dropped"] == 4 and found["quantifier"] == 2
    assert found["bound dropped"] == found["bound turned"] == 1
    assert found["word"] == 3 and found["option dropped"] == 2
    assert found["any of / all of"] == found["all of / any of"] == 1
    assert found["item dropped"] == 4 and found["`unless` dropped"] == 1


@pytest.mark.parametrize("mutant", _mutants(), ids=str)
def test_a_mutant_is_another_file_that_loads_or_is_refused(mutant: Mutant) -> None:
    assert mutant.text != TEXT
    try:
        load_texts({"vocabulary.yaml": VOCABULARY, "small.yaml": mutant.text})
    except PolicyError as problem:
        assert mutant.kind == "other", problem


def test_a_day_is_moved_with_the_day_on_which_it_shows() -> None:
    versions = "{2020-01-01: f, 2022-03-01: g}"
    found = [mutant for mutant in _mutants(HEAD + "entitlements:\n" + right("a", versions)) if mutant.kind == "day"]
    shown = {(mutant.was, mutant.now, mutant.days[0].isoformat()) for mutant in found}
    assert ("2022-03-01", "2022-03-02", "2022-03-01") in shown
    assert ("2022-03-01", "2022-02-28", "2022-02-28") in shown


def test_the_shipped_policies_have_hundreds() -> None:
    from tests.mutants.score import REGIONS, of_policy

    program = load()
    assert sum(len(of_policy(policy, program)) for policy in REGIONS) > 500
