"""Rows of tables that fit one household and come to something else; the first of them is taken."""

from __future__ import annotations

from collections.abc import Iterator

from elig.program.model import Entitlement
from elig.program.nodes import TableNode
from elig.program.order import expressions
from elig.program.types import BOOLEAN
from elig.program.walk import descend, looks_at_member
from elig.prove.errors import NotEncodedError, OutOfBudgetError
from elig.prove.example import Asked, example
from elig.prove.finding import Finding, Kind, Unproved
from elig.prove.here import Here
from elig.prove.idle import truth
from elig.prove.lin import FALSE, Term
from elig.prove.study import Room, Study, Subject
from elig.records import replace


def tables(entitlement: Entitlement) -> Iterator[TableNode]:
    """The tables that an entitlement reads for its own subject; those inside quantifiers are left to the linter."""
    seen: set[int] = set()
    for top in expressions(entitlement):
        for node in descend(top):
            of_others = not entitlement.of_member and looks_at_member(node)
            if isinstance(node, TableNode) and id(node) not in seen and not of_others:
                seen.add(id(node))
                yield node


def overlaps(study: Study, entitlement: Entitlement) -> Iterator[Finding | Unproved | None]:
    """For each pair of rows that overlap and differ, a household that both fit and that gets the entitlement."""
    for table in tables(entitlement):
        for first, later in table.overlaps:
            if table.rows[first].then != table.rows[later].then:
                yield _overlap(study, entitlement, table, first, later)


def _overlap(
    study: Study, entitlement: Entitlement, table: TableNode, first: int, later: int
) -> Finding | Unproved | None:
    address = f"{table.place.place} rows {first + 1}, {later + 1}"
    try:
        for members in study.sizes():
            room = study.room(members)
            for subject in room.subjects(entitlement.id):
                both = _both_fit(room, table, first, later, subject)
                conditions = (room.sense(), -room.outcome(entitlement.id, subject).not_due, both)
                found = None if both == FALSE else study.plausible(conditions, [room])
                if found is not None:
                    shown = example(study, [room], found, [(Asked(entitlement.id, subject),)])
                    return Finding(Kind.OVERLAP, (entitlement.id,), address, example=shown)
    except (OutOfBudgetError, NotEncodedError) as problem:
        return Unproved(Kind.OVERLAP, (entitlement.id,), address, str(problem))
    return None


def _both_fit(room: Room, table: TableNode, first: int, later: int, subject: Subject) -> Term:
    """Whether both rows fit."""
    return room.terms.all_of(-room.encoder.truth(_fits(table, n), Here(subject)).no for n in (first, later))


def _fits(table: TableNode, place: int) -> TableNode:
    """Whether a row fits, as a table."""
    row = replace(table.rows[place], then=truth(True))
    return replace(table, rows=(row,), otherwise=truth(False), overlaps=(), type=BOOLEAN, range=None)
