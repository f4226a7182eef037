"""Every shipped pair: the harmless ones are proved to mean the same, the seeded ones are found, each with a witness."""

from __future__ import annotations

from functools import cache

import pytest

from elig.compare.meaning import Meaning, meaning
from elig.compare.model import Structure
from elig.compare.report import Conclusion, Report
from elig.compare.structure import structure
from elig.prove.comparison import Asks, Verdict
from elig_cli.sides import read_sides
from tests.diff.pairs import Pair, pairs


@cache
def compared(pair: Pair) -> tuple[Structure, Meaning, Report]:
    old, new = read_sides(str(pair.old), str(pair.new), "en")
    text = structure(old, new)
    found = meaning(old, new, text, pair.on, members=pair.members, only_on=True)
    return text, found, Report("old", "new", pair.on, new.program.vocabulary, text, found)


def by_name(pair: Pair) -> str:
    return pair.name


@pytest.mark.parametrize("pair", pairs("same"), ids=by_name)
def test_a_harmless_rewording_is_proved_to_mean_the_same(pair: Pair) -> None:
    text, found, _ = compared(pair)
    assert {item.verdict for item in found.compared} <= {Verdict.SAME}
    assert not any(item.comparison is not None and item.comparison.unproved for item in found.compared)
    assert text.harmless or found.compared, "the two files do differ in something"


@pytest.mark.parametrize("pair", pairs("same"), ids=by_name)
def test_a_harmless_rewording_asks_what_was_asked(pair: Pair) -> None:
    _, found, report = compared(pair)
    asks = {i.new for i in found.compared if i.comparison is not None and i.comparison.asks is Asks.DIFFERENTLY}
    assert asks == {name for name, said in pair.expected if said == "asks_differently"}
    assert report.conclusion is (Conclusion.DIFFERENT if asks else Conclusion.SAME)


@pytest.mark.parametrize("pair", pairs("seeded"), ids=by_name)
def test_a_seeded_change_is_found_with_a_household_that_shows_it(pair: Pair) -> None:
    _, found, report = compared(pair)
    expected = dict(pair.expected)
    for item in found.compared:
        name = item.new or item.old
        asks = item.comparison is not None and item.comparison.asks is Asks.DIFFERENTLY
        said = "asks_differently" if item.verdict is Verdict.SAME and asks else item.verdict.value
        assert said == expected.pop(name, "same"), name
        if said != "same":
            assert item.comparison is not None and item.comparison.witnesses, name
    assert not expected
    assert report.conclusion is Conclusion.DIFFERENT
