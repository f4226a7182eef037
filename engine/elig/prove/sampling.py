"""A cross-check of "same" that no term has a part in: households at the boundaries, decided by the evaluator twice.

A false "same" has no witness that could be replayed. So each proof of it is held against some hundred households whose
figures and days lie at, just below and just above those that the rules name. They prove nothing; one that differs shows
an error of this library.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import reduce
from hashlib import sha256
from itertools import product

from elig.evaluate.calendar import shifted
from elig.evaluate.check import reached_readings
from elig.evaluate.decide import environment
from elig.evaluate.environment import Ends, Environment, grid
from elig.evaluate.expressions import numbers, truth
from elig.evaluate.grants import amount_of, lasts_of, used_of
from elig.evaluate.required import required
from elig.evaluate.table import join_answers
from elig.facts.household import Household, MemberRecord
from elig.program import nodes
from elig.program.model import Entitlement, Fact, Grant
from elig.program.order import expressions
from elig.program.ranges import DAYS
from elig.program.types import BooleanType, DateType, EnumType, MembersType, NumberType, SetType, TextType
from elig.program.walk import descend
from elig.prove.bench import Both, Pair
from elig.prove.errors import PredictionError
from elig.prove.sides import Side
from elig.prove.witness import member_id
from elig.records import Struct, field
from elig.values import NONE_NUMBER, NONE_WORD, Interval, Numbers, Outcome, Possible, Truth, Words, WordSet

MOST_MEMBERS = 3
"""The households that are sampled have so many members at most."""


class Draws(Struct, frozen=False):
    """A stream of choices that depends on its seed alone."""

    seed: str
    _count: int = 0
    _bytes: list[int] = field(default_factory=list)

    def below(self, count: int) -> int:
        """A number from 0 on, below another that is small."""
        if len(self._bytes) < 2:
            self._bytes += sha256(f"{self.seed} {self._count}".encode()).digest()
            self._count += 1
        return (self._bytes.pop() * 256 + self._bytes.pop()) % count


class Samples:
    """Households at the boundaries of what two versions of an entitlement read."""

    def __init__(self, both: Both, pair: Pair) -> None:
        self.both = both
        self.facts = both.facts(pair)
        self.entitlements = both.entitlements(pair)
        self.draws = Draws(f"{pair.old} {pair.new}")
        self.marks = sorted(self._marks())
        self._drawn: dict[tuple[str, int, int, int], Numbers] = {}
        self.reads_origin = any(fact.role == "origin" for fact in self.facts)

    def _marks(self) -> set[Fraction]:
        """Every figure that the rules name, as it is and as a number of years or months before the day."""
        found = {Fraction(0), Fraction(1)}
        for side, entitlement in zip((self.both.old, self.both.new), self.entitlements, strict=True):
            tops = () if entitlement is None else expressions(entitlement)
            for top in tops:
                for node in descend(top):
                    found |= self._figures(side, node)
        return found

    def _figures(self, side: Side, node: nodes.Node) -> set[Fraction]:
        match node:
            case nodes.Constant() if isinstance(node.value, Fraction):
                return {node.value}
            case nodes.ParameterRef():
                entries = side.rules.parameters[node.parameter].entries
                return {entry.value for entry in entries if isinstance(entry.value, Fraction)}
            case nodes.TableNode():
                return {figure for row in node.rows for cell in row.cells for figure in cell.figures}
            case nodes.MarginalNode():
                return {rate.above for rate in node.rates}
            case _:
                return set()

    def households(self, count: int) -> Iterator[Household]:
        """So many households; not all of them make sense."""
        for number in range(count):
            members = 1 + number % MOST_MEMBERS
            ids = [member_id(place) for place in range(members)]
            own = {f.id: self._value(f, ids) for f in self.facts if not f.of_member}
            home = self.both.old.rules.vocabulary.locality_fact
            if home is not None:
                own[home.id] = Words(frozenset({self.both.old.place}))
            of_members = [f for f in self.facts if f.of_member]
            listed = (MemberRecord(id, {f.id: self._value(f, ids) for f in of_members}) for id in ids)
            yield Household("sample", own, tuple(listed))

    def _value(self, fact: Fact, ids: Sequence[str]) -> Possible:
        draw = self.draws.below
        can_lack = fact.optional and isinstance(fact.type, NumberType | DateType | EnumType | TextType)
        if can_lack and draw(3) == 0:
            return NONE_NUMBER if isinstance(fact.type, NumberType | DateType) else NONE_WORD
        match fact.type:
            case BooleanType():
                return Truth.of(draw(2) == 0)
            case NumberType() | DateType():
                return self._figure(fact)
            case EnumType() | TextType():
                words = self.both.words.of_type(fact.type)
                return Words(frozenset({words[draw(len(words))]}))
            case SetType(kind):
                words = self.both.words.enumerations[kind]
                has = frozenset(word for word in words if draw(2) == 0)
                return WordSet(has, frozenset(words) - has)
            case MembersType():
                listed = frozenset(id for id in ids if draw(3) == 0)
                return WordSet(listed, frozenset(ids) - listed)

    def _figure(self, fact: Fact) -> Numbers:
        """A figure at, just below or just above one that is named, inside the range of the fact."""
        mark, months = self.draws.below(len(self.marks)), 0
        if isinstance(fact.type, DateType) and self.marks[mark] < 1200:
            months = 12 if self.draws.below(4) else 1
        drawn = fact.id, mark, months, self.draws.below(3)
        if drawn not in self._drawn:
            self._drawn[drawn] = Numbers.point(self._next_to(fact, self.marks[mark], months, drawn[3] - 1))
        return self._drawn[drawn]

    def _next_to(self, fact: Fact, mark: Fraction, months: int, steps: int) -> Fraction:
        limits, step = fact.range or DAYS, grid(fact.type, self.both.old.rules.vocabulary)
        if months:
            mark = Fraction(shifted(self.both.old.on, -int(mark) * months).toordinal())
        figure = (mark // step + steps) * step
        return min(max(figure, limits.low), limits.high)


def cross_check(both: Both, pair: Pair, count: int) -> int:
    """Decide households at the boundaries on both sides; how many made sense.

    Raises `PredictionError` where one is decided differently.
    """
    made_sense, samples, empty = 0, Samples(both, pair), list[Environment]()
    may_not_apply = [any(fact.only_if for fact in side.dated.facts.values()) for side in (both.old, both.new)]
    for household in samples.households(count):
        if not empty or samples.reads_origin:
            # where the household lives, and which readings are settled there, is the same for all
            empty = [environment(side.checker, side.program, household, {}) for side in (both.old, both.new)]
        sides = [
            _applying(env, household) if some else env.changed(household=household)
            for env, some in zip(empty, may_not_apply, strict=True)
        ]
        if any(_is_nonsense(env) for env in sides):
            continue
        made_sense += 1
        told = [
            _answers(side, entitlement, env, member)
            for side, entitlement, env in zip((both.old, both.new), both.entitlements(pair), sides, strict=True)
            for member in [0 if entitlement is not None and entitlement.of_member else None]
        ]
        if told[0] != told[1]:
            raise PredictionError(f"{pair.old}: proved the same, decided differently for {household}")
    return made_sense


def _applying(empty: Environment, household: Household) -> Environment:
    """What is known of a household that is wholly known; facts that do not apply are left out."""
    env = empty.changed(household=household)
    own = {id: value for id, value in household.facts.items() if _applies(env, id, None)}
    listed = tuple(
        MemberRecord(one.id, {id: value for id, value in one.facts.items() if _applies(env, id, place)})
        for place, one in enumerate(household.members)
    )
    return env.changed(household=Household(household.id, own, listed))


def _applies(env: Environment, id: str, member: int | None) -> bool:
    fact = env.rules.facts.get(id)
    return fact is not None and (fact.only_if is None or truth(fact.only_if, env, member) is not Truth.FALSE)


def _is_nonsense(env: Environment) -> bool:
    return any(truth(item.condition, env) is not Truth.FALSE for item in env.rules.invalid)


def _answers(side: Side, entitlement: Entitlement | None, env: Environment, member: int | None) -> list[object]:
    """The outcome over all open readings, and what each grant comes to where it may be due."""
    if entitlement is None:
        return [Outcome.NOT_DUE]
    answers = side.checker.answers(entitlement, env, member)
    outcome, _ = join_answers(answers.values())
    if outcome is Outcome.NOT_DUE or len(answers) > 1:
        return [outcome]
    grants = sorted(entitlement.grants, key=lambda one: one.id)
    return [outcome, *(figure for grant in grants for figure in _figures(entitlement, grant, env, member))]


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
