"""What `elig prove` finds about one policy: plain data that can be kept and shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

from elig.program.claim import Claim
from elig.program.nodes import Node
from elig.prove.comparison import Proof
from elig.records import Struct, field
from elig.values import Interval, Outcome


class Kind(Enum):
    """What a finding is about."""

    NEVER_DUE = "never_due"
    """No complete household is ever entitled, or not even possibly."""
    IDLE = "cannot_matter"
    """A part of a rule that could be left out: no outcome changes."""
    OVERLAP = "rows_overlap"
    """Two rows of a table fit one household and come to something else."""
    TWICE = "given_twice"
    """Two entitlements give the same thing to one subject."""
    FLOOR = "floor_below_floor"
    """A region gives less at the least than the national rule for the same thing."""
    CLIFF = "cliff"
    """One yuan more of income costs more than one yuan of support."""


class Holds(Enum):
    """Whether a claim holds."""

    PROVED = "proved"
    REFUTED = "refuted"
    NOT_PROVED = "not_proved"


class Decided(Struct):
    """What the evaluator says of a subject of an example, as it was predicted: the outcome and what is payable.

    `amounts` are by grant, in its unit; None where no amount is stated.
    """

    entitlement: str
    subject: str | None
    outcome: Outcome
    amounts: tuple[tuple[str, Interval | None], ...] = ()


class Example(Struct):
    """A household, or two that differ in one thing, as JSON that `elig check` accepts; replayed by the evaluator.

    `settled` are figures that no place has settled and that the example supposes: parameter, keys, value; `local` is
    the text of a locality file that states them, to be laid over with `--local`, else empty.
    """

    members: int
    households: tuple[Mapping[str, Any], ...]
    decided: tuple[tuple[Decided, ...], ...]
    settled: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    local: str = ""


class Drop(Struct):
    """A cliff: the fact that rises, from what to what, and the support before and after, a month.

    `high`: of the most that may be given, else of the least.
    """

    fact: str
    member: str | None
    before: Fraction
    after: Fraction
    support_before: Fraction
    support_after: Fraction
    high: bool

    @property
    def loss(self) -> Fraction:
        """How much less is given."""
        return self.support_before - self.support_after


class Finding(Struct):
    """One thing that was found, with a household that shows it; what no household can show was proved for all."""

    kind: Kind
    entitlements: tuple[str, ...]
    address: str = ""
    """Of the clause or item, as in a reason: `entitlement/clause/item`."""
    part: Node | None = None
    """The condition that cannot matter."""
    grants: tuple[str, ...] = ()
    drop: Drop | None = None
    example: Example | None = None
    largest: Finding | None = None
    """The largest cliff of households as large as the bound, where it is larger than that of the smallest household."""


class Unproved(Struct):
    """A question that the budget or the encoding did not reach: nothing is said about it."""

    kind: Kind | None
    entitlements: tuple[str, ...]
    address: str
    why: str


class ClaimResult(Struct):
    """A claim and whether it holds for all households up to the bound; refuted it has an example.

    `vacuous`: it was proved, and no household is ever in the case that it speaks of.
    """

    claim: Claim
    holds: Holds
    vacuous: bool = False
    example: Example | None = None
    why: str = ""


class ProofReport(Struct):
    """All that was found about one policy on a day at a place."""

    policy: str
    on: date
    place: str
    findings: tuple[Finding, ...]
    claims: tuple[ClaimResult, ...]
    unproved: tuple[Unproved, ...]
    proof: Proof
    looked_at: Mapping[Kind, int] = field(default_factory=dict)
    """How many questions of each kind were asked and answered."""
    not_in_force: tuple[str, ...] = ()
    """Entitlements that no rule is in force for on the day: nothing was asked of them."""
