"""What was found about a policy in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction

from elig.explain.claims_text import claim_words
from elig.explain.clauses import Clauses
from elig.explain.figures import day
from elig.explain.labels import Labels, labels_of_rules
from elig.explain.paint import Paint
from elig.explain.phrases import phrase
from elig.lang.ast import Unit
from elig.program.model import Rules
from elig.prove.errors import BUDGET
from elig.prove.finding import ClaimResult, Decided, Example, Finding, Holds, Kind, ProofReport, Unproved


def report_text(report: ProofReport, rules: Rules, lang: str, *, color: bool = False) -> str:
    """The whole report: claims, findings each with its example, what was not proved, and how it was proved."""
    labels, paint = labels_of_rules(rules, lang), Paint(color)
    words = _Words(labels, rules, report)
    title = rules.policy.title.text(lang)
    lines = [paint.title(words.say("prove.title", title=title, date=day(report.on, lang), place=report.place))]
    if report.claims:
        lines += ["", paint.title(words.say("prove.claims"))]
        lines += [line for found in report.claims for line in words.claim(found)]
    if report.looked_at:
        lines += ["", paint.title(words.say("prove.findings"))]
        lines += [line for found in report.findings for line in words.finding(found)]
        if not report.findings:
            lines.append(f"  {words.say('prove.nothing')}")
    if report.unproved:
        lines += ["", paint.title(words.say("prove.open"))]
        lines += [f"  · {words.question(found)}" for found in report.unproved]
    return "\n".join([*lines, "", *words.proof()]) + "\n"


class _Words:
    """Sentences with the labels of some rules."""

    def __init__(self, labels: Labels, rules: Rules, report: ProofReport) -> None:
        self.labels = labels
        self.rules = rules
        self.report = report
        self.lang = labels.lang

    def say(self, key: str, **values: str) -> str:
        return phrase(key, self.lang, **values)

    # ------------------------------------------------------------------ claims

    def claim(self, found: ClaimResult) -> Iterator[str]:
        text = claim_words(found.claim.states, self.labels)
        match found.holds:
            case Holds.PROVED:
                yield f"  · {self.say('prove.vacuous' if found.vacuous else 'prove.proved', text=text)}"
            case Holds.REFUTED:
                yield f"  · {self.say('prove.refuted', text=text)}"
            case Holds.NOT_PROVED:
                yield f"  · {self.say('prove.not_proved', text=text, why=self.why(found.why))}"
        if found.example is not None:
            yield from self.example(found.example)

    # ------------------------------------------------------------------ findings

    def finding(self, found: Finding) -> Iterator[str]:
        yield f"  · {self.sentence(found)}"
        if found.example is not None:
            yield from self.example(found.example)
        else:
            yield f"    {self.say('prove.proved_for_all', members=str(self.report.proof.members))}"

        if found.largest is not None and found.largest.example is not None:
            members = str(found.largest.example.members)
            yield f"    {self.say('prove.largest', members=members, text=self.sentence(found.largest))}"

    def sentence(self, found: Finding) -> str:
        rights = [self.labels.label(id) for id in found.entitlements]
        match found.kind:
            case Kind.NEVER_DUE:
                return self.say("prove.never_due", right=rights[0])
            case Kind.IDLE:
                part = "" if found.part is None else Clauses(self.labels).words(found.part)
                return self.say("prove.cannot_matter", address=found.address, part=part)
            case Kind.OVERLAP:
                return self.say("prove.rows_overlap", right=rights[0], address=found.address)
            case Kind.TWICE | Kind.FLOOR:
                what = self.labels.grant(found.entitlements[0], found.grants[0])
                first, second = rights if found.kind is Kind.TWICE else self._own_first(found, rights)
                return self.say(f"prove.{found.kind.value}", first=first, second=second, what=what)
            case Kind.CLIFF:
                return self.cliff(found, rights)

    def _own_first(self, found: Finding, rights: list[str]) -> list[str]:
        first = self.rules.entitlements[found.entitlements[0]]
        return rights if first.policy == self.rules.policy.id else rights[::-1]

    def cliff(self, found: Finding, rights: list[str]) -> str:
        drop = found.drop
        assert drop is not None, "a cliff has its figures"
        return self.say(
            "prove.cliff",
            right=rights[0] if len(rights) == 1 else self.say("prove.cliff_all"),
            who=drop.member or self.say("prove.whole"),
            fact=self.labels.label(drop.fact),
            before=self.money(drop.before),
            after=self.money(drop.after),
            end=self.say("prove.at_most" if drop.high else "prove.at_least"),
            was=self.money(drop.support_before),
            now=self.money(drop.support_after),
            loss=self.money(drop.loss),
        )

    def money(self, value: Fraction) -> str:
        vocabulary = self.rules.vocabulary
        return self.labels.figures.amount(value, Unit.make({vocabulary.money: 1}))

    # ------------------------------------------------------------------ examples

    def example(self, found: Example) -> Iterator[str]:
        yield f"    {self.say('prove.example', members=str(found.members))}"
        changed = len(found.households) > 1
        for place, (household, decided) in enumerate(zip(found.households, found.decided, strict=True)):
            when = self.say("prove.before" if place == 0 else "prove.after") + " " if changed else ""
            yield f"      {when}{'; '.join(self.decided(one) for one in decided)}"
            yield f"      {json.dumps(household, ensure_ascii=False)}"
        if found.settled:
            listed = ", ".join(f"{self.labels.keyed(name, keys)} = {value}" for name, keys, value in found.settled)
            yield f"      {self.say('prove.supposed', list=listed)}"

    def decided(self, one: Decided) -> str:
        subject = "" if one.subject is None else self.say("prove.subject", subject=one.subject)
        outcome = self.say(f"prove.outcome.{one.outcome.value}")
        return self.say("prove.decided", id=self.labels.label(one.entitlement), subject=subject, outcome=outcome)

    # ------------------------------------------------------------------ what was not proved, and how it was

    def question(self, found: Unproved) -> str:
        about = self.say(f"prove.about.{'claim' if found.kind is None else found.kind.value}")
        what = found.address or ", ".join(found.entitlements)
        return self.say("prove.question", about=about, what=what, why=self.why(found.why))

    def why(self, why: str) -> str:
        if why == BUDGET:
            return self.say("prove.budget")
        absent = why.removeprefix("not in force: ")
        return why if absent == why else self.say("prove.why_not_in_force", ids=absent)

    def proof(self) -> Iterator[str]:
        proof = self.report.proof
        yield self.say("prove.bound", members=str(proof.members))
        seeds = ", ".join(map(str, proof.seeds))
        figures = {"version": proof.z3, "rlimit": f"{proof.rlimit:,}", "seeds": seeds, "queries": str(proof.queries)}
        yield self.say("prove.solver", **figures)
        if proof.assumed:
            yield self.say("prove.assumed", list="; ".join(proof.assumed))
        if self.report.not_in_force:
            yield self.say("prove.not_in_force", list=", ".join(self.report.not_in_force))
