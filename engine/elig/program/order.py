"""What an entitlement reads, and in which order."""

from __future__ import annotations

from collections.abc import Iterator

from elig.program.model import Entitlement
from elig.program.nodes import Node, ParameterRef
from elig.program.walk import descend


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


def parameters_read(entitlement: Entitlement) -> Iterator[str]:
    """The parameters that an entitlement reads itself, through definitions too."""
    nodes = (node for top in expressions(entitlement) for node in descend(top))
    return (node.parameter for node in nodes if isinstance(node, ParameterRef))
