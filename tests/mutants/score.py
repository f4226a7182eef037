"""How many mutants of a policy file are told from it, and which are proved to be the same rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from pathlib import Path

from elig.api import Program, load_texts
from elig.errors import PolicyError
from elig.program.model import CheckedProgram
from elig.prove.compare import Workspace
from elig.prove.comparison import Asks, Comparison, Verdict
from elig.prove.errors import NotEncodedError, PredictionError
from elig.prove.sides import Side
from elig.prove.solver import Budget
from elig.source import Source
from tests.mutants.file import Mutant, mutants

POLICIES = Path(__file__).parents[2] / "policies"
REGIONS = ("hezhou", "huishui", "liupanshui", "ningshan", "qianxinan")
SHARED = "national"
"""The rules that every region uses."""

PLACE = "522301"
"""Where the rules that all share are compared: a county of Guizhou."""


class Fate(Enum):
    """What becomes of a mutant."""

    REFUSED = "refused at load"
    FOUND = "found, with a witness"
    ASKS = "found where something is unknown"
    SAME = "proved the same"
    UNKNOWN = "not proved"


@dataclass(frozen=True)
class Judged:
    """A mutant, what became of it, and what shows it."""

    mutant: Mutant
    fate: Fate
    shown_by: str = ""


def of_policy(policy: str, program: Program) -> tuple[Mutant, ...]:
    """The mutants of a shipped policy."""
    name = f"policies/{policy}.yaml"
    source = Source(name, shipped(policy))
    return tuple(mutants(source, program, policy))


def shipped(policy: str) -> str:
    """The text of a shipped policy."""
    return (POLICIES / f"{policy}.yaml").read_text("utf-8")


def loaded(policy: str, text: str, **others: str) -> CheckedProgram:
    """A policy file of its own, with what it uses and without what any place says. Raises `PolicyError`.

    `others` are texts of files that it uses, in place of those that are shipped.
    """
    texts = {f"policies/{name}.yaml": found for name, found in {policy: text, **others}.items()}
    return load_texts(texts, folder=POLICIES).checked


class Judge:
    """Compares the mutants of one policy with it."""

    def __init__(self, policy: str, on: date, members: int = 7, budget: Budget | None = None) -> None:
        self.policy = policy
        self.on = on
        self.members = members
        self.budget = budget or Budget()
        self._shipped: dict[str, CheckedProgram] = {}

    def judge(self, mutant: Mutant) -> Judged:
        """What becomes of a mutant; of rules that all regions share, under the regions too while nothing shows it."""
        found = Judged(mutant, Fate.SAME)
        for reader in (self.policy, *(REGIONS if self.policy == SHARED else ())):
            if found.fate is Fate.SAME:
                found = self._under(reader, mutant)
        return found

    def _under(self, reader: str, mutant: Mutant) -> Judged:
        """What becomes of a mutant under the rules of one policy: of the days on which it can show, one is enough."""
        try:
            new = self._loaded(reader, mutant.text)
        except PolicyError as problem:
            return Judged(mutant, Fate.REFUSED, problem.diagnostics[0].code.value)
        if reader not in self._shipped:
            self._shipped[reader] = self._loaded(reader, shipped(self.policy))
        asks, unknown = "", ""
        for day in self._days(mutant):
            sides = (self._side(program, reader, day) for program in (self._shipped[reader], new))
            work = Workspace(*sides, members=self.members, budget=self.budget)
            for id in touched(work):
                try:
                    found = work.compare(id, to_the_first=True)
                except (NotEncodedError, PredictionError) as problem:
                    unknown = unknown or f"{id}: {type(problem).__name__}: {problem}"[:200]
                    continue
                if found.witnesses and found.verdict is not Verdict.SAME:
                    return Judged(mutant, Fate.FOUND, _said(found, day))
                if found.asks is Asks.DIFFERENTLY:
                    asks = asks or f"{id} on {day}"
                if found.verdict is Verdict.NOT_PROVED:
                    unknown = unknown or f"{id}: {'; '.join(found.unproved)}"
        if unknown:
            return Judged(mutant, Fate.UNKNOWN, unknown)
        return Judged(mutant, Fate.ASKS, asks) if asks else Judged(mutant, Fate.SAME)

    def _loaded(self, reader: str, text: str) -> CheckedProgram:
        """The rules of a policy where the policy of the mutants has a text."""
        return loaded(self.policy, text) if reader == self.policy else loaded(reader, shipped(reader), **{SHARED: text})

    @staticmethod
    def _side(program: CheckedProgram, reader: str, day: date) -> Side:
        return Side.of(program, day, place=PLACE) if reader == SHARED else Side.of(program, day, policy=reader)

    def _days(self, mutant: Mutant) -> Iterable[date]:
        """The days on which a moved day shows; else the usual day, and one within each older version of the rules.

        What asks for today is looked at on the days on which a school year ends and begins, too.
        """
        turns = (date(self.on.year, 8, 31), date(self.on.year, 9, 1)) if "today" in mutant.was else ()
        return mutant.days or dict.fromkeys((_version(mutant), self.on, *turns))


def _version(mutant: Mutant) -> date:
    """A day on which the version holds in which the mutant stands, at its end where others follow."""
    stated = [part for part in mutant.path if len(part) == 10 and part[4] == part[7] == "-"]
    return date.fromisoformat(stated[-1]) + timedelta(days=14) if stated else date(2024, 6, 1)


def touched(work: Workspace) -> Iterator[str]:
    """The entitlements of which the rules are not the same trees on both sides."""
    from elig.prove.bench import Pair

    both = work.both
    for id in {**both.old.dated.entitlements, **both.new.dated.entitlements}:
        if not both.is_identical(Pair(id, id)):
            yield id


def _said(found: Comparison, day: date) -> str:
    witness = found.witnesses[0]
    return f"{found.new} {found.verdict.value} on {day}, {witness.members} members"
