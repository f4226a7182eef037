"""What is measured: households, the rules as trees, and input that means harm."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import elig
from elig.lang.ast import Expr
from elig.program.nodes import Node
from elig.program.order import clauses
from elig.program.walk import children

ROOT = Path(__file__).parents[1]
POLICIES = [*ROOT.glob("policies/*.yaml"), *ROOT.glob("policies/localities/*.yaml")]
COMPLETE, MISSING = (ROOT / f"examples/qianxinan/{name}.json" for name in ("complete", "missing-facts"))


def household(path: Path, size: int = 0) -> dict[str, Any]:
    """An example household; with a size, its members are repeated until there are as many."""
    found: dict[str, Any] = json.loads(path.read_text("utf-8"), parse_float=Decimal)
    if size:
        bare = [{key: value for key, value in m.items() if key != "person_id_no"} for m in found["members"]]
        found["members"] = [bare[number % len(bare)] | {"id": f"m{number}"} for number in range(size)]
    return found


def expressions(program: elig.Program) -> list[Expr]:
    """Every condition and definition of the shipped rules, each place once."""
    found: dict[object, Expr] = {}
    for rules in program.regions:
        nodes = [definition.node for definition in rules.definitions.values()]
        nodes += [node for entitlement in rules.entitlements.values() for node in clauses(entitlement)]
        found |= {tree.span: tree for node in nodes for tree in _written(node)}
    return list(found.values())


def _written(node: Node) -> Iterator[Expr]:
    yield from (node.syntax,) if node.syntax else (tree for child in children(node) for tree in _written(child))


_HEAD = "policy: a\ntitle: {zh: a, en: a}\n"
_MANY = [{"id": f"m{number}", "sex": "x"} for number in range(28_000)]
HOSTILE_FILES = {
    "10 MB of YAML": _HEAD + "# filler filler filler\n" * 450_000,
    "YAML aliases, ten levels of ten": "a0: &a0 [x]\n"
    + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 11)),
    "YAML, 100,000 brackets deep": "policy: " + "[" * 100_000,
    "an expression, 1,000 brackets deep": f"{_HEAD}uses: [vocabulary]\ndefinitions:\n"
    f"  d: {{label: {{zh: a, en: a}}, is: {'(' * 1000}true{')' * 1000}}}\n",
}
HOSTILE_HOUSEHOLDS = {
    "a household of 1 MB, 28,000 members": json.dumps({"household_id": "a", "members": _MANY}),
    "a household over 1 MB": json.dumps({"household_id": "a" * 1_000_001, "members": []}),
    "a household, 1,000 brackets deep": "[" * 1000,
}
