"""A household that two policies decide differently, in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from elig.compare.text_structure import Style
from elig.explain.labels import Labels, labels_of_rules
from elig.facts.household import Household
from elig.facts.reading import HouseholdReader
from elig.program.model import Entitlement, Fact, Rules
from elig.program.types import NumberType
from elig.prove.comparison import Seen, Witness
from elig.values import GrantKind, Interval, Outcome, Possible


def witness_lines(found: Witness, entitlement: Entitlement, rules: Rules, style: Style) -> Iterator[str]:
    """A witness: what happens, who the household is, which local figures are supposed."""
    labels = labels_of_rules(rules, style.lang)
    direction = style.say(f"diff.direction.{found.direction.value}")
    subject = "" if found.subject is None else style.say("diff.witness.subject", member=found.subject)
    change = outcome_change(found, entitlement, labels, style)
    yield style.say("diff.witness", direction=direction, household=change + subject)
    yield from (f"  {line}" for line in household_lines(found.household, rules, style))
    if found.settled:
        told = (settled_words(spot, rules, labels, style) for spot in found.settled)
        yield "  " + style.say("diff.witness.settled", values=style.say("list.semicolon").join(told))


def outcome_change(found: Witness, entitlement: Entitlement, labels: Labels, style: Style) -> str:
    """The outcome and the amounts before and after."""
    old, new = (_seen(side, entitlement, labels, style) for side in (found.old, found.new))
    return style.say("diff.witness.outcome", old=old, new=new)


def _seen(side: Seen, entitlement: Entitlement, labels: Labels, style: Style) -> str:
    told = [style.say(f"diff.outcome.{side.outcome.value}")]
    if side.outcome in (Outcome.DUE, Outcome.UNDETERMINED):
        told.extend(amount for id, item in side.amounts if (amount := _amount(id, item, entitlement, labels, style)))
    return style.say("list.comma").join(told)


def _amount(id: str, item: Interval | None, entitlement: Entitlement, labels: Labels, style: Style) -> str:
    grant = next((grant for grant in entitlement.grants if grant.id == id), None)
    if item is None or grant is None or grant.kind is GrantKind.IN_KIND:
        return ""
    what = style.say(f"kind.{grant.kind.value}") if grant.what is None else grant.what.text(style.lang)
    return style.say("diff.witness.given", grant=what, amount=labels.figures.interval(item, grant.unit))


def household_lines(data: Mapping[str, object], rules: Rules, style: Style) -> Iterator[str]:
    """A household in words: its own facts on one line, each member on one."""
    household = HouseholdReader(rules.vocabulary).read(json.dumps(data, ensure_ascii=False))
    labels = labels_of_rules(rules, style.lang)
    own = _facts(household.facts, rules.vocabulary.household_facts, labels, style)
    yield own
    yield from _members(household, rules, labels, style)


def _members(household: Household, rules: Rules, labels: Labels, style: Style) -> Iterator[str]:
    for member in household.members:
        facts = _facts(member.facts, rules.vocabulary.member_facts, labels, style)
        yield style.say("diff.witness.member", member=member.id, facts=facts)


def _facts(told: Mapping[str, Possible], facts: Iterable[Fact], labels: Labels, style: Style) -> str:
    """What is told, in the order of the vocabulary."""
    shown = (
        style.say("diff.witness.fact", label=fact.label.text(style.lang), value=_value(fact, told[fact.id], labels))
        for fact in facts
        if fact.id in told
    )
    return style.say("list.semicolon").join(shown)


def _value(fact: Fact, value: Possible, labels: Labels) -> str:
    return labels.figures.possible(value, fact.type)


def settled_words(spot: tuple[str, tuple[str, ...], str], rules: Rules, labels: Labels, style: Style) -> str:
    """A local figure that a witness supposes."""
    id, keys, value = spot
    found = rules.parameters.get(id)
    shown = value
    if found is not None and isinstance(found.type, NumberType):
        shown = labels.figures.amount(Fraction(value), found.type.unit)
    elif found is not None:
        shown = labels.key(value)
    return style.say("diff.witness.fact", label=labels.keyed(id, keys), value=shown)
