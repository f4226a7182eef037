"""Which entitlements of two sides are laid beside each other for a household."""

from __future__ import annotations

from collections.abc import Iterator

from elig.compare.model import Region
from elig.program.model import Entitlement, Rules
from elig.records import Struct


class Couple(Struct):
    """An entitlement on both sides, either of which may lack it."""

    old: Entitlement | None
    new: Entitlement | None
    identical: bool

    @property
    def key(self) -> tuple[str, str]:
        """The ids on both sides."""
        return (self.old.id if self.old else "", self.new.id if self.new else "")

    @property
    def known(self) -> Entitlement:
        """The entitlement on the side that has it."""
        found = self.new or self.old
        assert found is not None, "an entitlement stands on one side at least"
        return found

    @property
    def pays(self) -> bool:
        """Whether either side states an amount."""
        sides = (side for side in (self.old, self.new) if side is not None)
        return any(grant.amount is not None for side in sides for grant in side.grants)


class Compared:
    """Which entitlements belong together under the rules of two regions."""

    def __init__(self, regions: tuple[Region, ...]) -> None:
        self.regions = regions
        self._kept: dict[tuple[str, str], tuple[Couple, ...]] = {}

    def of(self, old: Rules, new: Rules) -> tuple[Couple, ...]:
        """The entitlements of the rules for a household on both sides, with those that regions share."""
        key = old.policy.id, new.policy.id
        if key not in self._kept:
            found: dict[tuple[str, str], Couple] = {}
            for region in self.regions:
                own = (region.old.policy.id, region.new.policy.id) == key
                if own or region.shared or not region.new.policy.jurisdiction:
                    found.update({couple.key: couple for couple in _couples(region)})
            self._kept[key] = tuple(found.values())
        return self._kept[key]


def _couples(region: Region) -> Iterator[Couple]:
    before, after = region.old.entitlements, region.new.entitlements
    for pair in region.every_pair:
        yield Couple(before.get(pair.old), after.get(pair.new), pair.identical)
