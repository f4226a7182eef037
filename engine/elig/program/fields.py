"""Reading the fields of a node whose shape was checked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from elig.errors import Code, Collector
from elig.program.citation import Citation, Words
from elig.program.model import InForce, SourceDocument
from elig.source import Entry, Mapping, Node, Scalar, Sequence, Span


def scalar(node: Node | None) -> Scalar | None:
    """The node, if it is a text."""
    return node if isinstance(node, Scalar) else None


def text(mapping: Mapping, key: str, default: str = "") -> str:
    """A text under a key."""
    found = scalar(mapping.get(key))
    return found.value if found is not None else default


def flag(mapping: Mapping, key: str, default: bool) -> bool:
    """A `true` or `false` under a key."""
    found = text(mapping, key)
    return found == "true" if found else default


def words(node: Node | None) -> Words | None:
    """A text in both languages."""
    if not isinstance(node, Mapping):
        return None
    return Words(text(node, "zh").strip(), text(node, "en").strip())


def label(mapping: Mapping, fallback: str) -> Words:
    """The label, or the id where a file gives none."""
    return words(mapping.get("label")) or Words(fallback)


def entries(node: Node | None) -> Iterator[Entry]:
    """The entries of a mapping; nothing where there is none."""
    if isinstance(node, Mapping):
        yield from node.entries


def mappings(node: Node | None) -> Iterator[tuple[Scalar, Mapping]]:
    """The entries of a mapping whose values are mappings."""
    for entry in entries(node):
        if isinstance(entry.value, Mapping):
            yield entry.key, entry.value


def items(node: Node | None) -> tuple[Node, ...]:
    """The items of a list; nothing where there is none."""
    return node.items if isinstance(node, Sequence) else ()


def texts(node: Node | None) -> tuple[Scalar, ...]:
    """The texts of a list."""
    return tuple(item for item in items(node) if isinstance(item, Scalar))


def day(value: Scalar, errors: Collector) -> date | None:
    """A day, or None after recording that it is none."""
    try:
        return date.fromisoformat(value.value)
    except ValueError:
        errors.error(Code.BAD_LITERAL, f"`{value.value}` is no day of the calendar", value.span)
        return None


def is_day(value: str) -> bool:
    """Whether a key has the form of a day."""
    return len(value) == 10 and value[4] == "-" == value[7] and value.replace("-", "").isdigit()


def number(value: Scalar, errors: Collector) -> Fraction | None:
    """A plain decimal number, exactly, or None after recording that it is none."""
    body = value.value.strip().removeprefix("-")
    whole, _, part = body.partition(".")
    digits = whole + part
    if not digits.isascii() or not digits.isdigit() or len(digits) > 30 or not whole or (not part and "." in body):
        errors.error(
            Code.BAD_LITERAL, f"`{value.value}` is no number", value.span, "write digits, and a point if needed"
        )
        return None
    return Fraction(value.value.strip())


def in_force(node: Node | None, errors: Collector) -> InForce:
    """The days from and to which a norm holds."""
    if not isinstance(node, Mapping):
        return InForce()
    since, until = scalar(node.get("from")), scalar(node.get("to"))
    return InForce(day(since, errors) if since else None, day(until, errors) if until else None)


def citations(node: Node | None, sources: dict[str, SourceDocument], errors: Collector) -> tuple[Citation, ...]:
    """The citations of a list."""
    found = (_citation(item, sources, errors) for item in items(node) if isinstance(item, Mapping))
    return tuple(citation for citation in found if citation is not None)


def _citation(node: Mapping, sources: dict[str, SourceDocument], errors: Collector) -> Citation | None:
    at = scalar(node.get("at"))
    if at is None:
        return _page(node, errors)
    source, _, written = at.value.partition("@")
    document = sources.get(source)
    if document is None:
        known = ", ".join(f"`{name}`" for name in sources) or "none"
        errors.error(
            Code.BAD_CITATION, f"no source `{source}` is declared", at.span, f"declared under `sources`: {known}"
        )
        return None
    ends = stretch(written, at.span, errors)
    if ends is None:
        return None
    start, end = ends
    if (kept_out := document.quarantined(start, end)) is not None:
        low, high = kept_out
        message = f"`{written}` touches {low}..{high}, which is quarantined in `{source}`"
        errors.error(Code.QUARANTINED, message, at.span, "what stands there is no part of the document: cite around it")
        return None
    return Citation(
        node.span,
        source=source,
        document=document.document,
        start=start,
        end=end,
        starts=text(node, "starts"),
        digest=text(node, "digest"),
        says=words(node.get("says")),
    )


def stretch(written: str, span: Span, errors: Collector) -> tuple[int, int] | None:
    """The ends of `start..end`, end excluded, or None after recording that it is no stretch."""
    start, _, end = written.partition("..")
    if len(start) > 9 or len(end) > 9 or int(start) >= int(end):
        errors.error(Code.BAD_CITATION, f"`{written}` is no stretch of a text", span, "write start..end, end excluded")
        return None
    return int(start), int(end)


def _page(node: Mapping, errors: Collector) -> Citation | None:
    seen = scalar(node.get("seen"))
    return Citation(
        node.span,
        page=text(node, "page"),
        article=text(node, "article"),
        seen=day(seen, errors) if seen is not None else None,
        background=text(node, "mark") == "background",
        says=words(node.get("says")),
    )


def head(node: Node) -> Span:
    """The first line of a node, for pointing at it."""
    source = node.span.source
    line, column = source.position(node.span.start)
    end = node.span.start + max(1, len(source.line(line)) - column + 1)
    return Span(source, node.span.start, min(max(node.span.end, node.span.start + 1), end))
