"""What of one thing was changed: its fields in words, its rules line by line, its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from elig.compare.clauses import Sides, lines_of
from elig.compare.fingerprints import Fingerprints
from elig.compare.matching import place_of
from elig.compare.model import CitationChange, FieldChange, Harmless, RuleChange
from elig.compare.rows import rows_of
from elig.compare.treediff import renamed
from elig.explain.phrases import phrase, sentence
from elig.explain.rules_text import in_force_words as force_words
from elig.program.citation import Citation, Words
from elig.program.model import InForce
from elig.program.nodes import Item, Node
from elig.program.walk import children
from elig.records import Struct


class Prints(Struct):
    """Fingerprints of both sides: as written by name, without order, and with all that is read."""

    old: Fingerprints
    new: Fingerprints
    old_loose: Fingerprints
    new_loose: Fingerprints
    old_deep: Fingerprints
    new_deep: Fingerprints

    @classmethod
    def of(cls, sides: Sides) -> Prints:
        """The fingerprints of two sides."""
        old, new, names = sides.old, sides.new, sides.names
        return cls(
            Fingerprints(old, {}, deep=False),
            Fingerprints(new, names, deep=False),
            Fingerprints(old, {}, deep=False, loose=True),
            Fingerprints(new, names, deep=False, loose=True),
            Fingerprints(old, {}, deep=True),
            Fingerprints(new, names, deep=True),
        )


def rule_change(address: str, old: Node | None, new: Node | None, sides: Sides, prints: Prints) -> Iterator[RuleChange]:
    """The change of a clause, if any, and whether it can be seen that it does nothing."""
    if old is None and new is None:
        return
    if prints.old.of(old) == prints.new.of(new):
        kind = _written(old, new, sides)
        if kind is not None:
            yield RuleChange(address, (), kind)
    elif prints.old_loose.of(old) == prints.new_loose.of(new):
        kind = Harmless.SPELLING if _rows(old, {}) == _rows(new, dict(sides.names)) else Harmless.ORDER
        yield RuleChange(address, lines_of(old, new, sides), kind)
    else:
        yield RuleChange(address, lines_of(old, new, sides))


def _rows(node: Node | None, names: dict[str, str]) -> list[object]:
    return [tuple(renamed(tree, names) for tree in row.expressions) for row in rows_of(node)]


def _written(old: Node | None, new: Node | None, sides: Sides) -> Harmless | None:
    """How the texts of one rule differ: in words and signs, in blanks alone, or not at all but for new names."""
    one, other = "\n".join(_texts(old)), "\n".join(_texts(new))
    if one == other or _only_names(one, other, sides):
        return None
    return Harmless.LAYOUT if one.split() == other.split() else Harmless.SPELLING


def _only_names(old: str, new: str, sides: Sides) -> bool:
    """Whether nothing but new names makes the difference, which is counted where the names were changed."""
    if not sides.names:
        return False
    one, other = (re.split(r"(\W+)", text) for text in (old, new))
    return one == [sides.names.get(word, word) for word in other]


def _texts(node: Node | None) -> Iterator[str]:
    """The texts of the expressions of a clause, as the file has them."""
    if node is None:
        return
    if node.span is not None:
        yield node.span.text
        return
    for child in children(node):
        yield from _texts(child)


def field_change(
    field: str, old: Words | str | None, new: Words | str | None, harmless: Harmless | None = None
) -> Iterator[FieldChange]:
    """The change of a field, if any; what is not a text in two languages reads the same in both."""
    if (old or None) != (new or None):
        yield FieldChange(field, _words(old), _words(new), harmless)


def _words(text: Words | str | None) -> Words | None:
    if isinstance(text, str):
        return Words(text, text) if text else None
    return text


def joined(words: tuple[Words, ...]) -> Words | None:
    """Several texts as one list."""
    if not words:
        return None
    return Words(*(phrase("list.comma", lang).join(word.text(lang) for word in words) for lang in ("zh", "en")))


def citation_change(old: tuple[Citation, ...], new: tuple[Citation, ...]) -> Iterator[CitationChange | FieldChange]:
    """Sources that went and came; what is said of a source that stayed is wording."""
    before = {place_of(item): item for item in old}
    after = {place_of(item): item for item in new}
    removed = tuple(item for place, item in before.items() if place not in after)
    added = tuple(item for place, item in after.items() if place not in before)
    if removed or added:
        yield CitationChange(removed, added)
    for place in before.keys() & after.keys():
        one, other = before[place], after[place]
        yield from field_change("says", one.says, other.says, Harmless.WORDING)
        yield from field_change("seen", str(one.seen or ""), str(other.seen or ""), Harmless.WORDING)
        if one.background != other.background:
            yield FieldChange("mark", sentence(f"diff.mark_{_mark(one)}"), sentence(f"diff.mark_{_mark(other)}"))
    if not removed and not added and list(before) != list(after):
        yield FieldChange("cite", None, None, Harmless.ORDER)


def _mark(item: Citation) -> str:
    return "background" if item.background else "read"


def in_force_words(force: InForce) -> Words | None:
    """From and until when a norm holds."""
    return Words(force_words(force, "zh"), force_words(force, "en")) if force != InForce() else None


def item_labels(old: Node | None, new: Node | None, address: str) -> Iterator[FieldChange | CitationChange]:
    """Labels and sources of the items of a clause that stand at one address on both sides."""
    before, after = dict(_items(old, address)), dict(_items(new, address))
    for place in before.keys() & after.keys():
        one, other = before[place], after[place]
        yield from field_change(f"{place}/label", one.label, other.label, Harmless.LABEL)
        yield from citation_change(one.citations, other.citations)


def _items(node: Node | None, address: str) -> Iterator[tuple[str, Item]]:
    for item in getattr(node, "items", ()):
        if isinstance(item, Item):
            place = f"{address}/{item.id}"
            yield place, item
            yield from _items(item.condition, place)
            yield from _items(item.unless, place)
