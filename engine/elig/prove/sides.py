"""A policy as one side of a comparison: its rules on a day, at a place."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from elig.errors import EligError
from elig.evaluate.check import Checker
from elig.evaluate.dated import DatedRules, at
from elig.evaluate.decide import rules_for
from elig.program.model import CheckedProgram, Entitlement, Rules
from elig.records import replace


class Side:
    """The rules of one region on a day, for households whose new home is at `place` (a division code in use).

    Figures and settled readings are those of the place; what nobody settled there is open. Never changed after it was
    made; `with_entitlement` gives another one.
    """

    def __init__(self, program: CheckedProgram, rules: Rules, on: date, place: str, dated: DatedRules | None = None):
        self.program = program
        self.rules = rules
        self.on = on
        self.place = place
        self._dated = dated

    @classmethod
    def of(cls, program: CheckedProgram, on: date, *, policy: str | None = None, place: str | None = None) -> Side:
        """The side of a region by its policy's id, or of the region in which a place lies.

        Without a place it is the region's own division. Raises `EligError` where no rules fit.
        """
        division = None if place is None else program.vocabulary.current(place)
        rules = rules_for(program, division, policy)
        if division is None and not rules.policy.jurisdiction:
            raise EligError("rules for everybody are compared at a place: name a division")
        return cls(program, rules, on, division or rules.policy.jurisdiction)

    @property
    def most_members(self) -> int:
        """How many members a household has at most."""
        return self.program.vocabulary.subjects.max_parts

    @cached_property
    def dated(self) -> DatedRules:
        """The rules as they hold on the day."""
        return at(self.rules, self.on) if self._dated is None else self._dated

    @cached_property
    def checker(self) -> Checker:
        """What decides one household under the rules."""
        return Checker(self.dated)

    def with_entitlement(self, entitlement: Entitlement) -> Side:
        """The side with one entitlement (of the day, without date maps) in place of the one of the same id."""
        entitlements = {**self.dated.entitlements, entitlement.id: entitlement}
        dated = replace(self.dated, entitlements=entitlements)
        return Side(self.program, self.rules, self.on, self.place, dated)
