"""The same thing given by two entitlements: together to one subject, or less of it than the other promises."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from elig.program.model import Entitlement, Grant
from elig.prove.answers import low_below
from elig.prove.errors import NotEncodedError, OutOfBudgetError
from elig.prove.example import Asked, example
from elig.prove.finding import Finding, Kind, Unproved
from elig.prove.study import Study
from elig.records import Struct


class Same(Struct):
    """Two grants of one kind that call what they give alike in either language."""

    first: Entitlement
    first_grant: Grant
    second: Entitlement
    second_grant: Grant

    @property
    def entitlements(self) -> tuple[str, str]:
        """Both, in file order."""
        return self.first.id, self.second.id

    @property
    def grants(self) -> tuple[str, str]:
        """Both grants."""
        return self.first_grant.id, self.second_grant.id


def same_things(study: Study) -> Iterator[Same]:
    """Every two grants of two entitlements in force that are for one purpose: of one kind, and called alike."""
    listed = [(found, grant) for found in study.side.dated.entitlements.values() for grant in found.grants]
    for (first, one), (second, other) in combinations(listed, 2):
        if first.id != second.id and one.kind is other.kind and _called_alike(one, other):
            yield Same(first, one, second, other)


def _called_alike(one: Grant, other: Grant) -> bool:
    if one.what is None or other.what is None:
        return False
    chinese = _folded(one.what.zh) == _folded(other.what.zh)
    return chinese or (bool(one.what.en) and _folded(one.what.en) == _folded(other.what.en))


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()


def twice(study: Study, same: Same) -> Finding | Unproved | None:
    """A household to which both are due at once."""
    return _search(study, same, Kind.TWICE)


def floors(study: Study, same: Same) -> Finding | Unproved | None:
    """A household to which both are due, and to which the region's own surely gives less than the shared rules do."""
    own = study.side.rules.policy.id
    if (same.first.policy == own) is (same.second.policy == own):
        return None
    if same.first_grant.amount is None or same.second_grant.amount is None:
        return None
    return _search(study, same, Kind.FLOOR)


def _search(study: Study, same: Same, kind: Kind) -> Finding | Unproved | None:
    try:
        for members in study.sizes():
            room = study.room(members)
            asked = tuple(Asked(id, room.subjects(id)[0]) for id in same.entitlements)
            conditions = [room.sense(), *(room.outcome(one.entitlement, one.subject).due for one in asked)]
            if kind is Kind.FLOOR:
                amounts = [room.payable(a.entitlement, g, a.subject) for a, g in zip(asked, same.grants, strict=True)]
                own, shared = amounts if same.first.policy == study.side.rules.policy.id else reversed(amounts)
                assert own is not None and shared is not None, "both state an amount"
                conditions.append(low_below(study.terms, own, shared))
            if (found := study.plausible(conditions, [room])) is not None:
                shown = example(study, [room], found, [asked])
                return Finding(kind, same.entitlements, grants=same.grants, example=shown)
    except (OutOfBudgetError, NotEncodedError) as problem:
        return Unproved(kind, same.entitlements, "", str(problem))
    return None
