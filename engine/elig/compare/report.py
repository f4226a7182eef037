"""A comparison as a whole: what changed in the text, in the meaning, and for whom; and what that comes to."""

from __future__ import annotations

from datetime import date
from enum import Enum

from elig.compare.effect_model import Effect
from elig.compare.meaning import Meaning
from elig.compare.model import FieldChange, Item, Part, RuleChange, Structure
from elig.program.model import Vocabulary
from elig.prove.comparison import Asks, Verdict
from elig.records import Struct

_OF_RULES = (Part.ENTITLEMENT, Part.DEFINITION, Part.GROUP)


class Conclusion(Enum):
    """What a comparison comes to."""

    SAME = "same"
    """Nothing differs but what does nothing to any household."""
    DIFFERENT = "different"
    NOT_PROVED = "not_proved"
    """No difference was found, and something was not proved."""


class Report(Struct):
    """A comparison of two policies; parts that were not asked for are None."""

    old: str
    new: str
    on: date
    vocabulary: Vocabulary
    structure: Structure
    meaning: Meaning | None = None
    effect: Effect | None = None

    @property
    def reworded(self) -> frozenset[str]:
        """The entitlements (by their new ids) whose rules were changed and proved to mean the same."""
        if self.meaning is None:
            return frozenset()
        same: dict[str, bool] = {}
        for item in self.meaning.compared:
            proved = item.verdict is Verdict.SAME and (item.comparison is None or item.comparison.asks is Asks.SAME)
            same[item.new] = same.get(item.new, True) and proved
        known = {pair.new for region in self.structure.regions for pair in region.pairs}
        return frozenset(name for name, proved in same.items() if proved and name in known)

    @property
    def differing(self) -> tuple[Item, ...]:
        """What differs in the text and is not known to be harmless."""
        return tuple(item for item in self.structure.items if not item.harmless and not self._is_reworded(item))

    def _is_reworded(self, item: Item) -> bool:
        """Whether all that an item is about was proved to mean the same."""
        if self.meaning is None or not all(_is_of_rules(change) for change in item.changes):
            return False
        if item.part is Part.ENTITLEMENT:
            return item.new is not None and item.new.id in self.reworded
        return item.part in _OF_RULES and not self.meaning.differs and not self.meaning.open

    @property
    def conclusion(self) -> Conclusion:
        """What it all comes to."""
        touched = self.effect is not None and self.effect.touched > 0
        if self.meaning is not None and self.meaning.differs:
            return Conclusion.DIFFERENT
        if self.meaning is not None and self.meaning.open and not touched and not self._other_than_rules:
            return Conclusion.NOT_PROVED
        return Conclusion.DIFFERENT if self.differing or touched else Conclusion.SAME

    @property
    def _other_than_rules(self) -> bool:
        """Whether something differs that no proof is about: a figure, a source, what is given in kind."""
        return any(
            item.part not in _OF_RULES or not all(_is_of_rules(change) for change in item.changes)
            for item in self.differing
        )


def _is_of_rules(change: object) -> bool:
    """Whether a change is one of a rule, or harmless."""
    return isinstance(change, RuleChange) or (isinstance(change, FieldChange) and change.harmless is not None)
