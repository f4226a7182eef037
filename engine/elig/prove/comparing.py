"""Conditions that read values: comparisons, words that are listed, lists of members."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from elig.lang.ast import Op
from elig.program import nodes
from elig.program.types import TextType
from elig.prove.errors import NotEncodedError
from elig.prove.here import Here
from elig.prove.lin import Term, constant
from elig.prove.possible import May, Part, Quantity, Value, Word, exact, point

TYPE_CHECKING = False
if TYPE_CHECKING:
    from elig.prove.encoder import Encoder


class Comparing:
    """What conditions on values may be."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.terms = encoder.terms
        self.algebra = encoder.algebra

    def compare(self, node: nodes.CompareNode, here: Here) -> May:
        """A comparison of two numbers, days, words or texts."""
        for side, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(side, nodes.Constant) and isinstance(side.value, str):
                # a text that is written is one of those that the other side can be
                found = self.encoder.value(other, here)
                assert isinstance(found, Word), "the checker compares like with like"
                return self._among(found, [self.encoder.given.place_of(other, side.value)])
        left, right = self.encoder.value(node.left, here), self.encoder.value(node.right, here)
        if isinstance(left, Word) and isinstance(right, Word):
            if isinstance(node.left.type, TextType) and not (_is_settled(left) or _is_settled(right)):
                # one text stands for all that rules do not tell apart, and two of those need not be the same
                raise NotEncodedError("two texts that are compared with each other")
            return self._same_word(left, right)
        assert isinstance(left, Quantity) and isinstance(right, Quantity), "the checker compares like with like"
        return self.algebra.compare(node.op, left, right)

    def _same_word(self, left: Word, right: Word) -> May:
        yes, no = [], [left.none, right.none]
        for (may, one), (other_may, other) in product(left.parts, right.parts):
            both, same = self.terms.all_of((may, other_may)), self.terms.equal(one, other)
            yes.append(self.terms.all_of((both, same)))
            no.append(self.terms.all_of((both, -same)))
        return May(self.terms.any_of(yes), self.terms.any_of(no))

    def between(self, item: Quantity, low: Quantity, high: Quantity) -> May:
        """Whether a number lies between two, both included."""
        above = self.algebra.compare(Op.GE, item, low)
        return self.algebra.all_of((above, self.algebra.compare(Op.LE, item, high)))

    def is_in(self, node: nodes.InNode, here: Here) -> May:
        """Whether a value is one of some that are listed."""
        found = self.encoder.value(node.item, here)
        if isinstance(found, Quantity):
            figures = [point(exact(option)) for option in node.options if isinstance(option, Fraction)]
            return self.algebra.any_of([self.algebra.compare(Op.EQ, found, figure) for figure in figures])
        assert isinstance(found, Word), "the checker allows words and numbers here"
        places = [self.encoder.given.place_of(node.item, option) for option in node.options if isinstance(option, str)]
        return self._among(found, places)

    def _among(self, item: Word, places: Sequence[int]) -> May:
        """Whether a word is at one of some places of its list; none is at none."""
        yes, no = list[Term](), [item.none]
        for may, place in item.parts:
            if not place[1]:
                (yes if place[0] in places else no).append(may)
                continue
            inside = self.terms.any_of(self.terms.equal(place, constant(number)) for number in places)
            yes.append(self.terms.all_of((may, inside)))
            no.append(self.terms.all_of((may, -inside)))
        return May(self.terms.any_of(yes), self.terms.any_of(no))

    def starts_with(self, node: nodes.StartsWithNode, here: Here) -> May:
        """Whether a text begins so."""
        found = self.encoder.value(node.item, here)
        assert isinstance(found, Word), "the checker allows texts here"
        words = self.encoder.given.words_of(node.item)
        return self._among(found, [n for n, text in enumerate(words) if text.startswith(node.prefix)])

    def is_none(self, item: Value) -> May:
        """Whether a value is absent although it is known."""
        assert isinstance(item, Quantity | Word), "only these can be none"
        mays = [part.may if isinstance(part, Part) else part[0] for part in item.parts]
        return May(item.none, self.terms.any_of((*mays, -item.none)))

    def includes_this(self, node: nodes.IncludesThisNode, here: Here) -> May:
        """Whether a list of members has the member at hand."""
        fact = self.encoder.dated.facts[node.fact]
        holder = here.member if fact.of_member else None
        this = here.member if node.own else here.this
        assert this is not None, "the checker leaves no `this` without a member"
        found = self.encoder.world.link(fact, holder, this)
        if fact.only_if is None:
            return found
        present, absent = self.encoder.given.presence(fact, here.of(holder))
        both = self.terms.all_of
        return May(both((present, found.yes)), self.terms.any_of((absent, both((present, found.no)))))


def _is_settled(item: Word) -> bool:
    """Whether a text is one that rules name, in every household."""
    match item.parts:
        case ((_, (_, ())),):  # one text, and its place depends on nothing
            return True
        case _:
            return False
