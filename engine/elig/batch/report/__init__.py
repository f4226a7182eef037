"""The summary of a run: as text, as JSON, as a page."""

from __future__ import annotations

from pathlib import Path

from elig.batch.files import temporary
from elig.batch.report.html import report_page
from elig.batch.report.model import Report, report_of
from elig.batch.report.text import report_json, report_text
from elig.batch.request import Request, Summary
from elig.errors import EligError

__all__ = ["Report", "check_name", "report_json", "report_of", "report_page", "report_text", "write_report"]

STDOUT = "-"
_EXTENSIONS = (".html", ".json", ".txt")


def check_name(name: str) -> None:
    """Raise `EligError` where a summary cannot be written under a name, before anything is decided."""
    if name != STDOUT and Path(name).suffix not in _EXTENSIONS:
        raise EligError(f"{name}: write .html, .json, .txt or - / 汇总请以 .html、.json、.txt 结尾，或写 -")


def write_report(summary: Summary, request: Request, name: str, lang: str) -> str | None:
    """Write the summary to a file; for `-` it is given back as text."""
    report = report_of(summary, request)
    if name == STDOUT:
        return report_text(report, lang)
    path = Path(name)
    match path.suffix:
        case ".html":
            text = report_page(report, lang)
        case ".json":
            text = report_json(report)
        case _:
            text = report_text(report, lang)
    with temporary(path) as folder:
        made = folder / "report"
        made.write_text(text, encoding="utf-8")
        made.replace(path)
    return None
