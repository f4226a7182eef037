"""The summary of a run as data: by region and entitlement, every label in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from elig.batch.answer import unit_text
from elig.batch.request import Request, Summary
from elig.batch.tally import Tally
from elig.explain.phrases import sentence
from elig.program.citation import Words
from elig.program.model import CheckedProgram, Entitlement, Rules
from elig.records import Struct

MOST_REASONS = 8
"""As many of what is missing are listed for an entitlement."""


class Amount(Struct):
    """Amounts of one kind of bound, added up: how many, and the two ends of the sum; an end that is open is None."""

    bound: str
    count: int
    low: Decimal | None
    high: Decimal | None


class GrantLine(Struct):
    """What one grant of what is due comes to, by kind of bound."""

    id: str
    what: Words
    kind: str
    every: str
    unit: str
    amounts: tuple[Amount, ...]


class Open(Struct):
    """What is missing, and in how many answers."""

    id: str
    what: Words
    count: int


class Line(Struct):
    """One entitlement in one region; counts are of households, or of members for a right of members."""

    id: str
    label: Words
    of_member: bool
    due: int
    not_due: int
    undetermined: int
    not_in_force: int
    people: int
    grants: tuple[GrantLine, ...]
    missing: tuple[Open, ...]

    @property
    def total(self) -> int:
        """All answers."""
        return self.due + self.not_due + self.undetermined + self.not_in_force


class RegionPart(Struct):
    """One region: how many households, and its entitlements in file order."""

    id: str
    title: Words
    households: int
    lines: tuple[Line, ...]


class Report(Struct):
    """The summary of a run. `full`: what is missing was asked for."""

    summary: Summary
    on: str | None
    on_column: str | None
    full: bool
    regions: tuple[RegionPart, ...]
    policies: tuple[tuple[str, str], ...]


def report_of(summary: Summary, request: Request) -> Report:
    """The summary of a run as data."""
    program, tally = request.program.checked, summary.tally
    listed = [*program.regions, *([program.common] if program.common is not None else [])]
    regions = (_region(rules, program, tally) for rules in listed)
    return Report(
        summary,
        None if request.on is None else request.on.isoformat(),
        request.on_column,
        request.full,
        tuple(region for region in regions if region.households),
        tuple(program.files.items()),
    )


def _region(rules: Rules, program: CheckedProgram, tally: Tally) -> RegionPart:
    id = rules.policy.id if rules.policy.jurisdiction else ""
    title = rules.policy.title if id else sentence("batch.nowhere")
    lines = tuple(_line(id, one, rules, tally) for one in rules.entitlements.values())
    return RegionPart(id, title, tally.regions[id], tuple(line for line in lines if line.total))


def _line(region: str, entitlement: Entitlement, rules: Rules, tally: Tally) -> Line:
    counts = {word: tally.outcomes[region, entitlement.id, word] for word in _OUTCOMES}
    return Line(
        entitlement.id,
        entitlement.label,
        entitlement.of_member,
        counts["due"],
        counts["not_due"],
        counts["undetermined"],
        counts["not_in_force"],
        tally.people[region, entitlement.id],
        tuple(_grants(region, entitlement, tally)),
        tuple(_missing(region, entitlement, rules, tally)),
    )


_OUTCOMES = ("due", "not_due", "undetermined", "not_in_force")
_BOUNDS = ("exact", "at_least", "up_to", "between", "not_stated")


def _grants(region: str, entitlement: Entitlement, tally: Tally) -> Iterator[GrantLine]:
    for grant in entitlement.grants:
        found = {
            of[6]: sums
            for of, sums in tally.amounts.items()
            if of[:3] == (region, entitlement.id, grant.id) and of[7] == "due"
        }
        if not found:
            continue
        amounts = tuple(
            Amount(
                bound,
                found[bound].count,
                None if bound in ("not_stated", "up_to") else found[bound].low,
                None if bound in ("not_stated", "at_least") else found[bound].high,
            )
            for bound in _BOUNDS
            if bound in found
        )
        what = grant.what or Words(grant.id, grant.id)
        yield GrantLine(grant.id, what, grant.kind.value, grant.every, unit_text(grant.unit), amounts)


def _missing(region: str, entitlement: Entitlement, rules: Rules, tally: Tally) -> Iterator[Open]:
    found = [(count, item) for (r, e, item), count in tally.missing.items() if (r, e) == (region, entitlement.id)]
    for count, item in sorted(found, key=lambda pair: (-pair[0], pair[1]))[:MOST_REASONS]:
        yield Open(item, called(item, rules) if item else _gap(entitlement, rules), count)


def _gap(entitlement: Entitlement, rules: Rules) -> Words:
    """What the text leaves open, where nothing that could be told would settle it."""
    label = rules.gaps[entitlement.gap].label if entitlement.gap else None
    return sentence("batch.no_fact") if label is None else sentence("batch.gap", label=label)


def called(item: str, rules: Rules) -> Words:
    """What is missing in words: a fact, a parameter with its keys, a reading."""
    vocabulary = rules.vocabulary
    of_member = item.startswith(f"{vocabulary.subjects.parts}[]")
    name, _, keys = (item.partition("].")[2] if of_member else item).partition(" for ")
    if item == vocabulary.subjects.parts:
        return sentence("batch.members_list")
    if name in vocabulary.facts:
        label = vocabulary.facts[name].label
        return sentence("batch.fact_of", fact=label) if vocabulary.facts[name].of_member else label
    if name in rules.parameters:
        label = rules.parameters[name].label
        return sentence("batch.for_keys", what=label, keys=Words(keys, keys)) if keys else label
    if name in rules.readings:
        return sentence("batch.reading", asks=rules.readings[name].asks)
    return Words(item, item)
