"""Targets for a place in words: listed apart from entitlements, and one by one."""

from __future__ import annotations

from elig.explain.clauses import Clauses
from elig.explain.labels import Labels, labels_of_rules
from elig.explain.paint import Paint
from elig.explain.phrases import phrase
from elig.explain.sources import source_lines
from elig.program.model import Rules
from elig.program.targets import Check


def check_text(rules: Rules, check: str, lang: str, *, color: bool = False) -> str:
    """A target in full: that no household is decided by it, what is counted, what is to be reached, sources.

    Raises `KeyError` where the rules have no such target.
    """
    found = rules.checks[check]
    labels, paint = labels_of_rules(rules, lang), Paint(color)
    target = Clauses(labels).words(found.target)
    parts = {
        "show.target": [
            phrase("show.measure", lang, text=phrase(f"measure.{found.measure.value}", lang)),
            phrase("show.counted", lang, text=found.of.text(lang)),
            phrase("show.to_reach", lang, text=target),
        ],
        "show.sources": source_lines(found.citations, labels, full=True),
    }
    lines = [paint.title(phrase("show.title", lang, title=found.label.text(lang), id=found.id))]
    lines.append("  " + phrase("show.check_kind", lang))
    for key, part in parts.items():
        lines.extend(["", paint.title(phrase(key, lang)), *(f"  {line}" for line in part)])
    return "\n".join(lines) + "\n"


def check_line(found: Check, labels: Labels) -> str:
    """A target in one line: `九年义务教育巩固率（compulsory_retention）：所占的比例，至少 95%`."""
    lang = labels.lang
    measure = phrase(f"measure.{found.measure.value}", lang)
    target = Clauses(labels).words(found.target)
    return phrase("show.check", lang, title=found.label.text(lang), id=found.id, measure=measure, target=target)
