"""What an entitlement reads, and in which order."""

from __future__ import annotations

from collections.abc import Iterable

from elig.program.model import Entitlement
from elig.program.nodes import DefinitionRef, Node, ParameterRef
from elig.program.walk import children


def clauses(entitlement: Entitlement) -> tuple[Node, ...]:
    """The clauses that decide the outcome."""
    return tuple(c for c in (entitlement.given, entitlement.when, entitlement.unless) if c is not None)


def expressions(entitlement: Entitlement) -> tuple[Node, ...]:
    """Every expression of an entitlement: its clauses and what its grants come to."""
    return (*clauses(entitlement), *figures(entitlement))


def everything(entitlement: Entitlement) -> tuple[Node, ...]:
    """Every expression of an entitlement, and what says that it is in place."""
    met = () if entitlement.met_when is None else (entitlement.met_when,)
    return (*clauses(entitlement), *met, *figures(entitlement))


def figures(entitlement: Entitlement) -> tuple[Node, ...]:
    """The expressions of what the grants come to."""
    return tuple(node for grant in entitlement.grants for node in grant.figures)


def parameters_read(entitlements: Iterable[Entitlement]) -> set[str]:
    """The parameters that some entitlements read themselves, through definitions too."""
    found: set[str] = set()
    seen: set[int] = set()
    waiting = [node for entitlement in entitlements for node in expressions(entitlement)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, DefinitionRef):
            if id(node.body) not in seen:
                seen.add(id(node.body))
                waiting.append(node.body)
        elif isinstance(node, ParameterRef):
            found.add(node.parameter)
            waiting.extend(node.keys)
        else:
            waiting.extend(children(node))
    return found
