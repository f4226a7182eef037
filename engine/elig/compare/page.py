"""A comparison as one page: the three parts, charts of who gains and loses, rules side by side in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from elig.compare.clauses import SAME, Line
from elig.compare.effect_model import Breakdown, Effect, EntitlementEffect, Fate, MoneyLine
from elig.compare.meaning import Compared
from elig.compare.model import Change, Item, Part, Region, RuleChange
from elig.compare.report import Report
from elig.compare.text_effect import count, money_name, outcome_name, sum_words
from elig.compare.text_meaning import difference_words, owner, spot_words, verdict_words
from elig.compare.text_structure import Style, change_lines, harmless_words, labels_of_item, status_words, through_words
from elig.compare.text_witness import witness_lines
from elig.pages.bars import Bar
from elig.pages.bars import Part as Stretch
from elig.pages.page import page
from elig.program.citation import Words
from elig.program.model import Entitlement, Vocabulary
from elig.prove.comparison import Witness
from elig.records import Struct

STYLES = Style("zh"), Style("en")
_KINDS = {Fate.GAINS: "gain", Fate.LOSES: "loss", Fate.BOTH: "both", Fate.OTHER: "other"}
MOST_ROWS = 30
"""As many rows of a breakdown are drawn."""


class RuleView(Struct):
    """A changed rule: its address, and its lines as rule text and in words."""

    address: str
    lines: tuple[Line, ...]


class ItemView(Struct):
    """A thing that differs: its title, what became of it, its changed rules, and all else in sentences."""

    title: Words
    id: str
    part: Words
    status: Words
    kind: str
    rules: tuple[RuleView, ...]
    notes: tuple[Words, ...]


class MeaningView(Struct):
    """An entitlement and its verdict, and the households that show it, in lines."""

    title: Words
    id: str
    verdict: Words
    kind: str
    witnesses: tuple[Words, ...]
    notes: tuple[Words, ...]


class MoveView(Struct):
    """A row of the table of outcomes."""

    old: Words
    new: Words
    subjects: Words
    households: tuple[str, ...]
    changed: bool


class EffectView(Struct):
    """An entitlement, the outcomes before and after, and the money."""

    title: Words
    id: str
    moves: tuple[MoveView, ...]
    more: tuple[str, ...]
    less: tuple[str, ...]
    money: tuple[MoneyView, ...]


class MoneyView(Struct):
    """A row of the table of money."""

    name: Words
    old: Words
    new: Words
    won: Words
    lost: Words
    winners: tuple[str, ...]
    losers: tuple[str, ...]


def report_page(report: Report, lang: str) -> str:
    """The page as HTML, shown first in a language; it needs no network."""
    shown = [item for item in report.structure.items if not (item.harmless and not item.is_renamed)]
    effect = report.effect
    return page(
        "diff.html",
        lang,
        report=report,
        conclusion=report.conclusion.value,
        items=[_item(item, report.structure.regions) for item in shown],
        harmless=both(lambda style: harmless_words(report.structure, style, report.reworded)),
        meanings=[_meaning(item, report) for item in (report.meaning.compared if report.meaning else ())],
        assumed=report.meaning.assumed if report.meaning else (),
        effect=effect,
        fates=() if effect is None else (_fates_bar(effect),),
        effects=[] if effect is None else [_effect(e, report.vocabulary) for e in effect.entitlements if e.touched],
        entitlement_bars=[] if effect is None else list(_entitlement_bars(effect)),
        money=[] if effect is None else [_money(line, report.vocabulary) for line in effect.money],
        year=() if effect is None else _year(effect, report.vocabulary),
        breakdowns=[] if effect is None else [(b.label, _breakdown(b)) for b in effect.breakdowns],
        same=SAME,
    )


def both(told: Callable[[Style], str]) -> Words:
    """A text in both languages."""
    zh, en = map(told, STYLES)
    return Words(zh, en or zh)


def _lines(told: Callable[[Style], Iterable[str]]) -> Words | None:
    found = both(lambda style: "\n".join(told(style)))
    return found if found.zh else None


def _item(item: Item, regions: tuple[Region, ...]) -> ItemView:
    rules = tuple(RuleView(c.address, c.lines) for c in item.changes if isinstance(c, RuleChange) and c.lines)
    notes = []
    for change in item.changes:
        if not isinstance(change, RuleChange):
            told = _lines(partial(_told, change, item, regions))
            notes.extend([told] if told is not None else [])
    if item.through:
        notes.append(both(lambda style: through_words(item, regions, style)))
    part = both(lambda style: style.say(f"diff.part.{item.part.value}"))
    id = "" if item.part is Part.INVALID else item.name.id
    status = both(lambda style: status_words(item, style))
    return ItemView(item.name.label, id, part, status, item.status.value, rules, tuple(notes))


def _meaning(item: Compared, report: Report) -> MeaningView:
    regions = report.structure.regions
    region, entitlement = owner(item, regions)
    verdict = both(lambda style: verdict_words(item, style) + spot_words(item, region, report.on, style))
    found = item.comparison
    witnesses = [
        both(partial(_witness, witness, entitlement, region)) for witness in (() if found is None else found.witnesses)
    ]
    notes = []
    extremes = {} if found is None else {"diff.gain": found.gain, "diff.loss": found.loss}
    for key, extreme in extremes.items():
        if extreme is not None and extreme.difference:
            notes.append(both(partial(difference_words, key, extreme, entitlement, region.new)))
    kind = "differs" if item.differs else "open" if item.open else "same"
    return MeaningView(item.label, item.new or item.old, verdict, kind, tuple(witnesses), tuple(notes))


def _fates_bar(effect: Effect) -> Bar:
    parts = tuple(Stretch(len(effect.fates[fate]), _KINDS[fate]) for fate in Fate if effect.fates[fate])
    label = both(lambda style: style.say("diff.page.households"))
    return Bar(label, parts, both(lambda style: count(effect.touched, style)))


def _entitlement_bars(effect: Effect) -> Iterator[Bar]:
    """Those who come to be due or get more, and those who no longer are or get less."""
    for found in (item for item in effect.entitlements if item.touched):
        up = {id for move in found.moves if move.rise > 0 for id in move.households} | set(found.more)
        down = {id for move in found.moves if move.rise < 0 for id in move.households} | set(found.less)
        figure = both(partial(_up_and_down, len(up), len(down)))
        yield Bar(found.label, (Stretch(len(up), "gain"), Stretch(len(down), "loss")), figure)


def _effect(found: EntitlementEffect, vocabulary: Vocabulary) -> EffectView:
    moves = tuple(
        MoveView(
            both(partial(outcome_name, move.old)),
            both(partial(outcome_name, move.new)),
            both(partial(count, move.subjects)),
            move.households,
            move.old != move.new,
        )
        for move in found.moves
    )
    money = tuple(_money(line, vocabulary) for line in found.money)
    return EffectView(found.label, found.new or found.old, moves, found.more, found.less, money)


def _money(line: MoneyLine, vocabulary: Vocabulary) -> MoneyView:
    old, new, won, lost = (
        both(partial(sum_words, total, vocabulary)) for total in (line.old, line.new, line.won, line.lost)
    )
    return MoneyView(both(lambda style: money_name(line, style)), old, new, won, lost, line.winners, line.losers)


def _year(effect: Effect, vocabulary: Vocabulary) -> tuple[Words, ...]:
    """Cash over a year, before and after."""
    return tuple(both(partial(sum_words, total, vocabulary)) for total in effect.cash_a_year)


def _breakdown(found: Breakdown) -> list[Bar]:
    rows = [row for row in found.rows if any(row.fates.values())][:MOST_ROWS]
    return [
        Bar(
            row.label,
            tuple(Stretch(row.fates[fate], _KINDS[fate]) for fate in Fate if row.fates.get(fate)),
            both(partial(_share, sum(row.fates.values()), row.households)),
        )
        for row in rows
    ]


def _told(change: Change, item: Item, regions: tuple[Region, ...], style: Style) -> Iterator[str]:
    return change_lines(change, labels_of_item(item, regions, style.lang), style)


def _witness(found: Witness, entitlement: Entitlement, region: Region, style: Style) -> str:
    return "\n".join(witness_lines(found, entitlement, region.new, style))


def _up_and_down(up: int, down: int, style: Style) -> str:
    return f"+{count(up, style)} −{count(down, style)}"


def _share(touched: int, households: int, style: Style) -> str:
    return f"{count(touched, style)} / {count(households, style)}"
