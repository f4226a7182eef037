"""The summary in words, and as data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

from elig.batch.answer import text_of
from elig.batch.report.model import Amount, GrantLine, Line, RegionPart, Report
from elig.explain.phrases import phrase, sentence
from elig.program.citation import Words

SCHEMA = "batch-report/1"


def report_text(report: Report, lang: str) -> str:
    """The summary to be read, or read aloud."""
    return "\n".join(_lines(report, lang)) + "\n"


def _lines(report: Report, lang: str) -> Iterator[str]:
    tally = report.summary.tally
    yield phrase("batch.title", lang)
    counts = {name: f"{getattr(tally, name):,}" for name in ("read", "decided", "rejected", "members")}
    yield phrase("batch.counts", lang, **counts)
    yield said_when(report).text(lang)
    if tally.rejections:
        yield phrase("batch.rejected", lang)
        for kind, count in tally.rejections.most_common():
            yield f"  {phrase('batch.rejection', lang, kind=kind, count=f'{count:,}')}"
    for region in report.regions:
        yield ""
        yield from _region(region, report.full, lang)


def said_when(report: Report) -> Words:
    """For which day, in words."""
    if report.on_column is not None:
        return sentence("batch.on_column", column=report.on_column)
    return sentence("batch.on", on=report.on or "")


def _region(region: RegionPart, full: bool, lang: str) -> Iterator[str]:
    yield phrase("batch.region", lang, title=region.title.text(lang), count=f"{region.households:,}")
    for line in region.lines:
        yield f"  {line_text(line).text(lang)}"
        for grant in line.grants:
            if any(amount.bound != "not_stated" for amount in grant.amounts):
                yield f"    {grant_text(grant).text(lang)}"
        if full and line.undetermined:
            for item in line.missing:
                what = item.what.text(lang)
                yield f"    · {phrase('batch.why_line', lang, what=what, count=f'{item.count:,}')}"


def line_text(line: Line) -> Words:
    """An entitlement's outcomes in a sentence."""
    found = []
    for lang in ("zh", "en"):
        rest = ""
        if line.not_in_force:
            rest += phrase("batch.line_not_in_force", lang, count=f"{line.not_in_force:,}")
        if line.people:
            rest += phrase("batch.line_people", lang, count=f"{line.people:,}")
        counts = {name: f"{getattr(line, name):,}" for name in ("due", "not_due", "undetermined")}
        found.append(phrase("batch.line", lang, label=line.label.text(lang), id=line.id, rest=rest, **counts))
    return Words(*found)


def grant_text(grant: GrantLine) -> Words:
    """What a grant comes to, its bounds apart from each other."""
    found = []
    for lang in ("zh", "en"):
        amounts = ("；" if lang == "zh" else "; ").join(amount_text(one, grant.unit, lang) for one in grant.amounts)
        what = grant.what.text(lang)
        kind, every = phrase(f"batch.kind.{grant.kind}", lang), phrase(f"batch.every.{grant.every}", lang)
        text = phrase("batch.amount_line", lang, label="", grant=what, kind=kind, every=every, amounts=amounts)
        found.append(text.removeprefix(" · ").removeprefix("· "))
    return Words(*found)


def amount_text(amount: Amount, unit: str, lang: str) -> str:
    """A sum with its bound."""
    name = phrase(f"batch.unit.{unit}", lang) if unit in ("yuan", "person") else f" {unit}".rstrip()
    low, high = money(amount.low, unit), money(amount.high, unit)
    return phrase(f"batch.amount.{amount.bound}", lang, low=low, high=high, unit=name, count=f"{amount.count:,}")


def money(number: Decimal | None, unit: str) -> str:
    """A sum with separators; money with two decimals at least, all else with as many as it has.

    >>> money(Decimal("1234.5"), "yuan"), money(Decimal("12.0000"), "person")
    ('1,234.50', '12')
    """
    whole, _, part = (text_of(number) or "").partition(".")
    if unit != "yuan":
        part = part.rstrip("0")
    return f"{int(whole):,}{'.' if part else ''}{part}" if whole else ""


# ---------------------------------------------------------------------- data


def report_json(report: Report) -> str:
    """The summary as JSON; sums are text, an end that is open is null."""
    tally = report.summary.tally
    found = {
        "schema": SCHEMA,
        "on": report.on,
        "on_column": report.on_column,
        "counts": {
            "read": tally.read,
            "decided": tally.decided,
            "rejected": tally.rejected,
            "members": tally.members,
            "referred_to_reference": report.summary.referred,
        },
        "rejections": dict(tally.rejections.most_common()),
        "regions": [_region_data(region, report.full) for region in report.regions],
        "policies": dict(report.policies),
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _region_data(region: RegionPart, full: bool) -> dict[str, object]:
    return {
        "id": region.id or None,
        "title": _words(region.title),
        "households": region.households,
        "entitlements": [_line_data(line, full) for line in region.lines],
    }


def _line_data(line: Line, full: bool) -> dict[str, object]:
    return {
        "id": line.id,
        "label": _words(line.label),
        "of": "member" if line.of_member else "household",
        "due": line.due,
        "not_due": line.not_due,
        "undetermined": line.undetermined,
        "not_in_force": line.not_in_force,
        "people": line.people,
        "grants": [_grant_data(grant) for grant in line.grants],
        "missing": [{"id": item.id, "label": _words(item.what), "answers": item.count} for item in line.missing]
        if full
        else None,
    }


def _grant_data(grant: GrantLine) -> dict[str, object]:
    amounts = {
        amount.bound: {"answers": amount.count, "low": text_of(amount.low), "high": text_of(amount.high)}
        for amount in grant.amounts
    }
    return {"id": grant.id, "kind": grant.kind, "every": grant.every, "unit": grant.unit, "due": amounts}


def _words(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.text("en")}
