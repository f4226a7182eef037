"""Two clauses laid side by side: which rows stand in both, which were changed, and which parts of those."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher

from elig.compare.marked import Speaker, Told, plain, segments, whole
from elig.compare.rows import ClauseRow, RowKind, rows_of
from elig.compare.treediff import NO_MARKS, Marks, differing, renamed
from elig.explain.figures import day
from elig.explain.labels import labels_of_rules
from elig.explain.phrases import phrase
from elig.program.model import Rules
from elig.program.nodes import Node
from elig.records import Struct

SAME, OLD, NEW = " ", "-", "+"
"""The signs of a line: it stands on both sides, on the old one, on the new one."""


Key = tuple[object, ...]
"""What a row says, for finding it on the other side."""


class Line(Struct):
    """A line of a clause: its sign, how deep it stands, as rule text and in words."""

    sign: str
    indent: int
    rule: Told
    words: Told


class Sides(Struct):
    """Both sides' rules, and the ids of the new side that are called otherwise on the old one."""

    old: Rules
    new: Rules
    names: Mapping[str, str]


def lines_of(old: Node | None, new: Node | None, sides: Sides) -> tuple[Line, ...]:
    """Two clauses as one list of lines, what differs marked; a missing clause has no lines."""
    before, after = rows_of(old), rows_of(new)
    one = [_key(row, {}) for row in before]
    other = [_key(row, sides.names) for row in after]
    if all(row.kind is RowKind.RULE for row in (*before, *after)):
        return tuple(_unordered(before, after, one, other, sides))
    found: list[Line] = []
    for change, i, k, j, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if change == "equal":
            found.extend(_line(SAME, row, sides.new, frozenset()) for row in after[j:m])
        else:
            found.extend(_changed(before[i:k], after[j:m], sides))
    return tuple(found)


def _unordered(
    old: Sequence[ClauseRow], new: Sequence[ClauseRow], one: list[Key], other: list[Key], sides: Sides
) -> Iterator[Line]:
    """Conditions that all hold, in any order: those of both sides are the same, the rest is laid side by side."""
    left = [row for row, key in zip(old, one, strict=True) if not _taken(key, other, one)]
    kept = [_taken(key, one, other) for key in other]
    fresh = [row for row, same in zip(new, kept, strict=True) if not same]
    changed = list(_changed(left, fresh, sides))
    beside = [place for place, line in enumerate(changed) if line.sign == OLD or _follows_old(changed, place)]
    yield from (changed[place] for place in beside)
    yield from (line for place, line in enumerate(changed) if place not in beside)
    yield from (_line(SAME, row, sides.new, frozenset()) for row, same in zip(new, kept, strict=True) if same)


def _follows_old(lines: list[Line], place: int) -> bool:
    return place > 0 and lines[place - 1].sign == OLD


def _taken(key: Key, others: list[Key], own: list[Key]) -> bool:
    """Whether a condition stands on the other side as often as on its own."""
    return others.count(key) >= own.count(key)


def _key(row: ClauseRow, names: Mapping[str, str]) -> Key:
    told = tuple(names.get(name, name) for name in row.names)
    return (row.indent, row.kind, told, *(renamed(tree, names) for tree in row.expressions))


def _changed(old: Sequence[ClauseRow], new: Sequence[ClauseRow], sides: Sides) -> Iterator[Line]:
    """Rows that were replaced, each beside the most alike of the other side."""
    rest = list(old)
    for row in new:
        partner = max(rest, key=lambda other: _alike(other, row, sides.names), default=None)
        if partner is None or _alike(partner, row, sides.names) < 0.5:
            yield _line(NEW, row, sides.new, None)
            continue
        for passed in rest[: rest.index(partner)]:
            yield _line(OLD, passed, sides.old, None)
        rest = rest[rest.index(partner) + 1 :]
        if _key(partner, {}) == _key(row, sides.names):
            yield _line(SAME, row, sides.new, frozenset())
            continue
        marks = _marks(partner, row, sides.names)
        yield _line(OLD, partner, sides.old, marks.old)
        yield _line(NEW, row, sides.new, marks.new)
    for row in rest:
        yield _line(OLD, row, sides.old, None)


