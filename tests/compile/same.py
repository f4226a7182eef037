"""Whether the generated function and the evaluator say the same of a household."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from elig.api import Program
from elig.compile.decider import Decider
from elig.errors import EligError
from elig.facts.household import Household


def compare(
    program: Program,
    raw: str | bytes | Mapping[str, object] | Household,
    on: date,
    policy: str | None = None,
    only: Collection[str] | None = None,
) -> Decider:
    """Decide a household in both ways and compare every answer, or some; the decider, for what it refused."""
    decider = program.decider(on=on, policy=policy)
    try:
        expected = program.check(raw, on=on, policy=policy, only=only)
    except EligError as error:
        problems = getattr(error, "problems", None)
        try:
            decider(program.household(raw))
        except EligError as other:
            assert type(other) is type(error), (error, other)
            assert str(other) == str(error), (error, other)
            assert getattr(other, "problems", None) == problems
            return decider
        raise AssertionError(f"not refused, though {error}") from error
    told = program.household(raw)
    # what is missing and why is asked of the evaluator, which must be told the same
    assert program.layout.unpack(told) == (raw if isinstance(raw, Household) else program.read(raw))
    found = decider(told)
    verdicts = [verdict for verdict in found.verdicts if only is None or verdict.entitlement.id in only]
    assert len(verdicts) == len(expected.outcomes.results)
    for verdict, result in zip(verdicts, expected.outcomes.results, strict=True):
        where = result.address
        assert (verdict.entitlement.id, verdict.subject) == (result.entitlement.id, result.subject), where
        assert verdict.answer == (result.outcome, result.applicable), where
        assert verdict.met is result.met, where
        assert verdict.grants == result.grants, where
        by_reading = tuple((option.options, (option.outcome, option.applicable)) for option in result.by_reading)
        assert verdict.by_reading == by_reading, where
        for grant in result.grants:
            assert verdict.amount(grant.id) == grant.if_due, where
    if only is None:
        _same_text(found.to_json(), expected.to_dict())
    return decider


def _same_text(text: str, whole: Mapping[str, Any]) -> None:
    """The short text says what the whole decision says."""
    short = json.loads(text)
    assert short.pop("schema") == "answers/1"
    answers = short.pop("entitlements")
    assert short == {key: whole[key] for key in short}
    for answer, result in zip(answers, whole["entitlements"], strict=True):
        grants = answer.pop("grants")
        assert answer == {key: result[key] for key in ("id", "subject", "outcome", "applicable", "met")}
        listed = [{key: grant[key] for key in ("id", "if_due", "payable", "left")} for grant in result["grants"]]
        assert grants == listed
