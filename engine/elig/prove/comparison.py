"""What a comparison of one entitlement under two policies comes to: plain data that can be kept and shown."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from elig.records import Struct
from elig.values import Interval, Outcome


class Verdict(Enum):
    """What a change of the text does to complete households, as far as it was proved."""

    SAME = "same"
    STRICTER = "stricter"
    LOOSER = "looser"
    BOTH = "both"
    AMOUNTS = "amounts_differ"
    MET = "met_differs"
    """Only when what is due counts as in place is another."""
    NOT_PROVED = "not_proved"


class Asks(Enum):
    """Whether answers differ for households of whom something is unknown, where complete ones are answered alike."""

    SAME = "same"
    DIFFERENTLY = "differently"
    NOT_PROVED = "not_proved"


class Direction(Enum):
    """What happens to the household of a witness: a worse or a better outcome, less or more money, another answer."""

    STRICTER = "stricter"
    LOOSER = "looser"
    LESS = "less"
    MORE = "more"
    OTHER = "other"
    """Neither: the outcome stays, and what is stated of it (a range, how long it lasts) is another."""
    MET = "met"
    ASKS = "asks"


class Reach(Enum):
    """How it was found that nothing changes."""

    IDENTICAL = "identical"
    """The rules are the same trees, or come to the same terms: no solver was asked."""
    PROVED = "proved"


class Seen(Struct):
    """What one side says of a witness: the outcome, that under each reading, and what each grant comes to.

    `amounts` are what is payable, by grant, in the unit of the grant (money to the minor unit).
    """

    outcome: Outcome
    by_reading: tuple[tuple[tuple[tuple[str, str], ...], Outcome], ...]
    amounts: tuple[tuple[str, Interval | None], ...]


class Witness(Struct):
    """A household that the two sides decide differently, replayed by the evaluator.

    `household` is JSON data that `elig check` accepts. `subject` is the id of the member who is decided, or None.
    `settled` are figures that no place has settled and that the witness supposes: parameter and keys, and the value;
    `local` is then the text of a locality file that states them, to be laid over with `--local`, else empty.
    `difference` is new less old, a month or as the grant says, for MORE and LESS.
    """

    direction: Direction
    members: int
    household: Mapping[str, Any]
    subject: str | None
    old: Seen
    new: Seen
    settled: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    local: str = ""
    grant: str = ""
    difference: str = ""


class Proof(Struct):
    """What is needed to repeat a proof: the solver and its limits, the bound, and what was assumed of households."""

    z3: str
    members: int
    rlimit: int
    seeds: tuple[int, ...]
    assumed: tuple[str, ...]
    """The conditions of the vocabulary that hold of every household that was looked at, as the files write them."""
    queries: int = 0
    sampled: int = 0
    """So many households at the boundaries were decided by the evaluator on both sides, as a cross-check."""


class Comparison(Struct):
    """One entitlement under two policies, over all complete households of up to `proof.members` members.

    `witnesses` holds at most one for each direction. `gain` and `loss` are the largest difference in one subject's
    payable amount that was found, None where there is none. `unproved` says in which direction and size the budget
    ended; a verdict other than NOT_PROVED may stand beside it, and then says what was found at least.
    """

    old: str
    new: str
    verdict: Verdict
    asks: Asks
    reach: Reach | None
    proof: Proof
    witnesses: tuple[Witness, ...] = ()
    gain: Witness | None = None
    loss: Witness | None = None
    unproved: tuple[str, ...] = ()

    def witness(self, direction: Direction) -> Witness | None:
        """The witness of a direction."""
        return next((found for found in self.witnesses if found.direction is direction), None)