def _alike(old: ClauseRow, new: ClauseRow, names: Mapping[str, str]) -> float:
    if old.kind is not new.kind:
        return 0.0
    one = [_plainly(tree, {}) for tree in old.expressions] or list(old.names)
    other = [_plainly(tree, names) for tree in new.expressions] or list(new.names)
    return SequenceMatcher(None, " ".join(one).split(), " ".join(other).split(), autojunk=False).ratio()


def _plainly(tree: object, names: Mapping[str, str]) -> str:
    return repr(renamed(tree, names)).replace("(", " ( ").replace(",", " ,")  # type: ignore[arg-type]


def _marks(old: ClauseRow, new: ClauseRow, names: Mapping[str, str]) -> Marks:
    """The marks of two rows of a kind; rows of different lengths differ as wholes."""
    if len(old.expressions) != len(new.expressions):
        return Marks(frozenset(map(id, old.expressions)), frozenset(map(id, new.expressions)))
    found = NO_MARKS
    for one, other in zip(old.expressions, new.expressions, strict=True):
        more = differing(one, other, names)
        found = Marks(found.old | more.old, found.new | more.new)
    return found


def _line(sign: str, row: ClauseRow, rules: Rules, marked: frozenset[int] | None) -> Line:
    """A row as a line; `marked` None marks all of it."""

    def told(aloud: bool) -> Told:
        zh, en = (_text(row, Speaker(rules, lang, aloud, marked or frozenset())) for lang in ("zh", "en"))
        if sign == SAME:
            return Told(plain(zh), plain(en))
        parts = segments(zh), segments(en)
        return Told(*(found if marked and any(part.marked for part in found) else whole(found) for found in parts))

    return Line(sign, row.indent, told(False), told(True))


def _text(row: ClauseRow, speaker: Speaker) -> str:
    said = [speaker.say(tree) for tree in row.expressions]
    if speaker.aloud:
        return _aloud(row, said, speaker)
    match row.kind:
        case RowKind.RULE:
            return said[0]
        case RowKind.ALL | RowKind.ANY | RowKind.UNLESS:
            return f"{row.kind.value}:"
        case RowKind.READING:
            return f"by_reading: {row.names[0]}"
        case RowKind.OPTION:
            return f"{row.names[1]}:"
        case RowKind.SINCE:
            return f"{row.names[0]}:"
        case RowKind.ENDS:
            return f"{row.names[0]}: ends"
        case RowKind.COLUMNS:
            return f"table: on [{', '.join(said)}]"
        case RowKind.CELLS:
            return f"{', '.join(said[:-1]) or 'any'} → {said[-1]}"
        case RowKind.OTHERWISE:
            return f"otherwise → {said[0]}"
        case RowKind.RATE:
            return f"scale: {said[0]}, above {said[1]}: {said[2]}"


def _aloud(row: ClauseRow, said: list[str], speaker: Speaker) -> str:
    lang = speaker.lang
    labels = labels_of_rules(speaker.rules, lang)
    match row.kind:
        case RowKind.RULE:
            return said[0]
        case RowKind.ALL | RowKind.ANY:
            return phrase(f"show.{row.kind.value}", lang)
        case RowKind.UNLESS:
            return phrase("show.unless", lang)
        case RowKind.READING:
            return phrase("show.by_reading", lang, asks=labels.label(row.names[0]))
        case RowKind.OPTION:
            return phrase("show.option", lang, option=labels.option(row.names[1], row.names[0]), text="").rstrip()
        case RowKind.SINCE | RowKind.ENDS:
            key = "show.since" if row.kind is RowKind.SINCE else "show.ends"
            return phrase(key, lang, date=day(date.fromisoformat(row.names[0]), lang), text="").rstrip()
        case RowKind.COLUMNS:
            return phrase("diff.table", lang, columns=phrase("list.comma", lang).join(said))
        case RowKind.CELLS:
            if len(said) == 1:
                return phrase("table.always", lang, value=said[0])
            return phrase("table.row", lang, condition=phrase("rule.and", lang).join(said[:-1]), value=said[-1])
        case RowKind.OTHERWISE:
            return phrase("table.otherwise", lang, value=said[0])
        case RowKind.RATE:
            return phrase("scale.rate", lang, item=said[0], above=said[1], rate=said[2])
