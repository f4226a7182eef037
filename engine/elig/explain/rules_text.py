"""A policy and an entitlement in words: the rules as the files state them."""

from __future__ import annotations

from collections.abc import Iterator

from elig.explain.checks_text import check_line
from elig.explain.claims_text import claim_line
from elig.explain.clauses import Clauses
from elig.explain.figures import day
from elig.explain.labels import Labels, labels_of_rules
from elig.explain.paint import Paint
from elig.explain.parameter_text import parameter_line
from elig.explain.phrases import phrase
from elig.explain.sources import division_words, source_lines
from elig.program.model import Definition, Entitlement, Grant, InForce, Rules
from elig.program.nodes import DefinitionRef, Node
from elig.program.walk import children


def policy_text(rules: Rules, lang: str, *, color: bool = False) -> str:
    """A policy at a glance: what it gives and on which basis, and what its text leaves open."""
    labels, paint = labels_of_rules(rules, lang), Paint(color)
    sections = {
        "show.entitlements": [_overview(item, labels) for item in rules.entitlements.values()],
        "show.checks": [check_line(item, labels) for item in rules.checks.values()],
        "show.claims": [claim_line(item, labels) for item in rules.claims.values()],
        "show.readings": list(_readings(labels)),
        "show.gaps": list(_gaps(labels)),
        "show.parameters": [parameter_line(item, labels) for item in rules.parameters.values()],
    }
    lines = [paint.title(rules.policy.title.text(lang)), *_about(labels)]
    for key, found in sections.items():
        if found:
            lines.extend(["", paint.title(phrase(key, lang)), *(f"  · {line}" for line in found)])
    return "\n".join(lines) + "\n"


def entitlement_text(rules: Rules, entitlement: str, lang: str, *, color: bool = False) -> str:
    """An entitlement in full: whom it reaches, when, unless, what it gives, what is open, sources.

    Raises `KeyError` where the rules have no such entitlement.
    """
    found = rules.entitlements[entitlement]
    labels, paint = labels_of_rules(rules, lang), Paint(color)
    lines = [paint.title(phrase("show.title", lang, title=found.label.text(lang), id=found.id))]
    lines.extend(f"  {line}" for line in _header(found, labels))
    for key, part in _parts(found, labels):
        if part:
            lines.extend(["", paint.title(phrase(key, lang)), *(f"  {line}" for line in part)])
    return "\n".join(lines) + "\n"


def _parts(found: Entitlement, labels: Labels) -> Iterator[tuple[str, list[str]]]:
    clauses = Clauses(labels)
    yield "show.given", clauses.lines(found.given)
    yield "show.when", clauses.lines(found.when)
    yield "show.unless", clauses.lines(found.unless)
    yield "show.gives", [line for grant in found.grants for line in _grant(grant, clauses)]
    yield "show.met_when", clauses.lines(found.met_when)
    yield "show.words", list(_definitions(found, clauses))
    yield "show.open", list(_open(found, labels))
    yield "show.sources", source_lines(found.citations, labels, full=True)


def _header(found: Entitlement, labels: Labels) -> Iterator[str]:
    lang = labels.lang
    if found.also:
        yield phrase("show.also", lang, names=phrase("list.comma", lang).join(found.also))
    yield phrase("show.for_each" if found.of_member else "show.for_household", lang)
    yield phrase(f"basis.{found.basis.value}", lang)
    if found.bearer is not None:
        yield phrase("line.bearer", lang, text=found.bearer.text(lang))
    force = in_force_words(found.in_force, lang)
    if force:
        yield force


def in_force_words(force: InForce, lang: str) -> str:
    """From and until when a norm holds; nothing where the file does not say."""
    parts = []
    if force.since is not None:
        parts.append(phrase("in_force.since", lang, date=day(force.since, lang)))
    if force.until is not None:
        parts.append(phrase("in_force.until", lang, date=day(force.until, lang)))
    return phrase("list.comma", lang).join(parts)


