"""What differs between the texts of two policies, as data: items, and what of each was changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum

from elig.compare.clauses import Line
from elig.program.citation import Citation, Words
from elig.program.model import Rules
from elig.records import Struct, field


class Part(Enum):
    """What kind of thing an item is."""

    ENTITLEMENT = "entitlement"
    PARAMETER = "parameter"
    DEFINITION = "definition"
    GROUP = "group"
    READING = "reading"
    GAP = "gap"
    CHECK = "check"
    INVALID = "invalid"
    FACT = "fact"
    ENUMERATION = "enumeration"
    SOURCE = "source"
    LOCALITY = "locality"
    POLICY = "policy"


class Status(Enum):
    """What became of an item."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"


class Harmless(Enum):
    """Why a change does nothing to any household.

    `REWORDED` is not seen in the text: it is what was proved of a changed rule.
    """

    WORDING = "wording"
    LABEL = "label"
    COMMENT = "comment"
    ORDER = "order"
    SPELLING = "spelling"
    LAYOUT = "layout"
    RENAMED = "renamed"
    REWORDED = "reworded"


class RuleChange(Struct):
    """A clause or an amount that was changed; `address` as in `when`, `grants/premium/amount`, `is`.

    `harmless` is set where the rule was only written otherwise or put in another order; there are no lines where it
    reads the same.
    """

    address: str
    lines: tuple[Line, ...]
    harmless: Harmless | None = None


class ValueChange(Struct):
    """A figure's value for some keys at a place: what it was and what it is, from a day on.

    `old` and `new` are in words, None where no value is known; `exact_old` and `exact_new` as JSON writes them.
    """

    keys: Words
    place: Words
    division: str
    since: date
    old: Words | None
    new: Words | None
    exact_old: str | None
    exact_new: str | None
    old_citations: tuple[Citation, ...]
    new_citations: tuple[Citation, ...]


class FieldChange(Struct):
    """Anything else that a file says of an item, in words; None where it does not say it."""

    field: str
    old: Words | None
    new: Words | None
    harmless: Harmless | None = None


class CitationChange(Struct):
    """Sources that an item no longer has, and those that it has now."""

    removed: tuple[Citation, ...]
    added: tuple[Citation, ...]


Change = RuleChange | ValueChange | FieldChange | CitationChange


class Name(Struct):
    """What an item is called on one side, and where it stands."""

    id: str
    label: Words
    policy: str
    place: str = ""


class Item(Struct):
    """A thing that differs; `old` is None where it was added, `new` where it was removed.

    `through` are the things that it reads and that differ, by kind and id of the new side.
    """

    part: Part
    status: Status
    old: Name | None
    new: Name | None
    changes: tuple[Change, ...] = ()
    through: tuple[tuple[Part, str], ...] = ()

    @property
    def name(self) -> Name:
        """What it is called now, or was last."""
        found = self.new or self.old
        assert found is not None, "an item stands on one side at least"
        return found

    @property
    def is_renamed(self) -> bool:
        """Whether it goes by another id."""
        return self.old is not None and self.new is not None and self.old.id != self.new.id

    @property
    def harmless(self) -> bool:
        """Whether it can be seen in the text that no household is touched."""
        if self.through or self.status in (Status.ADDED, Status.REMOVED):
            return False
        return all(not isinstance(change, CitationChange | ValueChange) and change.harmless for change in self.changes)


class EntitlementPair(Struct):
    """An entitlement and what it became; `identical`: all that it says and reads is the same but for names.

    `old` or `new` is empty where that side has no such entitlement.
    """

    old: str
    new: str
    identical: bool = False


class Region(Struct):
    """The rules of one region on both sides, and which of their entitlements belong together."""

    old: Rules
    new: Rules
    pairs: tuple[EntitlementPair, ...]
    removed: tuple[str, ...]
    added: tuple[str, ...]
    names: Mapping[str, str]
    """The ids of the new side that are called otherwise on the old one."""
    shared: bool = False
    """Whether these are the rules that regions share, where each region is compared too."""

    @property
    def every_pair(self) -> Iterator[EntitlementPair]:
        """The pairs, and then what stands on one side only."""
        yield from self.pairs
        yield from (EntitlementPair(name, "") for name in self.removed)
        yield from (EntitlementPair("", name) for name in self.added)


class TextChange(Struct):
    """A file of which only comments, the order of its entries, or the layout differ, as often as said."""

    file: str
    kind: Harmless
    count: int


class Structure(Struct):
    """What differs between the texts of two policies."""

    items: tuple[Item, ...]
    texts: tuple[TextChange, ...]
    regions: tuple[Region, ...] = field(default=())

    @property
    def harmless(self) -> dict[Harmless, int]:
        """How often each harmless kind of change was found."""
        found: dict[Harmless, int] = dict.fromkeys(Harmless, 0)
        for kind in self._kinds():
            found[kind] += 1
        for text in self.texts:
            found[text.kind] += text.count
        return {kind: count for kind, count in found.items() if count}

    def _kinds(self) -> Iterator[Harmless]:
        for item in self.items:
            if item.is_renamed:
                yield Harmless.RENAMED
            for change in item.changes:
                if isinstance(change, RuleChange | FieldChange) and change.harmless is not None:
                    yield change.harmless
