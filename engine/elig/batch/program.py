"""What a run needs of the library's program."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Protocol

from elig.compile.cells import Told
from elig.compile.decider import Decider
from elig.evaluate.decision import Outcomes
from elig.facts.household import Household
from elig.program.model import CheckedProgram, Rules, Vocabulary


class Decision(Protocol):
    """What was decided by the reference evaluator."""

    @property
    def outcomes(self) -> Outcomes:
        """All of it."""
        ...


class Program(Protocol):
    """Checked policies, as `elig.load` gives them: what a run needs of them."""

    @property
    def checked(self) -> CheckedProgram:
        """All that was loaded."""
        ...

    @property
    def vocabulary(self) -> Vocabulary:
        """The facts of a household."""
        ...

    @property
    def regions(self) -> tuple[Rules, ...]:
        """The rules of every region."""
        ...

    def read(self, household: bytes | Mapping[str, object]) -> Household:
        """Read a household; raises `HouseholdError`."""
        ...

    def check(
        self,
        household: Household,
        *,
        on: date,
        policy: str | None = None,
        only: Collection[str] | None = None,
        members: Collection[str] | None = None,
    ) -> Decision:
        """Decide a household, or some entitlements and members of it, by the reference evaluator.

        Raises `HouseholdError` and `EligError`.
        """
        ...

    def household(self, household: bytes | Mapping[str, object]) -> Told:
        """Read a household for a decider; raises `HouseholdError`."""
        ...

    def decider(self, *, on: date, policy: str | None = None) -> Decider:
        """What decides many households of one day."""
        ...
