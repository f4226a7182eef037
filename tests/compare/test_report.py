"""A comparison as a whole: its conclusion, and its published forms."""

from __future__ import annotations

import json
from functools import cache

import pytest
from jsonschema import Draft202012Validator

from elig.api import load_texts, schema
from elig.compare.effect import effect
from elig.compare.json import report_json
from elig.compare.meaning import meaning
from elig.compare.page import report_page
from elig.compare.report import Conclusion, Report
from elig.compare.structure import structure
from elig.compare.text import report_text
from elig.compare.witness_files import named_witnesses
from tests.compare.test_effect import ON, cash, household
from tests.compare.texts import parameter, policy, right, side
from tests.docs.pages import ROOT


@cache
def report(old: str, new: str) -> Report:
    one, other = side(old), side(new)
    found = structure(one, other)
    proved = meaning(one, other, found, ON, members=2, only_on=True)
    households = [("1", household("a", True)), ("2", household("b", True, "rural_dibao")), ("3", b"[]")]
    return Report("old", "new", ON, other.program.vocabulary, found, proved, effect(one, other, found, ON, households))


OLD = policy(right("registered_poor", whom="household", grants=cash("rate")), before=parameter("{2020-01-01: 100}"))
NEW = policy(
    right("registered_poor and (any family where on_dibao)", whom="household", grants=cash("rate")),
    before=parameter("{2020-01-01: 120}", "新文"),
)


def test_the_json_form_is_valid_against_its_published_schema() -> None:
    validator = Draft202012Validator(dict(schema("diff")))
    validator.check_schema(dict(schema("diff")))
    told = json.loads(json.dumps(report_json(report(OLD, NEW)), ensure_ascii=False))
    validator.validate(told)
    assert told["conclusion"] == "different"
    assert told["effect"]["fates"]["loses"] == ["a"] and told["effect"]["fates"]["gains"] == ["b"]
    with pytest.raises(Exception, match="Additional properties"):
        validator.validate({**told, "more": 1})


def test_each_witness_is_decided_otherwise_by_the_two_policies() -> None:
    shown = 0
    for item, _, witness in named_witnesses(report(OLD, NEW)):
        outcomes = []
        local = {"local.yaml": witness.local} if witness.local else None
        for text in (OLD, NEW):
            program = load_texts({"one.yaml": text}, local, ROOT / "policies")
            decision = program.check(witness.household, on=item.on, policy="one")
            view = decision[item.new]
            result = view[witness.subject] if witness.subject else view.result
            outcomes.append((result.outcome, [(grant.payable, grant.if_due) for grant in result.grants]))
        assert outcomes[0] != outcomes[1]
        shown += 1
    assert shown


def test_the_text_has_the_three_parts_in_both_languages() -> None:
    zh, en = (report_text(report(OLD, NEW), lang) for lang in ("zh", "en"))
    assert all(
        part in zh for part in ("一、文字上改了什么", "二、意思变了没有", "三、影响到谁", "100 元/月 → 120 元/月")
    )
    assert all(part in en for part in ("1. What changed", "2. What the change means", "up to 2 members", "3. Who is"))


def test_the_page_is_one_file_that_asks_for_nothing() -> None:
    page = report_page(report(OLD, NEW), "zh")
    assert page.startswith("<!doctype html>") and 'id="effect"' in page
    assert "<ins>" in page and "<svg" in page
    assert "http://" not in page and "https://" not in page and "src=" not in page


def test_a_text_from_a_policy_is_not_taken_for_html() -> None:
    old = policy(right("registered_poor", label="<script>alert(1)</script>"))
    found = report(old, policy(right("not registered_poor", label="<script>alert(1)</script>")))
    assert "<script>alert" not in report_page(found, "zh")


def test_a_changed_label_is_no_difference() -> None:
    found = report(policy(right("registered_poor")), policy(right("registered_poor", label="帮扶")))
    assert found.conclusion is Conclusion.SAME


def test_a_changed_source_is_a_difference_although_no_household_is_touched() -> None:
    old = policy(right("registered_poor"))
    found = report(old, old.replace('"illustration"', '"another"'))
    assert found.conclusion is Conclusion.DIFFERENT and found.effect is not None and not found.effect.touched
