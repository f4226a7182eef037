"""What an entitlement reads, in which order, and whether it reads itself."""

from __future__ import annotations

from collections.abc import Iterator

from elig.errors import Code, Collector
from elig.program.model import Entitlement, Rules
from elig.program.nodes import EntitledNode, Node
from elig.program.walk import descend


def clauses(entitlement: Entitlement) -> tuple[Node, ...]:
    """The clauses that decide the outcome."""
    return tuple(c for c in (entitlement.given, entitlement.when, entitlement.unless) if c is not None)


def references(entitlement: Entitlement) -> Iterator[EntitledNode]:
    """The other entitlements that the outcome depends on, through definitions too."""
    for clause in clauses(entitlement):
        yield from (node for node in descend(clause) if isinstance(node, EntitledNode))


def check_entitlement_order(rules: Rules, errors: Collector) -> None:
    """Record entitlements that depend on themselves."""
    done: set[str] = set()
    for name in rules.entitlements:
        _visit(name, (), rules, done, errors)


def _visit(name: str, path: tuple[str, ...], rules: Rules, done: set[str], errors: Collector) -> None:
    if name in path:
        circle = " → ".join([*path[path.index(name) :], name])
        span = rules.entitlements[name].span
        errors.error(Code.CYCLE, f"the entitlements depend on each other in a circle: {circle}", span)
        return
    if name in done or name not in rules.entitlements:
        return
    for node in references(rules.entitlements[name]):
        _visit(node.entitlement, (*path, name), rules, done, errors)
    done.add(name)
