"""Where an expression is written, and what is supposed there."""

from __future__ import annotations

from elig.evaluate.environment import Ends
from elig.records import dataclass, replace
from elig.sql.chain import Spot

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class At:
    """A spot of the chain; readings that are chosen, gaps that are supposed, entitlements that are supposed to be due.

    `ends` says how far an unknown number reaches. `inside`: a quantifier is gone through, from a member's or from the
    household's.
    """

    spot: Spot
    ends: Ends = Ends.TECHNICAL
    options: Options = ()
    gaps: tuple[tuple[str, bool], ...] = ()
    due: frozenset[str] = frozenset()
    inside: bool = False

    def of(self, spot: Spot) -> At:
        """The same, at another spot."""
        return replace(self, spot=spot)
