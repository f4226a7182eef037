"""Counting what was decided, for the report: by region and entitlement, with amounts of different kinds kept apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from elig.batch.answer import GivenGrant
from elig.batch.reference import Found
from elig.batch.rejected import Rejected
from elig.records import Struct, field

NOTHING = ""
"""Stands for what is missing where nothing that could be told would settle an answer: the text leaves it open."""
Key = tuple[str, str]
"""A region (empty: only what holds everywhere) and an entitlement."""
GrantKey = tuple[str, str, str, str, str, str, str, str]
"""A region, an entitlement, a grant, its kind, period and unit, the bound, and the outcome."""


class Sums(Struct, frozen=False):
    """How many amounts were added up, and their ends; an open end adds nothing."""

    count: int = 0
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)

    def add(self, count: int, low: Decimal, high: Decimal) -> None:
        """Add so many amounts."""
        self.count += count
        self.low += low
        self.high += high


class Tally(Struct, frozen=False):
    """What a run came to.

    `outcomes` counts subjects, `households` those of them that are households with at least one subject so decided,
    `people` the members whom what is due reaches. `strangers` are members of no household of the
    input. `missing` counts for how many answers each open item is asked.
    """

    read: int = 0
    decided: int = 0
    rejected: int = 0
    members: int = 0
    strangers: int = 0
    regions: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    households: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    people: Counter[Key] = field(default_factory=Counter)
    missing: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    amounts: dict[GrantKey, Sums] = field(default_factory=dict)
    rejections: Counter[str] = field(default_factory=Counter)

    def add(self, found: Iterable[Found]) -> None:
        """Count some households."""
        for one in found:
            self._household(one)

    def reject(self, item: Rejected) -> None:
        """Count a household that was not decided."""
        self.rejected += 1
        self.rejections.update({reason["kind"] for reason in item.reasons})

    def _household(self, one: Found) -> None:
        region = one.region or ""
        self.decided += 1
        self.members += one.members
        self.regions[region] += 1
        seen: set[tuple[str, str]] = set()
        for answer in one.answers:
            key = (region, answer.entitlement)
            self.outcomes[*key, answer.outcome] += 1
            seen.add((answer.entitlement, answer.outcome))
            if answer.outcome == "due":
                self.people[key] += one.members if answer.subject is None else 1
            missing = {general(path) for path in answer.missing}
            for item in missing or ([NOTHING] if answer.outcome == "undetermined" else []):
                self.missing[*key, item] += 1
            for grant in answer.grants:
                self._grant(key, grant, answer.outcome)
        for entitlement, outcome in seen:
            self.households[region, entitlement, outcome] += 1

    def _grant(self, key: Key, grant: GivenGrant, outcome: str) -> None:
        of = (*key, grant.id, grant.kind, grant.every, grant.unit, grant.bound, outcome)
        low, high = grant.low or Decimal(0), grant.high or Decimal(0)
        self.amounts.setdefault(of, Sums()).add(1, low, high)


def general(path: str) -> str:
    """What is missing without saying of whom.

    >>> general("members[m2].birth_date"), general("dibao_standard for urban")
    ('members[].birth_date', 'dibao_standard for urban')
    """
    before, bracket, rest = path.partition("[")
    return f"{before}[]{rest.partition(']')[2]}" if bracket else path
