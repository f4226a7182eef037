"""Small policies of which one thing is to be found, and asking about them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from elig.api import Program, load_texts
from elig.program.asked import asked_claim
from elig.prove.finding import ClaimResult, Finding, Kind, ProofReport
from elig.prove.prove import prove
from elig.prove.sides import Side
from elig.prove.solver import Budget

ON = date(2024, 6, 1)
VOCABULARY = (Path(__file__).parents[1] / "conformance" / "vocabulary.yaml").read_text("utf-8")
HEAD = """
policy: small
title: {zh: 小政策, en: a small policy}
jurisdiction: "520000"
uses: [vocabulary]
"""
CITE = "cite: [{page: test, seen: 2024-06-01, mark: read}]"


def right(id: str, when: str, *, subject: str = "household", grant: str = "", more: str = "") -> str:
    """An entitlement of a policy; `grant` is the amount of a cash grant."""
    money = f'{{id: money, kind: cash, what: {{zh: {id}, en: {id}}}, amount: "{grant}"}}' if grant else ""
    lines = [
        f"  {id}:",
        f"    label: {{zh: {id}, en: {id}}}",
        f"    for: {subject}",
        "    basis: promise",
        f"    when: {when}",
        *([f"    {more}"] if more else []),
        f"    grants: [{money}]",
        f"    {CITE}",
    ]
    return "\n".join(lines) + "\n"


def program(*rights: str, before: str = "") -> Program:
    """A program of some entitlements; `before` are further parts of the file."""
    text = HEAD + before + "entitlements:\n" + "".join(rights)
    return load_texts({"vocabulary.yaml": VOCABULARY, "small.yaml": text})


def side(found: Program) -> Side:
    """The side that is asked about."""
    return Side.of(found.checked, ON, policy="small")


def asked(found: Program, *kinds: Kind, members: int = 3, budget: Budget | None = None) -> ProofReport:
    """The report on some questions."""
    return prove(side(found), kinds=kinds, members=members, budget=budget)


def findings(found: Program, kind: Kind, members: int = 3) -> tuple[Finding, ...]:
    """What is found of one kind; everything must be answered."""
    report = asked(found, kind, members=members)
    assert not report.unproved
    return report.findings


def claimed(found: Program, text: str, members: int = 3) -> ClaimResult:
    """Whether a claim holds."""
    claim = asked_claim(found.rules("small"), text)
    (result,) = prove(side(found), kinds=(), claims=[claim], members=members).claims
    return result
