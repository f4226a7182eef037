"""Where an expression is written, and what is supposed there."""

from __future__ import annotations

from collections.abc import Mapping

from elig.evaluate.environment import Ends
from elig.evaluate.splits import Split
from elig.program.model import Fact
from elig.records import Struct, field, replace
from elig.sql.chain import Spot
from elig.values import Possible

Options = tuple[tuple[str, str], ...]


class Pin(Struct):
    """A fact that is held in one class of what it may be; `decided` is what the places that read it come to there."""

    fact: Fact = field(compare=False)
    name: str
    value: Possible
    decided: Mapping[int, bool] = field(compare=False)


class At(Struct):
    """A spot of the chain; readings that are chosen, gaps that are supposed, entitlements that are supposed to be due.

    `ends` says how far an unknown number reaches. `inside`: a quantifier is gone through, from a member's or from the
    household's. `pins` are facts of the household or of the subject that are held in a class; `splits` are facts of the
    members whose classes each condition of a quantifier goes through.
    """

    spot: Spot
    ends: Ends = Ends.TECHNICAL
    options: Options = ()
    gaps: tuple[tuple[str, bool], ...] = ()
    due: frozenset[str] = frozenset()
    inside: bool = False
    pins: tuple[Pin, ...] = ()
    splits: tuple[Split, ...] = ()

    def of(self, spot: Spot) -> At:
        """The same, at another spot."""
        return replace(self, spot=spot)
