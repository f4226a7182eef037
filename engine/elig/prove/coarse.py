"""Households of one size shown to be answered alike without going into what their members add up to.

Most changes leave the sums and counts of a rule alone. Where both sides then agree, whatever the comparisons over all
members come to, no sum over seven members has to be written.
"""

from __future__ import annotations

from elig.prove.bench import Pair
from elig.prove.comparison import Direction, Reach
from elig.prove.errors import NotEncodedError
from elig.prove.keys import MEMBERS
from elig.prove.lin import FALSE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from elig.prove.compare import Workspace


class Coarse:
    """Goes through households of one entitlement, as long as that is enough to show that they change in no direction.

    The smallest ones are left to the whole rules: what differs at all mostly differs there. What was not shown is not
    tried again for larger ones, unless there are fewer directions to look for.
    """

    def __init__(self, work: Workspace, pair: Pair, *, unknown: bool = False) -> None:
        self.work = work
        self.pair = pair
        self.unknown = unknown
        self._reads_members = MEMBERS in work.both.marks(pair)
        self._not_shown = frozenset[Direction]()

    def shows(self, members: int, member: int | None, directions: frozenset[Direction]) -> Reach | None:
        """How households of so many members are shown to change in no direction; None where they may."""
        if members < 2 or not self._reads_members or directions == self._not_shown:
            return None
        found = self._shown(members, member, directions)
        if found is None:
            self._not_shown = directions
        return found

    def _shown(self, members: int, member: int | None, directions: frozenset[Direction]) -> Reach | None:
        bench = self.work.bench(members, settled=not self.unknown, unknown=self.unknown, coarse=True)
        try:
            changed = bench.changes(self.pair, member).when
        except NotEncodedError:
            return None
        differs = bench.both.terms.any_of(when for direction, when in changed.items() if direction in directions)
        if differs == FALSE:
            return Reach.IDENTICAL
        return Reach.PROVED if self.work.solver.excludes((differs,)) else None
