"""The summary as one page with charts, in both languages, which needs no network."""

from __future__ import annotations

from elig.batch.report.model import Line, RegionPart, Report
from elig.batch.report.text import amount_text, said_when
from elig.explain.phrases import sentence
from elig.pages.bars import Bar, Part
from elig.pages.page import page
from elig.program.citation import Words


def report_page(report: Report, lang: str) -> str:
    """The page, shown first in a language; raises `EligError` where jinja2 is not installed."""
    return page(
        "batch.html", lang, report=report, tally=report.summary.tally, when=said_when(report), rows=_rows, money=_money
    )


def _rows(region: RegionPart) -> list[object]:
    """The lines of the chart of a region."""
    return [
        Bar(line.label, tuple(Part(size, kind) for size, kind in _parts(line) if size), _figure(line))
        for line in region.lines
    ]


def _parts(line: Line) -> tuple[tuple[int, str], ...]:
    return (line.due, "due"), (line.undetermined, "open"), (line.not_due, "not_due")


def _figure(line: Line) -> Words:
    return sentence("batch.share", due=f"{line.due:,}", total=f"{line.total:,}")


def _money(region: RegionPart) -> list[tuple[Line, Words, str, str, list[Words]]]:
    """The amounts of what is due: entitlement, grant, kind, period, and each bound for itself."""
    return [
        (
            line,
            grant.what,
            grant.kind,
            grant.every,
            [Words(amount_text(one, grant.unit, "zh"), amount_text(one, grant.unit, "en")) for one in grant.amounts],
        )
        for line in region.lines
        for grant in line.grants
        if any(one.bound != "not_stated" for one in grant.amounts)
    ]
