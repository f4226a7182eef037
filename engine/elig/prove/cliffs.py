"""Where one yuan more of income costs more than one yuan of support."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import floor

from elig.program.model import Entitlement
from elig.prove.answers import Ends
from elig.prove.apart import General, Moved, Sight
from elig.prove.errors import NotEncodedError, OutOfBudgetError
from elig.prove.example import Asked, figures_for, found
from elig.prove.finding import Drop, Finding, Kind, Unproved
from elig.prove.lin import FALSE, ONE, TRUE, Lin, Term, constant, minus
from elig.prove.possible import Exact, combined, exact
from elig.prove.settings import Figures
from elig.prove.solver import Model
from elig.prove.study import Room, Study, cash
from elig.prove.terms import Terms
from elig.prove.witness import member_id
from elig.prove.world import INCOME, FactKey
from elig.records import replace

STEPS = 30
"""So often a larger loss is looked for."""


def paying(study: Study) -> list[Entitlement]:
    """The entitlements in force that give cash every month or every year."""
    return [found for found in study.side.dated.entitlements.values() if any(True for _ in cash(found))]


def cliffs(study: Study, entitlements: Sequence[Entitlement]) -> Iterator[Finding | Unproved | None]:
    """The largest cliff of some entitlements together, of the first income that has one; None for those without."""
    ids = [one.id for one in entitlements]
    for fact in study.side.dated.facts.values():
        if fact.role == INCOME:
            found = _cliff(study, ids, fact.id, 0 if fact.of_member else None)
            yield found
            if isinstance(found, Finding):
                return


def _cliff(study: Study, ids: Sequence[str], fact: str, member: int | None) -> Finding | Unproved | None:
    key = fact, member
    try:
        for members in study.sizes():
            figures = _figures(study, ids, key, members)
            found = None if figures is None else _largest(study, ids, key, members, figures)
            if figures is not None and found is not None:
                finding, values = found
                return replace(finding, largest=_larger(study, ids, key, figures, finding, values))
    except (OutOfBudgetError, NotEncodedError) as problem:
        return Unproved(Kind.CLIFF, tuple(ids), fact, str(problem))
    return None


def _larger(
    study: Study, ids: Sequence[str], key: FactKey, figures: Figures, smallest: Finding, values: Model
) -> Finding | None:
    """The largest cliff of the largest households, at the same figures, if it is larger and the budget finds it."""
    assert smallest.example is not None and smallest.drop is not None, "a cliff has its figures"
    if smallest.example.members == study.members:
        return None
    try:
        found = _largest(study, ids, key, study.members, figures, smallest.drop.loss, values)
    except (OutOfBudgetError, NotEncodedError):
        return None
    return None if found is None else found[0]


def _figures(study: Study, ids: Sequence[str], key: FactKey, members: int) -> Figures | None:
    """The figures that an example of so many members supposes; None where there is no cliff.

    The largest one is looked for at these: what no place has settled has no largest value.
    """
    move = Moved(study.room(members), key, rises=True, by=1)
    pair = move.pair()
    drops, rooms = _drops(pair.before, pair.after, ids), (pair.before, pair.after)
    if drops == FALSE:
        return None
    lost = (*pair.premise, drops)
    asked = study.usual(lost, rooms)
    if asked is None:
        one, other, differ = move.general()
        asked = None if study.excludes((*differ, _drops(one, other, ids))) else study.plausible(lost, rooms)
    return None if asked is None else figures_for(study, pair.before, asked, _asked(pair.before, ids))


def _asked(room: Room, ids: Sequence[str]) -> tuple[Asked, ...]:
    return tuple(Asked(id, subject) for id in ids for subject in room.every_subject(id))


def _largest(
    study: Study,
    ids: Sequence[str],
    key: FactKey,
    members: int,
    figures: Figures,
    above: Fraction = Fraction(1),
    like: Model | None = None,
) -> tuple[Finding, Model] | None:
    """The largest cliff of households of so many members, above a loss: at the upper end, if it is as large there.

    Those who live with the people of a household that is known are looked at first, which the budget goes further with.
    """
    move = Moved(study.room(members, figures=figures), key, rises=True, by=1)
    pair, largest = move.pair(), None
    rooms = pair.before, pair.after
    known = [] if like is None else _alike(study, move, like)
    for end, (loss, by, stated) in enumerate(_losses(pair.before, pair.after, ids)):
        for further in (*known, TRUE):
            more = study.terms.all_of((stated, _above(study.terms, loss, by, above)))
            lost = (*pair.premise, further, more)
            asked = None if more == FALSE else study.plausible(lost, rooms)
            if asked is not None:
                most, conditions = _most(study, asked, loss)
                largest, above = (conditions, end == 0), Fraction(most, by)
    if largest is None:
        return None
    conditions, high = largest
    shown = found(study, rooms, conditions, [_asked(room, ids) for room in rooms])
    drop = _drop(study, rooms, ids, key, shown.values, high)
    return Finding(Kind.CLIFF, tuple(ids), key[0], drop=drop, example=shown.example), shown.values


def _alike(study: Study, move: Moved, like: Model) -> list[Term]:
    """That a household has the people of another one: with the same facts, or with all but the one that changes."""
    moving, told = frozenset(move.symbols()), study.terms.is_value
    same = study.terms.all_of(told(*item) for item in like.items() if item[0] not in moving)
    return [study.terms.all_of((same, *(told(atom, like[atom]) for atom in like.keys() & moving))), same]


def _together(sight: Sight, ids: Sequence[str]) -> Ends:
    """The cash of some entitlements a month."""
    room = sight.room if isinstance(sight, General) else sight
    total = Ends(exact(0), exact(0))
    for id in ids:
        total = room.added(total, sight.cash_a_month(id))
    return total


def _losses(before: Sight, after: Sight, ids: Sequence[str]) -> tuple[tuple[Lin, int, Term], tuple[Lin, int, Term]]:
    """What the upper and the lower end fall by, in parts of a yuan, and when the ends are stated."""
    terms = before.terms
    first, last = _together(before, ids), _together(after, ids)
    high = _loss(terms, first.high, last.high), terms.all_of((-first.high_open, -last.high_open))
    low = _loss(terms, first.low, last.low), terms.all_of((-first.low_open, -last.low_open))
    return (*high[0], high[1]), (*low[0], low[1])


def _loss(terms: Terms, before: Exact, after: Exact) -> tuple[Lin, int]:
    loss = combined(terms, before, after, minus)
    if loss.by.per != ONE:
        raise NotEncodedError("a loss of what is shared out and not rounded")
    return loss.over, loss.by.by


def _drops(before: Sight, after: Sight, ids: Sequence[str]) -> Term:
    """Whether more than a yuan is lost at either end."""
    terms = before.terms
    return terms.any_of(
        terms.all_of((stated, _above(terms, loss, by, Fraction(1)))) for loss, by, stated in _losses(before, after, ids)
    )


def _above(terms: Terms, loss: Lin, by: int, above: Fraction) -> Term:
    return terms.below(constant(floor(above * by)), loss)


def _most(study: Study, conditions: list[Term], loss: Lin) -> tuple[int, list[Term]]:
    """The largest loss that the budget finds under conditions that have a model, and the conditions with it."""
    model = study.find(conditions)
    assert model is not None, "there is a loss"
    low, high, leap = study.terms.worth(loss, model), study.terms.span(loss)[1], 1
    wanted = high
    for _ in range(STEPS):
        if low == high:
            break
        try:
            model = study.find((*conditions, study.terms.at_most(constant(wanted), loss)))
        except OutOfBudgetError:
            break
        if model is None:
            high, leap = wanted - 1, 1
        else:
            low, leap = study.terms.worth(loss, model), 2 * leap
        wanted = min(low + leap, (low + high + 1) // 2)
    return low, [*conditions, study.terms.at_most(constant(low), loss)]


def _drop(study: Study, rooms: tuple[Room, Room], ids: Sequence[str], key: FactKey, found: Model, high: bool) -> Drop:
    fact, member = key
    incomes, support = [], []
    for room in rooms:
        symbol, by, _, _ = room.world.figure(room.side.dated.facts[fact], member)
        incomes.append(Fraction(study.terms.worth(symbol, found), by))
        ends = _together(room, ids)
        end = ends.high if high else ends.low
        support.append(Fraction(study.terms.worth(end.over, found), end.by.by))
    called = None if member is None else member_id(member)
    return Drop(fact, called, incomes[0], incomes[1], support[0], support[1], high)
