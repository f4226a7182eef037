"""What a change of the text means for each entitlement: proved over all households, or looked for in a sample."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from elig.compare.days import Eras
from elig.compare.model import EntitlementPair, Region, Structure
from elig.compare.sampling import Sample, sample
from elig.compare.sides import Side
from elig.program.citation import Words
from elig.prove.bench import Pair
from elig.prove.compare import Workspace
from elig.prove.comparison import Asks, Comparison, Verdict
from elig.prove.errors import ProveError
from elig.prove.settings import Names
from elig.prove.sides import Side as Proving
from elig.prove.solver import Budget
from elig.records import Struct


class Compared(Struct):
    """One entitlement on a day at a place, by proof or by a sample; without either it is the same word for word.

    `old` or `new` is empty where that side has no such entitlement. `also` are further days from which the sides
    differ, which were not compared.
    """

    old: str
    new: str
    label: Words
    on: date
    place: str
    comparison: Comparison | None = None
    sample: Sample | None = None
    also: tuple[date, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """What the change does to complete households."""
        if self.sample is not None:
            return Verdict.NOT_PROVED
        return Verdict.SAME if self.comparison is None else self.comparison.verdict

    @property
    def differs(self) -> bool:
        """Whether some household was found that is decided otherwise, or asked otherwise."""
        if self.sample is not None:
            return bool(self.sample.differ)
        found = self.comparison
        if found is None:
            return False
        return found.verdict not in (Verdict.SAME, Verdict.NOT_PROVED) or found.asks is Asks.DIFFERENTLY

    @property
    def open(self) -> bool:
        """Whether something of it was not proved."""
        found = self.comparison
        if found is None:
            return self.sample is not None
        return bool(found.unproved) or found.verdict is Verdict.NOT_PROVED or found.asks is Asks.NOT_PROVED


class Meaning(Struct):
    """Every entitlement that is not word for word the same, over households of up to `members` members.

    `identical` counts those that say and read the same on both sides on the day. `missing` is empty, or the line that
    says how to install what proofs need.
    """

    members: int
    identical: int
    compared: tuple[Compared, ...]
    missing: str = ""

    @property
    def differs(self) -> bool:
        """Whether any entitlement decides some household otherwise."""
        return any(item.differs for item in self.compared)

    @property
    def open(self) -> bool:
        """Whether anything was not proved."""
        return any(item.open for item in self.compared)

    @property
    def assumed(self) -> tuple[str, ...]:
        """What the proofs suppose of every household, each once."""
        found = (item.comparison.proof for item in self.compared if item.comparison is not None)
        return tuple(dict.fromkeys(text for proof in found for text in proof.assumed))


def meaning(
    old: Side,
    new: Side,
    found: Structure,
    on: date,
    *,
    members: int = 7,
    only_on: bool = False,
    only: tuple[str, ...] = (),
    budget: Budget | None = None,
) -> Meaning:
    """Compare every pair of entitlements that is not identical, on the day and on each day from which they differ.

    `only_on` compares on the day alone; `only` names the entitlements, by their ids on either side.
    """
    listed: list[Compared] = []
    identical = 0
    missing = ""
    for region in found.regions:
        prover = _Prover(old, new, region, members, budget or Budget())
        for pair in region.every_pair:
            if only and not {pair.old, pair.new} & set(only):
                continue
            spots = prover.eras.spots(pair, on, only=only_on)
            if not spots.differ:
                identical += 1
                if not pair.identical:
                    listed.append(prover.same(pair, on))
            for place, day in spots.differ:
                try:
                    listed.append(prover.compare(pair, day, place, spots.also))
                except ProveError as error:
                    missing = str(error)
                    listed.append(prover.sampled(pair, day, place, spots.also))
    return Meaning(members, identical, tuple(listed), missing)


class _Prover:
    """Compares the entitlements of one region; what they have in common is made once for a day and a place."""

    def __init__(self, old: Side, new: Side, region: Region, members: int, budget: Budget) -> None:
        self.old, self.new, self.region = old, new, region
        self.members, self.budget = members, budget
        self.eras = Eras(region)
        self._kept: dict[tuple[date, str], Workspace] = {}

    def compare(self, pair: EntitlementPair, on: date, place: str, also: tuple[date, ...]) -> Compared:
        """Compare a pair; raises `ProveError` where there is no solver."""
        known = pair.old or pair.new
        found = self._workspace(on, place).compare(known, renamed="" if pair.new in ("", known) else pair.new)
        return Compared(pair.old, pair.new, self._label(pair), on, place, found, None, also)

    def same(self, pair: EntitlementPair, on: date) -> Compared:
        """A pair that says and reads the same on every day that was asked for."""
        return Compared(pair.old, pair.new, self._label(pair), on, self.eras.home)

    def sampled(self, pair: EntitlementPair, on: date, place: str, also: tuple[date, ...]) -> Compared:
        """A pair looked at in a sample of households, for want of a solver."""
        known = pair.old or pair.new
        both = self._workspace(on, place).both
        found = sample(both, Pair(known, pair.new or known), self.budget.samples)
        return Compared(pair.old, pair.new, self._label(pair), on, place, None, found, also)

    def _label(self, pair: EntitlementPair) -> Words:
        before, after = self.region.old.entitlements, self.region.new.entitlements
        return after[pair.new].label if pair.new else before[pair.old].label

    def _workspace(self, on: date, place: str) -> Workspace:
        if (on, place) not in self._kept:
            old = Proving(self.old.program, self.region.old, on, place)
            new = Proving(self.new.program, self.region.new, on, place)
            names = _names(self.region)
            self._kept[on, place] = Workspace(old, new, names=names, members=self.members, budget=self.budget)
        return self._kept[on, place]


def _names(region: Region) -> Names:
    """What the old side's ids are called on the new one."""
    turned: Mapping[str, str] = {old: new for new, old in region.names.items()}

    def of(kind: Mapping[str, object]) -> dict[str, str]:
        return {old: new for old, new in turned.items() if new in kind}

    rules = region.new
    return Names(of(rules.parameters), of(rules.readings))
