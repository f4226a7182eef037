"""Where a rule is read, and what rules came to there."""

from __future__ import annotations

from elig.prove.possible import Value
from elig.records import Struct, field, replace


class Here(Struct):
    """Where a rule is read: of which member, beside whom (`this`), and what is supposed of readings and gaps.

    `due` are entitlements that are supposed to be due; `norms`: in an amount, which shows no technical end.
    """

    member: int | None = None
    this: int | None = None
    options: tuple[tuple[str, str], ...] = ()
    gaps: tuple[tuple[str, bool], ...] = ()
    due: frozenset[tuple[str, int | None]] = frozenset()
    norms: bool = False

    def of(self, member: int | None) -> Here:
        """The same of another member."""
        return self if member == self.member else replace(self, member=member)


Alone = dict[tuple[object, ...], Value]
"""What rules that do not depend on the number of members came to."""


class Memo(Struct, frozen=False):
    """What rules came to; both sides share it, as their rules have the same numbers.

    `alone` are those of one member or of the household: households of every size share them.
    """

    values: dict[tuple[object, ...], Value] = field(default_factory=dict)
    alone: Alone = field(default_factory=dict)
