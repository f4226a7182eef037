"""What a condition rests on, in words: facts, figures with their origin, and the margin."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from elig.evaluate.decision import FactSeen, ParameterSeen, Reason
from elig.explain.figures import day, without_period
from elig.explain.labels import Labels, printable
from elig.explain.phrases import phrase
from elig.explain.sources import division_words
from elig.explain.words import Voice, is_age
from elig.facts.shown import masked
from elig.lang.ast import NO_UNIT, Compare, Elapsed, Expr, Keyed, Name, Not, Number, Otherwise
from elig.records import Struct
from elig.values import Numbers, Truth, Words


class Here(Struct):
    """Of whom a reason speaks."""

    subject: str | None


def evidence_words(reason: Reason, labels: Labels, here: Here, head: str = "") -> Iterator[str]:
    """The facts of a condition, its figures, and by how much it holds or fails.

    `head` is what was said of it before; without it, as in the full form, everything is named.
    """
    measured = _measured(reason, labels, head)
    if measured:
        yield measured
    if not measured or not head:
        for seen in reason.facts:
            text = _fact(seen, labels, here, head)
            if text and not _said(seen, reason, labels, head):
                yield text
    for threshold in reason.thresholds:
        yield threshold_words(threshold, labels, matters=reason.value is Truth.OPEN)
    limit = _limit(reason, labels, head)
    if limit:
        yield limit
    elif reason.margin is not None and not against_zero(reason):
        yield _margin(reason.margin, reason, labels)


def _said(seen: FactSeen, reason: Reason, labels: Labels, head: str) -> bool:
    """Whether the head says already that a fact is none."""
    none = isinstance(seen.value, Words | Numbers) and seen.value.is_none
    return none and head == phrase("rule.is_none", labels.lang, left=labels.label(seen.fact.id))


def _limit(reason: Reason, labels: Labels, head: str) -> str:
    """The number that a rule states as a limit, where the head does not name it."""
    rule = reason.rule.item if isinstance(reason.rule, Not) else reason.rule
    if not head or not isinstance(rule, Compare) or not isinstance(rule.right, Number) or not rule.right.value:
        return ""
    words = Voice(labels).limit(rule)
    return "" if reason.label is None and words in head else phrase("reason.limit", labels.lang, value=words)


def _measured(reason: Reason, labels: Labels, head: str) -> str:
    """What was measured, where it is computed from facts: `家庭人均月收入：332.50 元/人·月`."""
    rule = reason.rule.item if isinstance(reason.rule, Not) else reason.rule
    if not isinstance(rule, Compare) or reason.margin is None:
        return ""
    if isinstance(rule.left, Name) and rule.left.id in labels.facts:
        return ""
    right = _right(rule.right, reason)
    if right is None:
        return ""
    label = Voice(labels).words(rule.left)
    value = labels.figures.amount(reason.margin + right, reason.unit or NO_UNIT, age=is_age(label))
    if isinstance(rule.left, Elapsed) and head and label not in head:
        return _elapsed(rule.left, value, reason, labels)
    value = without_period(value, label)
    if label in head and label != head:
        return phrase("reason.actual", labels.lang, value=value)
    return phrase("reason.fact", labels.lang, label=label, value=value)


def _elapsed(rule: Elapsed, value: str, reason: Reason, labels: Labels) -> str:
    """A time that has gone by: `从营业执照登记日期到审核当日满 8 个月`."""
    voice, absent = Voice(labels), {s.fact.id for s in reason.facts if isinstance(s.value, Numbers) and s.value.is_none}
    ends = []
    for end in (rule.start, rule.end):
        if isinstance(end, Otherwise):
            replaced = isinstance(end.item, Name) and end.item.id in absent
            end = end.fallback if replaced else end.item
        ends.append(voice.words(end))
    return phrase("reason.elapsed", labels.lang, value=value, start=ends[0], end=ends[1])


def against_zero(reason: Reason) -> bool:
    """Whether a condition compares with zero."""
    rule = reason.rule.item if isinstance(reason.rule, Not) else reason.rule
    return isinstance(rule, Compare) and isinstance(rule.right, Number) and not rule.right.value


def _right(node: Expr, reason: Reason) -> Fraction | None:
    if isinstance(node, Number):
        return node.value
    name = node.id if isinstance(node, Name) else node.name if isinstance(node, Keyed) else ""
    known = [seen.value for seen in reason.thresholds if seen.id == name]
    return known[0] if len(known) == 1 and isinstance(known[0], Fraction) else None


def _fact(seen: FactSeen, labels: Labels, here: Here, head: str) -> str:
    label = labels.label(seen.fact.id)
    value = masked(printable(labels.figures.possible(seen.value, seen.fact.type)))
    value = without_period(value, label)
    if seen.member is not None and seen.member != here.subject:
        owner = labels.owner(seen.member)
        return phrase("reason.fact_of", labels.lang, owner=owner, label=label, value=value)
    if label == head:
        return value
    if label not in head:
        return phrase("reason.fact", labels.lang, label=label, value=value)
    if value in head.replace(label, "", 1):
        return ""
    return phrase("reason.actual", labels.lang, value=value)


def threshold_words(seen: ParameterSeen, labels: Labels, matters: bool = True) -> str:
    """A figure with its date and its place: `标准：600 元/人·月（2024年10月1日起，贵州省）`.

    Where it is not known and a condition was decided all the same, it does not matter what it is.
    """
    lang = labels.lang
    label = labels.keyed(seen.id, seen.keys)
    if seen.value is None:
        return phrase("reason.no_value" if matters else "reason.any_value", lang, label=label)
    value = parameter_value(seen, labels)
    listed = origin_words(seen, labels)
    key = "reason.threshold" if listed else "reason.fact"
    return phrase(key, lang, label=label, value=value, origin=listed, owner="")


def origin_words(seen: ParameterSeen, labels: Labels) -> str:
    """From when and where a figure is: `自2024年10月1日起，贵州省`."""
    place = seen.origin.text(labels.lang) if seen.origin is not None else division_words(seen.division, labels)
    since = ""
    if seen.since is not None:
        since = phrase("reason.since", labels.lang, date=day(seen.since, labels.lang))
    return phrase("list.comma", labels.lang).join(part for part in (place, since) if part)


def parameter_value(seen: ParameterSeen, labels: Labels) -> str:
    """The value of a parameter in words."""
    match seen.value:
        case None:
            return phrase("value.unknown", labels.lang)
        case bool():
            return phrase("value.true" if seen.value else "value.false", labels.lang)
        case str():
            return labels.key(seen.value)
        case Fraction() if labels.is_share(seen.id):
            return labels.figures.share(seen.value)
        case Fraction():
            return labels.figures.amount(seen.value, seen.unit, age=is_age(seen.label.zh))


def _margin(margin: Fraction, reason: Reason, labels: Labels) -> str:
    if margin == 0:
        return phrase("reason.equal", labels.lang)
    rule = reason.rule.item if isinstance(reason.rule, Not) else reason.rule
    age = isinstance(rule, Compare) and is_age(Voice(labels).words(rule.left))
    amount = labels.figures.amount(abs(margin), reason.unit or NO_UNIT, age=age)
    return phrase("reason.above" if margin > 0 else "reason.below", labels.lang, amount=amount)
