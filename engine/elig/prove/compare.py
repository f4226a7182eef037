"""Comparing one entitlement under two policies over all complete households of up to so many members."""

from __future__ import annotations

from collections.abc import Iterator

from elig.prove.asking import asked
from elig.prove.bench import Bench, Both, Pair
from elig.prove.changes import Changes, possible_directions
from elig.prove.coarse import Coarse
from elig.prove.comparison import Asks, Comparison, Direction, Proof, Reach, Verdict, Witness
from elig.prove.errors import NotEncodedError, OutOfBudgetError
from elig.prove.gains import largest
from elig.prove.here import Alone
from elig.prove.lin import FALSE, Term
from elig.prove.sampling import cross_check
from elig.prove.settings import Names
from elig.prove.sides import Side
from elig.prove.solver import Budget, Model, Solver
from elig.prove.witnesses import Witnesses
from elig.records import Struct, field

DIRECTIONS = (
    Direction.STRICTER,
    Direction.LOOSER,
    Direction.LESS,
    Direction.MORE,
    Direction.OTHER,
    Direction.MET,
)


def compare(
    old: Side,
    new: Side,
    entitlement: str,
    *,
    renamed: str = "",
    names: Names | None = None,
    members: int = 7,
    budget: Budget | None = None,
) -> Comparison:
    """Compare an entitlement under two policies; `renamed` is its id on the new side.

    Raises `ProveError` where z3 is not installed and the rules are not the same trees.
    """
    return Workspace(old, new, names=names, members=members, budget=budget).compare(entitlement, renamed=renamed)


class _Found(Struct, frozen=False):
    """What was found so far."""

    witnesses: dict[Direction, Witness] = field(default_factory=dict)
    unproved: list[str] = field(default_factory=list)
    left: set[Direction] = field(default_factory=lambda: set(DIRECTIONS))
    """The directions that are still looked for."""
    gain: Witness | None = None
    loss: Witness | None = None


