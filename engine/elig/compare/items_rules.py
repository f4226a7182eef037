"""What differs among things that are made of rules: entitlements, definitions, groups, targets, what makes no sense."""

from __future__ import annotations

from collections.abc import Iterator

from elig.compare.changes import (
    Prints,
    citation_change,
    field_change,
    in_force_words,
    item_labels,
    joined,
    rule_change,
)
from elig.compare.clauses import Sides
from elig.compare.model import Change, FieldChange, Harmless
from elig.explain.phrases import sentence
from elig.program.citation import Words
from elig.program.model import Definition, Entitlement, Grant, Group, Invalid, Rules
from elig.program.targets import Check
from elig.values import GrantKind


def entitlement_changes(old: Entitlement, new: Entitlement, sides: Sides, prints: Prints) -> Iterator[Change]:
    """What was changed of an entitlement."""
    yield from field_change("label", old.label, new.label, Harmless.LABEL)
    yield from field_change("name", old.name, new.name, Harmless.SPELLING)
    yield from field_change("also", _comma(old.also), _comma(new.also), Harmless.WORDING)
    yield from field_change("for", _whom(old), _whom(new))
    yield from field_change("basis", sentence(f"basis.{old.basis.value}"), sentence(f"basis.{new.basis.value}"))
    yield from field_change("bearer", old.bearer, new.bearer)
    yield from field_change("in_force", in_force_words(old.in_force), in_force_words(new.in_force))
    clauses = {
        "given": (old.given, new.given),
        "when": (old.when, new.when),
        "unless": (old.unless, new.unless),
        "met_when": (old.met_when, new.met_when),
    }
    for address, (before, after) in clauses.items():
        yield from rule_change(address, before, after, sides, prints)
        yield from item_labels(before, after, address)
    yield from _gaps(old, new, sides)
    yield from _grants(old, new, sides, prints)
    yield from citation_change(old.citations, new.citations)


def _whom(found: Entitlement | Definition) -> Words:
    return sentence("show.for_each" if found.of_member else "show.for_household")


def _comma(texts: tuple[str, ...]) -> Words | None:
    return joined(tuple(Words(text, text) for text in texts))


def _gaps(old: Entitlement, new: Entitlement, sides: Sides) -> Iterator[FieldChange]:
    names = sides.names
    if old.gap != names.get(new.gap, new.gap):
        yield from field_change("gap", _gap(old.gap, sides.old), _gap(new.gap, sides.new))
    after = {names.get(gap, gap): gap for gap in new.touches}
    for gap in old.touches:
        if gap not in after:
            yield from field_change("touches", _gap(gap, sides.old), None)
    for known, gap in after.items():
        if known not in old.touches:
            yield from field_change("touches", None, _gap(gap, sides.new))


def _gap(id: str, rules: Rules) -> Words | None:
    found = rules.gaps.get(id)
    return None if found is None else found.label


def _grants(old: Entitlement, new: Entitlement, sides: Sides, prints: Prints) -> Iterator[Change]:
    before = {grant.id: grant for grant in old.grants}
    after = {_known(grant, old, new, prints): grant for grant in new.grants}
    for id in before:
        if id not in after:
            yield from field_change(f"grants/{id}", _grant(before[id]), None)
    for id, grant in after.items():
        if id not in before:
            yield from field_change(f"grants/{id}", None, _grant(grant))
        else:
            yield from _grant_changes(before[id], grant, sides, prints)
    if before.keys() == after.keys() and list(before) != list(after):
        yield FieldChange("grants", None, None, Harmless.ORDER)


def _known(grant: Grant, old: Entitlement, new: Entitlement, prints: Prints) -> str:
    """The id of a grant on the old side: its own, else that of the one grant that says the same."""
    if any(grant.id == other.id for other in old.grants):
        return grant.id
    taken = {other.id for other in new.grants}
    same = [g.id for g in old.grants if g.id not in taken and prints.old.grant(g) == prints.new.grant(grant)]
    return same[0] if same else grant.id


def _grant_changes(old: Grant, new: Grant, sides: Sides, prints: Prints) -> Iterator[Change]:
    address = f"grants/{new.id}"
    yield from field_change(f"{address}/id", old.id, new.id, Harmless.RENAMED)
    yield from field_change(f"{address}/kind", sentence(f"kind.{old.kind.value}"), sentence(f"kind.{new.kind.value}"))
    # what is given in kind is said in words alone, so that other words may give something else
    kind = None if new.kind is GrantKind.IN_KIND else Harmless.WORDING
    yield from field_change(f"{address}/what", old.what, new.what, kind)
    yield from field_change(f"{address}/every", _every(old), _every(new))
    figures = {"amount": (old.amount, new.amount), "lasts": (old.lasts, new.lasts), "used": (old.used, new.used)}
    for name, (before, after) in figures.items():
        yield from rule_change(f"{address}/{name}", before, after, sides, prints)


def _every(grant: Grant) -> Words | None:
    return sentence(f"show.every_{grant.every}") if grant.every else None


def _grant(grant: Grant) -> Words:
    return grant.what or sentence(f"kind.{grant.kind.value}")


def definition_changes(old: Definition, new: Definition, sides: Sides, prints: Prints) -> Iterator[Change]:
    """What was changed of a definition."""
    yield from field_change("label", old.label, new.label, Harmless.LABEL)
    yield from field_change("name", old.name, new.name, Harmless.SPELLING)
    yield from field_change("of", _whom(old), _whom(new))
    yield from field_change("report", _reports(old), _reports(new))
    yield from rule_change("is", old.node, new.node, sides, prints)
    yield from item_labels(old.node, new.node, "is")
    yield from citation_change(old.citations, new.citations)


def _reports(found: Definition) -> Words:
    return sentence("value.true" if found.report else "value.false")


def group_changes(old: Group, new: Group, sides: Sides, prints: Prints) -> Iterator[Change]:
    """What was changed of a group of members."""
    yield from field_change("label", old.label, new.label, Harmless.LABEL)
    yield from field_change("name", old.name, new.name, Harmless.SPELLING)
    yield from rule_change("where", old.where, new.where, sides, prints)


def check_changes(old: Check, new: Check, sides: Sides, prints: Prints) -> Iterator[Change]:
    """What was changed of a target for a place."""
    yield from field_change("label", old.label, new.label, Harmless.LABEL)
    yield from field_change("name", old.name, new.name, Harmless.SPELLING)
    yield from field_change(
        "measure", sentence(f"measure.{old.measure.value}"), sentence(f"measure.{new.measure.value}")
    )
    yield from field_change("of", old.of, new.of)
    yield from rule_change("target", old.target, new.target, sides, prints)
    yield from citation_change(old.citations, new.citations)


def invalid_changes(old: Invalid, new: Invalid, sides: Sides, prints: Prints) -> Iterator[Change]:
    """What was changed of a household that makes no sense."""
    yield from field_change("message", old.message, new.message, Harmless.WORDING)
    yield from rule_change("if", old.condition, new.condition, sides, prints)
