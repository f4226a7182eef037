"""What stands beside a column for an auditor: its label, and where its rule stands."""

from __future__ import annotations

from elig.program.model import Definition, Entitlement, Fact, Parameter


def note_of(thing: Definition | Entitlement | Parameter | Fact | None) -> str:
    """The label in both languages, and the file and line."""
    if thing is None:
        return ""
    label = f"{thing.label.zh} / {thing.label.text('en')}"
    span = thing.span if isinstance(thing, Entitlement) else thing.node.span if isinstance(thing, Definition) else None
    if span is None:
        return label
    line, _ = span.source.position(span.start)
    return f"{label} ({span.source.name.rpartition('/')[2]}:{line})"
