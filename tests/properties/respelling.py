"""A policy file with every rule printed anew in one language, in place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from elig.lang import Language, print_expression
from elig.lang.ast import Expr
from elig.program.model import CheckedProgram, Rules
from elig.program.nodes import Node
from elig.program.walk import children
from elig.source import Span


@dataclass(frozen=True, slots=True)
class Spoken:
    """The names that the files declare: Chinese ones where there are any, else ids."""

    rules: Rules

    def name(self, id: str, language: Language) -> str:
        """A fact, definition, parameter, entitlement or gap."""
        vocabulary = self.rules.vocabulary
        named = vocabulary.facts.get(id) or self.rules.definitions.get(id) or self.rules.parameters.get(id)
        found = named or self.rules.entitlements.get(id)
        return id if found is None or language is Language.EN else found.name or id

    def word(self, enumeration: str, id: str, language: Language) -> str:
        """A value of an enumeration."""
        found = self.rules.vocabulary.enumerations[enumeration].get(id)
        return id if found is None or language is Language.EN else found.name or id

    def group(self, id: str, language: Language) -> str:
        """A group of members."""
        subjects = self.rules.vocabulary.subjects
        if id == subjects.parts:
            return subjects.part if language is Language.EN else subjects.part_label.zh
        found = self.rules.groups.get(id)
        return id if found is None or language is Language.EN else found.name or id


def respelled(checked: CheckedProgram, language: Language) -> dict[str, str]:
    """The files that rules stand in, by name, each rule as the printer writes it."""
    regions = [*checked.regions, *([checked.common] if checked.common is not None else [])]
    places: dict[tuple[str, int, int], tuple[Span, str]] = {}
    for rules in regions:
        names = Spoken(rules)
        for syntax in _rules(rules):
            assert syntax.span is not None
            key = (syntax.span.source.name, syntax.span.start, syntax.span.end)
            text = print_expression(syntax, names, language, rules.vocabulary.units)
            is_json = syntax.span.source.text.startswith("{")
            places[key] = (syntax.span, json.dumps(text, ensure_ascii=False)[1:-1] if is_json else text)
    files = {span.source.name: span.source.text for span, _ in places.values()}
    for (name, start, end), (_, text) in sorted(places.items(), reverse=True):
        files[name] = files[name][:start] + text + files[name][end:]
    return files


def _rules(rules: Rules) -> Iterator[Expr]:
    for node in _tops(rules):
        yield from _outermost(node)


def _tops(rules: Rules) -> Iterator[Node]:
    yield from (fact.only_if for fact in rules.vocabulary.facts.values() if fact.only_if is not None)
    yield from (found.node for found in rules.definitions.values())
    yield from (found.where for found in rules.groups.values() if found.where is not None)
    yield from (found.condition for found in rules.invalid)
    for entitlement in rules.entitlements.values():
        parts = (entitlement.given, entitlement.when, entitlement.unless, entitlement.met_when)
        yield from (part for part in parts if part is not None)
        for grant in entitlement.grants:
            yield from (part for part in (grant.amount, grant.used, grant.lasts) if part is not None)


def _outermost(node: Node) -> Iterator[Expr]:
    """The syntax of the expressions of a clause: of the highest nodes that have one."""
    if node.syntax is not None:
        yield node.syntax
    else:
        for child in children(node):
            yield from _outermost(child)
