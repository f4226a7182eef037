"""Small policies to compare: one entitlement over the neutral vocabulary of the conformance cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from elig.api import Program, load_texts
from elig.prove.compare import compare
from elig.prove.comparison import Comparison
from elig.prove.sides import Side
from tests.prove.findings import CITE, ON, VOCABULARY

HEAD = f"""
policy: p
title: {{zh: 例, en: example}}
jurisdiction: "520000"
uses: [vocabulary]
gaps:
  later: {{label: {{zh: 待定, en: later}}, reason: {{zh: 未写, en: not written}}}}
readings:
  way: {{asks: {{zh: 怎样读, en: which way}}, options: {{a: {{zh: 一, en: a}}, b: {{zh: 二, en: b}}}}, {CITE}}}
parameters:
  line: {{label: {{zh: 线, en: line}}, type: yuan, range: [0, 10000], values: {{2020-01-01: 600}}, {CITE}}}
  local:
    {{label: {{zh: 当地的线, en: local line}}, type: yuan, range: [0, 10000], by: [locality], at_least: 50, {CITE}}}
"""


@dataclass(frozen=True)
class Rule:
    """The clauses of one entitlement, as they stand in a file."""

    when: str
    subject: str = "household"
    grants: str = "[]"
    more: str = ""

    def text(self) -> str:
        """The policy file."""
        clauses = f"when: {self.when}\n      {self.more}\n      grants: {self.grants}\n      {CITE}"
        label = "label: {zh: 例, en: example}"
        subject = f"for: {self.subject}\n      basis: promise"
        return f"{HEAD}\nentitlements:\n  e:\n      {label}\n      {subject}\n      {clauses}\n"


@cache
def program(rule: Rule) -> Program:
    """The program of a rule."""
    return load_texts({"vocabulary.yaml": VOCABULARY, "p.yaml": rule.text()})


def compared(old: Rule, new: Rule, members: int = 4) -> Comparison:
    """The comparison of two rules."""
    first, last = (Side.of(program(rule).checked, ON, policy="p") for rule in (old, new))
    return compare(first, last, "e", members=members)


def decided(rule: Rule, household: Mapping[str, object], subject: str | None) -> dict[str, object]:
    """What the program decides for a household, without its reasons."""
    result = program(rule).check(household, on=ON, policy="p")["e"]
    found = result.result if subject is None else result[subject]
    grants = {grant.id: (grant.payable, grant.left, grant.lasts) for grant in found.grants}
    return {"outcome": found.outcome, "met": found.met, "grants": grants}
