"""One side deciding the households of a population, with the functions that are generated for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property

from elig.compare.effect_model import Period, Sum
from elig.compare.sides import Side
from elig.compile.cells import Layout, Told
from elig.compile.decided import Decided
from elig.compile.decider import Decider
from elig.compile.told import TextReader
from elig.compile.verdict import Verdict
from elig.evaluate.decide import rules_for
from elig.evaluate.decision import GrantResult
from elig.facts.reading import HouseholdReader
from elig.program.model import Entitlement, Rules, Vocabulary
from elig.values import GrantKind, Outcome

Data = bytes | Mapping[str, object]
"""A household as JSON text, or as plain data."""

Flow = tuple[GrantKind, Period]
"""A kind of money and what it is for."""


class DecidingSide:
    """Reads and decides households under one side on one day."""

    def __init__(self, side: Side, on: date) -> None:
        self.side = side
        program = side.program
        self.vocabulary: Vocabulary = program.vocabulary
        self.layout = Layout.made(self.vocabulary)
        reader = HouseholdReader(self.vocabulary)
        self._reader = TextReader(self.layout, reader.keys, reader)
        self.policy = side.policy if any(r.policy.id == side.policy for r in program.regions) else None
        self.decider = Decider(program, self.layout, on, self.policy)
        self._rules: dict[str | None, Rules] = {}

    def read(self, text: Data) -> Told:
        """A household; raises `HouseholdError`."""
        return self._reader.read(text)

    def decide(self, told: Told) -> Decided:
        """The answers for a household; raises `HouseholdError` where it makes no sense."""
        return self.decider(told)

    def division(self, told: Told) -> str | None:
        """The division code in use where a household lives, if it is known."""
        place = self._home
        found = None if place is None else told.facts[place]
        return self.vocabulary.current(found) if isinstance(found, str) else None

    @cached_property
    def _home(self) -> int | None:
        fact = self.vocabulary.locality_fact
        return None if fact is None else self.layout.of(fact).index

    def rules(self, division: str | None) -> Rules:
        """The rules that hold for a division."""
        if division not in self._rules:
            self._rules[division] = rules_for(self.side.program, division, self.policy)
        return self._rules[division]


def verdicts(decided: Decided, entitlement: Entitlement | None) -> Iterator[tuple[str | None, Verdict]]:
    """The answers for an entitlement, by member, or for the household; none where a side has no such entitlement."""
    if entitlement is None:
        return
    found = decided[entitlement.id]
    if entitlement.of_member:
        yield from ((verdict.subject, verdict) for verdict in found.members)
    else:
        yield None, found


def flows(verdict: Verdict, money: str) -> Iterator[tuple[Flow, Sum]]:
    """What an answer gives in money: an amount that is not money, or that no rule states, is left out."""
    if verdict.outcome is Outcome.DUE or verdict.outcome is Outcome.UNDETERMINED:
        for grant in verdict.grants:
            if grant.payable is not None and grant.unit.without("person").powers == ((money, 1),):
                yield (grant.kind, Period(grant.every)), _sum(grant)


def _sum(grant: GrantResult) -> Sum:
    assert grant.payable is not None, "only grants with an amount are summed"
    low, high = grant.payable.low or Fraction(0), grant.payable.high
    return Sum(low, low, 1) if high is None else Sum(low, high)
