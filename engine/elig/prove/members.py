"""Quantifiers over the members of a household whose list is complete."""

from __future__ import annotations

from collections.abc import Sequence

from elig.lang.ast import Member
from elig.program import nodes
from elig.prove.lin import FALSE, TRUE, ZERO, Term, plus
from elig.prove.possible import NO, NOTHING, Exact, May, Part, Quantity, known, point
from elig.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from elig.prove.encoder import Encoder
    from elig.prove.here import Here


class Members:
    """What is said of the members together."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.terms = encoder.terms
        self.algebra = encoder.algebra

    def _everyone(self, node: nodes.Quantifier, here: Here) -> Sequence[Here]:
        """Each member who is gone through, beside the one at whom the quantifier stands."""
        inside = replace(here, this=here.member)
        left_out = here.member if node.other else None
        return [inside.of(one) for one in range(self.encoder.world.members) if one != left_out]

    def quantifier(self, node: nodes.ExistsNode | nodes.EveryNode, here: Here) -> May:
        """`any`, `no` and `every`."""
        truth, everyone = self.encoder.truth, self._everyone(node, here)
        if isinstance(node, nodes.ExistsNode):
            found = self.algebra.any_of([truth(node.where, one) for one in everyone])
            return found if node.kind is Member.ANY else self.algebra.invert(found)
        pairs = [(truth(node.where, one), one) for one in everyone]
        members = [(reached, NO if reached.yes == FALSE else truth(node.has, one)) for reached, one in pairs]
        return self._every(members)

    def _every(self, members: Sequence[tuple[May, May]]) -> May:
        """Somebody is reached, and nobody reached lacks it, over all that each member may be."""
        all_of, any_of = self.terms.all_of, self.terms.any_of
        if all(part.is_known for member in members for part in member):
            lacking = any_of(all_of((reached.yes, -has.yes)) for reached, has in members)
            return known(all_of((any_of(reached.yes for reached, _ in members), -lacking)))
        surely_lacking = any_of(all_of((-reached.no, -has.yes)) for reached, has in members)
        may_hold = any_of(all_of((reached.yes, has.yes)) for reached, has in members)
        may_lack = any_of(all_of((reached.yes, has.no)) for reached, has in members)
        may_be_nobody = all_of(reached.no for reached, _ in members)
        return May(all_of((-surely_lacking, may_hold)), any_of((surely_lacking, -may_hold, may_lack, may_be_nobody)))

    def count(self, node: nodes.CountNode, here: Here) -> Quantity:
        """How many there are: from those who surely are to those who may be."""
        found = [self.encoder.truth(node.where, one) for one in self._everyone(node, here)]
        low = Exact(plus(*(self.terms.bit(-item.no) for item in found)))
        high = Exact(plus(*(self.terms.bit(item.yes) for item in found)))
        return Quantity((Part(TRUE, low, high),))

    def sum(self, node: nodes.SumNode, here: Here) -> Quantity:
        """The sum of what those reached have; who may be reached adds what they have, or nothing."""
        total, nothing = point(NOTHING), point(NOTHING)
        for one in self._everyone(node, here):
            reached = self.encoder.truth(node.where, one)
            if reached.yes == FALSE:
                continue
            item = self.algebra.join([(reached.yes, self.encoder.numbers(node.item, one)), (reached.no, nothing)])
            assert isinstance(item, Quantity), "a sum is of numbers"
            total = self.algebra.add(self._joined(total), self._joined(item))
        return total

    def _joined(self, item: Quantity) -> Quantity:
        """A part of a sum, between its ends: single figures would be twice as many with each member."""
        return item if len(item.parts) <= 1 else replace(item, parts=(self.algebra.hull(item.parts),))

    def extreme(self, node: nodes.ExtremeOfNode, here: Here) -> Quantity:
        """The least or greatest of what those reached have; undefined over nobody."""
        pairs = [(self.encoder.truth(node.where, one), one) for one in self._everyone(node, here)]
        items = [(r, self.encoder.numbers(node.item, one)) for r, one in pairs if r.yes != FALSE]
        undefined = self.terms.any_of(self.terms.all_of((r.yes, item.undefined)) for r, item in items)
        if all(_is_certain(reached, item) for reached, item in items):
            return self._extreme_of_known(node.largest, items, undefined)
        return self._extreme_of_open(node.largest, items, undefined)

    def _extreme_of_known(self, largest: bool, items: Sequence[tuple[May, Quantity]], undefined: Term) -> Quantity:
        found, somebody = Quantity((Part(FALSE, Exact(ZERO), Exact(ZERO)),)), FALSE
        for reached, item in items:
            more = self.algebra.choose(somebody, self.algebra.extreme(found, item, largest), item)
            chosen = self.algebra.choose(reached.yes, more, found)
            assert isinstance(chosen, Quantity), "the least of numbers is a number"
            somebody = self.terms.any_of((somebody, reached.yes))
            low = chosen.parts[0].low if chosen.parts else NOTHING
            found = Quantity((Part(TRUE, low, low),))
        parts = (replace(found.parts[0], may=somebody),) if somebody != FALSE else ()
        return Quantity(parts, FALSE, self.terms.any_of((undefined, -somebody)))

    def _extreme_of_open(self, largest: bool, items: Sequence[tuple[May, Quantity]], undefined: Term) -> Quantity:
        found, nobody = Quantity(()), TRUE
        for reached, item in items:
            alone = self.terms.all_of((reached.yes, nobody))
            cases = [(reached.no, found), (alone, item)]
            if found.parts:
                cases.append((reached.yes, self.algebra.extreme(found, item, largest)))
            joined = self.algebra.join([(TRUE, self.algebra.where(case, value)) for case, value in cases])
            assert isinstance(joined, Quantity), "the least of numbers is a number"
            found, nobody = joined, self.terms.all_of((nobody, reached.no))
        return replace(found, undefined=self.terms.any_of((undefined, nobody)))


def _is_certain(reached: May, item: Quantity) -> bool:
    one = len(item.parts) == 1 and item.parts[0].is_point and item.parts[0].may == TRUE
    return reached.is_known and one and item.none == item.undefined == FALSE
