"""Code of what a right gives: a grant's slots, over the readings that its figures leave open.

Figures are reckoned as where the right is due: what its clauses ask for in any case is due then too.
"""

from __future__ import annotations

from elig.compile.expressions import Expressions
from elig.compile.grants import ELSEWHERE, Apart, amount_code, hull_of, lasts_code, minor_units, used_code
from elig.compile.unit import At, Unit
from elig.compile.values import Refused
from elig.evaluate.environment import Ends
from elig.evaluate.required import required
from elig.program.model import Entitlement, Grant
from elig.program.nodes import Node, Quantifier
from elig.program.order import clauses
from elig.records import replace

Slots = tuple[str, str, str]
"""The codes of the amount, of what is used, and of how long it lasts."""


def slots_of(grant: Grant, entitlement: Entitlement, writer: Expressions, at: At) -> Slots:
    """The codes of a grant's three slots; what is not written out is asked of the evaluator."""
    unit = writer.unit
    try:
        return _joined(grant, [_one(grant, writer, place) for place in _places(grant, entitlement, unit, at)], unit)
    except Refused:
        elsewhere = unit.names.constant(ELSEWHERE)
        return elsewhere, elsewhere, elsewhere


def _places(grant: Grant, entitlement: Entitlement, unit: Unit, at: At) -> list[At]:
    """Where the figures are reckoned: under each choice of the readings that they leave open."""
    choices = unit.choices(grant.figures)
    asked = {name for clause in clauses(entitlement) for name in unit.reached(clause)}
    if any(name in asked for chosen in choices for name, _ in chosen):
        raise Refused("readings of the clauses in what is given")
    return [
        replace(at, ends=Ends.NORMS, options=chosen, due=_due(grant, entitlement, unit, at.choosing(chosen)))
        for chosen in choices
    ]


def _due(grant: Grant, entitlement: Entitlement, unit: Unit, at: At) -> frozenset[str]:
    """What is due wherever the right is, as far as it concerns what is given."""
    if not any(unit.entitles(node) for node in grant.figures):
        return frozenset()
    found = required(entitlement, unit.env_at(at), 0 if entitlement.of_member else None)
    if any(member is not None for _, member in found) and any(_asks_of_all(node, unit) for node in grant.figures):
        raise Refused("whether others are entitled")
    return frozenset(name for name, _ in found)


def _asks_of_all(node: Node, unit: Unit) -> bool:
    """Whether some quantifier asks of members what they are entitled to."""
    if isinstance(node, Quantifier):
        return unit.entitles(node)
    return any(_asks_of_all(child, unit) for child in unit.below(node))


def _one(grant: Grant, writer: Expressions, at: At) -> Slots:
    unit, amount, used, lasts = writer.unit, grant.amount, grant.used, grant.lasts
    return (
        "None" if amount is None else amount_code(writer.figure(amount, at), grant, unit, at),
        "None" if used is None else used_code(writer.figure(used, at), grant, unit, at),
        "None" if lasts is None else lasts_code(writer.figure(lasts, at), unit, at),
    )


def _joined(grant: Grant, found: list[Slots], unit: Unit) -> Slots:
    """The slots over several choices of readings."""
    amounts, used, lasts = zip(*found, strict=True)
    minor = minor_units(grant.unit, unit.rules.rules.vocabulary)
    if len(set(used)) == 1 and (used[0] == "None" or len(set(amounts)) == 1):
        together = used[0]
    else:
        pairs = ", ".join(f"(({cap}), ({one}))" for cap, one in zip(amounts, used, strict=True))
        together = f"{unit.names.constant(Apart)}(({pairs}))"
    return _hull(amounts, minor, unit), together, _hull(lasts, 1, unit)


def _hull(codes: tuple[str, ...], minor: int, unit: Unit) -> str:
    if len(set(codes)) == 1:
        return codes[0]
    return f"{unit.names.constant(hull_of)}({minor}, {', '.join(f'({code})' for code in codes)})"