def _grant(grant: Grant, clauses: Clauses) -> Iterator[str]:
    lang = clauses.lang
    what = "" if grant.what is None else grant.what.text(lang)
    kind = phrase(f"kind.{grant.kind.value}", lang)
    yield "· " + phrase("show.grant", lang, what=what or kind, kind=kind)
    details = {"show.amount": grant.amount, "show.lasts": grant.lasts, "show.used": grant.used}
    for key, node in details.items():
        if node is not None:
            yield "  " + phrase(key, lang, text=clauses.words(node))
    if grant.every:
        yield "  " + phrase(f"show.every_{grant.every}", lang)


def _definitions(found: Entitlement, clauses: Clauses) -> Iterator[str]:
    """What the words of the clauses stand for, and the words of those, once each."""
    rules = clauses.labels.rules
    assert rules is not None
    grants = [node for g in found.grants for node in (g.amount, g.lasts, g.used)]
    start = [found.given, found.when, found.unless, found.met_when, *grants]
    for definition in _used(rules, [node for node in start if node is not None]):
        label = definition.label.text(clauses.lang)
        words = clauses.words(definition.node)
        if words != label:
            yield "· " + phrase("show.means", clauses.lang, label=label, rule=words)


def _used(rules: Rules, nodes: list[Node]) -> list[Definition]:
    found: dict[str, Definition] = {}
    waiting = list(nodes)
    while waiting:
        node = waiting.pop(0)
        waiting.extend(children(node))
        if isinstance(node, DefinitionRef) and node.definition not in found:
            definition = rules.definitions[node.definition]
            found[definition.id] = definition
            waiting.append(definition.node)
    return list(found.values())


def _open(found: Entitlement, labels: Labels) -> Iterator[str]:
    assert labels.rules is not None
    for id in dict.fromkeys(filter(None, [found.gap, *found.touches])):
        gap = labels.rules.gaps[id]
        label, reason = gap.label.text(labels.lang), gap.reason.text(labels.lang)
        yield "· " + phrase("gap", labels.lang, label=label, reason=reason)


def _about(labels: Labels) -> Iterator[str]:
    assert labels.rules is not None
    policy, lang = labels.rules.policy, labels.lang
    if policy.jurisdiction:
        yield phrase("show.jurisdiction", lang, code=policy.jurisdiction)
    if policy.stated is not None:
        yield phrase("show.stated", lang, date=day(policy.stated, lang))
    elif policy.undated:
        yield phrase("show.undated", lang)
    for source in policy.sources:
        yield phrase("show.source", lang, document=source.document, digest=source.sha256[:8])


def _overview(found: Entitlement, labels: Labels) -> str:
    assert labels.rules is not None
    lang = labels.lang
    title = found.label.text(lang)
    if found.policy != labels.rules.policy.id:
        title = phrase("title.national", lang, title=title)
    whom = phrase("show.for_each" if found.of_member else "show.for_household", lang)
    basis = phrase(f"basis.{found.basis.value}", lang)
    return phrase("show.overview", lang, id=found.id, title=title, whom=whom, basis=basis)


def _readings(labels: Labels) -> Iterator[str]:
    assert labels.rules is not None
    lang = labels.lang
    for reading in labels.rules.readings.values():
        options = phrase("list.semicolon", lang).join(w.text(lang) for _, w in reading.options)
        text = phrase("show.reading", lang, asks=reading.asks.text(lang), options=options)
        settled = [entry for entry in reading.settled if entry.option is not None]
        for entry in settled:
            option = labels.option(entry.option or "", reading.id)
            where = division_words(entry.division, labels)
            date = day(entry.since, lang)
            text += phrase("show.settled", lang, option=option, where=where, date=date)
        yield text


def _gaps(labels: Labels) -> Iterator[str]:
    assert labels.rules is not None
    for gap in labels.rules.gaps.values():
        label, reason = gap.label.text(labels.lang), gap.reason.text(labels.lang)
        yield phrase("gap", labels.lang, label=label, reason=reason)
