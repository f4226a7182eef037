"""What a change does to a population: every household decided under both sides, and what differs gathered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from elig.compare.couples import Compared, Couple
from elig.compare.deciding import Data, DecidingSide, Flow, flows, verdicts
from elig.compare.effect_model import RANK, Before, Effect, Fate, Refused, Sum
from elig.compare.kinds import Kinds
from elig.compare.model import Structure
from elig.compare.sides import Side
from elig.compare.tallies import NOTHING, Money, Tally
from elig.compile.decided import Decided
from elig.compile.verdict import Verdict
from elig.errors import HouseholdError
from elig.evaluate.places import lies_in
from elig.explain.problems import render_problems
from elig.program.citation import Words
from elig.program.model import Entitlement

Told = tuple[str, Data]
"""A household as an input tells it, with a name for one that has no id."""


def effect(
    old: Side, new: Side, found: Structure, on: date, households: Iterable[Told], by: tuple[str, ...] = ()
) -> Effect:
    """Decide the households under both sides on a day.

    `by` names further facts and definitions by which households are counted. A household that a side cannot decide is
    told with the reason and counted nowhere else.
    """
    one, other = DecidingSide(old, on), DecidingSide(new, on)
    gathered = _Gathered(Kinds(found.regions, other, by))
    compared = Compared(found.regions)
    for name, text in households:
        read = _both(name, text, one, other)
        if isinstance(read, Refused):
            gathered.refused.append(read)
            continue
        before, after = read
        division = other.division(after.told)
        if not _concerned(one, other, division):
            gathered.elsewhere += 1
            continue
        rules = one.rules(one.division(before.told)), other.rules(division)
        gathered.take(after.told.id or name, division, before, after, compared.of(*rules), one.vocabulary.money)
    return gathered.effect()


def _both(name: str, text: Data, one: DecidingSide, other: DecidingSide) -> tuple[Decided, Decided] | Refused:
    found: list[Decided] = []
    problems: list[Words | None] = []
    known = name
    for side in (one, other):
        try:
            told = side.read(text)
            known = told.id or known
            found.append(side.decide(told))
            problems.append(None)
        except HouseholdError as error:
            problems.append(Words(*(render_problems(error.problems, lang) for lang in ("zh", "en"))))
    return Refused(known, *problems) if any(problems) else (found[0], found[1])


def _concerned(one: DecidingSide, other: DecidingSide, division: str | None) -> bool:
    """Whether a policy that was named reaches a place; where the place is not known it may."""
    if one.policy is None or other.policy is None or division is None:
        return True
    return any(lies_in(division, side.rules(None).policy.jurisdiction) for side in (one, other))


class _Gathered:
    """What was found so far."""

    def __init__(self, kinds: Kinds) -> None:
        self.kinds = kinds
        self.households = 0
        self.elsewhere = 0
        self.refused: list[Refused] = []
        self.fates: dict[Fate, list[str]] = {fate: [] for fate in Fate}
        self.tallies: dict[tuple[str, str], Tally] = {}
        self.money = Money()

    def take(
        self,
        household: str,
        division: str | None,
        before: Decided,
        after: Decided,
        couples: tuple[Couple, ...],
        money: str,
    ) -> None:
        """Compare the answers for one household."""
        self.households += 1
        old_total: dict[Flow, Sum] = {}
        new_total: dict[Flow, Sum] = {}
        signs: set[int] = set()
        for couple in couples:
            if couple.identical:
                if couple.pays:
                    same = _flows_of(after, couple.new, money)
                    _add(old_total, same)
                    _add(new_total, same)
                continue
            signs |= self._entitlement(household, couple, before, after, money, old_total, new_total)
        self.money.take(household, old_total, new_total)
        fate = _fate(signs)
        if fate is not None:
            self.fates[fate].append(household)
        self.kinds.count(division, after, fate)

    def _entitlement(
        self,
        household: str,
        couple: Couple,
        before: Decided,
        after: Decided,
        money: str,
        old_total: dict[Flow, Sum],
        new_total: dict[Flow, Sum],
    ) -> set[int]:
        """Compare one entitlement: 1 where somebody gains, -1 where somebody loses, 0 where else something changes."""
        tally = self.tallies.setdefault(couple.key, Tally(couple))
        old = dict(verdicts(before, couple.old))
        new = dict(verdicts(after, couple.new))
        signs: set[int] = set()
        old_sum: dict[Flow, Sum] = {}
        new_sum: dict[Flow, Sum] = {}
        for subject in dict.fromkeys((*old, *new)):
            one, other = old.get(subject), new.get(subject)
            outcomes = _outcome(one), _outcome(other)
            tally.moves.setdefault(outcomes, []).append(household)
            had, has = _flows(one, money), _flows(other, money)
            _add(old_sum, had)
            _add(new_sum, has)
            rank = RANK[outcomes[1]] - RANK[outcomes[0]]
            if rank:
                signs.add(1 if rank > 0 else -1)
                continue
            if outcomes[0] != outcomes[1]:
                signs.add(0)
            amounts = _amounts(had, has)
            if 1 in amounts:
                tally.more.append(household)
            if -1 in amounts:
                tally.less.append(household)
            signs |= amounts
        tally.money.take(household, old_sum, new_sum)
        _add(old_total, old_sum)
        _add(new_total, new_sum)
        return signs

    def effect(self) -> Effect:
        """What was found in all."""
        fates = {fate: tuple(ids) for fate, ids in self.fates.items()}
        entitlements = tuple(tally.done() for tally in self.tallies.values())
        done = self.kinds.done()
        return Effect(
            self.households, self.elsewhere, tuple(self.refused), fates, entitlements, self.money.done(), done
        )


def _outcome(verdict: Verdict | None) -> Before:
    return None if verdict is None else verdict.outcome


def _flows(verdict: Verdict | None, money: str) -> dict[Flow, Sum]:
    found: dict[Flow, Sum] = {}
    if verdict is not None:
        for flow, amount in flows(verdict, money):
            found[flow] = found.get(flow, NOTHING).plus(amount)
    return found


def _flows_of(decided: Decided, entitlement: Entitlement | None, money: str) -> dict[Flow, Sum]:
    found: dict[Flow, Sum] = {}
    for _, verdict in verdicts(decided, entitlement):
        _add(found, _flows(verdict, money))
    return found


def _add(total: dict[Flow, Sum], more: dict[Flow, Sum]) -> None:
    for flow, amount in more.items():
        total[flow] = total.get(flow, NOTHING).plus(amount)


def _amounts(old: dict[Flow, Sum], new: dict[Flow, Sum]) -> set[int]:
    """Whether an amount rises (1) or falls (-1) at its floor or its cap, for one subject with one outcome."""
    signs: set[int] = set()
    for flow in dict.fromkeys((*old, *new)):
        had, has = old.get(flow, NOTHING), new.get(flow, NOTHING)
        changes = (has.floor - had.floor, has.open - had.open, has.cap - had.cap if has.open == had.open else 0)
        signs |= {1 if change > 0 else -1 for change in changes if change}
    return signs


def _fate(signs: set[int]) -> Fate | None:
    if not signs:
        return None
    if 1 in signs:
        return Fate.BOTH if -1 in signs else Fate.GAINS
    return Fate.LOSES if -1 in signs else Fate.OTHER
