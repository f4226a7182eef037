"""A claim that is asked of rules that were loaded already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from elig.errors import Collector
from elig.program.checker import Checker
from elig.program.citation import Words
from elig.program.claim import Claim
from elig.program.claims import Claims
from elig.program.model import Definition, Grant, Group, Offer, Rules
from elig.program.scope import Scope
from elig.source import Scalar, Source, Span

ASKED = "claim"
"""What the text of a claim that was asked is called in messages."""


def asked_claim(rules: Rules, text: str) -> Claim:
    """The claim that a phrase makes about some rules; raises `PolicyError` where it makes none."""
    errors = Collector()
    source = Source(ASKED, text)
    written = Scalar(text, Span(source, 0, len(text)), tuple(range(len(text))))
    scope = _scope(rules)
    states = Claims(rules.policy.id, Checker(scope, errors, _Known(scope)), {}).statement(written)
    errors.raise_if_any()
    assert states is not None, "a phrase without errors says something"
    words = " ".join(text.split())
    return Claim(words, rules.policy.id, Words(words, words), states, (), written.span)


class _Known:
    """What the files define, all of it checked."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def definition(self, name: str, at: Span | None) -> Definition | None:
        """The definition of a name."""
        return self.scope.definitions.get(name)

    def group(self, name: str, at: Span | None) -> Group | None:
        """The group of a name."""
        return self.scope.groups.get(name)

    def offers(self, entitlement: str) -> Sequence[Offer]:
        """The grants of an entitlement."""
        return [Offer(grant.id, grant.kind, grant.amount is not None) for grant in self.scope.grants[entitlement]]

    def grant(self, entitlement: str, grant: str, at: Span | None) -> Grant | None:
        """A grant of an entitlement."""
        return next((found for found in self.scope.grants[entitlement] if found.id == grant), None)


def _scope(rules: Rules) -> Scope:
    """Everything that has a name in some rules."""
    vocabulary = rules.vocabulary
    scope = Scope(
        vocabulary,
        enumerations=dict(vocabulary.enumerations),
        facts=dict(vocabulary.facts),
        definitions=dict(rules.definitions),
        groups=dict(rules.groups),
        parameters=dict(rules.parameters),
        readings=dict(rules.readings),
        gaps=dict(rules.gaps),
        entitlements={id: found.of_member for id, found in rules.entitlements.items()},
        checks=set(rules.checks),
        claims=set(rules.claims),
        grants={id: found.grants for id, found in rules.entitlements.items()},
    )
    for id, name in _names(rules):
        scope.spelling.setdefault(id, id)
        if name:
            scope.spelling.setdefault(name, id)
    return scope


def _names(rules: Rules) -> Iterator[tuple[str, str]]:
    named = (
        rules.vocabulary.facts,
        rules.definitions,
        rules.groups,
        rules.parameters,
        rules.entitlements,
        rules.checks,
    )
    for table in named:
        yield from ((found.id, found.name) for found in table.values())
    for ids in (rules.readings, rules.gaps, rules.claims):
        yield from ((id, "") for id in ids)
