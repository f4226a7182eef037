"""Why an answer came out as it did: each decisive condition with fact, threshold and margin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from elig.evaluate.decision import FactSeen, ParameterSeen, Reason, Result
from elig.explain.figures import day
from elig.explain.labels import Labels, printable
from elig.explain.phrases import has_phrase, phrase
from elig.explain.sources import division_words
from elig.explain.words import Voice, is_age
from elig.facts.shown import masked
from elig.lang.ast import NO_UNIT, And, Compare, Expr, Keyed, Name, Not, Number, Or
from elig.values import Truth

MOST_EVIDENCE = 5
"""As many facts as one condition names before it says `and so on`; the full form names all."""
MOST_WAYS = 3


@dataclass(frozen=True, slots=True)
class Here:
    """Of whom a reason speaks."""

    subject: str | None


def due_sentence(result: Result, labels: Labels, here: Here) -> str:
    """Why it is due: every condition that holds, and every exclusion that does not."""
    found = _decisive(result)
    held = [_point(r, labels, here) for r in found if not _excludes(r)]
    clear = [_head(r, labels) for r in found if _excludes(r)]
    parts = [phrase("list.semicolon", labels.lang).join(held)] if held else []
    if clear:
        listed = phrase("list.and", labels.lang).join(clear)
        parts.append(phrase("reason.not_excluded", labels.lang, what=listed))
    return _sentence(parts, labels)


def not_due_sentence(result: Result, labels: Labels, here: Here) -> str:
    """Why it is not due: what failed by the least, and what else would have served."""
    points = _decisive(result)
    outside = [r for r in points if _clause(r) == "given" and r.value is Truth.FALSE]
    excluded = [r for r in points if _excludes(r) and r.value is Truth.TRUE]
    failed = [r for r in points if not _excludes(r) and r.value is Truth.FALSE]
    if excluded and not outside:
        listed = [_point(r, labels, here) for r in excluded]
        text = phrase("list.semicolon", labels.lang).join(listed)
        return _sentence([phrase("reason.excluded", labels.lang, what=text)], labels)
    found = sorted(outside or failed or points, key=_distance)
    if not found:
        return ""
    key = "reason.outside" if outside else "reason.failed"
    ways = [_point(r, labels, here, nearest=True) for r in found[:MOST_WAYS]]
    text = phrase("list.semicolon", labels.lang).join(ways)
    if len(found) > MOST_WAYS:
        text = phrase("reason.more_ways", labels.lang, text=text, count=str(len(found) - MOST_WAYS))
    return _sentence([phrase(key, labels.lang, what=text)], labels)


def _decisive(result: Result) -> list[Reason]:
    """The conditions that decide; what a reading chooses is shown as the first reading has it."""
    options = result.by_reading[0].reasons if result.by_reading else ()
    known = {reason.id for reason in result.reasons}
    return _points((*result.reasons, *(reason for reason in options if reason.id not in known)))


def open_sentence(result: Result, labels: Labels, here: Here) -> str:
    """Which conditions are still open."""
    heads = [_head(r, labels) for r in _points(result.reasons) if r.value is Truth.OPEN]
    listed = list(dict.fromkeys(heads))
    if not listed:
        return ""
    text = phrase("list.semicolon", labels.lang).join(listed[:MOST_WAYS])
    if len(listed) > MOST_WAYS:
        text = phrase("reason.more_open", labels.lang, text=text, count=str(len(listed) - MOST_WAYS))
    return _sentence([text], labels)


def reason_tree(reasons: Iterable[Reason], labels: Labels, here: Here, depth: int = 0) -> list[str]:
    """The whole tree: each condition, what it came to, its evidence, and where its rule stands."""
    lines: list[str] = []
    for reason in reasons:
        lines.extend(_branch(reason, labels, here, "  " * depth))
        lines.extend(reason_tree(reason.children, labels, here, depth + 1))
    return lines


def _branch(reason: Reason, labels: Labels, here: Here, indent: str) -> list[str]:
    lang = labels.lang
    came_to = phrase(f"tree.{reason.value.value}", lang)
    head = phrase("tree.node", lang, value=came_to, head=_head(reason, labels), id=reason.id)
    lines = [indent + head]
    evidence = [] if reason.children else list(_evidence(reason, labels, here))
    if evidence:
        lines.append(f"{indent}  {phrase('list.semicolon', lang).join(evidence)}")
    if reason.span is not None:
        text = " ".join(reason.text.split())
        rule = phrase("tree.rule", lang, text=text, place=reason.span.place)
        lines.append(f"{indent}  {rule}")
    return lines


def _points(reasons: Iterable[Reason]) -> list[Reason]:
    """The conditions worth a phrase: lists and plain `and`, `or` are opened, labels are not."""
    found: list[Reason] = []
    for reason in reasons:
        named = reason.label is not None or bool(reason.definition)
        opened = reason.rule is None or isinstance(reason.rule, And | Or)
        if reason.children and opened and not named and not reason.by_cases:
            found.extend(_points(reason.children))
        else:
            found.append(reason)
    return found


def _point(reason: Reason, labels: Labels, here: Here, *, nearest: bool = False) -> str:
    """A condition with its evidence: `低保对象（现有救助类别：农村低保）`."""
    head = _head(reason, labels)
    leaves = list(reason.leaves())
    if nearest:
        leaves = [min(leaves, key=_distance)]
    found = [text for leaf in leaves for text in _evidence(leaf, labels, here, head)]
    evidence = list(dict.fromkeys(found))
    if reason.members and len(evidence) > MOST_WAYS:
        evidence = [labels.owners(reason.members)]
    if not evidence:
        return head
    shown = phrase("list.semicolon", labels.lang).join(evidence[:MOST_EVIDENCE])
    if len(evidence) > MOST_EVIDENCE:
        shown = phrase("reason.and_so_on", labels.lang, text=shown)
    return phrase("reason.point", labels.lang, head=head, evidence=shown)


def _head(reason: Reason, labels: Labels) -> str:
    if reason.by_cases:
        return phrase("reason.by_cases", labels.lang, fact=labels.label(reason.by_cases))
    if reason.label is not None:
        return reason.label.text(labels.lang)
    if isinstance(reason.rule, Name) or (reason.rule is None and reason.definition):
        name = reason.rule.id if isinstance(reason.rule, Name) else reason.definition
        return labels.label(name)
    if reason.rule is not None:
        return Voice(labels).words(reason.rule)
    if reason.gap:
        return phrase("rule.gap", labels.lang, label=labels.label(reason.gap))
    key = f"clause.{_clause(reason)}"
    return phrase(key, labels.lang) if has_phrase(key) else reason.id


def _evidence(reason: Reason, labels: Labels, here: Here, head: str = "") -> Iterator[str]:
    measured = _measured(reason, labels, head)
    if measured:
        yield measured
    if not measured or not head:
        for seen in reason.facts:
            text = _fact(seen, labels, here, head)
            if text:
                yield text
    for threshold in reason.thresholds:
        yield threshold_words(threshold, labels)
    if reason.margin is not None and not _against_zero(reason):
        yield _margin(reason.margin, reason, labels)


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
    age = is_age(label)
    value = labels.figures.amount(reason.margin + right, reason.unit or NO_UNIT, age=age)
    if label in head and label != head:
        return phrase("reason.actual", labels.lang, value=value)
    return phrase("reason.fact", labels.lang, label=label, value=value)


def _against_zero(reason: Reason) -> bool:
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


def threshold_words(seen: ParameterSeen, labels: Labels) -> str:
    """A figure with its date and its place: `标准：600 元/人·月（2024年10月1日起，贵州省）`."""
    lang = labels.lang
    label = labels.keyed(seen.id, seen.keys)
    if seen.value is None:
        return phrase("reason.no_value", lang, label=label)
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
        case Fraction():
            return labels.figures.amount(seen.value, seen.unit, age=is_age(seen.label.zh))


def _margin(margin: Fraction, reason: Reason, labels: Labels) -> str:
    if margin == 0:
        return phrase("reason.equal", labels.lang)
    rule = reason.rule.item if isinstance(reason.rule, Not) else reason.rule
    age = isinstance(rule, Compare) and is_age(Voice(labels).words(rule.left))
    amount = labels.figures.amount(abs(margin), reason.unit or NO_UNIT, age=age)
    return phrase("reason.above" if margin > 0 else "reason.below", labels.lang, amount=amount)


def _distance(reason: Reason) -> tuple[int, Fraction]:
    """How far a condition is from its contrary: measured ones by their margin, first."""
    found = [leaf for leaf in reason.leaves() if leaf.margin is not None]
    if not found:
        return (1, Fraction(0))
    return (0, min(_relative(leaf) for leaf in found))


def _relative(leaf: Reason) -> Fraction:
    values = [seen.value for seen in leaf.thresholds if isinstance(seen.value, Fraction)]
    scale = next((abs(value) for value in values if value), Fraction(1))
    return abs(leaf.margin or Fraction(0)) / scale


def _clause(reason: Reason) -> str:
    parts = reason.id.split("/")
    return parts[1].split("@")[0] if len(parts) > 1 else ""


def _excludes(reason: Reason) -> bool:
    return _clause(reason) == "unless"


def _sentence(parts: list[str], labels: Labels) -> str:
    text = phrase("list.semicolon", labels.lang).join(part for part in parts if part)
    return phrase("sentence", labels.lang, text=text) if text else ""
