"""The names by which rules are written: Chinese ones where the files declare them, else ids."""

from __future__ import annotations

from elig.lang import Language
from elig.program.model import Rules
from elig.records import Struct


class RuleNames(Struct):
    """The names of one side's rules, for the printer."""

    rules: Rules

    def name(self, id: str, language: Language) -> str:
        """A fact, definition, parameter, entitlement or gap."""
        rules = self.rules
        found = (
            rules.vocabulary.facts.get(id)
            or rules.definitions.get(id)
            or rules.parameters.get(id)
            or rules.entitlements.get(id)
        )
        return id if found is None or language is Language.EN else found.name or id

    def word(self, enumeration: str, id: str, language: Language) -> str:
        """A value of an enumeration."""
        known = self.rules.vocabulary.enumerations.get(enumeration)
        found = None if known is None else known.get(id)
        return id if found is None or language is Language.EN else found.name or id

    def group(self, id: str, language: Language) -> str:
        """A group of members."""
        subjects = self.rules.vocabulary.subjects
        if id in (subjects.parts, subjects.part):
            return subjects.part if language is Language.EN else subjects.part_label.zh
        found = self.rules.groups.get(id)
        return id if found is None or language is Language.EN else found.name or id
