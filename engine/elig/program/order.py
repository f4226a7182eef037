"""What an entitlement reads, and in which order."""

from __future__ import annotations

from collections.abc import Iterable

from elig.program.model import Definition, Entitlement
from elig.program.nodes import AmountNode, DefinitionRef, Node, ParameterRef, Versions
from elig.program.walk import children


def clauses(entitlement: Entitlement) -> tuple[Node, ...]:
    """The clauses that decide the outcome."""
    return tuple([clause for clause, _ in clauses_wanted(entitlement)])


def clauses_wanted(entitlement: Entitlement) -> list[tuple[Node, bool]]:
    """The clauses that decide the outcome, and whether each is to hold where the entitlement is due."""
    found = ((entitlement.given, True), (entitlement.when, True), (entitlement.unless, False))
    return [(clause, wanted) for clause, wanted in found if clause is not None]


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


def steady_names(definitions: Iterable[Definition], entitlements: Iterable[Entitlement]) -> frozenset[str]:
    """The definitions and entitlements that read the same on every day, whether or not they are in force on it."""
    tops: dict[str, tuple[Node, ...]] = {found.id: (found.node,) for found in definitions}
    tops |= {found.id: everything(found) for found in entitlements}
    bodies: dict[int, bool] = {}
    return frozenset(name for name, nodes in tops.items() if all(_is_steady(node, bodies) for node in nodes))


def _is_steady(node: Node, bodies: dict[int, bool]) -> bool:
    """Whether nothing below a node hangs on the day, in what definitions stand for either; these are looked at once."""
    match node:
        case Versions() | AmountNode():
            return False
        case DefinitionRef():
            if id(node.body) not in bodies:
                bodies[id(node.body)] = _is_steady(node.body, bodies)
            return bodies[id(node.body)]
        case _:
            return all(_is_steady(child, bodies) for child in children(node))
