"""Without a solver: a difference that is found is shown, and where none is found nothing is claimed."""

from __future__ import annotations

import sys

import pytest

from elig.compare.meaning import Meaning, meaning
from elig.compare.report import Conclusion, Report
from elig.compare.structure import structure
from elig.compare.text import report_text
from elig.prove.comparison import Verdict
from tests.compare.test_effect import ON
from tests.compare.texts import policy, right, side


@pytest.fixture(autouse=True)
def without_z3(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where z3 is not installed."""
    monkeypatch.setitem(sys.modules, "z3", None)


def compared(old: str, new: str) -> tuple[Meaning, Report]:
    one, other = side(old), side(new)
    text = structure(one, other)
    found = meaning(one, other, text, ON, members=3, only_on=True)
    return found, Report("old", "new", ON, other.program.vocabulary, text, found)


def test_a_change_is_found_at_its_boundary_with_the_households_that_show_it() -> None:
    found, report = compared(policy(right("age >= 60 years")), policy(right("age > 60 years")))
    (item,) = found.compared
    assert item.sample is not None and item.sample.differ and item.differs
    assert report.conclusion is Conclusion.DIFFERENT
    assert "pip install 'elig[prove]'" in report_text(report, "en")


def test_where_nothing_is_found_nothing_is_proved() -> None:
    together = "(count family where (on_dibao or age < 9 years)) + (count family where (on_dibao and age < 9 years))"
    apart = "(count family where on_dibao) + (count family where age < 9 years)"
    old = policy(right(f"{together} >= 2 persons", whom="household"))
    found, report = compared(old, policy(right(f"{apart} >= 2 persons", whom="household")))
    (item,) = found.compared
    assert item.sample is not None
    assert not item.sample.differ and item.sample.households > 20
    assert item.verdict is Verdict.NOT_PROVED and report.conclusion is Conclusion.NOT_PROVED
    text = report_text(report, "en")
    assert "no difference found in" in text and "proves nothing" in text and ": same" not in text


def test_what_comes_to_the_same_terms_needs_no_solver() -> None:
    old = policy(right("not (registered_poor or on_dibao)"))
    found, report = compared(old, policy(right("not registered_poor and not on_dibao")))
    assert [item.verdict for item in found.compared] == [Verdict.SAME]
    assert report.conclusion is Conclusion.SAME and not found.missing
