"""The shipped pairs of policies: what is to be found of each, entitlement by entitlement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from elig.program.citation import Words
from elig.program.fields import mappings, scalar, text, words
from elig.source import Mapping, Scalar, Source, read_yaml

FOLDER = Path(__file__).parent
HALVES = ("same", "seeded")
DAY = date(2024, 6, 1)
MEMBERS = 3
"""Households of up to so many members are enough to tell the shipped pairs apart, and quicker than the default."""


@dataclass(frozen=True)
class Pair:
    """Two policies; `expected` are the verdicts of the entitlements that differ, all others are the same."""

    name: str
    half: str
    what: Words
    old: Path
    new: Path
    on: date
    members: int
    expected: tuple[tuple[str, str], ...]


def pairs(half: str) -> tuple[Pair, ...]:
    """The pairs of one half, in the order of its index."""
    return tuple(_pairs(half))


def _pairs(half: str) -> Iterator[Pair]:
    path = FOLDER / half / "index.yaml"
    root = read_yaml(Source(path.name, path.read_text("utf-8")))
    assert isinstance(root, Mapping), f"{path} is a mapping"
    for key, node in mappings(root.get("pairs")):
        folder = FOLDER / half / key.value
        expected = node.get("expected")
        assert isinstance(expected, Mapping), f"{key.value} says what is expected"
        found = tuple((e.key.value, e.value.value) for e in expected.entries if isinstance(e.value, Scalar))
        on, members = scalar(node.get("on")), text(node, "members")
        yield Pair(
            key.value,
            half,
            words(node.get("what")) or Words(key.value),
            folder / "old.yaml",
            folder / "new.yaml",
            DAY if on is None else date.fromisoformat(on.value),
            int(members) if members else MEMBERS,
            found,
        )
