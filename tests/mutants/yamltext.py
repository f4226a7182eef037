"""Writing one node of a YAML file anew, the rest of the file untouched."""

from __future__ import annotations

import json

from elig.program.shape import plain
from elig.source import Mapping, Node, Scalar, Sequence


def written_anew(node: Node, new: object) -> str:
    """The text of the whole file with something else in place of a node, written as JSON, which YAML reads."""
    text = node.span.source.text
    return text[: node.span.start] + json.dumps(new, ensure_ascii=False) + text[end_of(node) :]


def end_of(node: Node) -> int:
    """Where a node really ends: the parser ends a block where the next begins."""
    text = node.span.source.text
    if node.span.start < node.span.end and text[node.span.start] in "[{":
        return node.span.end
    match node:
        case Scalar():
            return node.span.start + len(text[node.span.start : node.span.end].rstrip())
        case Sequence():
            return end_of(node.items[-1])
        case Mapping():
            return end_of(node.entries[-1].value)


def without(node: Mapping, key: str) -> object:
    """A mapping as data, less one of its keys."""
    return {entry.key.value: plain(entry.value) for entry in node.entries if entry.key.value != key}
