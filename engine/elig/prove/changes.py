"""How two views of one entitlement can differ for a household, as conditions: one for each direction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import product

from elig.program.model import Entitlement, Grant
from elig.prove.answers import Ends, OutcomeTerms, high_below, low_below, worse
from elig.prove.comparison import Direction
from elig.prove.decided import View
from elig.prove.lin import FALSE, ONE, TRUE, ZERO, Lin, Term, minus
from elig.prove.outcomes import by_grant
from elig.prove.possible import NOTHING, Exact, combined
from elig.prove.terms import Terms
from elig.records import Struct, field
from elig.values import GrantKind


class Gain(Struct):
    """What a grant comes to by the new rules less by the old ones, in parts of its unit, for due or not due."""

    grant: str
    over: Lin
    by: int


class Changes(Struct, frozen=False):
    """For each direction when a household's answer changes so; `sharp`: from due to not due, or back."""

    when: dict[Direction, Term] = field(default_factory=dict)
    sharp: dict[Direction, Term] = field(default_factory=dict)
    grants: dict[Direction, str] = field(default_factory=dict)

    def add(self, terms: Terms, direction: Direction, when: Term, grant: str = "") -> None:
        """A further way in which the answer changes."""
        self.when[direction] = terms.any_of((self.when.get(direction, FALSE), when))
        if grant and when != FALSE:
            self.grants.setdefault(direction, grant)


Stated = tuple[Mapping[str, Grant], Mapping[str, Grant]]
"""The grants of an entitlement by their ids, by the old rules and by the new ones."""


def changes(terms: Terms, old: View, new: View, grants: Stated, readings: Mapping[str, str]) -> Changes:
    """What may change from the old view to the new one; `readings` are new names by old ones."""
    found = Changes()
    for before, after in _outcomes(old, new, readings):
        found.add(terms, Direction.STRICTER, worse(terms, before, after))
        found.add(terms, Direction.LOOSER, worse(terms, after, before))
    first, last = old.answer.outcome, new.answer.outcome
    found.sharp[Direction.STRICTER] = terms.all_of((first.due, last.not_due))
    found.sharp[Direction.LOOSER] = terms.all_of((first.not_due, last.due))
    both_due = terms.all_of((first.due, last.due))
    both_open = terms.all_of((-first.due, -first.not_due, -last.due, -last.not_due))
    alike = terms.any_of((both_due, both_open))
    for id, stated in _stated(old, new, grants):
        _grant(terms, found, alike, id, old, new, stated)
    met = [(FALSE, FALSE) if view.met is None else view.met for view in (old, new)]
    differs = terms.any_of(terms.differ(a, b) for a, b in zip(*met, strict=True))
    if (old.met is None) is not (new.met is None):
        differs = TRUE
    found.add(terms, Direction.MET, terms.all_of((both_due, differs)))
    return found


def gains(terms: Terms, old: View, new: View, grants: Stated) -> Iterator[Gain]:
    """What each grant comes to by the new rules less by the old ones."""
    for id, stated in _stated(old, new, grants):
        yield from _gain(terms, id, old, new, stated)


def _stated(old: View, new: View, grants: Stated) -> Iterator[tuple[str, tuple[Grant | None, Grant | None]]]:
    for id in dict.fromkeys((*old.grants, *new.grants)):
        yield id, (grants[0].get(id), grants[1].get(id))


def possible_directions(old: Entitlement | None, new: Entitlement | None) -> set[Direction]:
    """The directions in which an answer can change at all, as what is stated of the grants says."""
    found = {Direction.STRICTER, Direction.LOOSER}
    if any(one is not None and one.met_when is not None for one in (old, new)):
        found.add(Direction.MET)
    grants = [{} if one is None else by_grant(one) for one in (old, new)]
    pairs = [(grants[0].get(id), grants[1].get(id)) for id in {**grants[0], **grants[1]}]
    if any(grant is not None and (grant.amount or grant.used) for pair in pairs for grant in pair):
        found |= {Direction.LESS, Direction.MORE}
    if any(one is None or other is None or not _is_only_an_amount(one, other) for one, other in pairs):
        found.add(Direction.OTHER)
    return found


