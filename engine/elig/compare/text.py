"""A comparison in words."""

from __future__ import annotations

from collections.abc import Iterator

from elig.compare.report import Report
from elig.compare.text_effect import effect_lines
from elig.compare.text_meaning import meaning_lines
from elig.compare.text_structure import Style, structure_lines


def report_text(report: Report, lang: str, *, color: bool = False) -> str:
    """A comparison in words, its parts one after the other."""
    return "\n".join(_lines(report, Style(lang, color))) + "\n"


def _lines(report: Report, style: Style) -> Iterator[str]:
    yield style.paint("1", style.say("diff.title", old=report.old, new=report.new))
    yield ""
    yield style.paint("1", style.say("diff.structure"))
    yield from structure_lines(report.structure, style, report.reworded)
    if report.meaning is not None:
        yield ""
        yield style.paint("1", style.say("diff.meaning"))
        yield from meaning_lines(report.meaning, report.structure, report.on, style)
    if report.effect is not None:
        yield ""
        yield style.paint("1", style.say("diff.effect"))
        yield from effect_lines(report.effect, report.vocabulary, style)
    yield ""
    yield style.say(f"diff.conclusion.{report.conclusion.value}")
