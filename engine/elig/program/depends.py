"""Whether an entitlement depends on itself, or on too many readings; looked at once, when files are checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import prod

from elig.errors import Code, Collector
from elig.program.model import Entitlement, Rules
from elig.program.nodes import AmountNode, ByReading, EntitledNode, Node
from elig.program.order import clauses, expressions, figures
from elig.program.walk import descend

Part = tuple[str, bool]
"""The outcome of an entitlement, or (true) what it comes to."""


def _references(nodes: Iterable[Node]) -> Iterator[Part]:
    """What of other entitlements some rules depend on, through definitions too."""
    for top in nodes:
        for node in descend(top):
            match node:
                case EntitledNode():
                    yield node.entitlement, False
                case AmountNode():
                    yield node.entitlement, True
                case _:
                    pass


MAX_COMBINATIONS = 16
"""As many combinations of open readings one entitlement may reach."""


def check_readings(rules: Rules, errors: Collector) -> None:
    """Record entitlements that reach more combinations of readings than are gone through."""
    for name, entitlement in rules.entitlements.items():
        reached = {node.reading for node in _reached(entitlement, rules) if isinstance(node, ByReading)}
        count = prod(len(rules.readings[reading].options) for reading in reached)
        if count > MAX_COMBINATIONS:
            message = f"`{name}` reaches {count} combinations of readings; at most {MAX_COMBINATIONS} are gone through"
            errors.error(Code.TOO_MANY_READINGS, message, entitlement.span, ", ".join(sorted(reached)))


def _reached(entitlement: Entitlement, rules: Rules) -> Iterator[Node]:
    """Every node below the clauses and grants, other entitlements gone through."""
    for top in expressions(entitlement):
        for node in descend(top):
            yield node
            if isinstance(node, EntitledNode | AmountNode) and node.entitlement in rules.entitlements:
                yield from _reached(rules.entitlements[node.entitlement], rules)


def check_entitlement_order(rules: Rules, errors: Collector) -> None:
    """Record entitlements that depend on themselves."""
    below: dict[Part, tuple[Part, ...]] = {}
    for name, found in rules.entitlements.items():
        below[name, False] = tuple(dict.fromkeys(_references(clauses(found))))
        below[name, True] = ((name, False), *dict.fromkeys(_references(figures(found))))
    done: set[Part] = set()
    for part in below:
        _visit(part, below, rules, done, errors)


def _visit(start: Part, below: Mapping[Part, Sequence[Part]], rules: Rules, done: set[Part], errors: Collector) -> None:
    """Follow the references from an entitlement, each entitlement once; chains of them may be long."""
    path, queues = [start], [iter(below[start] if start not in done else ())]
    while path:
        name = next(queues[-1], None)
        if name is None:
            done.add(path.pop())
            queues.pop()
        elif name in path:
            circle = " → ".join(dict.fromkeys(part for part, _ in path[path.index(name) :]))
            circle = f"{circle} → {name[0]}"
            span = rules.entitlements[name[0]].span
            errors.error(Code.CYCLE, f"the entitlements depend on each other in a circle: {circle}", span)
        elif name not in done and name in below:
            path.append(name)
            queues.append(iter(below[name]))