class Workspace:
    """Compares the entitlements of two policies; what they have in common is made once."""

    def __init__(
        self, old: Side, new: Side, *, names: Names | None = None, members: int = 7, budget: Budget | None = None
    ) -> None:
        self.both = Both(old, new, names or Names())
        self.members = min(members, old.most_members, new.most_members)
        self.budget = budget or Budget()
        self._benches: dict[tuple[int, bool, bool, bool], Bench] = {}
        self._alone: dict[tuple[bool, bool, bool], Alone] = {}
        self._solver: Solver | None = None

    @property
    def solver(self) -> Solver:
        """The solver; raises `ProveError` without z3."""
        if self._solver is None:
            self._solver = Solver(self.both.terms, self.budget)
        return self._solver

    def bench(self, members: int, *, settled: bool = True, unknown: bool = False, coarse: bool = False) -> Bench:
        """Both sides over a household of so many members."""
        key = members, settled, unknown, coarse
        if key not in self._benches:
            alone = self._alone.setdefault(key[1:], {})
            self._benches[key] = Bench(self.both, members, alone, settled=settled, unknown=unknown, coarse=coarse)
        return self._benches[key]

    # ------------------------------------------------------------------ comparing

    def compare(self, entitlement: str, *, renamed: str = "", to_the_first: bool = False) -> Comparison:
        """Compare one entitlement; `renamed` is its id on the new side.

        `to_the_first`: a witness of one direction is enough, which is all that tells two texts apart.
        """
        pair = Pair(entitlement, renamed or entitlement)
        if self.both.is_identical(pair):
            return self._comparison(pair, Verdict.SAME, Asks.SAME, Reach.IDENTICAL, _Found())
        before = self._queries
        found = _Found(left=possible_directions(*self.both.entitlements(pair)))
        folded = self._search(pair, found, to_the_first=to_the_first)
        if found.witnesses and not to_the_first:
            self._gains(pair, found)
        verdict, asks, reach, sampled = _verdict(found), Asks.SAME, None, 0
        if verdict is Verdict.SAME:
            reach = Reach.IDENTICAL if folded else Reach.PROVED
            sampled = cross_check(self.both, pair)
            asks = self._asks(pair, found)
        return self._comparison(pair, verdict, asks, reach, found, self._queries - before, sampled)

    @property
    def _queries(self) -> int:
        return 0 if self._solver is None else self._solver.count.queries

    def _search(self, pair: Pair, found: _Found, *, to_the_first: bool) -> bool:
        """Look for each direction, smaller households first; whether the terms alone show that nothing changes."""
        folded, coarse = True, Coarse(self, pair)
        for members, member in self.subjects(pair):
            if not found.left:
                break
            self.both.terms.allow()
            if reach := coarse.shows(members, member, frozenset(found.left)):
                folded = folded and reach is Reach.IDENTICAL
                continue
            try:
                bench = self.bench(members)
                changed = bench.changes(pair, member)
            except NotEncodedError as reason:
                found.unproved.append(f"{members}: {reason}")
                return False
            folded = folded and all(when == FALSE for when in changed.when.values())
            for direction in self._possible(bench, changed, found):
                self._witness(pair, bench, member, changed, direction, found)
                if to_the_first and found.witnesses:
                    return False
        return folded

    def subjects(self, pair: Pair) -> Iterator[tuple[int, int | None]]:
        """Each size of household, and its subject: of members, who are alike, the first."""
        old, new = self.both.entitlements(pair)
        of_member = any(one is not None and one.of_member for one in (old, new))
        for members in range(1, self.members + 1):
            yield members, 0 if of_member else None
        if not of_member:
            yield 0, None

    def _possible(self, bench: Bench, changed: Changes, found: _Found) -> list[Direction]:
        """The directions that are still looked for, where households of this size may change in one."""
        listed = [d for d in DIRECTIONS if d in found.left and changed.when.get(d, FALSE) != FALSE]
        if len(listed) > 1 and self._excludes(bench, self.both.terms.any_of(changed.when[d] for d in listed)):
            return []
        return listed

    def _excludes(self, bench: Bench, when: Term) -> bool:
        try:
            return self.found(bench, when) is None
        except OutOfBudgetError:
            return False

    def found(self, bench: Bench, when: Term) -> Model | None:
        """A household that makes sense, and of which a condition holds; raises `OutOfBudgetError`.

        Mostly there is none, whether it makes sense or not: that is asked first, in fewer terms.
        """
        try:
            if self.solver.find((when,)) is None:
                return None
        except OutOfBudgetError:
            pass
        return self.solver.find((bench.sense, when))

    def _witness(
        self, pair: Pair, bench: Bench, member: int | None, changed: Changes, direction: Direction, found: _Found
    ) -> None:
        """Look for a household of this size that changes in a direction, sharply if there is one.

        What was too hard is harder still in larger households: there it is looked for only while nothing is found.
        """
        try:
            witness = self._of_size(pair, bench, member, changed, direction)
        except (NotEncodedError, OutOfBudgetError):
            size = str(bench.world.members)
            if found.witnesses and size != str(self.members):
                found.left.discard(direction)
                size = f"{size}..{self.members}"
            found.unproved.append(f"{size}: {direction.value}")
            return
        if witness is not None:
            found.witnesses[direction] = witness
            found.left.discard(direction)

    def _of_size(
        self, pair: Pair, bench: Bench, member: int | None, changed: Changes, direction: Direction
    ) -> Witness | None:
        writer = Witnesses(self.both, self.solver, bench, pair, member)
        when, grant = changed.when[direction], changed.grants.get(direction, "")
        if self.found(bench, when) is None:
            return None
        plain = self._without_supposing(pair, bench, member, direction)
        if plain is not None:
            return plain
        sharp = changed.sharp.get(direction, FALSE)
        witness = None if sharp == FALSE else writer.find(direction, sharp, grant)
        return witness or writer.find(direction, when, grant)

    def _without_supposing(self, pair: Pair, bench: Bench, member: int | None, direction: Direction) -> Witness | None:
        """A household that changes sharply although nothing is supposed of figures that no place has settled."""
        if not self.both.reads_open_figures(pair):
            return None
        plain = self.bench(bench.world.members, settled=False)
        asked = plain.changes(pair, member).sharp.get(direction, FALSE)
        if asked == FALSE:
            return None
        return Witnesses(self.both, self.solver, plain, pair, member).find(direction, asked, "")

    def _gains(self, pair: Pair, found: _Found) -> None:
        of_amounts = Direction.MORE, Direction.LESS, Direction.OTHER
        for more, of_outcome in ((True, Direction.LOOSER), (False, Direction.STRICTER)):
            if not found.unproved and found.witnesses.keys().isdisjoint((of_outcome, *of_amounts)):
                continue  # what is payable changes with the outcome or with what is given, neither of which does so
            self.both.terms.allow()
            try:
                best = largest(self, pair, more=more)
            except (NotEncodedError, OutOfBudgetError):
                found.unproved.append("gain" if more else "loss")
                continue
            if more:
                found.gain = best
            else:
                found.loss = best

    def _asks(self, pair: Pair, found: _Found) -> Asks:
        """Whether households of whom something is not known are answered differently."""
        self.both.terms.allow()
        try:
            asks, witness = asked(self, pair)
        except (NotEncodedError, OutOfBudgetError):
            return Asks.NOT_PROVED
        if witness is not None:
            found.witnesses[Direction.ASKS] = witness
        return asks

    # ------------------------------------------------------------------ what is told of it

    def _comparison(
        self,
        pair: Pair,
        verdict: Verdict,
        asks: Asks,
        reach: Reach | None,
        found: _Found,
        queries: int = 0,
        sampled: int = 0,
    ) -> Comparison:
        z3 = "" if self._solver is None else self._solver.version
        assumed = tuple(dict.fromkeys(self._assumed()))
        budget = self.budget
        proof = Proof(z3, self.members, budget.rlimit, budget.seeds, assumed, queries, sampled)
        listed = tuple(found.witnesses[direction] for direction in Direction if direction in found.witnesses)
        return Comparison(
            pair.old, pair.new, verdict, asks, reach, proof, listed, found.gain, found.loss, tuple(found.unproved)
        )

    def _assumed(self) -> Iterator[str]:
        for side in (self.both.old, self.both.new):
            for item in side.dated.invalid:
                yield item.condition.span.text if item.condition.span is not None else item.message.text("en")


def _verdict(found: _Found) -> Verdict:
    seen = found.witnesses.keys()
    stricter, looser = Direction.STRICTER in seen, Direction.LOOSER in seen
    if stricter and looser:
        return Verdict.BOTH
    if stricter or looser:
        return Verdict.STRICTER if stricter else Verdict.LOOSER
    if seen & {Direction.LESS, Direction.MORE, Direction.OTHER}:
        return Verdict.AMOUNTS
    if found.unproved:
        return Verdict.NOT_PROVED
    return Verdict.MET if Direction.MET in seen else Verdict.SAME
