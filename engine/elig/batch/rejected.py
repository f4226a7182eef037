"""Households that could not be decided: in a file of their own, each with its line and the reason in two languages."""

from __future__ import annotations

import json
from pathlib import Path

from elig.errors import EligError, HouseholdError
from elig.explain.problems import render_problem
from elig.records import Struct


class Rejected(Struct):
    """A household that was not decided: its row in the input (a line, or a record, from 1), its id if it could be
    read, and why, as `elig check` says it.
    """

    row: int
    household: str | None
    reasons: tuple[dict[str, str], ...]

    def line(self) -> str:
        """The rejection as one line of JSON."""
        found = {"row": self.row, "household_id": self.household, "reasons": list(self.reasons)}
        return json.dumps(found, ensure_ascii=False)


def rejected(row: int, household: object, error: EligError) -> Rejected:
    """What is said of a household that the library refused."""
    name = household if isinstance(household, str) and household else None
    if not isinstance(error, HouseholdError):
        reason = {"path": "", "kind": "not_decided", "zh": str(error), "en": str(error)}
        return Rejected(row, name, (reason,))
    reasons = (
        {
            "path": problem.path,
            "kind": problem.kind,
            "zh": render_problem(problem, "zh"),
            "en": render_problem(problem, "en"),
        }
        for problem in error.problems
    )
    return Rejected(row, name, tuple(reasons))


def rejected_path(out: Path) -> Path:
    """Where the rejections of an output stand: beside it."""
    return out.with_name(f"{out.name}.rejected.jsonl")
