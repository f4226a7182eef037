"""What changed in the text, in words: items with what of them was changed, and the harmless changes counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from elig.compare.clauses import NEW, OLD, SAME, Line
from elig.compare.marked import Segments
from elig.compare.model import (
    Change,
    CitationChange,
    FieldChange,
    Harmless,
    Item,
    Part,
    Region,
    RuleChange,
    Status,
    Structure,
    ValueChange,
)
from elig.explain.figures import day
from elig.explain.labels import Labels, labels_of_rules
from elig.explain.phrases import phrase
from elig.explain.sources import source_words
from elig.program.citation import Citation, Words
from elig.records import Struct

_SIGNS = {Status.ADDED: "+", Status.REMOVED: "-", Status.CHANGED: "~", Status.RENAMED: "="}
_COLORS = {OLD: "31", NEW: "32"}
_OPEN, _CLOSE = "⟦", "⟧"


class Style(Struct):
    """The language of a text, and whether it is coloured."""

    lang: str
    color: bool = False

    def say(self, key: str, **values: str) -> str:
        """A sentence of the catalogue."""
        return phrase(key, self.lang, **values)

    def paint(self, code: str, text: str) -> str:
        """A text in the colour of a terminal, or as it is."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text

    def marked(self, sign: str, parts: Segments) -> str:
        """A line of a rule: what differs stands in brackets, or reversed where there is colour."""
        color = _COLORS.get(sign, "")
        told = []
        for part in parts:
            if part.marked and self.color:
                told.append(self.paint(f"{color};7", part.text))
            elif part.marked:
                told.append(f"{_OPEN}{part.text}{_CLOSE}")
            else:
                told.append(self.paint(color, part.text) if color else part.text)
        return "".join(told)


def structure_lines(found: Structure, style: Style, reworded: frozenset[str]) -> Iterator[str]:
    """The first part of a comparison; `reworded` are entitlements that were proved to mean the same."""
    shown = [item for item in found.items if not _only_counted(item)]
    harmless = harmless_words(found, style, reworded)
    if not shown and not harmless:
        yield style.say("diff.nothing")
        return
    if not shown:
        yield style.say("diff.only_harmless")
    for part in Part:
        counts = Counter(item.status for item in shown if item.part is part)
        if counts:
            told = (
                style.say("diff.count", status=style.say(f"diff.status.{s.value}"), number=str(counts[s]))
                for s in Status
                if counts[s]
            )
            yield style.say("diff.counts", part=style.say(f"diff.part.{part.value}"), counts=_listed(told, style))
    for part in Part:
        for item in shown:
            if item.part is part:
                yield ""
                yield from item_lines(item, found.regions, style)
    if harmless:
        yield ""
        yield harmless


def harmless_words(found: Structure, style: Style, reworded: frozenset[str]) -> str:
    """The harmless changes counted by their kinds, or nothing."""
    harmless = dict(found.harmless)
    changed = {item.name.id for item in found.items if item.part is Part.ENTITLEMENT and not item.harmless}
    if changed & reworded:
        harmless[Harmless.REWORDED] = len(changed & reworded)
    told = (style.say(f"diff.harmless.{kind.value}", number=str(count)) for kind, count in harmless.items())
    return style.say("diff.harmless", counts=_listed(told, style)) if harmless else ""


def _only_counted(item: Item) -> bool:
    """Whether an item is harmless and would say no more than its count."""
    return item.harmless and not item.is_renamed


def _listed(parts: Iterable[str], style: Style) -> str:
    return style.say("list.comma").join(parts)


def item_lines(item: Item, regions: tuple[Region, ...], style: Style) -> Iterator[str]:
    """An item: what became of it, and what of it was changed."""
    status = status_words(item, style)
    title, id = item.name.label.text(style.lang), item.name.id
    key = "diff.item_no_id" if item.part is Part.INVALID or title == id else "diff.item"
    yield style.paint("1", style.say(key, sign=_SIGNS[item.status], title=title, id=id, status=status))
    labels = labels_of_item(item, regions, style.lang)
    for change in item.changes:
        if not isinstance(change, RuleChange) or change.lines:
            yield from (f"    {line}" for line in change_lines(change, labels, style))
    if item.through:
        yield "    " + through_words(item, regions, style)


