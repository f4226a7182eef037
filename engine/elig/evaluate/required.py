"""What else is due where an entitlement is due: the entitlements that its clauses ask for in any case.

What a grant comes to is said for the case that it is due. Where its clauses ask for `entitled to x`, x is due then too,
so that `amount of x` is its amount, although it is not known yet whether x is due.
"""

from __future__ import annotations

from collections.abc import Iterator

from elig.evaluate.environment import Environment
from elig.program.model import Entitlement
from elig.program.nodes import AllOf, AndNode, ByReading, DefinitionRef, EntitledNode, Node

Due = tuple[str, int | None]
"""An entitlement, of the household (None) or of the member at a place."""


def required(entitlement: Entitlement, env: Environment, member: int | None) -> frozenset[Due]:
    """The entitlements that are due wherever this one is, under the readings that are chosen."""
    return frozenset(_required(entitlement, env, member))


def _required(entitlement: Entitlement, env: Environment, member: int | None) -> Iterator[Due]:
    for clause in (entitlement.given, entitlement.when):
        for asked, who in _asked(clause, env, member):
            other = env.rules.entitlements.get(asked)
            if other is not None:
                found = who if other.of_member else None
                yield asked, found
                yield from _required(other, env, found)


def _asked(node: Node | None, env: Environment, member: int | None) -> Iterator[Due]:
    """The entitlements that a condition asks for, whatever else it asks."""
    match node:
        case EntitledNode():
            yield node.entitlement, member
        case AllOf():
            for item in node.items:
                yield from _asked(item.condition, env, member)
        case AndNode():
            for part in node.items:
                yield from _asked(part, env, member)
        case DefinitionRef() if node.definition not in env.definitions:
            yield from _asked(node.body, env, member if node.of_member else None)
        case ByReading() if node.reading in env.options:
            yield from _asked(dict(node.options)[env.options[node.reading]], env, member)
        case _:
            pass
