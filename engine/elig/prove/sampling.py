"""A cross-check of "same" that no term has a part in: households at the boundaries, decided by the evaluator twice.

A false "same" has no witness that could be replayed. So each proof of it is held against households that are made to
make sense, mostly to have what is asked about, and then to stand at the edge of one thing that the rules ask. What no
place has settled is drawn too. They prove nothing; one that differs shows an error of this library.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import reduce
from itertools import product

from elig.evaluate.check import reached_readings
from elig.evaluate.decide import environment
from elig.evaluate.environment import Ends, Environment
from elig.evaluate.expressions import numbers, truth
from elig.evaluate.grants import amount_of, lasts_of, used_of
from elig.evaluate.required import required
from elig.evaluate.table import join_answers
from elig.facts.household import Household
from elig.program import nodes
from elig.program.model import Entitlement, Grant
from elig.program.order import everything
from elig.prove.aiming import Aim, Spot
from elig.prove.atoms import Atoms
from elig.prove.bench import Both, Pair
from elig.prove.draft import Draft, Known
from elig.prove.drawing import Draws, Named, Values
from elig.prove.errors import PredictionError
from elig.prove.exposing import expose
from elig.prove.reads import Reads
from elig.prove.settings import Names
from elig.prove.settings import Spot as Figure
from elig.prove.sides import Side
from elig.prove.witness import member_id
from elig.values import Interval, Outcome, Possible, Truth, Words

MOST_MEMBERS = 3
"""The households that are sampled have so many members at most."""

HOUSEHOLDS = 34
"""So many are drawn for each proof."""


class Samples:
    """Households at the boundaries of what two versions of an entitlement read."""

    def __init__(self, both: Both, pair: Pair) -> None:
        self.both = both
        self.sides = both.old, both.new
        self.facts, self.read = both.facts(pair), both.facts(pair, sense=False)
        self.home = both.old.rules.vocabulary.locality_fact
        self.entitlements = both.entitlements(pair)
        self.draws = Draws(f"{pair.old} {pair.new}")
        old, new = self.atoms = tuple(Atoms(keys, one) for keys, one in zip(both.keys, self.entitlements, strict=True))
        self.differing = old.beside(new), new.beside(old)
        self.reads = tuple(map(Reads, self.sides))
        self.values = Values(self.draws, both.words, both.old, self._telling())
        listed = [(side, one) for side, one in zip(self.sides, self.entitlements, strict=True) if one is not None]
        self.named = Named.by((side, top) for side, one in listed for top in everything(one))
        self._last: dict[int, Draft] = {}
        read = {name for kind, name in both.marks(pair) if kind == "figure"}
        known_as = both.names.parameters
        self.open = sorted(
            spot for spot in both.open_on_both if not read.isdisjoint((spot[0], known_as.get(spot[0], spot[0])))
        )

    def drafts(self, count: int, *, settled: bool) -> Iterator[Draft]:
        """Households that make sense, nearly so many; `settled`: at places that have settled every figure."""
        nobody = Household("sample", self._home(), ())
        empty = tuple(environment(side.checker, side.program, nobody, {}) for side in self.sides)
        names = Names(), self.both.names
        for number in range(count):
            figures = self._figures() if settled else {}
            members = 1 + number % min(MOST_MEMBERS, *(side.most_members for side in self.sides))
            draft = self._drawn(Known(empty, names, figures), members)
            aims = [Aim(draft, side, reads, self.values) for side, reads in enumerate(self.reads)]
            self._aim(aims, number)
            if self._makes_sense(aims):
                self._last[members] = draft
                yield draft

    def _home(self) -> dict[str, Possible]:
        return {} if self.home is None else {self.home.id: Words(frozenset({self.both.old.place}))}

    def _figures(self) -> dict[Figure, Possible]:
        parameters = self.both.old.rules.parameters
        return {spot: self.values.parameter(parameters[spot[0]]) for spot in self.open}

    def _drawn(self, known: Known, members: int) -> Draft:
        """A household like the last one of its size, but for half of what the entitlement itself reads."""
        last = self._last.get(members)
        if last is None:
            ids = [member_id(place) for place in range(members)]
            draft = Draft(known, self._home(), {id: {} for id in ids})
            drawn = self.facts
        else:
            draft = last.at(known)
            drawn = [fact for fact in self.read if self.draws.once_in(2)]
        for fact in drawn:
            for member in range(members) if fact.of_member else (None,):
                if fact is not self.home:
                    draft.put(fact.id, member, self.values.value(fact, draft.ids, self.named))
        return draft

    def _telling(self) -> frozenset[Fraction | str]:
        """The words and figures that what differs lists on one side alone."""
        named = [
            frozenset(word for number in listed for word in reads.named(atoms.nodes[number]).listed)
            for atoms, reads, listed in zip(self.atoms, self.reads, self.differing, strict=True)
        ]
        return named[0] ^ named[1]

    def _aim(self, aims: Sequence[Aim], number: int) -> None:
        """Let all hang on one thing that is asked, mostly, and put that at its edge."""
        side = number % 2 if self.entitlements[number % 2] is not None else 1 - number % 2
        aim, entitlement, atoms = aims[side], self.entitlements[side], self.atoms[side]
        if entitlement is None or not atoms.all:
            return
        member = 0 if entitlement.of_member else None
        way = atoms.way(self._atom(side, number), self.draws)
        spot = expose(aim, entitlement, way, member, lambda one, other: atoms.keys.of(one) == atoms.keys.of(other))
        aim.edge(way[-1], spot)

    def _atom(self, side: int, number: int) -> int:
        """What is to be at its edge: mostly something that differs between the sides."""
        differing = self.differing[side]
        among = differing if differing and not self.draws.once_in(4) else self.atoms[side].all
        return among[number // 2 % len(among)]

    def _makes_sense(self, aims: Sequence[Aim]) -> bool:
        """Make a household make sense; whether it does."""
        asked = aims[:1] if self.both.sense_is_same else aims
        for aim in asked:
            for item in aim.dated.invalid:
                aim.make(item.condition, False, Spot())
        return all(truth(item.condition, aim.env()) is Truth.FALSE for aim in asked for item in aim.dated.invalid)


def cross_check(both: Both, pair: Pair, count: int = HOUSEHOLDS) -> int:
    """Decide households at the boundaries on both sides; how many made sense.

    Raises `PredictionError` where one is decided differently.
    """
    made_sense, samples = 0, Samples(both, pair)
    for draft in samples.drafts(count, settled=True):
        made_sense += 1
        sides = [draft.env(side) for side in (0, 1)]
        told = [
            _answers(side, entitlement, env, member)
            for side, entitlement, env in zip((both.old, both.new), both.entitlements(pair), sides, strict=True)
            for member in [0 if entitlement is not None and entitlement.of_member else None]
        ]
        if told[0] != told[1]:
            raise PredictionError(f"{pair.old}: proved the same, decided differently for {draft.household(0)}")
    return made_sense


def _answers(side: Side, entitlement: Entitlement | None, env: Environment, member: int | None) -> list[object]:
    """The outcome over all open readings, and what each grant comes to where it may be due."""
    if entitlement is None:
        return [Outcome.NOT_DUE]
    answers = side.checker.answers(entitlement, env, member)
    outcome, _ = join_answers(answers.values())
    if outcome is Outcome.NOT_DUE or len(answers) > 1:
        return [outcome]
    asks_met = entitlement.met_when if outcome is Outcome.DUE else None
    met = None if asks_met is None else truth(asks_met, env, member)
    grants = sorted(entitlement.grants, key=lambda one: one.id)
    return [outcome, met, *(figure for grant in grants for figure in _figures(entitlement, grant, env, member))]


def _figures(entitlement: Entitlement, grant: Grant, env: Environment, member: int | None) -> Iterator[object]:
    """What the amount, what is used of it, and how long it lasts may be over all open readings."""
    envs = [env.choosing(options) for options in _choices(grant.figures, env)]
    envs = [one.entitling(required(entitlement, one, member)).reaching(Ends.NORMS) for one in envs]
    vocabulary = env.vocabulary
    for node, read in (
        (grant.amount, lambda value: amount_of(value, grant, vocabulary)),
        (grant.used, lambda value: used_of(value, grant, vocabulary)),
        (grant.lasts, lasts_of),
    ):
        if node is not None:
            found = [read(numbers(node, one, member)) for one in envs]
            yield hull_of([item for item in found if item is not None])


def hull_of(items: Sequence[Interval]) -> Interval | None:
    """The smallest interval that holds all."""
    return reduce(Interval.hull, items) if items else None


def _choices(tops: Sequence[nodes.Node], env: Environment) -> list[dict[str, str]]:
    readings = reached_readings(tops, env)
    return [dict(zip(readings, choice, strict=True)) for choice in product(*readings.values())]
