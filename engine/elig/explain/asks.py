"""What to ask for: facts, figures and readings that an open answer waits for, most useful first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from elig.evaluate.decision import Kind, Missing, Result
from elig.explain.labels import Labels
from elig.explain.phrases import phrase
from elig.records import Struct
from elig.values import Basis, Outcome

MOST_FIRST = 5
MOST_NAMED = 3
_ASKED = (Kind.FACT, Kind.MEMBERS)


class Question(Struct):
    """One fact to ask for, of whom, what waits for it, and what it would settle alone."""

    id: str
    kind: Kind
    members: tuple[str | None, ...]
    waiting: tuple[str, ...]
    alone: tuple[str, ...]


def first_questions(results: Iterable[Result]) -> list[Question]:
    """The facts that open answers wait for, that which most entitlements wait for first."""
    still_open = [result for result in results if result.outcome is Outcome.UNDETERMINED]
    members: dict[tuple[Kind, str], dict[str | None, None]] = {}
    for result in still_open:
        for item in result.missing:
            if item.kind in _ASKED:
                members.setdefault((item.kind, item.id), {})[item.member] = None
    found = [_question(kind, id, tuple(of), still_open) for (kind, id), of in members.items()]
    return sorted(found, key=lambda question: (-len(question.waiting), -len(question.alone)))


def _question(kind: Kind, id: str, members: tuple[str | None, ...], still_open: Sequence[Result]) -> Question:
    waiting: dict[str, bool] = {}
    for result in still_open:
        name = result.entitlement.id
        if any((item.kind, item.id) == (kind, id) for item in result.missing):
            waiting.setdefault(name, True)
    for result in still_open:
        if result.entitlement.id in waiting and not _settled_by(id, result):
            waiting[result.entitlement.id] = False
    alone = tuple(name for name, settled in waiting.items() if settled)
    return Question(id, kind, members, tuple(waiting), alone)


def _settled_by(id: str, result: Result) -> bool:
    """Whether an open answer waits for one thing only, and it is this."""
    firm = result.entitlement.basis in (Basis.PROMISE, Basis.NATIONAL)
    return firm and not result.gaps and [item.id for item in result.missing] == [id]


def question_lines(questions: Sequence[Question], labels: Labels) -> list[str]:
    """The first questions, each with where the answer is recorded and what it would settle.

    Facts that one document records and that the same entitlements wait for are asked together.
    """
    together: dict[object, list[Question]] = {}
    for item in questions:
        key = (labels.recorded_in(item.id), item.members, item.waiting, item.alone)
        together.setdefault(key, []).append(item)
    groups = list(together.values())
    lines = [_first(group, labels) for group in groups[:MOST_FIRST]]
    rest = sum(len(group) for group in groups[MOST_FIRST:])
    if rest:
        lines.append(phrase("ask.further", labels.lang, count=str(rest)))
    return lines


def _first(group: Sequence[Question], labels: Labels) -> str:
    lang, question = labels.lang, group[0]
    names = [_label(item.kind, item.id, labels) for item in group]
    what = phrase("list.and", lang).join(names)
    of = [member for member in question.members if member is not None]
    if of:
        what = phrase("ask.of", lang, what=what, whom=labels.owners(of))
    recorded = labels.recorded_in(question.id)
    if recorded:
        what = phrase("ask.recorded", lang, what=what, where=recorded)
    alone = _some(question.alone, labels)
    if question.alone == question.waiting:
        return phrase("ask.settles", lang, what=what, which=alone)
    waiting = _some(question.waiting, labels)
    text = phrase("ask.waiting", lang, what=what, count=str(len(question.waiting)), which=waiting)
    return phrase("ask.alone", lang, text=text, which=alone) if alone else text


def _some(ids: Sequence[str], labels: Labels) -> str:
    named = [labels.label(id) for id in ids[:MOST_NAMED]]
    text, more = phrase("list.and", labels.lang).join(named), len(ids) - MOST_NAMED
    return phrase("ask.and_so_on", labels.lang, text=text, more=str(more)) if more > 0 else text


def fact_lines(missing: Iterable[Missing], labels: Labels, subjects: Sequence[str | None]) -> list[str]:
    """The missing facts, one line for each place where they are recorded.

    A fact of the members that are spoken of is named without them.
    """
    asked = [item for item in missing if item.kind in _ASKED]
    members: dict[tuple[Kind, str], dict[str | None, None]] = {}
    for item in asked:
        members.setdefault((item.kind, item.id), {})[item.member] = None
    places: dict[str, dict[tuple[str | None, ...], list[str]]] = {}
    for (kind, id), owners in members.items():
        of = () if tuple(owners) == tuple(subjects) else tuple(owners)
        label = _label(kind, id, labels)
        places.setdefault(labels.recorded_in(id), {}).setdefault(of, []).append(label)
    return [_place(where, groups, labels) for where, groups in places.items()]


def _place(where: str, groups: dict[tuple[str | None, ...], list[str]], labels: Labels) -> str:
    lang = labels.lang
    parts: list[str] = []
    for members, names in groups.items():
        text = phrase("list.and", lang).join(names)
        of = [member for member in members if member is not None]
        parts.append(phrase("ask.of", lang, what=text, whom=labels.owners(of)) if of else text)
    text = phrase("list.semicolon", lang).join(parts)
    return phrase("ask.place", lang, what=text, where=where) if where else text


def parameter_words(missing: Iterable[Missing], labels: Labels, remark: str = "") -> str:
    """The figures that the place would have to give, each with a remark."""
    keys: dict[str, list[str]] = {}
    for item in missing:
        if item.kind is Kind.PARAMETER:
            of = phrase("list.and", labels.lang).join(labels.key_labels(item.id, item.keys))
            keys.setdefault(item.id, []).extend([of] if of else [])
    return phrase("list.and", labels.lang).join(_keyed(id, of, labels, remark) for id, of in keys.items())


def _keyed(id: str, keys: list[str], labels: Labels, remark: str) -> str:
    label = labels.label(id)
    of = phrase("list.and", labels.lang).join(keys)
    listed = phrase("list.comma", labels.lang).join(filter(None, [of, remark]))
    return phrase("keyed", labels.lang, label=label, keys=listed) if listed else label


def amount_words(missing: Iterable[Missing], labels: Labels, subjects: Sequence[str | None]) -> str:
    """All that an amount still waits for, in one phrase."""
    listed = tuple(missing)
    facts = fact_lines(listed, labels, subjects)
    parameters = parameter_words(listed, labels, phrase("ask.not_found", labels.lang))
    readings = [labels.label(item.id) for item in listed if item.kind is Kind.READING]
    if parameters and not parameters.startswith(phrase("ask.from_place", labels.lang, what="")):
        parameters = phrase("ask.from_place", labels.lang, what=parameters)
    return phrase("list.semicolon", labels.lang).join(filter(None, [*facts, parameters, *readings]))


def _label(kind: Kind, id: str, labels: Labels) -> str:
    if kind is Kind.MEMBERS:
        return phrase("ask.members", labels.lang)
    return labels.label(id)
