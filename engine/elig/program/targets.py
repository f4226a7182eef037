"""Targets that a policy states for a place as a whole; no household is decided by them."""

from __future__ import annotations

from enum import Enum

from elig.program.citation import Citation, Words
from elig.program.nodes import BoundNode
from elig.records import LATER, Struct, field
from elig.source import Span


class Measure(Enum):
    """What a target is set for: an average over families, a share of a group, or how many stand at each place."""

    AVERAGE = "average"
    SHARE = "share"
    COVERAGE = "coverage"


class Check(Struct):
    """A target for a place as a whole: stated, cited and shown, never decided for a household."""

    id: str
    policy: str
    name: str
    label: Words
    measure: Measure
    of: Words
    target: BoundNode
    citations: tuple[Citation, ...] = field(metadata=LATER)
    span: Span = field(compare=False, repr=False, metadata=LATER)
