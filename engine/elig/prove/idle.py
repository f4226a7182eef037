"""Entitlements that no complete household ever gets, and parts of rules that could be left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from elig.evaluate.table import MAY_BE_DUE
from elig.lang import ast
from elig.program.model import Entitlement
from elig.program.nodes import (
    AllOf,
    AndNode,
    AnyOf,
    ByReading,
    Constant,
    EveryNode,
    ExistsNode,
    Item,
    Node,
    NotNode,
    OrNode,
)
from elig.program.types import BOOLEAN
from elig.prove.errors import NotEncodedError, OutOfBudgetError
from elig.prove.finding import Finding, Kind, Unproved
from elig.prove.here import Here
from elig.prove.lin import FALSE, Term
from elig.prove.study import Room, Study
from elig.records import replace


def never_due(study: Study, entitlement: Entitlement) -> Finding | Unproved | None:
    """That no household is ever entitled (where the basis allows no more: not even possibly)."""
    firm = entitlement.basis in MAY_BE_DUE
    try:
        for members in study.sizes():
            room = study.room(members)
            for subject in room.subjects(entitlement.id):
                outcome = room.outcome(entitlement.id, subject)
                wanted = outcome.due if firm else -outcome.not_due
                if study.plausible((room.sense(), wanted), [room]) is not None:
                    return None
    except (OutOfBudgetError, NotEncodedError) as problem:
        return Unproved(Kind.NEVER_DUE, (entitlement.id,), "", str(problem))
    return Finding(Kind.NEVER_DUE, (entitlement.id,))


# ---------------------------------------------------------------------- parts that cannot matter


Rebuild = Callable[[Node], Entitlement]
"""The entitlement with another condition in place of a part."""


def idle(study: Study, entitlement: Entitlement) -> Iterator[Finding | Unproved | None]:
    """For each part of the clauses whether it could be left out; of parts inside such a part nothing is said."""
    skipped: list[str] = []
    for address, part, rebuilt in parts(entitlement):
        if any(address.startswith(f"{outer}/") for outer in skipped):
            continue
        found = _idle(study, entitlement, address, part, rebuilt)
        if isinstance(found, Finding):
            skipped.append(address)
        yield found


def _idle(
    study: Study, entitlement: Entitlement, address: str, part: Node, rebuilt: Rebuild
) -> Finding | Unproved | None:
    try:
        for value in (True, False):
            side = study.side.with_entitlement(rebuilt(truth(value)))
            rooms = ((study.room(n), study.room(n).under(side)) for n in study.sizes())
            if all(_same(study, entitlement.id, before, after) for before, after in rooms):
                return Finding(Kind.IDLE, (entitlement.id,), address, part)
    except (OutOfBudgetError, NotEncodedError) as problem:
        return Unproved(Kind.IDLE, (entitlement.id,), address, str(problem))
    return None


def _same(study: Study, id: str, before: Room, after: Room) -> bool:
    """Whether no household of the size is answered differently."""
    for subject in before.subjects(id):
        differs = _differs(before, after, id, subject)
        if differs != FALSE and study.plausible((before.sense(), differs), [before]) is not None:
            return False
    return True


def _differs(before: Room, after: Room, id: str, subject: int | None) -> Term:
    """Whether the outcome is another one, or whether the entitlement reaches the subject at all."""
    terms, one, other = before.terms, before.outcome(id, subject), after.outcome(id, subject)
    reached = [room.encoder.clauses(room.entitlement(id), Here(subject))[0] for room in (before, after)]
    return terms.any_of(
        terms.differ(first, last)
        for first, last in (
            (one.due, other.due),
            (one.not_due, other.not_due),
            (reached[0].yes, reached[1].yes),
            (reached[0].no, reached[1].no),
        )
    )


def truth(value: bool) -> Constant:
    """A condition that always holds, or never."""
    return Constant(value, type=BOOLEAN, syntax=ast.Truth(value))


def parts(entitlement: Entitlement) -> Iterator[tuple[str, Node, Rebuild]]:
    """Every item of the clauses and every part of their expressions, outer ones first; definitions are not entered."""
    clauses = {"given": entitlement.given, "when": entitlement.when, "unless": entitlement.unless}
    for name, clause in clauses.items():
        if clause is not None:
            for path, part, rebuild in _below(clause):
                yield "/".join([entitlement.id, name, *path]), part, _into(entitlement, name, rebuild)


def _into(entitlement: Entitlement, name: str, rebuild: Callable[[Node], Node]) -> Rebuild:
    def rebuilt(new: Node) -> Entitlement:
        clause = rebuild(new)
        match name:
            case "given":
                return replace(entitlement, given=clause)
            case "when":
                return replace(entitlement, when=clause)
            case _:
                return replace(entitlement, unless=clause)

    return rebuilt


def _then(rebuild: Callable[[Node], Node], put: Callable[[Node], Node]) -> Callable[[Node], Node]:
    def rebuilt(new: Node) -> Node:
        return put(rebuild(new))

    return rebuilt


Part = tuple[list[str], Node, Callable[[Node], Node]]


def _below(node: Node) -> Iterator[Part]:
    """A condition and its parts; a list is entered without being a part itself."""
    if not isinstance(node, AllOf | AnyOf | ByReading | Constant):
        yield [], node, _itself
    match node:
        case AllOf() | AnyOf():
            for place, item in enumerate(node.items):
                yield from _items(node, place, item)
        case ByReading():
            for place, (option, clause) in enumerate(node.options):
                for path, part, rebuild in _below(clause):
                    yield [option, *path], part, _option(node, place, rebuild)
        case AndNode() | OrNode():
            for place, one in enumerate(node.items):
                for path, part, rebuild in _below(one):
                    yield [f"({place + 1})", *path], part, _operand(node, place, rebuild)
        case NotNode():
            for path, part, rebuild in _below(node.item):
                if path:
                    yield path, part, _then(rebuild, lambda new: replace(node, item=new))
        case ExistsNode():
            for path, part, rebuild in _below(node.where):
                if path:
                    yield path, part, _then(rebuild, lambda new: replace(node, where=new))
        case EveryNode():
            for path, part, rebuild in _below(node.has):
                if path:
                    yield path, part, _then(rebuild, lambda new: replace(node, has=new))
        case _:
            pass


def _itself(new: Node) -> Node:
    return new


def _operand(node: AndNode | OrNode, place: int, rebuild: Callable[[Node], Node]) -> Callable[[Node], Node]:
    def rebuilt(new: Node) -> Node:
        return replace(node, items=(*node.items[:place], rebuild(new), *node.items[place + 1 :]))

    return rebuilt


def _option(node: ByReading, place: int, rebuild: Callable[[Node], Node]) -> Callable[[Node], Node]:
    def rebuilt(new: Node) -> Node:
        options = list(node.options)
        options[place] = options[place][0], rebuild(new)
        return replace(node, options=tuple(options))

    return rebuilt


def _items(node: AllOf | AnyOf, place: int, item: Item) -> Iterator[Part]:
    def with_item(new: Item) -> Node:
        return replace(node, items=(*node.items[:place], new, *node.items[place + 1 :]))

    for path, part, rebuild in _below(item.condition):
        yield [item.id, *path], part, _then(rebuild, lambda new: with_item(replace(item, condition=new)))
    if item.unless is not None:
        for path, part, rebuild in _below(item.unless):
            address = [item.id, "unless", *path]
            yield address, part, _then(rebuild, lambda new: with_item(replace(item, unless=new)))
