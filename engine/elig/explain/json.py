"""A decision as JSON, in the published schema `decision/1` (`schema/decision.schema.json`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from elig.evaluate.decision import (
    GrantResult,
    Missing,
    OptionResult,
    Outcomes,
    ParameterSeen,
    Provenance,
    Reason,
    Reported,
    Result,
)
from elig.explain.exact import Exact, Json, texts
from elig.explain.labels import labels_of, walk
from elig.explain.words import Voice
from elig.lang.ast import NO_UNIT, Expr
from elig.program.citation import Citation
from elig.program.model import Gap, Rules
from elig.program.types import BOOLEAN, NumberType
from elig.values import Numbers

SCHEMA = "decision/1"


def decision_schema() -> dict[str, object]:
    """The published JSON Schema (draft 2020-12) of a decision."""
    import json
    from importlib import resources

    text = resources.files("elig.explain").joinpath("schema/decision.schema.json").read_text("utf-8")
    found: dict[str, object] = json.loads(text)
    return found


def to_json(outcomes: Outcomes, rules: Rules | None = None) -> dict[str, Json]:
    """The decision as data that JSON can hold; amounts are exact, as text.

    With the rules at hand each reason also `says` its rule in words.
    """
    return _Writer(outcomes, rules).decision()


class _Writer:
    def __init__(self, outcomes: Outcomes, rules: Rules | None) -> None:
        self.outcomes = outcomes
        self.exact = Exact()
        if rules is not None:
            vocabulary = rules.vocabulary
            self.exact = Exact(vocabulary.money, vocabulary.places, vocabulary.units)
        self.zh = Voice(labels_of(outcomes, rules, "zh"))
        self.en = Voice(labels_of(outcomes, rules, "en"))

    def decision(self) -> dict[str, Json]:
        found = self.outcomes
        return {
            "schema": SCHEMA,
            "household_id": found.household_id,
            "on": found.on.isoformat(),
            "region": found.region,
            "region_title": texts(found.region_title),
            "division": found.division,
            "place": texts(found.place),
            "members": list(found.members),
            "entitlements": [self.result(item) for item in found.results],
            "reported": [self.reported(item) for item in found.reported],
            "parameters": [self.parameter(item) for item in found.parameters],
            "readings": self.readings(),
            "assumed": [],
            "pins": list(found.pins),
            "notes": [{"key": note.key, "values": dict(note.values)} for note in found.notes],
            "citations": [_citation(item) for item in _distinct(self.cited())],
            "provenance": provenance_json(found.provenance),
        }

    def result(self, item: Result) -> dict[str, Json]:
        entitlement = item.entitlement
        return {
            "id": entitlement.id,
            "policy": entitlement.policy,
            "label": texts(entitlement.label),
            "subject": item.subject,
            "basis": entitlement.basis.value,
            "outcome": item.outcome.value,
            "applicable": item.applicable.value,
            "met": None if item.met is None else item.met.value,
            "relevance": "exact" if item.exact else "bounded",
            "background": item.background,
            "not_in_force": _period(item),
            "reasons": [self.reason(reason) for reason in item.reasons],
            "missing": [_missing(m) for m in item.missing],
            "amount_missing": [_missing(m) for m in item.amount_missing],
            "met_missing": [_missing(m) for m in item.met_missing],
            "gaps": [_gap(gap) for gap in item.gaps],
            "touches": [_gap(gap) for gap in item.touches],
            "grants": [self.grant(grant) for grant in item.grants],
            "by_reading": [self.option(option) for option in item.by_reading],
            "bearer": texts(entitlement.bearer),
            "cite": _addresses(entitlement.citations),
        }

    def reason(self, item: Reason) -> dict[str, Json]:
        margin = None
        if item.margin is not None:
            margin = self.exact.number(item.margin, item.unit or NO_UNIT)
        return {
            "id": item.id,
            "value": self.exact.possible(item.value, BOOLEAN),
            "text": item.text,
            "says": self.says(item.rule),
            "label": texts(item.label),
            "place": None if item.span is None else item.span.place,
            "definition": item.definition or None,
            "gap": item.gap or None,
            "by_cases": item.by_cases or None,
            "member": item.member,
            "members": list(item.members),
            "facts": [
                {
                    "id": seen.fact.id,
                    "member": seen.member,
                    "value": self.exact.possible(seen.value, seen.fact.type),
                }
                for seen in item.facts
            ],
            "thresholds": [self.parameter(seen) for seen in item.thresholds],
            "margin": margin,
            "unit": None if item.unit is None else self.exact.unit(item.unit),
            "cite": _addresses(item.citations),
            "children": [self.reason(child) for child in item.children],
        }

    def says(self, rule: Expr | None) -> Json:
        return None if rule is None else {"zh": self.zh.words(rule), "en": self.en.words(rule)}

    def grant(self, item: GrantResult) -> dict[str, Json]:
        interval = self.exact.interval
        return {
            "id": item.id,
            "kind": item.kind.value,
            "what": texts(item.what),
            "unit": self.exact.unit(item.unit),
            "per": item.every or None,
            "if_due": interval(item.if_due, item.unit),
            "payable": interval(item.payable, item.unit),
            "lasts_months": interval(item.lasts, NO_UNIT),
            "used": interval(item.used, item.unit),
            "left": interval(item.left, item.unit),
            "left_by_option": {id: interval(left, item.unit) for id, left in item.left_by_option},
            "wide": [reason.value for reason in item.wide],
            "clamped": item.clamped,
        }

    def option(self, item: OptionResult) -> dict[str, Json]:
        return {
            "options": dict(item.options),
            "outcome": item.outcome.value,
            "applicable": item.applicable.value,
            "reasons": [self.reason(reason) for reason in item.reasons],
        }

    def parameter(self, item: ParameterSeen) -> dict[str, Json]:
        value = item.value
        shown = self.exact.number(value, item.unit) if isinstance(value, Fraction) else value
        low, high = item.at_least, item.up_to
        return {
            "id": item.id,
            "label": texts(item.label),
            "keys": list(item.keys),
            "value": shown,
            "unit": self.exact.unit(item.unit),
            "since": None if item.since is None else item.since.isoformat(),
            "division": item.division,
            "origin": texts(item.origin),
            "at_least": None if low is None else self.exact.number(low, item.unit),
            "up_to": None if high is None else self.exact.number(high, item.unit),
            "cite": _addresses(item.citations),
        }

    def reported(self, item: Reported) -> dict[str, Json]:
        kind = NumberType(item.unit) if isinstance(item.value, Numbers) else BOOLEAN
        return {
            "id": item.definition,
            "label": texts(item.label),
            "member": item.member,
            "value": self.exact.possible(item.value, kind),
            "unit": self.exact.unit(item.unit),
        }

    def readings(self) -> list[Json]:
        return [
            {
                "id": item.id,
                "asks": texts(item.asks),
                "options": {id: texts(words) for id, words in item.options},
                "settled": item.settled,
                "division": item.division,
                "cite": _addresses(item.citations),
            }
            for item in self.outcomes.readings
        ]

    def cited(self) -> Iterator[Citation]:
        for result in self.outcomes.results:
            yield from result.entitlement.citations
            options = (reason for option in result.by_reading for reason in option.reasons)
            for top in (*result.reasons, *options):
                for reason in walk(top):
                    yield from reason.citations
                    for seen in reason.thresholds:
                        yield from seen.citations
        for parameter in self.outcomes.parameters:
            yield from parameter.citations
        for reading in self.outcomes.readings:
            yield from reading.citations


def provenance_json(found: Provenance) -> dict[str, Json]:
    """What is needed to reproduce a decision."""
    files: dict[str, Json] = {name: _digest(digest) for name, digest in found.files}
    return {"engine": found.engine, "on": found.on.isoformat(), "files": files}


def _missing(item: Missing) -> Json:
    return {
        "kind": item.kind.value,
        "id": item.id,
        "member": item.member,
        "keys": list(item.keys),
        "path": item.path,
    }


def _gap(gap: Gap) -> Json:
    cite = _addresses(gap.citations)
    return {"id": gap.id, "label": texts(gap.label), "reason": texts(gap.reason), "cite": cite}


def _period(item: Result) -> Json:
    if item.not_in_force is None:
        return None
    since, until = item.not_in_force
    return {
        "from": None if since is None else since.isoformat(),
        "to": None if until is None else until.isoformat(),
    }


def _citation(item: Citation) -> Json:
    return {
        "address": item.address,
        "document": item.document or None,
        "starts": item.starts or None,
        "digest": item.digest or None,
        "article": item.article or None,
        "seen": None if item.seen is None else item.seen.isoformat(),
        "mark": "background" if item.background else "read",
        "says": texts(item.says),
    }


def _addresses(citations: Iterable[Citation]) -> list[Json]:
    return list(dict.fromkeys(item.address for item in citations))


def _distinct(citations: Iterable[Citation]) -> list[Citation]:
    return list(dict.fromkeys(citations))


def _digest(digest: str) -> str:
    return digest if digest.startswith("sha256:") else f"sha256:{digest}"
