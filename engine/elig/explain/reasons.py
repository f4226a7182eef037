"""Why an answer came out as it did: each decisive condition with fact, threshold and margin."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from operator import is_

from elig.evaluate.decision import Reason, Result
from elig.explain.evidence import Here, against_zero, evidence_words
from elig.explain.labels import Labels
from elig.explain.phrases import has_phrase, phrase
from elig.explain.words import Voice
from elig.lang.ast import And, Compare, Count, Every, Exists, Expr, Name, Op, Or
from elig.records import replace
from elig.values import Truth

MOST_EVIDENCE = 5
"""As many facts as one condition names before it says `and so on`; the full form names all."""
MOST_WAYS = 3


def due_sentence(result: Result, labels: Labels, here: Here) -> str:
    """Why it is due: every condition that holds, and every exclusion that does not."""
    found = _decisive(result)
    held = [r for r in found if not _excludes(r)]
    telling = [r for r in held if not _trivial(r)]
    clear = [_point(r, labels, here) for r in found if _excludes(r)]
    return _sentence([*(_point(r, labels, here) for r in telling or held), *clear], labels)


def _trivial(reason: Reason) -> bool:
    """Whether a condition only asks that there be anybody."""
    rule = reason.rule
    counts = isinstance(rule, Compare) and rule.op is Op.GT and isinstance(rule.left, Count)
    return counts and reason.label is None and against_zero(reason)


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
    said = _head(reason, labels)
    if reason.member is not None and isinstance(reason.rule, Exists | Every):
        said = phrase("tree.of", lang, owner=labels.owner(reason.member), head=said)
    head = phrase("tree.node", lang, value=came_to, head=said, id=reason.id)
    lines = [indent + head]
    evidence = [] if reason.children else list(evidence_words(reason, labels, here))
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
    leaves = list(asked(reason, labels).leaves())
    if nearest:
        leaves = [min(leaves, key=_distance)]
    found = [text for leaf in leaves for text in evidence_words(leaf, labels, here, head)]
    evidence = list(dict.fromkeys(found))
    if _excludes(reason) and reason.value is Truth.FALSE:
        head = phrase("reason.not_excluded", labels.lang, what=head)
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


def asked(reason: Reason, labels: Labels) -> Reason:
    """The reason without what only counts somebody into a group, unless that decides alone."""
    if not reason.children:
        return reason
    children = [asked(child, labels) for child in reason.children]
    if isinstance(reason.rule, Exists | Every) and labels.rules is not None:
        group = labels.rules.groups.get(reason.rule.group)
        if group is not None and group.where is not None:
            children = [_inside(child, group.where.syntax) for child in children]
    return reason if all(map(is_, children, reason.children)) else replace(reason, children=tuple(children))


def _inside(reason: Reason, counted: Expr | None) -> Reason:
    first, *rest = reason.children or (reason,)
    return replace(reason, children=tuple(rest)) if rest and first.rule == counted else reason


def _clause(reason: Reason) -> str:
    parts = reason.id.split("/")
    return parts[1].split("@")[0] if len(parts) > 1 else ""


def _excludes(reason: Reason) -> bool:
    return _clause(reason) == "unless"


def _sentence(parts: list[str], labels: Labels) -> str:
    text = phrase("list.semicolon", labels.lang).join(part for part in parts if part)
    return phrase("sentence", labels.lang, text=text) if text else ""