def status_words(item: Item, style: Style) -> str:
    """What became of an item, and what it was called."""
    status = style.say(f"diff.status.{item.status.value}")
    if item.is_renamed and item.old is not None:
        return style.say("list.comma").join((status, style.say("diff.was_called", id=item.old.id)))
    return status


def through_words(item: Item, regions: tuple[Region, ...], style: Style) -> str:
    """What an entitlement reads that was changed."""
    labels = labels_of_item(item, regions, style.lang)[1]
    names = _listed((labels.label(id) for _, id in item.through), style)
    return style.say("diff.through_too" if item.changes else "diff.through", names=names)


def labels_of_item(item: Item, regions: tuple[Region, ...], lang: str) -> tuple[Labels, Labels]:
    """The labels of both sides' rules where an item stands."""
    for region in regions:
        if item.name.policy in (region.new.policy.id, region.old.policy.id):
            return labels_of_rules(region.old, lang), labels_of_rules(region.new, lang)
    if regions:
        return labels_of_rules(regions[0].old, lang), labels_of_rules(regions[0].new, lang)
    bare = Labels(lang, None, {}, {})
    return bare, bare


def change_lines(change: Change, labels: tuple[Labels, Labels], style: Style) -> Iterator[str]:
    """What was changed, in lines; harmless changes of words are counted and not told."""
    match change:
        case RuleChange():
            yield from _rule(change, style)
        case ValueChange():
            yield from _value(change, labels, style)
        case FieldChange():
            if change.harmless is None:
                yield _field(change, style)
        case CitationChange():
            for citation in change.removed:
                yield style.say("diff.cite_removed", source=source_words(citation, labels[0], full=True))
            for citation in change.added:
                yield style.say("diff.cite_added", source=source_words(citation, labels[1], full=True))


def _rule(change: RuleChange, style: Style) -> Iterator[str]:
    yield style.say("diff.rule", address=change.address)
    yield from (f"  {_line(line, line.rule.text(style.lang), style)}" for line in change.lines)
    if any(line.sign != SAME for line in change.lines):
        yield "  " + style.say("diff.in_words")
        told = (line for line in change.lines if line.sign != SAME)
        yield from (f"    {_line(line, line.words.text(style.lang), style)}" for line in told)


def _line(line: Line, parts: Segments, style: Style) -> str:
    sign = style.paint(_COLORS.get(line.sign, ""), line.sign) if line.sign != SAME else SAME
    return f"{sign} {'  ' * line.indent}{style.marked(line.sign, parts)}"


def _value(change: ValueChange, labels: tuple[Labels, Labels], style: Style) -> Iterator[str]:
    unset = style.say("diff.value_unset")
    old, new = (unset if words is None else words.text(style.lang) for words in (change.old, change.new))
    values = {"where": change.place.text(style.lang), "date": day(change.since, style.lang), "old": old, "new": new}
    keys = change.keys.text(style.lang)
    yield style.say("diff.value_keys", keys=keys, **values) if keys else style.say("diff.value", **values)
    before, after = _sources(change.old_citations, labels[0], style), _sources(change.new_citations, labels[1], style)
    yield "  " + style.say("diff.value_sources", old=before, new=after)


def _sources(citations: tuple[Citation, ...], labels: Labels, style: Style) -> str:
    told = [source_words(citation, labels, full=True) for citation in citations]
    return style.say("list.semicolon").join(told) or style.say("diff.no_source")


def _field(change: FieldChange, style: Style) -> str:
    def told(words: Words | None) -> str:
        return style.say("diff.field_none") if words is None else words.text(style.lang)

    return style.say("diff.field", field=change.field, old=told(change.old), new=told(change.new))
