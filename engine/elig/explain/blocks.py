"""One entitlement of an answer in words: for whom, what, why, by which source, what is open."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from elig.evaluate.decision import Kind, OptionResult, Result
from elig.explain.asks import amount_words, fact_lines, parameter_words
from elig.explain.evidence import Here
from elig.explain.figures import day
from elig.explain.grants import grant_lines, total_line
from elig.explain.labels import Labels
from elig.explain.phrases import phrase
from elig.explain.reasons import (
    due_sentence,
    not_due_sentence,
    open_sentence,
    reason_tree,
)
from elig.explain.rests import rests_on
from elig.explain.sections import section_of
from elig.explain.sources import source_lines
from elig.program.model import Entitlement
from elig.records import Struct
from elig.values import Basis, Met, Outcome

_PUT_TOGETHER = (Outcome.UNDETERMINED, Outcome.NOT_DUE)
"""Outcomes of which several entitlements for the same ground are one entry."""


class Block(Struct):
    """An entry of a section: its titles, what holds for which subjects, and what for all."""

    titles: tuple[str, ...]
    groups: tuple[tuple[tuple[str | None, ...], tuple[str, ...]], ...]
    shared: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()


class Blocks:
    """Writes the entries of one answer."""

    def __init__(self, labels: Labels, region: str | None, *, full: bool, printed: Container[str] = ()) -> None:
        self.labels = labels
        self.lang = labels.lang
        self.region = region
        self.full = full
        self.printed = printed

    def of(self, results: Sequence[Result]) -> list[Block]:
        """One entry for each entitlement; those that wait for the same, or fail by the same, are put together."""
        by_entitlement: dict[str, list[Result]] = {}
        for result in results:
            by_entitlement.setdefault(result.entitlement.id, []).append(result)
        blocks = [self._entry(items) for items in by_entitlement.values()]
        alike = bool(results) and results[0].outcome in _PUT_TOGETHER and not self.full
        return _merge(blocks) if alike else blocks

    def _entry(self, results: list[Result]) -> Block:
        groups: dict[tuple[str, ...], list[str | None]] = {}
        for result in results:
            groups.setdefault(tuple(self._lines(result)), []).append(result.subject)
        shared = _shared(groups) if not self.full else ()
        listed = tuple(
            (tuple(subjects), tuple(line for line in lines if line not in shared)) for lines, subjects in groups.items()
        )
        return Block((self._title(results[0]),), listed, shared, tuple(self._tail(results)))

    def _title(self, result: Result) -> str:
        title = result.entitlement.label.text(self.lang)
        if self.region is not None and result.entitlement.policy != self.region:
            title = phrase("title.national", self.lang, title=title)
        elif result.outcome is not Outcome.NOT_DUE and self._same_right(result):
            title = phrase("title.same_right", self.lang, title=title)
        if _may_apply(result):
            title = phrase("title.discretion", self.lang, title=title)
        return title

    def _same_right(self, result: Result) -> bool:
        """Whether a right of the region is a national one by another name, and both are printed."""
        rules, own = self.labels.rules, result.entitlement
        others = () if rules is None else (rules.entitlements[id] for id in rests_on(own))
        return any(o.id in self.printed and o.policy != own.policy and _gives_alike(o, own) for o in others)

    def _lines(self, result: Result) -> list[str]:
        here = Here(result.subject)
        lines = self._answer(result, here)
        if self.full:
            lines.extend(self._tree(result, here))
        return [line for line in lines if line]

    def _answer(self, result: Result, here: Here) -> list[str]:
        match result.outcome:
            case Outcome.DUE:
                return self._due(result, here)
            case Outcome.UNDETERMINED:
                return self._open(result, here)
            case Outcome.NOT_DUE:
                return [not_due_sentence(result, self.labels, here)]
            case Outcome.NOT_IN_FORCE:
                return [self._in_force(result)]

    def _due(self, result: Result, here: Here) -> list[str]:
        lines = [self._line("line.gives", text) for text in grant_lines(result, self.labels)]
        if result.met is not None:
            lines.append(self._line("line.met", self._met(result)))
        lines.append(self._line("line.because", due_sentence(result, self.labels, here)))
        if result.by_reading:
            lines.append(phrase("reading.all_agree", self.lang))
        waits = amount_words(result.amount_missing, self.labels, (result.subject,))
        lines.append(self._line("line.amount_waits", waits))
        return lines

    def _met(self, result: Result) -> str:
        match result.met:
            case Met.YES:
                return phrase("met.yes", self.lang)
            case Met.NO:
                return phrase("met.no", self.lang)
            case Met.UNKNOWN | None:
                waits = amount_words(result.met_missing, self.labels, (result.subject,))
                key = "met.unknown_waits" if waits else "met.unknown"
                return " ".join([phrase(key, self.lang, what=waits), *self._met_gaps(result)])

    def _met_gaps(self, result: Result) -> list[str]:
        """What leaves open whether an answer that is due is in place, and cannot be asked."""
        return [phrase("met.gap", self.lang, gap=gap.label.text(self.lang)) for gap in result.gaps]

    def _open(self, result: Result, here: Here) -> list[str]:
        labels, lang = self.labels, self.lang
        lines = [self._line("line.ask", text) for text in fact_lines(result.missing, labels, (result.subject,))]
        lines.append(self._line("line.from_place", parameter_words(result.missing, labels)))
        for item in result.missing:
            if item.kind is Kind.READING:
                lines.append(self._line("line.reading", labels.label(item.id)))
        lines.extend(self._option(option) for option in result.by_reading)
        for gap in result.gaps:
            text = phrase("gap", lang, label=gap.label.text(lang), reason=gap.reason.text(lang))
            asked = section_of(result) == "undetermined"
            lines.append(self._line("line.gap" if asked else "line.open_point", text))
        if not result.missing and not result.gaps:
            lines.append(self._line("line.still_open", open_sentence(result, labels, here)))
        return lines

    def _option(self, option: OptionResult) -> str:
        chosen = [self.labels.option(answer, reading) for reading, answer in option.options]
        listed = phrase("list.and", self.lang).join(chosen)
        outcome = phrase(f"outcome.{option.outcome.value}", self.lang)
        return phrase("reading.option", self.lang, option=listed, outcome=outcome)

    def _in_force(self, result: Result) -> str:
        since, until = result.not_in_force or (None, None)
        parts = []
        if since is not None:
            parts.append(phrase("in_force.since", self.lang, date=day(since, self.lang)))
        if until is not None:
            parts.append(phrase("in_force.until", self.lang, date=day(until, self.lang)))
        text = phrase("list.comma", self.lang).join(parts)
        return phrase("sentence", self.lang, text=text) if text else ""

    def _tree(self, result: Result, here: Here) -> list[str]:
        lines = [phrase("line.tree", self.lang)]
        if not result.by_reading:
            lines.extend("  " + line for line in reason_tree(result.trace or result.reasons, self.labels, here))
        for option in result.by_reading:
            lines.append("  " + self._option(option))
            lines.extend("    " + line for line in reason_tree(option.trace or option.reasons, self.labels, here))
        return lines if len(lines) > 1 else []

    def _tail(self, results: list[Result]) -> list[str]:
        first = results[0]
        entitlement, lang = first.entitlement, self.lang
        lines: list[str] = []
        if section_of(first) in ("undetermined", "may_apply"):
            amounts = list(dict.fromkeys(text for r in results for text in grant_lines(r, self.labels)))
            lines.extend(self._line("line.if_due", text) for text in amounts)
        if first.outcome is Outcome.DUE:
            lines.append(total_line(results, self.labels))
        if entitlement.bearer is not None and first.outcome is not Outcome.NOT_DUE:
            lines.append(self._line("line.bearer", entitlement.bearer.text(lang)))
        sources = source_lines(entitlement.citations, self.labels, full=self.full)
        if first.outcome is not Outcome.DUE and not self.full:
            sources = sources[:1]
        lines.extend(self._line("line.source", text) for text in sources)
        if first.outcome is Outcome.DUE:
            lines.append(self._line("line.touches", self._touches(results)))
        return [line for line in lines if line]

    def _touches(self, results: Iterable[Result]) -> str:
        labels = dict.fromkeys(gap.label.text(self.lang) for r in results for gap in r.touches)
        return phrase("list.semicolon", self.lang).join(labels)

    def _line(self, key: str, text: str) -> str:
        return phrase(key, self.lang, text=text) if text else ""


def _shared(groups: Mapping[tuple[str, ...], object]) -> tuple[str, ...]:
    """What holds for every group of several is said once."""
    if len(groups) < 2:
        return ()
    first, *rest = groups
    return tuple(line for line in first if all(line in lines for lines in rest))


def _gives_alike(one: Entitlement, other: Entitlement) -> bool:
    return [grant.kind for grant in one.grants][:1] == [grant.kind for grant in other.grants][:1]


def _may_apply(result: Result) -> bool:
    """Whether an answer among those to be asked for is one of discretion; a section of their own says so itself."""
    return section_of(result) == "undetermined" and result.entitlement.basis is Basis.DISCRETION


def _merge(blocks: list[Block]) -> list[Block]:
    """Entries that wait for the same things become one; what differs stays under its title."""
    alike: dict[object, list[Block]] = {}
    for block in blocks:
        alike.setdefault((block.groups, block.shared), []).append(block)
    return [_together(found) for found in alike.values()]


def _together(blocks: list[Block]) -> Block:
    if len(blocks) == 1:
        return blocks[0]
    titles = tuple(block.titles[0] for block in blocks)
    return Block(titles, blocks[0].groups, blocks[0].shared, tuple(_tails(blocks)))


def _tails(blocks: list[Block]) -> Iterator[str]:
    """What stands at the end of each entry, under its title; a line alone needs none."""
    if all(len(block.tail) == 1 for block in blocks):
        yield from dict.fromkeys(block.tail[0] for block in blocks)
        return
    for block in blocks:
        yield block.titles[0]
        yield from ("  " + line for line in block.tail)
