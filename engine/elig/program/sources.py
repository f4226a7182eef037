"""The documents that a file cites, and the stretches of them that are no part of their text."""

from __future__ import annotations

from elig.errors import Code, Collector
from elig.program.fields import mappings, stretch, text, texts
from elig.program.model import SourceDocument
from elig.source import Mapping


def read_sources(root: Mapping, errors: Collector) -> dict[str, SourceDocument]:
    """The documents that a file declares, by the names that its citations use."""
    return {
        key.value: SourceDocument(key.value, text(node, "document"), text(node, "sha256"), _quarantine(node, errors))
        for key, node in mappings(root.get("sources"))
    }


def _quarantine(node: Mapping, errors: Collector) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for item in texts(node.get("quarantine")):
        ends = stretch(item.value, item.span, errors)
        if ends is None:
            continue
        if found and ends[0] < found[-1][1]:
            message = f"`{item.value}` begins before the stretch in front of it ends"
            errors.error(Code.BAD_CITATION, message, item.span, "write the stretches in the order of the text")
        else:
            found.append(ends)
    return tuple(found)
