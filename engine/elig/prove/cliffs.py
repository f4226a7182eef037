"""Where one yuan more of income costs more than one yuan of support."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import floor

from elig.program.model import Entitlement
from elig.prove.apart import General, Moved, Sight
from elig.prove.errors import NotEncodedError, OutOfBudgetError
from elig.prove.example import Asked, found
from elig.prove.finding import Drop, Finding, Kind, Unproved
from elig.prove.lin import FALSE, ONE, Lin, Term, constant, holds, minus, number
from elig.prove.outcomes import Ends
from elig.prove.possible import Exact, combined, exact
from elig.prove.settings import symbol_of
from elig.prove.solver import Model
from elig.prove.study import Room, Study, cash
from elig.prove.term_nodes import Whole
from elig.prove.terms import Terms
from elig.prove.witness import all_values, member_id
from elig.prove.world import FactKey
from elig.records import replace

INCOME = "income"
"""The role of facts that are income."""

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
    try:
        for members in study.sizes():
            found = _at(study, ids, (fact, member), members)
            if found is not None:
                finding, held = found
                return replace(finding, largest=_larger(study, ids, (fact, member), finding, held))
    except (OutOfBudgetError, NotEncodedError) as problem:
        return Unproved(Kind.CLIFF, tuple(ids), fact, str(problem))
    return None


def _larger(study: Study, ids: Sequence[str], key: FactKey, smallest: Finding, held: list[Term]) -> Finding | None:
    """The largest cliff of the largest households, at the same figures, if it is larger and the budget finds it."""
    assert smallest.example is not None and smallest.drop is not None, "a cliff has its figures"
    if smallest.example.members == study.members:
        return None
    try:
        found = _at(study, ids, key, study.members, held, smallest.drop.loss)
    except (OutOfBudgetError, NotEncodedError):
        return None
    return None if found is None else found[0]


def _at(
    study: Study,
    ids: Sequence[str],
    key: FactKey,
    members: int,
    held: list[Term] | None = None,
    above: Fraction = Fraction(1),
) -> tuple[Finding, list[Term]] | None:
    """The largest cliff of households of so many members, above a loss, with the figures that it supposes.

    `held` are those that it is to suppose.
    """
    move = Moved(study.room(members), key, rises=True, by=1)
    one, other, differ = move.general()
    if study.excludes((*differ, _drops(one, other, ids, above))):
        return None
    pair = move.pair()
    lost, rooms = _drops(pair.before, pair.after, ids, above), (pair.before, pair.after)
    asked = None if lost == FALSE else study.plausible((*(held or ()), *pair.premise, lost), rooms)
    return None if asked is None else _largest(study, ids, key, rooms, asked, held)


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


def _drops(before: Sight, after: Sight, ids: Sequence[str], above: Fraction) -> Term:
    """Whether more than so much is lost at either end."""
    terms = before.terms
    return terms.any_of(
        terms.all_of((stated, terms.below(constant(floor(above * by)), loss)))
        for loss, by, stated in _losses(before, after, ids)
    )


def _largest(
    study: Study,
    ids: Sequence[str],
    key: FactKey,
    rooms: tuple[Room, Room],
    conditions: list[Term],
    held: list[Term] | None,
) -> tuple[Finding, list[Term]]:
    """The largest loss, at the figures that the first example supposes: what no place settled has no largest value."""
    asked = [tuple(Asked(id, subject) for id in ids for subject in room.every_subject(id)) for room in rooms]
    if held is None:
        values = found(study, rooms, conditions, asked).values
        held = _supposed(study, values)
        high = _lost(study, rooms, ids, values, 0) >= _lost(study, rooms, ids, values, 1)
    else:
        high = _falls_at_the_upper_end(study, rooms, ids, conditions)
    loss, by, stated = _losses(rooms[0], rooms[1], ids)[0 if high else 1]
    further = [*conditions, *held, stated, study.terms.below(constant(by), loss)]
    shown = found(study, rooms, _leaping(study, further, loss), asked)
    drop = _drop(study, rooms, ids, key, shown.values, high)
    return Finding(Kind.CLIFF, tuple(ids), key[0], drop=drop, example=shown.example), held


def _falls_at_the_upper_end(study: Study, rooms: tuple[Room, Room], ids: Sequence[str], conditions: list[Term]) -> bool:
    """Whether the upper end can fall; else it is the lower one."""
    (loss, by, stated), lower = _losses(rooms[0], rooms[1], ids)
    if (loss, by, stated) == lower:
        return True
    return study.find((*conditions, stated, study.terms.below(constant(by), loss))) is not None


def _leaping(study: Study, conditions: list[Term], loss: Lin) -> list[Term]:
    """The conditions, which have a model, with the largest loss that the budget finds."""
    model = study.find(conditions)
    assert model is not None, "there is a loss"
    low, high, best, leap = _lost_in(study, loss, model) + 1, study.terms.span(loss)[1], model, 1
    for _ in range(STEPS):
        if low > high:
            break
        middle = min(low + leap - 1, (low + high) // 2)
        try:
            model = study.find((*conditions, study.terms.at_most(constant(middle), loss)))
        except OutOfBudgetError:
            break
        if model is None:
            high, leap = middle - 1, 1
        else:
            low, best, leap = _lost_in(study, loss, model) + 1, model, 2 * leap
    return [*conditions, study.terms.at_most(constant(_lost_in(study, loss, best)), loss)]


def _lost_in(study: Study, loss: Lin, values: Model) -> int:
    """What is lost in a household."""
    return number(loss, _all_values(study, [loss], values))


def _supposed(study: Study, values: Model) -> list[Term]:
    """The figures that no place has settled, held at what an example supposes."""
    terms, names = study.terms, {symbol_of(spot) for spot in study.figures.settled}
    held = []
    for atom, value in values.items():
        node = terms.nodes[atom]
        if getattr(node, "name", "") in names:
            held.append(
                terms.equal((0, ((atom, 1),)), constant(value)) if isinstance(node, Whole) else atom * (value or -1)
            )
    return held


def _all_values(study: Study, items: Sequence[Lin], values: Model) -> dict[int, int]:
    return all_values(study.terms, [atom for item in items for atom, _ in item[1]], values)


def _lost(study: Study, rooms: tuple[Room, Room], ids: Sequence[str], found: Model, end: int) -> Fraction:
    loss, by, stated = _losses(rooms[0], rooms[1], ids)[end]
    values = all_values(study.terms, [stated, *(atom for atom, _ in loss[1])], found)
    return Fraction(number(loss, values), by) if holds(stated, values) else Fraction(0)


def _drop(study: Study, rooms: tuple[Room, Room], ids: Sequence[str], key: FactKey, found: Model, high: bool) -> Drop:
    fact, member = key
    incomes, support = [], []
    for room in rooms:
        symbol, by, _, _ = room.world.figure(room.side.dated.facts[fact], member)
        values = _all_values(study, [symbol], found)
        incomes.append(Fraction(number(symbol, values), by))
        ends = _together(room, ids)
        end = ends.high if high else ends.low
        support.append(Fraction(number(end.over, _all_values(study, [end.over], found)), end.by.by))
    called = None if member is None else member_id(member)
    return Drop(fact, called, incomes[0], incomes[1], support[0], support[1], high)
