"""Rules as terms over the facts of a household: the evaluator's meaning of every construct, once more.

The encoder follows `elig.evaluate.expressions` node by node. Where everything is known the possible values are single
ones, and the terms say which; what stays open for a household (a gap, a figure that no place has settled, a quotient by
nobody, and unknown facts where the world has them) stays open here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product

from elig.evaluate.dated import DatedRules
from elig.evaluate.environment import Ends
from elig.evaluate.table import MAY_BE_DUE
from elig.lang.ast import Arith, Op
from elig.program import nodes
from elig.program.model import Entitlement, Fact
from elig.program.nodes import Node
from elig.program.types import EnumType, TextType
from elig.prove.days import Calendar, Elapsed, Made, Shifted, Year
from elig.prove.errors import NotEncodedError
from elig.prove.keys import MEMBERS, Keys
from elig.prove.members import Members
from elig.prove.possible import (
    NO,
    NOTHING,
    OPEN,
    WHOLE,
    YES,
    Algebra,
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
from elig.prove.tables import by_rates, rows_reached
from elig.prove.terms import FALSE, TRUE, Term, Terms, constant
from elig.prove.world import World
from elig.records import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Here:
    """Where a rule is read: of which member, beside whom (`this`), and what is supposed of readings and gaps.

    `due` are entitlements that are supposed to be due; `norms`: in an amount, which shows no technical end.
    """

    member: int | None = None
    this: int | None = None
    options: tuple[tuple[str, str], ...] = ()
    gaps: tuple[tuple[str, bool], ...] = ()
    due: frozenset[tuple[str, int | None]] = frozenset()
    norms: bool = False

    def of(self, member: int | None) -> Here:
        """The same of another member."""
        return self if member == self.member else replace(self, member=member)


@dataclass(slots=True)
class Memo:
    """What rules came to; both sides share it, as their rules have the same numbers.

    `alone` are those of one member or of the household: households of every size share them.
    """

    values: dict[tuple[object, ...], Value] = field(default_factory=dict)
    alone: dict[tuple[object, ...], Value] = field(default_factory=dict)


class Encoder:
    """Turns the rules of one side into terms over one world."""

    def __init__(self, world: World, side: Side, keys: Keys, figures: Figures, memo: Memo | None = None) -> None:
        self.world = world
        self.terms: Terms = world.terms
        self.side = side
        self.dated: DatedRules = side.dated
        self.keys = keys
        self.figures = figures
        self.algebra = Algebra(world.terms)
        self.members = Members(self)
        self._memo = memo or Memo()

    # ------------------------------------------------------------------ entry points

    def value(self, node: Node, here: Here) -> Value:
        """What a rule may come to."""
        if isinstance(node, nodes.Constant):
            return self._constant(node)
        number = self.keys.of(node)
        marks = self.keys.table.marks[number]
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
            found = values[key] = self._value(node, here)
        return found

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
                return self._fact(node, here)
            case nodes.DefinitionRef():
                return self.value(node.body, here if node.of_member else here.of(None))
            case nodes.ParameterRef():
                return self._parameter(node, here)
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
                return self._by_reading(node, here)
            case nodes.ColumnNode():
                return self.value(node.item, here)
            case nodes.TableNode():
                return self._table(node, here)
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
                return self._compare(node, here)
            case nodes.BetweenNode():
                return self._between(*(self.numbers(part, here) for part in (node.item, node.low, node.high)))
            case nodes.InNode():
                return self._in(node, here)
            case nodes.IsNoneNode():
                return self._is_none(self.value(node.item, here))
            case nodes.IncludesNode():
                found = self.value(node.item, here)
                assert isinstance(found, WordSet), "the checker allows sets here"
                return found.has(node.word)
            case nodes.StartsWithNode():
                return self._starts_with(node, here)
            case nodes.IncludesThisNode():
                return self._includes_this(node, here)
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

    # ------------------------------------------------------------------ facts and figures

    def _constant(self, node: nodes.Constant) -> Value:
        match node.value:
            case bool():
                return YES if node.value else NO
            case Fraction():
                return point(exact(node.value))
            case str():
                return Word(((TRUE, constant(self.place_of(node, node.value))),))

    def place_of(self, node: Node, word: str) -> int:
        """The place of a word or a text among those that a rule can be; -1 for one that no household has."""
        words = self.words_of(node)
        return words.index(word) if word in words else -1

    def words_of(self, node: Node) -> list[str]:
        """The words or texts that a rule can be."""
        assert isinstance(node.type, EnumType | TextType), "only these are words"
        return self.world.words.of_type(node.type)

    def _fact(self, node: nodes.FactRef, here: Here) -> Value:
        fact = self.dated.facts[node.fact]
        who = here.member if node.of_member else None
        found = self.world.fact(fact, who)
        if fact.only_if is None:
            return found
        present, absent = self.presence(fact, here.of(who))
        return self.algebra.join([(present, found), (absent, _absent(found))])

    def presence(self, fact: Fact, here: Here) -> tuple[Term, Term]:
        """Whether a fact may apply, and whether it may not; what is told of a fact that may apply is its value."""
        assert fact.only_if is not None, "asked of facts that may not apply"
        applies = self.truth(fact.only_if, here)
        hidden = self.world.hidden(fact, here.member if fact.of_member else None)
        return applies.yes, self.terms.all_of((applies.no, self.terms.any_of((hidden, -applies.yes))))

    def _parameter(self, node: nodes.ParameterRef, here: Here) -> Value:
        parameter = self.side.rules.parameters[node.parameter]
        found_keys = [self.value(key, here) for key in node.keys]
        keys = [self._key_cases(key, found) for key, found in zip(node.keys, found_keys, strict=True)]
        ends = Ends.NORMS if here.norms else Ends.TECHNICAL
        cases = []
        for choice in product(self._origins(parameter.by_origin), *keys):
            case = self.terms.all_of(condition for condition, _ in choice)
            origin, *words = (word for _, word in choice)
            if case != FALSE:
                found = self.figures.value(parameter, tuple(word or "" for word in words), origin, ends)
                cases.append((case, found))
        return self._joined(cases, found_keys)

    def _joined(self, cases: Sequence[tuple[Term, Value]], told: Sequence[Value]) -> Value:
        """Cases joined: of exactly one of them where what tells them apart is certain."""
        apart = all(is_certain(value) for value in told)
        return self.algebra.join_apart(cases) if apart else self.algebra.join(cases)

    def _key_cases(self, key: Node, found: Value) -> list[tuple[Term, str | None]]:
        words = self.words_of(key)
        assert isinstance(found, Word), "keys are words of an enumeration"
        cases: dict[str, Term] = {}
        for may, place in found.parts:
            for number, word in enumerate(words):
                case = self.terms.all_of((may, self.terms.equal(place, constant(number))))
                cases[word] = self.terms.any_of((cases.get(word, FALSE), case))
        return [(case, word) for word, case in cases.items() if case != FALSE]

    def _origins(self, by_origin: bool) -> list[tuple[Term, str | None]]:
        fact = self.side.rules.vocabulary.origin_fact
        if not by_origin or fact is None:
            return [(TRUE, None)]
        found, words = self.world.fact(fact, None), self.world.words_of(fact)
        assert isinstance(found, Word) and len(found.parts) == 1, "the place left is known"
        return [(self.terms.equal(found.parts[0][1], constant(n)), code) for n, code in enumerate(words)]

    def _by_reading(self, node: nodes.ByReading, here: Here) -> Value:
        chosen = self.keys.settled.get(node.reading) or dict(here.options).get(node.reading)
        if chosen is None:
            return self.algebra.join([(TRUE, self.value(option, here)) for _, option in node.options])
        return self.value(dict(node.options)[chosen], here)

    def _table(self, node: nodes.TableNode, here: Here) -> Value:
        asked = replace(here, norms=False)
        columns = [(self.value(column, asked), self._words_of_column(column)) for column in node.columns]
        reached = rows_reached(self.terms, columns, [row.cells for row in node.rows])
        results = [(case, node.otherwise if row is None else node.rows[row].then) for row, case in reached.items()]
        found = self._joined(
            [(case, self.value(then, here)) for case, then in results if then is not None], [v for v, _ in columns]
        )
        undefined = [value.undefined for value, _ in columns if isinstance(value, Quantity)]
        if not isinstance(found, Quantity) or not undefined:
            return found
        return replace(found, undefined=self.terms.any_of((found.undefined, *undefined)))

    def _words_of_column(self, column: Node) -> list[str]:
        return self.words_of(column) if isinstance(column.type, EnumType | TextType) else []

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

    # ------------------------------------------------------------------ conditions that read values

    def _compare(self, node: nodes.CompareNode, here: Here) -> May:
        for side, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(side, nodes.Constant) and isinstance(side.value, str):
                # a text that is written is one of those that the other side can be
                found = self.value(other, here)
                assert isinstance(found, Word), "the checker compares like with like"
                return self._among(found, [self.place_of(other, side.value)])
        left, right = self.value(node.left, here), self.value(node.right, here)
        if isinstance(left, Word) and isinstance(right, Word):
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

    def _between(self, item: Quantity, low: Quantity, high: Quantity) -> May:
        above = self.algebra.compare(Op.GE, item, low)
        return self.algebra.all_of((above, self.algebra.compare(Op.LE, item, high)))

    def _in(self, node: nodes.InNode, here: Here) -> May:
        found = self.value(node.item, here)
        if isinstance(found, Quantity):
            figures = [point(exact(option)) for option in node.options if isinstance(option, Fraction)]
            return self.algebra.any_of([self.algebra.compare(Op.EQ, found, figure) for figure in figures])
        assert isinstance(found, Word), "the checker allows words and numbers here"
        places = [self.place_of(node.item, option) for option in node.options if isinstance(option, str)]
        return self._among(found, places)

    def _among(self, item: Word, places: Sequence[int]) -> May:
        """Whether a word is at one of some places of its list; none is at none."""
        yes, no = [], [item.none]
        for may, place in item.parts:
            inside = self.terms.any_of(self.terms.equal(place, constant(number)) for number in places)
            yes.append(self.terms.all_of((may, inside)))
            no.append(self.terms.all_of((may, -inside)))
        return May(self.terms.any_of(yes), self.terms.any_of(no))

    def _starts_with(self, node: nodes.StartsWithNode, here: Here) -> May:
        found = self.value(node.item, here)
        assert isinstance(found, Word), "the checker allows texts here"
        words = self.words_of(node.item)
        return self._among(found, [n for n, text in enumerate(words) if text.startswith(node.prefix)])

    def _is_none(self, item: Value) -> May:
        assert isinstance(item, Quantity | Word), "only these can be none"
        mays = [part.may if isinstance(part, Part) else part[0] for part in item.parts]
        return May(item.none, self.terms.any_of((*mays, -item.none)))

    def _includes_this(self, node: nodes.IncludesThisNode, here: Here) -> May:
        fact = self.dated.facts[node.fact]
        holder = here.member if fact.of_member else None
        this = here.member if node.own else here.this
        assert this is not None, "the checker leaves no `this` without a member"
        found = self.world.link(fact, holder, this)
        if fact.only_if is None:
            return found
        present, absent = self.presence(fact, here.of(holder))
        both = self.terms.all_of
        return May(both((present, found.yes)), self.terms.any_of((absent, both((present, found.no)))))

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


def _absent(like: Value) -> Value:
    """What a fact is where it does not apply."""
    match like:
        case Quantity():
            return Quantity((), TRUE)
        case Word():
            return Word((), TRUE)
        case May():
            return NO
        case WordSet():
            return WordSet(lambda _: NO)
