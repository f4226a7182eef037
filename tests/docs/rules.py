"""Rules as the documents write them, checked as a policy over the shipped vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import elig
from elig.api import Program, load_texts
from elig.lang import Language, print_expression
from elig.program.model import Rules
from elig.program.nodes import Node
from tests.docs.pages import ROOT

HEAD = "policy: docs\ntitle: {zh: 例, en: example}\nuses: [vocabulary, national]\n"
"""What a fragment of a policy file needs before it can be loaded."""

_CITE = 'cite: [{page: "illustration", seen: 2026-11-21, mark: background}]'
_BOUNDS = ("at least ", "up to ", "至少 ", "至多 ")


def load(*texts: str) -> Program:
    """Load texts of policy files beside the shipped ones; raises `PolicyError`."""
    return load_texts({f"docs{number}.yaml": text for number, text in enumerate(texts)}, folder=ROOT / "policies")


def checked(lines: Sequence[str]) -> list[Node]:
    """The checked nodes of expressions about a member; amounts with `at least` or `up to` are checked as grants."""
    definitions, entitlements = ["definitions:"], ["entitlements:"]
    for number, line in enumerate(lines):
        if line.startswith(_BOUNDS):
            entitlements.append(
                f"  n{number}: {{label: {{zh: 甲, en: a}}, for: each member, basis: promise, {_CITE}, grants: "
                f"[{{id: g, kind: in_kind, what: {{zh: 甲, en: a}}, amount: '{line}'}}]}}"
            )
        else:
            definitions.append(f"  n{number}: {{of: member, label: {{zh: 甲, en: a}}, is: '{line}'}}")
    parts = [part for part in (definitions, entitlements) if len(part) > 1]
    head = HEAD.replace("national]", "national, qianxinan]")
    rules = load(head + "\n".join(line for part in parts for line in part) + "\n").rules("docs")
    return [_node(rules, f"n{number}") for number in range(len(lines))]


def _node(rules: Rules, name: str) -> Node:
    if name in rules.definitions:
        return rules.definitions[name].node
    amount = rules.entitlements[name].grants[0].amount
    assert amount is not None
    return amount


def printed(node: Node, language: Language) -> str:
    """A rule in a language, by the names that authors write."""
    assert node.syntax is not None
    return print_expression(node.syntax, _Spelt(shipped()), language, shipped().vocabulary.units)


@cache
def shipped() -> Rules:
    """The rules of Qianxinan."""
    return elig.load().rules("qianxinan")


class _Spelt:
    """Calls everything by the name that rules use."""

    def __init__(self, rules: Rules) -> None:
        tables = (rules.vocabulary.facts, rules.definitions, rules.parameters, rules.groups, rules.entitlements)
        self.chinese = {id_: item.name for table in tables for id_, item in table.items() if item.name}
        self.enumerations = rules.vocabulary.enumerations
        part = rules.vocabulary.subjects
        self.groups = {part.parts: (part.part, part.part_label.zh)}

    def name(self, id: str, language: Language) -> str:
        return self.chinese.get(id, id) if language is Language.ZH else id

    def word(self, enumeration: str, id: str, language: Language) -> str:
        value = self.enumerations[enumeration].get(id)
        return value.name if value is not None and value.name and language is Language.ZH else id

    def group(self, id: str, language: Language) -> str:
        english, chinese = self.groups.get(id, (id, self.chinese.get(id, id)))
        return chinese if language is Language.ZH else english
