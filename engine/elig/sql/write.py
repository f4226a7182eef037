"""The SQL of an expression: one exhaustive `match` over the checked nodes."""

from __future__ import annotations

from typing import overload

from sqlglot import exp

from elig.evaluate.dated import DatedRules
from elig.evaluate.environment import Ends
from elig.evaluate.expressions import numbers as evaluated_numbers
from elig.evaluate.expressions import truth as evaluated_truth
from elig.evaluate.table import MAY_BE_DUE
from elig.lang.ast import Arith
from elig.program import nodes
from elig.program.model import Entitlement
from elig.program.nodes import Node
from elig.program.order import clauses
from elig.program.types import BOOLEAN, BooleanType, DateType, EnumType, NumberType
from elig.records import Struct, field, replace
from elig.sql import choices, compare, days, ends, facts, figures, logic, members, parameters, periods
from elig.sql.at import At, Pin
from elig.sql.chain import Chain, Spot
from elig.sql.dialects import Dialect
from elig.sql.notes import note_of
from elig.sql.places import Slot
from elig.sql.questions import Questions
from elig.sql.trees import Tree, negation, null, text
from elig.sql.values import FALSE, TRUE, Condition, End, Figure, Refused, Text, Value, Word, WordList


class Writer(Struct, frozen=False):
    """Writes expressions into a chain. `known`: for households of which every fact that is read is known.

    `doubts` are households that are left to the reference.
    """

    about: Questions
    chain: Chain
    dialect: Dialect
    known: bool
    doubts: dict[Tree, None] = field(default_factory=dict)
    reads: dict[str, None] = field(default_factory=dict)
    slots: dict[Slot, bool] = field(default_factory=dict)
    memo: dict[object, Value] = field(default_factory=dict)
    classes: dict[object, tuple[Pin, ...]] = field(default_factory=dict)

    @property
    def rules(self) -> DatedRules:
        """The rules of the day."""
        return self.about.rules

    # ------------------------------------------------------------------ values

    def value(self, node: Node, at: At) -> Value:
        """The SQL of a node; raises `Refused` where it is left to the reference."""
        if self.about.fixed(node) and isinstance(node.type, NumberType | DateType):
            return periods.constant_number(evaluated_numbers(node, self.about.env(at)), node.type)
        for pin in at.pins:
            if id(node) in pin.decided:
                return TRUE if pin.decided[id(node)] else FALSE
        match node:
            case nodes.Constant():
                return self._constant(node)
            case nodes.FactRef():
                return facts.load(node, self, at)
            case nodes.DefinitionRef():
                return self._definition(node, at)
            case nodes.ParameterRef():
                return parameters.parameter(self, node, at)
            case nodes.TodayRef():
                return periods.today(self)
            case nodes.ArithNode():
                left, right = self.figure(node.left, at), self.figure(node.right, at)
                return figures.arithmetic(node.op, left, right, self.dialect)
            case nodes.ScaleNode():
                item = self.figure(node.item, at)
                return figures.arithmetic(Arith.MUL, item, figures.number(node.factor), self.dialect)
            case nodes.RoundNode():
                item = self.named(self.figure(node.item, at), at, "x")
                return figures.rounded(item, node.mode, node.step, self.dialect)
            case nodes.ExtremeNode():
                items = [self.named(self.figure(item, at), at, "x") for item in node.items]
                return figures.extreme(items, node.largest, self.dialect)
            case nodes.BoundNode():
                return figures.bound(self.figure(node.item, at), node.floor)
            case nodes.ElapsedNode():
                return periods.elapsed(self, node, at)
            case nodes.ShiftNode():
                return periods.shifted(self, node, at)
            case nodes.YearNode():
                day = self.figure(node.day, at)
                return periods.by_ends((day,), lambda d: days.part("YEAR", d, self.dialect), size=10_000)
            case nodes.DateNode():
                parts = tuple(self.figure(part, at) for part in (node.year, node.month, node.day))
                made = periods.by_ends(parts, lambda y, m, d: days.date_of(y, m, d, self.dialect))
                return replace(made, day=True)
            case nodes.OtherwiseNode():
                return choices.otherwise(self, node, at)
            case nodes.IfNode():
                return choices.branch(self, node, at)
            case nodes.ByReading():
                return parameters.by_reading(self, node, at)
            case nodes.CountNode() | nodes.SumNode() | nodes.ExtremeOfNode():
                return members.quantified(node, self, at)
            case nodes.ColumnNode():
                return self.value(node.item, at)
            case nodes.TableNode() | nodes.MarginalNode():
                raise Refused(type(node).__name__)
            case nodes.Versions() | nodes.AmountNode():
                raise AssertionError("date maps and amounts of others are resolved before anything is written")
            case _:
                return self._condition(node, replace(at, ends=Ends.TECHNICAL))

    def condition(self, node: Node, at: At) -> Condition:
        """The SQL of a condition, written once."""
        key = (self.key("condition", node, at), at.inside)
        found = self.memo.get(key)
        if found is None:
            found = self.memo[key] = self.value(node, at)
        if not isinstance(found, Condition):
            raise Refused(type(node).__name__)
        return found

    def figure(self, node: Node, at: At) -> Figure:
        """The SQL of a number or a day."""
        found = self.value(node, at)
        if not isinstance(found, Figure):
            raise Refused(type(node).__name__)
        return found

    def _condition(self, node: Node, at: At) -> Condition:
        if node.type == BOOLEAN and self.about.fixed(node):
            return logic.condition_of(evaluated_truth(node, self.about.env(at)))
        match node:
            case nodes.NotNode():
                item = self.condition(node.item, at)
                return replace(item, tree=negation(item.tree))
            case nodes.AndNode():
                return logic.all_of([self.condition(item, at) for item in node.items])
            case nodes.OrNode():
                return logic.any_of([self.condition(item, at) for item in node.items])
            case nodes.AllOf():
                return logic.all_of([self.item(item, at) for item in node.items])
            case nodes.AnyOf():
                return logic.any_of([self.item(item, at) for item in node.items])
            case nodes.CompareNode():
                return compare.compared(node, self.value(node.left, at), self.value(node.right, at), self, at)
            case nodes.BetweenNode():
                inside = [self.figure(part, at) for part in (node.item, node.low, node.high)]
                return compare.within(node, inside[0], inside[1], inside[2], self, at)
            case nodes.InNode():
                return compare.among(node, self.value(node.item, at), self, at)
            case nodes.IsNoneNode():
                return compare.is_none(self.value(node.item, at))
            case nodes.IncludesNode():
                found = self.value(node.item, at)
                if not isinstance(found, WordList):
                    raise Refused("IncludesNode")
                return Condition(self.dialect.contains(found.tree, text(node.word)), found.open)
            case nodes.StartsWithNode():
                return compare.starts_with(node.prefix, self.value(node.item, at), self.dialect)
            case nodes.ExistsNode() | nodes.EveryNode():
                found = members.quantified(node, self, at)
                assert isinstance(found, Condition), "a quantifier is a condition"
                return found
            case nodes.EntitledNode():
                return self._entitled(node, at)
            case nodes.GapNode():
                return self._gap(node.gap, at)
            case _:
                raise Refused(type(node).__name__)

    def item(self, item: nodes.Item, at: At) -> Condition:
        """`condition and not unless` of a clause's item."""
        own = self.condition(item.condition, at)
        if item.unless is None:
            return own
        other = self.condition(item.unless, at)
        return logic.all_of([own, replace(other, tree=negation(other.tree))])

    # ------------------------------------------------------------------ leaves and names

    def _constant(self, node: nodes.Constant) -> Value:
        match node.type, node.value:
            case EnumType(enumeration), str(word):
                return Word(text(word), self.words(enumeration))
            case BooleanType(), bool(value):
                return TRUE if value else FALSE
            case _, str(value):
                return Text(text(value), constant=value)
            case _:
                raise Refused("Constant")

    def words(self, enumeration: str) -> tuple[str, ...]:
        """The words of an enumeration."""
        return tuple(value.id for value in self.rules.rules.vocabulary.enumerations[enumeration].values)

    def _definition(self, node: nodes.DefinitionRef, at: At) -> Value:
        """A definition is computed once, and stands under its name."""
        home = at.of(Spot(node.of_member, self.about.stage(node.body)))
        key = self.key("definition", node.body, home, node.definition)
        if key not in self.memo:
            found = self.value(node.body, replace(home, inside=False))
            note = note_of(self.rules.definitions.get(node.definition))
            self.memo[key] = self.named(found, home, node.definition, note, always=True)
        return self.memo[key]

    def key(self, kind: str, node: Node, at: At, name: str = "") -> object:
        """What a column is found again by: what a node does not reach makes no difference."""
        reached, gaps = self.about.reached(node), self.about.gaps(node)
        options = tuple(o for o in at.options if o[0] in reached)
        supposed = tuple(g for g in at.gaps if g[0] in gaps)
        return kind, id(node), name, at.spot, at.ends, options, supposed, at.due, *self._cases(node, at)

    def _cases(self, node: Node, at: At) -> tuple[object, ...]:
        """The facts that are held, or gone through, of those that a node reads."""
        if not at.pins and not at.splits:
            return ()
        read = self.about.facts(node)
        pins = tuple((pin.name, pin.value) for pin in at.pins if pin.name in read)
        return pins, tuple(id(split) for split in at.splits if split.name in read)

    @overload
    def named(self, value: Figure, at: At, base: str, note: str = "", *, always: bool = False) -> Figure: ...

    @overload
    def named(self, value: Condition, at: At, base: str, note: str = "", *, always: bool = False) -> Condition: ...

    @overload
    def named(self, value: Value, at: At, base: str, note: str = "", *, always: bool = False) -> Value: ...

    def named(self, value: Value, at: At, base: str, note: str = "", *, always: bool = False) -> Value:
        """A value under names, so that it can be read twice."""
        match value:
            case Figure():
                return self._named_figure(value, at, base, note, always)
            case Condition() if not isinstance(value.tree, exp.Boolean | exp.Null):
                return replace(value, tree=self.chain.keep(value.tree, at.spot, base, note, always=always))
            case Word() | Text() | WordList():
                return replace(value, tree=self.chain.keep(value.tree, at.spot, base, note, always=always))
            case Condition():
                return value

    def _named_figure(self, value: Figure, at: At, base: str, note: str, always: bool) -> Figure:
        def end(found: End, suffix: str) -> End:
            if isinstance(found.tree, exp.Null) or ends.literal(found) is not None:
                return found
            tree = self.chain.keep(found.tree, at.spot, f"{base}{suffix}", note, always=always)
            over = found.over
            if over is not None:
                over = replace(over, tree=self.chain.keep(over.tree, at.spot, f"{base}__over"))
            return replace(found, tree=tree, over=over)

        def flag(tree: Tree | None, suffix: str) -> Tree | None:
            return None if tree is None else self.chain.keep(tree, at.spot, f"{base}__{suffix}")

        if value.raw is not None and value.reach is not None:
            kept = figures.unknown_or(end(value.raw, ""), value.reach) if not value.day else None
            if kept is not None:
                return replace(
                    kept,
                    none=flag(value.none, "none"),
                    gone=flag(value.gone, "gone"),
                    undefined=value.undefined,
                    loose=value.loose,
                    rough=value.rough,
                )
        low = end(value.low, "" if value.is_point else "__low")
        high = low if value.is_point else end(value.high, "__high")
        raw = None if value.raw is None else end(value.raw, "")
        flags = flag(value.none, "none"), flag(value.gone, "gone"), flag(value.undefined, "undefined")
        return replace(value, low=low, high=high, none=flags[0], gone=flags[1], undefined=flags[2], raw=raw)

    # ------------------------------------------------------------------ gaps, other entitlements

    def _gap(self, gap: str, at: At) -> Condition:
        supposed = dict(at.gaps).get(gap)
        return Condition(null(), open=True) if supposed is None else TRUE if supposed else FALSE

    def _entitled(self, node: nodes.EntitledNode, at: At) -> Condition:
        """Whether the subject qualifies for another entitlement."""
        other = self.rules.entitlements.get(node.entitlement)
        if other is None:
            return FALSE
        if node.entitlement in at.due:
            if at.inside:
                raise Refused("what else is due, inside a quantifier")
            return TRUE
        found = self.holds(other, at)
        if other.basis in MAY_BE_DUE:
            return found
        return logic.all_of([found, self._gap(other.gap, at)])

    def holds(self, entitlement: Entitlement, at: At) -> Condition:
        """Whether all clauses of an entitlement hold for a subject: false where one excludes it."""
        level = max((self.about.stage(clause) for clause in clauses(entitlement)), default=0)
        home = replace(at, spot=Spot(entitlement.of_member, level), ends=Ends.TECHNICAL)
        given, when, unless = self.clauses(entitlement, home)
        found = logic.all_of([given, when, replace(unless, tree=negation(unless.tree))])
        key = ("holds", entitlement.id, home.options, home.gaps, home.due, home.pins, tuple(map(id, home.splits)))
        if key not in self.memo:
            self.memo[key] = self.named(found, home, f"holds__{entitlement.id}", note_of(entitlement))
        kept = self.memo[key]
        assert isinstance(kept, Condition), "a condition stays one"
        return kept

    def clauses(self, entitlement: Entitlement, at: At) -> tuple[Condition, Condition, Condition]:
        """`given`, `when` and `unless` for a subject; an absent clause excludes nobody."""
        given, when, unless = entitlement.given, entitlement.when, entitlement.unless
        return (
            TRUE if given is None else self.condition(given, at),
            TRUE if when is None else self.condition(when, at),
            FALSE if unless is None else self.condition(unless, at),
        )
