"""The parts of a case file as plain data: what stands in quotes is text, the rest is read as JSON would be."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from elig.source import Mapping, Node, Scalar, Sequence

Plain = None | bool | int | Decimal | str | list["Plain"] | dict[str, "Plain"]
"""Data as JSON has it."""

_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


def typed(node: Node) -> Plain:
    """A node with numbers and truth values; days and words stay text."""
    match node:
        case Scalar():
            return _scalar(node)
        case Sequence():
            return [typed(item) for item in node.items]
        case Mapping():
            return {entry.key.value: typed(entry.value) for entry in node.entries}


def _scalar(node: Scalar) -> Plain:
    if not node.plain:
        return node.value
    if node.value in _WORDS:
        return _WORDS[node.value]
    body = node.value.removeprefix("-")
    if body.isascii() and body.isdigit():
        return int(node.value)
    if body.replace(".", "", 1).isascii() and body.replace(".", "", 1).isdigit() and body[:1] != ".":
        try:
            return Decimal(node.value)
        except InvalidOperation:
            return node.value
    return node.value
