"""What was found about a policy as JSON."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from elig.explain.claims_text import claim_words
from elig.explain.labels import labels_of_rules
from elig.lang import Language
from elig.lang.names import Identity
from elig.lang.printer import decimal
from elig.program.claim_print import print_claim
from elig.program.model import Rules
from elig.prove.finding import ClaimResult, Decided, Drop, Example, Finding, ProofReport, Unproved
from elig.values import Interval


def report_json(report: ProofReport, rules: Rules) -> dict[str, Any]:
    """The report; texts are in both languages, numbers are texts with all their digits."""
    proof = report.proof
    return {
        "policy": report.policy,
        "on": report.on.isoformat(),
        "place": report.place,
        "claims": [_claim(found, rules) for found in report.claims],
        "findings": [_finding(found) for found in report.findings],
        "not_proved": [_unproved(found) for found in report.unproved],
        "not_in_force": list(report.not_in_force),
        "asked": {kind.value: number for kind, number in report.looked_at.items()},
        "proof": {
            "members": proof.members,
            "z3": proof.z3,
            "rlimit": proof.rlimit,
            "seeds": list(proof.seeds),
            "queries": proof.queries,
            "assumed": list(proof.assumed),
        },
    }


def _claim(found: ClaimResult, rules: Rules) -> dict[str, Any]:
    claim = found.claim
    written: dict[str, Any] = {
        "id": claim.id,
        "claim": print_claim(claim.states, Identity(), Language.EN, rules.vocabulary),
        "words": {lang: claim_words(claim.states, labels_of_rules(rules, lang)) for lang in ("zh", "en")},
        "holds": found.holds.value,
        "vacuous": found.vacuous,
    }
    if found.why:
        written["why"] = found.why
    return written | ({} if found.example is None else {"example": _example(found.example)})


def _finding(found: Finding) -> dict[str, Any]:
    written: dict[str, Any] = {"kind": found.kind.value, "entitlements": list(found.entitlements)}
    if found.address:
        written["address"] = found.address
    if found.part is not None and found.part.span is not None:
        written["part"] = " ".join(found.part.span.text.split())
        written["at"] = found.part.span.place
    if found.grants:
        written["grants"] = list(found.grants)
    if found.drop is not None:
        written["drop"] = _drop(found.drop)
    if found.largest is not None:
        written["largest"] = _finding(found.largest)
    return written | ({} if found.example is None else {"example": _example(found.example)})


def _unproved(found: Unproved) -> dict[str, Any]:
    kind = None if found.kind is None else found.kind.value
    return {"kind": kind, "entitlements": list(found.entitlements), "address": found.address, "why": found.why}


def _drop(found: Drop) -> dict[str, Any]:
    return {
        "fact": found.fact,
        "member": found.member,
        "from": plain(found.before),
        "to": plain(found.after),
        "support_before": plain(found.support_before),
        "support_after": plain(found.support_after),
        "loss": plain(found.loss),
        "of": "most" if found.high else "least",
    }


def _example(found: Example) -> dict[str, Any]:
    return {
        "members": found.members,
        "households": [dict(household) for household in found.households],
        "decided": [[_decided(one) for one in listed] for listed in found.decided],
        "supposed": [{"parameter": name, "keys": list(keys), "value": value} for name, keys, value in found.settled],
        "local": found.local,
    }


def _decided(found: Decided) -> dict[str, Any]:
    amounts = {id: None if span is None else _interval(span) for id, span in found.amounts}
    return {
        "entitlement": found.entitlement,
        "subject": found.subject,
        "outcome": found.outcome.value,
        "payable": amounts,
    }


def _interval(found: Interval) -> dict[str, str | None]:
    ends = {"at_least": found.low, "at_most": found.high}
    return {key: None if end is None else plain(end) for key, end in ends.items()}


def plain(value: Fraction) -> str:
    """A number with all its digits, or as a quotient where it has no decimal form."""
    return decimal(value) or str(value)
