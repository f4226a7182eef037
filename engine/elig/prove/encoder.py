"""Rules as terms over the facts of a household: the evaluator's meaning of every construct, once more.

The encoder follows `elig.evaluate.expressions` node by node. Where everything is known the possible values are single
ones, and the terms say which; what stays open for a household (a gap, a figure that no place has settled, a quotient by
nobody, and unknown facts where the world has them) stays open here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

from elig.evaluate.dated import DatedRules
from elig.evaluate.table import MAY_BE_DUE
from elig.lang.ast import Arith
from elig.program import nodes
from elig.program.model import Entitlement
from elig.program.nodes import Node
from elig.prove.algebra import Algebra
from elig.prove.comparing import Comparing
from elig.prove.days import Calendar, Elapsed, Made, Shifted, Year
from elig.prove.errors import NotEncodedError
from elig.prove.given import Given
from elig.prove.here import Here, Memo
from elig.prove.keys import MEMBERS, Keys, Mark
from elig.prove.lin import FALSE, TRUE, Term
from elig.prove.members import Members
from elig.prove.possible import (
    NO,
    NOTHING,
    OPEN,
    WHOLE,
    YES,
    Exact,
    May,
    Part,
    Quantity,
    Value,
    Word,
    WordSet,
    exact,
    is_certain,
    known,
    point,
)
from elig.prove.quotients import divide
from elig.prove.settings import Figures
from elig.prove.sides import Side
from elig.prove.tables import by_rates
from elig.prove.terms import Terms
from elig.prove.world import World
from elig.records import replace


class Encoder:
    """Turns the rules of one side into terms over one world.

    `plain` is that of the household which this one is but for some facts: rules that read none of them are read there.
    `coarse`: what is compared over all members may come to anything, the same for rules that say the same.
    """

    def __init__(
        self,
        world: World,
        side: Side,
        keys: Keys,
        figures: Figures,
        memo: Memo,
        plain: Encoder | None = None,
        *,
        coarse: bool = False,
    ) -> None:
        self.world = world
        self.terms: Terms = world.terms
        self.side = side
        self.dated: DatedRules = side.dated
        self.keys = keys
        self.figures = figures
        self.algebra = Algebra(world.terms)
        self.members = Members(self)
        self.given = Given(self)
        self.comparing = Comparing(self)
        self._memo = memo
        self._plain = plain
        self._coarse = coarse

    def under(self, side: Side, keys: Keys) -> Encoder:
        """The same for other rules about the same household."""
        return Encoder(self.world, side, keys, self.figures, self._memo, coarse=self._coarse)

    # ------------------------------------------------------------------ entry points

    def value(self, node: Node, here: Here) -> Value:
        """What a rule may come to."""
        if isinstance(node, nodes.Constant):
            return self.given.constant(node)
        number = self.keys.of(node)
        marks = self.keys.table.marks[number]
        if self._plain is not None and self._is_the_same(marks, here):
            return self._plain.value(node, here)
        key = (
            number,
            here.member,
            here.norms,
            here.options and tuple(found for found in here.options if ("reading", found[0]) in marks),
            here.gaps and tuple(found for found in here.gaps if ("gap", found[0]) in marks),
            here.due and frozenset(found for found in here.due if ("entitled", found[0]) in marks),
            here.this if here.this is not None and ("this", "") in marks else None,
        )
        values = self._memo.values if MEMBERS in marks else self._memo.alone
        found = values.get(key)
        if found is None:
            whatever = self._coarse and MEMBERS in marks and isinstance(node, nodes.CompareNode | nodes.BetweenNode)
            found = values[key] = self._anything(key) if whatever else self._value(node, here)
        return found

    def _anything(self, key: tuple[object, ...]) -> May:
        """A condition that may be true, false or open, whatever it says."""
        may, open_too = (self.terms.truth(f"{word} {key}") for word in ("whether", "open"))
        return May(may, self.terms.any_of((-may, open_too)))

    def _is_the_same(self, marks: frozenset[Mark], here: Here) -> bool:
        """Whether a rule reads no fact that is another one in this household."""
        beside = MEMBERS in marks or ("this", "") in marks
        return not any(
            ("fact", fact) in marks and (beside or member is None or member == here.member)
            for fact, member in self.world.other
        )

    def truth(self, node: Node, here: Here) -> May:
        """What a condition may be."""
        found = self.value(node, replace(here, norms=False) if here.norms else here)
        assert isinstance(found, May), "the checker makes conditions of conditions"
        return found

    def numbers(self, node: Node, here: Here) -> Quantity:
        """What a number may be."""
        found = self.value(node, here)
        assert isinstance(found, Quantity), "the checker makes numbers of numbers"
        return found

    def gap(self, gap: str, here: Here) -> May:
        """What an open condition may be."""
        supposed = dict(here.gaps).get(gap)
        return OPEN if supposed is None else known(TRUE if supposed else FALSE)

    # ------------------------------------------------------------------ the nodes

    def _value(self, node: Node, here: Here) -> Value:
        match node:
            case nodes.FactRef():
                return self.given.fact(node, here)
            case nodes.DefinitionRef():
                return self.value(node.body, here if node.of_member else here.of(None))
            case nodes.ParameterRef():
                return self.given.parameter(node, here)
            case nodes.TodayRef():
                return point(exact(self.side.on.toordinal()))
            case nodes.CountNode():
                return self.members.count(node, here)
            case nodes.SumNode():
                return self.members.sum(node, here)
            case nodes.ExtremeOfNode():
                return self.members.extreme(node, here)
            case nodes.ArithNode():
                return self._arithmetic(node.op, self.numbers(node.left, here), self.numbers(node.right, here))
            case nodes.ScaleNode():
                return self.algebra.multiply(self.numbers(node.item, here), point(exact(node.factor)))
            case nodes.RoundNode():
                return self._each(
                    self.numbers(node.item, here), lambda end: self.algebra.rounded(end, node.mode, node.step)
                )
            case nodes.ExtremeNode():
                first, *others = (self.numbers(item, here) for item in node.items)
                for other in others:
                    first = self.algebra.extreme(first, other, node.largest)
                return first
            case nodes.BoundNode():
                return self._bound(node, self.numbers(node.item, here))
            case nodes.ShiftNode():
                return self._of_days(Shifted(node.back), (node.day, node.months), here)
            case nodes.ElapsedNode():
                return self._of_days(Elapsed(node.months), (node.start, node.end), here)
            case nodes.YearNode():
                return self._of_days(Year(), (node.day,), here)
            case nodes.DateNode():
                return self._of_days(Made(), (node.year, node.month, node.day), here)
            case nodes.OtherwiseNode():
                return self._otherwise(self.value(node.item, here), node.fallback, here)
            case nodes.IfNode():
                condition = self.truth(node.condition, here)
                cases = [
                    (c, branch) for c, branch in ((condition.yes, node.yes), (condition.no, node.no)) if c != FALSE
                ]
                return self.algebra.join([(case, self.value(branch, here)) for case, branch in cases])
            case nodes.ByReading():
                return self.given.by_reading(node, here)
            case nodes.ColumnNode():
                return self.value(node.item, here)
            case nodes.TableNode():
                return self.given.table(node, here)
            case nodes.MarginalNode():
                return self._each(self.numbers(node.item, here), lambda end: by_rates(self.algebra, end, node.rates))
            case nodes.Versions() | nodes.AmountNode():
                raise AssertionError("date maps and amounts of others are resolved before anything is encoded")
            case _:
                return self._condition(node, replace(here, norms=False))

    def _condition(self, node: Node, here: Here) -> May:
        match node:
            case nodes.NotNode():
                return self.algebra.invert(self.truth(node.item, here))
            case nodes.AndNode():
                return self.algebra.all_of([self.truth(item, here) for item in node.items])
            case nodes.OrNode():
                return self.algebra.any_of([self.truth(item, here) for item in node.items])
            case nodes.AllOf():
                return self.algebra.all_of([self._item(item, here) for item in node.items])
            case nodes.AnyOf():
                return self.algebra.any_of([self._item(item, here) for item in node.items])
            case nodes.CompareNode():
                return self.comparing.compare(node, here)
            case nodes.BetweenNode():
                return self.comparing.between(*(self.numbers(part, here) for part in (node.item, node.low, node.high)))
            case nodes.InNode():
                return self.comparing.is_in(node, here)
            case nodes.IsNoneNode():
                return self.comparing.is_none(self.value(node.item, here))
            case nodes.IncludesNode():
                found = self.value(node.item, here)
                assert isinstance(found, WordSet), "the checker allows sets here"
                return found.has(node.word)
            case nodes.StartsWithNode():
                return self.comparing.starts_with(node, here)
            case nodes.IncludesThisNode():
                return self.comparing.includes_this(node, here)
            case nodes.ExistsNode() | nodes.EveryNode():
                return self.members.quantifier(node, here)
            case nodes.EntitledNode():
                return self._entitled(node, here)
            case nodes.GapNode():
                return self.gap(node.gap, here)
            case _:
                raise AssertionError(f"not a condition: {type(node).__name__}")

    def _item(self, item: nodes.Item, here: Here) -> May:
        condition = self.truth(item.condition, here)
        if item.unless is None:
            return condition
        return self.algebra.all_of((condition, self.algebra.invert(self.truth(item.unless, here))))

    # ------------------------------------------------------------------ numbers

    def _arithmetic(self, op: Arith, left: Quantity, right: Quantity) -> Quantity:
        match op:
            case Arith.ADD:
                return self.algebra.add(left, right)
            case Arith.SUB:
                return self.algebra.subtract(left, right)
            case Arith.MUL:
                return self.algebra.multiply(left, right)
            case Arith.DIV:
                return divide(self.algebra, left, right)

    def _each(self, item: Quantity, change: Callable[[Exact], Exact]) -> Quantity:
        """A number of which both ends are changed in the same way."""
        parts = []
        for part in item.parts:
            low = None if part.low is None else change(part.low)
            high = low if part.is_point else None if part.high is None else change(part.high)
            parts.append(replace(part, low=low, high=high))
        return replace(item, parts=tuple(parts))

    def _bound(self, node: nodes.BoundNode, item: Quantity) -> Quantity:
        parts = tuple(replace(part, high=None) if node.floor else replace(part, low=NOTHING) for part in item.parts)
        return Quantity(parts, FALSE if item.parts else item.none, item.undefined)

    def _of_days(self, calendar: Calendar, parts: Sequence[Node], here: Here) -> Quantity:
        """A figure of the calendar; of intervals both ends, as it goes one way in each of its parts."""
        found = [self.numbers(part, here) for part in parts]
        none = self.terms.any_of(item.none for item in found)
        undefined = self.terms.any_of(item.undefined for item in found)
        results = []
        for choice in product(*(item.parts for item in found)):
            may = self.terms.all_of(part.may for part in choice)
            ends = [self._day_ends(calendar, choice, last) for last in (False, True)]
            results.append(Part(may, ends[0], ends[0] if ends[0] == ends[1] else ends[1]))
        return Quantity(tuple(results), none, undefined)

    def _day_ends(self, calendar: Calendar, choice: Sequence[Part], last: bool) -> Exact:
        values = []
        for place, part in enumerate(choice):
            end = part.high if last is not calendar.falls(place) else part.low
            if end is None or end.by != WHOLE:
                raise NotEncodedError("a day that is moved by an open number")
            values.append(end.over)
        return Exact(self.terms.of_days(calendar, *values))

    def _otherwise(self, item: Value, fallback: Node, here: Here) -> Value:
        assert isinstance(item, Quantity | Word), "only these can be none"
        if item.none == FALSE:
            return item
        other = self.value(fallback, here)
        rest = replace(item, none=FALSE)
        if is_certain(item):
            return self.algebra.choose(item.none, other, rest)
        return self.algebra.join([(item.none, other), (TRUE, rest)])

    # ------------------------------------------------------------------ other entitlements

    def _entitled(self, node: nodes.EntitledNode, here: Here) -> May:
        other = self.dated.entitlements.get(node.entitlement)
        if other is None:
            return NO
        who = here.member if other.of_member else None
        if (node.entitlement, who) in here.due:
            return YES
        given, when, unless = self.clauses(other, here.of(who))
        surely = self.terms.all_of((-given.no, -when.no, -unless.yes))
        never = self.terms.any_of((-given.yes, -when.yes, -unless.no))
        if other.basis in MAY_BE_DUE:
            return May(-never, -surely)
        return self.algebra.all_of((May(-never, -surely), self.gap(other.gap, here)))

    def clauses(self, entitlement: Entitlement, here: Here) -> tuple[May, May, May]:
        """What `given`, `when` and `unless` may be; an absent clause excludes nobody."""
        given = YES if entitlement.given is None else self.truth(entitlement.given, here)
        when = YES if entitlement.when is None else self.truth(entitlement.when, here)
        return given, when, NO if entitlement.unless is None else self.truth(entitlement.unless, here)

    def sense(self) -> Term:
        """Whether the household makes sense: what the vocabulary calls invalid surely does not hold of it."""
        return self.terms.all_of(self.truth(item.condition, Here()).no for item in self.dated.invalid)
