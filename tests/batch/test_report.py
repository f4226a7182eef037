"""The summary of a run: its figures are those of the decisions, whichever engine made them."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import elig
from elig.batch import Engine, Request, Summary, run
from elig.batch.report import check_name, report_json, report_of, report_page, report_text
from elig.batch.report.model import Amount
from elig.batch.report.text import amount_text
from elig.errors import EligError
from tests.batch.conftest import ON, told, write


def summary(program: elig.Program, tmp_path: Path, engine: Engine) -> tuple[Summary, Request]:
    source = write(tmp_path / "in.jsonl", [*told(40, unknown=0.05), "nothing"])
    asked = Request(program, source, tmp_path / "out.jsonl", on=ON, engine=engine)
    return run(asked), asked


def test_both_engines_count_alike(eight: elig.Program, tmp_path: Path) -> None:
    one, other = (summary(eight, tmp_path, engine)[0].tally for engine in (Engine.PYTHON, Engine.DUCKDB))
    for name in ("read", "decided", "rejected", "members", "regions", "outcomes", "households", "people", "rejections"):
        assert getattr(one, name) == getattr(other, name), name
    assert one.amounts == other.amounts


def test_counts_and_sums_are_those_of_the_decisions(eight: elig.Program, tmp_path: Path) -> None:
    report = report_of(*summary(eight, tmp_path, Engine.PYTHON))
    lines = {line.id: line for region in report.regions for line in region.lines}
    decisions = [eight.check(household, on=ON) for household in told(40, unknown=0.05)]
    for name, line in lines.items():
        outcomes = Counter(decision[name].outcome.value for decision in decisions)
        assert (line.due, line.not_due, line.undetermined) == tuple(
            outcomes[word] for word in ("due", "not_due", "undetermined")
        )
        asked = Counter(
            path.replace(f"[{member}]", "[]")
            for decision in decisions
            for path, member in {(item.path.replace(f"[{item.member}]", "[]"), "") for item in decision[name].missing}
        )
        for item in line.missing:
            assert asked[item.id] == item.count or not item.id
    dibao = next(grant for grant in lines["dibao"].grants if grant.id == "allowance")
    exact = [
        grant.if_due.low
        for decision in decisions
        for grant in decision["dibao"].result.grants
        if decision["dibao"].outcome.value == "due"
        and grant.if_due is not None
        and grant.if_due.low == grant.if_due.high
    ]
    found = next(amount for amount in dibao.amounts if amount.bound == "exact")
    assert (found.count, Fraction(found.low or 0)) == (len(exact), sum(one for one in exact if one is not None))


def test_floors_and_caps_are_told_as_such() -> None:
    low, high = Decimal("30.0000"), Decimal("1200.5000")
    assert amount_text(Amount("at_least", 2, low, None), "yuan", "en") == "at least 30.00 yuan (2 answers)"
    assert amount_text(Amount("up_to", 1, None, high), "yuan", "zh") == "至多 1,200.50元（1 项）"
    assert amount_text(Amount("exact", 3, Decimal(3), Decimal(3)), "person", "en") == "exactly 3 people (3 answers)"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_summary_can_be_read_and_looked_at(eight: elig.Program, tmp_path: Path, lang: str) -> None:
    report = report_of(*summary(eight, tmp_path, Engine.PYTHON))
    text = report_text(report, lang)
    assert {"zh": "审核 40 户", "en": "40 decided"}[lang] in text
    page = report_page(report, lang)
    assert page.count("<svg") == len(report.regions)
    assert f'<html lang="{lang}"' in page
    for outside in ("http://", "https://", "src=", "@import", "url("):
        assert outside not in page, outside
    for line in report.regions[0].lines:
        assert line.label.zh in page
        assert line.label.text("en") in page


def test_the_data_holds_every_entitlement(eight: elig.Program, tmp_path: Path) -> None:
    report = report_of(*summary(eight, tmp_path, Engine.PYTHON))
    found = json.loads(report_json(report))
    assert found["schema"] == "batch-report/1"
    assert found["counts"]["read"] == 41
    assert [line["id"] for line in found["regions"][0]["entitlements"]] == [line.id for line in report.regions[0].lines]


def test_a_name_without_a_form_is_refused() -> None:
    with pytest.raises(EligError, match="html"):
        check_name("summary.doc")
