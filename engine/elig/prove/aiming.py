"""Changing a household until a condition of the rules holds, or does not, with figures at the edge of it.

Nothing here proves anything: conditions are gone into from above, and facts that one reads are drawn anew. Where that
leads nowhere within some steps the household stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from elig.evaluate.environment import Environment
from elig.evaluate.expressions import evaluate, truth
from elig.lang.ast import Member
from elig.program import nodes
from elig.program.model import Fact
from elig.program.nodes import Node
from elig.program.order import clauses_wanted
from elig.program.types import BooleanType, NumberType
from elig.prove.draft import Draft
from elig.prove.drawing import Values
from elig.prove.reads import Reads
from elig.records import Struct, replace
from elig.values import Numbers, Possible, Truth, Words, WordSet

TRIES = 4
"""So often a fact that a condition reads is drawn anew."""

PLACES = 3
"""So many figures are looked at for one that lets both sides of a comparison meet."""

FAR = 1000
"""How far apart two figures are of which it is seen how a comparison grows with them."""

Part = tuple[Node, bool]
"""A condition, and whether it is to hold."""


class Spot(Struct):
    """Where a rule is read: at a member (None for the household), and who is `this` there."""

    member: int | None = None
    this: int | None = None


class Aim:
    """Makes conditions of one side hold in a draft."""

    def __init__(self, draft: Draft, side: int, reads: Reads, values: Values) -> None:
        self.draft = draft
        self.side = side
        self.reads = reads
        self.values = values
        self.draws = values.draws
        self.dated = reads.side.dated

    def make(self, node: Node, want: bool, spot: Spot) -> bool:
        """Make a condition hold, or not hold; whether it came out so."""
        if self._is(node, want, spot):
            return True
        match node:
            case nodes.NotNode():
                self.make(node.item, not want, spot)
            case nodes.AndNode() | nodes.OrNode():
                listed = [((item, want),) for item in node.items]
                self._several(node, want, spot, listed, every=want is isinstance(node, nodes.AndNode))
            case nodes.AllOf() | nodes.AnyOf():
                self._items(node, want, spot)
            case nodes.DefinitionRef():
                self.make(node.body, want, spot if node.of_member else replace(spot, member=None))
            case nodes.ExistsNode():
                self._exists(node, want, spot)
            case nodes.EveryNode():
                self._every(node, want, spot)
            case nodes.IfNode():
                taken = node.yes if self._is(node.condition, True, spot) else node.no
                self.make(taken, want, spot)
            case nodes.ByReading():
                for _, option in node.options:
                    self.make(option, want, spot)
            case nodes.EntitledNode():
                self._entitled(node, want, spot)
            case nodes.CompareNode():
                self.meet(node, want, spot)
            case nodes.ParameterRef():
                self._settle(node, want, spot)
            case _:
                self.redraw(node, want, spot)
        return self._is(node, want, spot)

    def env(self, this: int | None = None) -> Environment:
        """What the side knows of the household as it is now."""
        return self.draft.env(self.side).under(this)

    def _is(self, node: Node, want: bool, spot: Spot) -> bool:
        return truth(node, self.env(spot.this), spot.member) is Truth.of(want)

    # ------------------------------------------------------------------ conditions of conditions

    def _several(self, node: Node, want: bool, spot: Spot, ways: Sequence[Sequence[Part]], *, every: bool) -> None:
        """Make every one of some parts come out, or one after the other until that is enough."""
        for way in self.draws.turned(ways):
            for part, wanted in way:
                self.make(part, wanted, spot)
            if not every and self._is(node, want, spot):
                return

    def _items(self, node: nodes.AllOf | nodes.AnyOf, want: bool, spot: Spot) -> None:
        ways: list[Sequence[Part]] = []
        for item in node.items:
            parts = [(item.condition, want), *([] if item.unless is None else [(item.unless, not want)])]
            ways.append(parts if want else [self.draws.one_of(parts)])
        self._several(node, want, spot, ways, every=want is isinstance(node, nodes.AllOf))

    def through(self, node: nodes.Quantifier, spot: Spot) -> list[Spot]:
        """Where the condition of a quantifier is read, beginning with any member."""
        everyone = self.draft.env(self.side).everyone(spot.member if node.other else None)
        return [Spot(one, spot.member) for one in self.draws.turned(everyone)]

    def _exists(self, node: nodes.ExistsNode, want: bool, spot: Spot) -> None:
        somebody = want is (node.kind is Member.ANY)
        for inside in self.through(node, spot):
            if self.make(node.where, somebody, inside) and somebody:
                return

    def _every(self, node: nodes.EveryNode, want: bool, spot: Spot) -> None:
        listed = self.through(node, spot)
        for inside in listed:
            if self._is(node.where, True, inside) and self.make(node.has, want, inside) and not want:
                return
        if want and not self._is(node, want, spot):
            for inside in listed[:1]:
                self.make(node.where, True, inside)
                self.make(node.has, True, inside)

    def _entitled(self, node: nodes.EntitledNode, want: bool, spot: Spot) -> None:
        other = self.dated.entitlements.get(node.entitlement)
        if other is None:
            return
        inside = Spot(spot.member if other.of_member else None)
        ways = [((clause, wanted is want),) for clause, wanted in clauses_wanted(other)]
        self._several(node, want, inside, ways, every=want)

    def _settle(self, node: nodes.ParameterRef, want: bool, spot: Spot) -> None:
        """Let a place have settled a figure so, where none has."""
        keys = [evaluate(key, self.env(spot.this), spot.member) for key in node.keys]
        words = tuple(key.value for key in keys if isinstance(key, Words) and key.value is not None)
        self.draft.settle(self.side, node.parameter, words, Truth.of(want))

    # ------------------------------------------------------------------ facts

    def redraw(self, node: Node, want: bool | None, spot: Spot) -> None:
        """Draw facts that a rule reads anew, until it comes out as wanted if it is a condition."""
        for _ in range(TRIES):
            found = self._place(node, spot)
            if found is None:
                return
            fact, member = found
            if isinstance(node, nodes.IncludesThisNode):
                self._link(node, fact, member, want is True, spot)
            else:
                self.draft.put(fact.id, member, self._value(node, want, fact))
            if want is None or self._is(node, want, spot):
                return

    def _value(self, node: Node, want: bool | None, fact: Fact) -> Possible:
        """A value with which a condition comes out as wanted, where that is easily seen; else any."""
        if isinstance(node, nodes.InNode) and isinstance(node.item, nodes.FactRef) and want is not None:
            found = self.values.among(fact, node.options, want)
            if found is not None:
                return found
        return self.values.value(fact, self.draft.ids, self.reads.named(node))

    def _link(self, node: nodes.IncludesThisNode, fact: Fact, holder: int | None, has: bool, spot: Spot) -> None:
        """Put the member that `this` means into a list, or take them out."""
        this, listed = spot.member if node.own else spot.this, self.draft.get(fact.id, holder)
        assert this is not None and isinstance(listed, WordSet), "the checker leaves no `this` without a member"
        who = frozenset({self.draft.ids[this]})
        put, taken = (listed.has, listed.lacks) if has else (listed.lacks, listed.has)
        put, taken = put | who, taken - who
        self.draft.put(fact.id, holder, WordSet(put, taken) if has else WordSet(taken, put))

    def _place(self, node: Node, spot: Spot) -> tuple[Fact, int | None] | None:
        """A fact that a rule reads, and of whom; where it may not apply it is made to, mostly."""
        listed = self.reads.of(node)
        if not listed:
            return None
        read = self.draws.one_of(listed)
        member = None
        if read.of_member:
            member = self.draws.below(len(self.draft.ids)) if read.of_any or spot.member is None else spot.member
        fact = self.dated.facts[read.fact]
        if fact.only_if is not None and not self.draws.once_in(TRIES):
            self.make(fact.only_if, True, Spot(member))
        return fact, member

    # ------------------------------------------------------------------ figures

    def edge(self, node: Node, spot: Spot) -> None:
        """Let a rule be where it just comes out one way, or just the other."""
        want = self.draws.once_in(2)
        if isinstance(node, nodes.CompareNode):
            self.meet(node, want, spot)
        elif isinstance(node.type, BooleanType):
            self.make(node, want, spot)
        else:
            self.redraw(node, None, spot)

    def meet(self, node: nodes.CompareNode, want: bool, spot: Spot) -> None:
        """Set a figure where the sides of a comparison meet, or one step beside; another value where there is none."""
        counts = [side for side in (node.left, node.right) if isinstance(side, nodes.CountNode)]
        if counts:
            self._count(node, counts[0], want, spot)
            return
        for _ in range(PLACES):
            found = self._place(node, spot)
            if found is None or not isinstance(found[0].type, NumberType):
                break
            meeting = self._meeting(node, *found, spot)
            if meeting is not None:
                for steps in self.draws.turned((0, 1, 0, -1)):
                    self._put(*found, meeting, steps)
                    if self._is(node, want, spot):
                        break
                return
        self.redraw(node, want, spot)

    def _count(self, node: nodes.CompareNode, count: nodes.CountNode, want: bool, spot: Spot) -> None:
        """Let one member more be counted after the other, or one less, until a comparison comes out."""
        for counted in (True, False):
            for inside in self.through(count, spot):
                self.make(count.where, counted, inside)
                if self._is(node, want, spot):
                    return

    def _put(self, fact: Fact, member: int | None, figure: Fraction, steps: int = 0) -> None:
        self.draft.put(fact.id, member, Numbers.point(self.values.near(fact, figure, steps)))

    def _meeting(self, node: nodes.CompareNode, fact: Fact, member: int | None, spot: Spot) -> Fraction | None:
        """The figure of a fact at which both sides of a comparison meet, or nearly so; None where there is none."""
        told = self.draft.get(fact.id, member)
        first = told.value if isinstance(told, Numbers) and told.value is not None else Fraction(0)
        last = self.values.near(fact, first + FAR, 0)
        apart = [self._apart(node, fact, member, figure, spot) for figure in (first, last)]
        if apart[0] is None or apart[1] is None or apart[0] == apart[1]:
            return None
        grows = (apart[1] - apart[0]) / (last - first)
        meeting = self.values.near(fact, first - apart[0] / grows, 0)
        left = self._apart(node, fact, member, meeting, spot)
        step = self.values.near(fact, meeting, 1) - meeting
        return meeting if left is not None and abs(left) <= abs(grows * step) else None

    def _apart(
        self, node: nodes.CompareNode, fact: Fact, member: int | None, figure: Fraction, spot: Spot
    ) -> Fraction | None:
        """How far apart the lower ends of both sides of a comparison are for a figure of a fact."""
        self._put(fact, member, figure)
        left, right = (evaluate(side, self.env(spot.this), spot.member) for side in (node.left, node.right))
        ends = [side.span.low for side in (left, right) if isinstance(side, Numbers) and side.span is not None]
        return None if len(ends) < 2 or ends[0] is None or ends[1] is None else ends[0] - ends[1]