def _is_only_an_amount(one: Grant, other: Grant) -> bool:
    """Whether of both grants the same is stated, and nothing but an amount in the same unit, if that."""
    stated = [(grant.kind, grant.unit, grant.every, grant.amount is None) for grant in (one, other)]
    return stated[0] == stated[1] and all(grant.used is grant.lasts is None for grant in (one, other))


def _outcomes(old: View, new: View, readings: Mapping[str, str]) -> Iterator[tuple[OutcomeTerms, OutcomeTerms]]:
    """The outcomes to be compared: over all readings, and under each choice of those that are open on either side."""
    yield old.answer.outcome, new.answer.outcome
    for (before, first), (after, last) in product(old.answer.by_reading, new.answer.by_reading):
        chosen = {readings.get(reading, reading): option for reading, option in before}
        if all(chosen.get(reading, option) == option for reading, option in after):
            yield first, last


def _grant(
    terms: Terms, found: Changes, alike: Term, id: str, old: View, new: View, grants: tuple[Grant | None, Grant | None]
) -> None:
    before, after = grants
    if (
        before is None
        or after is None
        or (before.kind, before.unit, before.every) != (after.kind, after.unit, after.every)
    ):
        found.add(terms, Direction.OTHER, alike, id)
        return
    first, last = old.grants[id], new.grants[id]
    for one, other in ((first.amount, last.amount), (first.left, last.left)):
        if one is None or other is None:
            found.add(terms, Direction.OTHER, alike if one is not other else FALSE, id)
            continue
        found.add(terms, Direction.MORE, terms.all_of((alike, _less(terms, one, other))), id)
        found.add(terms, Direction.LESS, terms.all_of((alike, _less(terms, other, one))), id)
    found.add(terms, Direction.OTHER, terms.all_of((alike, terms.differ(first.has_lasts, last.has_lasts))), id)
    for one, other in ((first.lasts, last.lasts), (first.used, last.used)):
        if one is None or other is None:
            found.add(terms, Direction.OTHER, alike if one is not other else FALSE, id)
            continue
        has_both = terms.all_of((alike, first.has_lasts, last.has_lasts)) if one is first.lasts else alike
        differs = terms.any_of((_less(terms, one, other), _less(terms, other, one)))
        found.add(terms, Direction.OTHER, terms.all_of((has_both, differs)), id)


def _less(terms: Terms, one: Ends, other: Ends) -> Term:
    """Whether an interval has a lower upper end than another, or else a lower lower end."""
    low = terms.all_of((-high_below(terms, other, one), low_below(terms, one, other)))
    return terms.any_of((high_below(terms, one, other), low))


def _gain(terms: Terms, id: str, old: View, new: View, grants: tuple[Grant | None, Grant | None]) -> Iterator[Gain]:
    """The difference of what is payable, where both sides state an amount of one kind and period, or one has none."""
    stated = [grant for grant in grants if grant is not None and grant.amount is not None]
    if not stated or stated[0].kind is GrantKind.IN_KIND:
        return
    if len({(grant.kind, grant.unit, grant.every) for grant in stated}) > 1:
        return
    gain = combined(terms, _payable(terms, new, id), _payable(terms, old, id), minus)
    if gain.over != ZERO and gain.by.per == ONE:
        yield Gain(id, gain.over, gain.by.by)


def _payable(terms: Terms, view: View, id: str) -> Exact:
    """What is surely due of a grant: its upper end, its lower end where it has no upper one, nothing where not due."""
    found = view.grants.get(id)
    if found is None or found.amount is None:
        return NOTHING
    figure = combined(terms, found.amount.low, found.amount.high, partial(terms.choose, found.amount.high_open))
    return Exact(terms.choose(view.answer.outcome.due, figure.over, ZERO), figure.by)
