"""What is measured: households, rules as text, and input that means harm."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from elig.lang.ast import Expr
from elig.program.model import Rules
from elig.program.nodes import Node
from elig.program.order import clauses
from elig.program.walk import children

ROOT = Path(__file__).parents[1]
COMPLETE = ROOT / "examples/qianxinan/complete.json"
MISSING = ROOT / "examples/qianxinan/missing-facts.json"


def household(path: Path, size: int | None = None) -> dict[str, Any]:
    """An example household, its members repeated up to a size."""
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    listed = found["members"]
    if size is not None:
        found["members"] = [_copy(listed[number % len(listed)], number) for number in range(size)]
    return found


def _copy(member: dict[str, Any], number: int) -> dict[str, Any]:
    return {key: value for key, value in member.items() if key != "person_id_no"} | {"id": f"m{number}"}


def expressions(regions: tuple[Rules, ...]) -> list[Expr]:
    """Every expression of the shipped rules, each place once."""
    found: dict[tuple[str, int], Expr] = {}
    for rules in regions:
        nodes = [node for entitlement in rules.entitlements.values() for node in clauses(entitlement)]
        nodes += [g.amount for e in rules.entitlements.values() for g in e.grants if g.amount is not None]
        nodes += [definition.node for definition in rules.definitions.values()]
        for syntax in (syntax for node in nodes for syntax in _written(node)):
            if syntax.span is not None:
                found[syntax.span.source.name, syntax.span.start] = syntax
    return list(found.values())


def _written(node: Node) -> Iterator[Expr]:
    if node.syntax is not None:
        yield node.syntax
    else:
        for child in children(node):
            yield from _written(child)


HOSTILE_YAML = {
    "10 MB of YAML": "policy: a\ntitle: {zh: a, en: a}\n" + "x" * 80 + ": 1\n" + "# filler filler filler\n" * 450_000,
    "YAML aliases, ten levels of ten": "a0: &a0 [x]\n"
    + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 11)),
    "YAML, 100,000 brackets deep": "policy: " + "[" * 100_000,
    "an expression, 1,000 brackets deep": "policy: a\ntitle: {zh: a, en: a}\nuses: [vocabulary]\ndefinitions:\n"
    f"  d: {{label: {{zh: a, en: a}}, is: {'(' * 1000}true{')' * 1000}}}\n",
}
"""Policy files that are not to be read to the end."""

_MEMBERS = ", ".join(f'{{"id": "m{number}", "sex": "x"}}' for number in range(28_000))
HOSTILE_JSON = {
    "a household of 1 MB, 28,000 members": f'{{"household_id": "a", "members": [{_MEMBERS}]}}',
    "a household over 1 MB": json.dumps({"household_id": "a" * 1_000_001, "members": []}),
    "a household 1,000 brackets deep": "[" * 1000,
}
"""Households that make no sense."""
