"""The code of an expression: one exhaustive `match` over the checked nodes."""

from __future__ import annotations

from typing import assert_never

from elig.compile import comparisons, figures, quantifiers, tables
from elig.compile.cells import bits_of
from elig.compile.choices import either, otherwise
from elig.compile.facts import load
from elig.compile.logic import all_of, any_of, invert, same
from elig.compile.parameters import look_up
from elig.compile.table import named, truth_of_entitlement
from elig.compile.unit import At, Unit, expect_condition, expect_figure
from elig.compile.values import FALSE, OPEN, TRUE, Condition, Figure, Mask, Refused, Text, Value, WordBits
from elig.evaluate.environment import Ends
from elig.evaluate.expressions import numbers
from elig.evaluate.table import MAY_BE_DUE
from elig.program import nodes
from elig.program.model import Entitlement
from elig.program.nodes import Node
from elig.program.types import BOOLEAN, BooleanType, DateType, EnumType, NumberType
from elig.program.walk import looks_at_member
from elig.records import Struct, replace

_MADE_OF_OTHERS = (
    nodes.NotNode | nodes.AndNode | nodes.OrNode | nodes.AllOf | nodes.AnyOf | nodes.CompareNode | nodes.InNode
)


class Expressions(Struct):
    """Writes code of expressions into the blocks of a unit."""

    unit: Unit

    def value(self, node: Node, at: At) -> Value:
        """The code of a node; raises `Refused` where the function cannot do what it says."""
        unit = self.unit
        if unit.fixed(node) and isinstance(node.type, NumberType | DateType):
            return figures.constant(numbers(node, unit.env_at(at)), unit)
        match node:
            case nodes.Constant():
                return self._constant(node)
            case nodes.FactRef():
                return load(node, self, at)
            case nodes.DefinitionRef():
                return self._definition(node, at)
            case nodes.ParameterRef():
                return look_up(node, [self.value(key, at) for key in node.keys], unit, at)
            case nodes.TodayRef():
                return figures.constant(numbers(node, unit.env_at(at)), unit)
            case nodes.ArithNode():
                left, right = self.figure(node.left, at), self.figure(node.right, at)
                return figures.arithmetic(node.op, left, right, unit, at)
            case nodes.ScaleNode():
                return figures.scaled(self.figure(node.item, at), node.factor, unit, at)
            case nodes.RoundNode():
                return figures.rounded(self.figure(node.item, at), node.mode, node.step, unit, at)
            case nodes.ExtremeNode():
                return figures.extreme([self.figure(item, at) for item in node.items], node.largest, unit, at)
            case nodes.BoundNode():
                return figures.bound(self.figure(node.item, at), node.floor, unit)
            case nodes.ElapsedNode():
                return figures.elapsed(self.figure(node.start, at), self.figure(node.end, at), node.months, unit)
            case nodes.ShiftNode():
                return figures.moved(self.figure(node.day, at), self.figure(node.months, at), node.back, unit)
            case nodes.YearNode():
                return figures.year_of(self.figure(node.day, at), unit)
            case nodes.DateNode():
                year, month, day = (self.figure(part, at) for part in (node.year, node.month, node.day))
                return figures.day_of(year, month, day, unit)
            case nodes.OtherwiseNode():
                return otherwise(self.value(node.item, at), self.value(node.fallback, at), unit, at)
            case nodes.IfNode():
                return self._if(node, at)
            case nodes.ByReading():
                return self._by_reading(node, at)
            case nodes.ExtremeOfNode():
                return quantifiers.collected_by(node, self, at)
            case nodes.CountNode() | nodes.SumNode():
                return quantifiers.of_members(node, self, at)
            case nodes.ColumnNode():
                return self.value(node.item, at)
            case nodes.TableNode():
                return self._table(node, at)
            case nodes.MarginalNode():
                return tables.scale(node, self.figure(node.item, at), unit)
            case nodes.Versions():
                raise AssertionError("date maps are resolved before anything is compiled")
            case _:
                return self._condition(node, replace(at, ends=Ends.TECHNICAL))

    def condition(self, node: Node, at: At) -> Condition:
        """The code of a condition; a traced function keeps what it comes to.

        What a member's condition asks of the household alone is asked once, before the members are gone through.
        """
        if at.member and not at.quiet and isinstance(node, _MADE_OF_OTHERS) and not looks_at_member(node):
            level = self.unit.stage(node)
            home = replace(at, member=False, level=level, block=self.unit.head(level))
            key = self.unit.key("household", node, at)
            return home.block.once(key, lambda: named(self.condition(node, home), self.unit, home))
        found = expect_condition(self.value(node, at))
        return found if self.unit.trace is None else self.unit.trace.keep(node, found, at, self.unit)

    def figure(self, node: Node, at: At) -> Figure:
        """The code of a number or a day."""
        return expect_figure(self.value(node, at))

    def _condition(self, node: Node, at: At) -> Condition:
        unit = self.unit
        if node.type == BOOLEAN and unit.fixed(node):
            return unit.fixed_condition(node, at)
        match node:
            case nodes.NotNode():
                return invert(self.condition(node.item, at), unit, at)
            case nodes.AndNode():
                return all_of([self.condition(item, at) for item in node.items], unit, at)
            case nodes.OrNode():
                return any_of([self.condition(item, at) for item in node.items], unit, at)
            case nodes.AllOf():
                return all_of([self._item(item, at) for item in node.items], unit, at)
            case nodes.AnyOf():
                return any_of([self._item(item, at) for item in node.items], unit, at)
            case nodes.CompareNode():
                return comparisons.compared(node, self.value(node.left, at), self.value(node.right, at), unit, at)
            case nodes.BetweenNode():
                item, low, high = (self.figure(part, at) for part in (node.item, node.low, node.high))
                return comparisons.within(node, item, low, high, unit, at)
            case nodes.InNode():
                return comparisons.among(node, self.value(node.item, at), unit, at)
            case nodes.IsNoneNode():
                return comparisons.is_none(self.value(node.item, at), unit, at)
            case nodes.IncludesNode():
                return comparisons.included(node.word, self.value(node.item, at), unit, at)
            case nodes.StartsWithNode():
                return comparisons.starts_with(node.prefix, self.value(node.item, at), unit)
            case nodes.ExistsNode() | nodes.EveryNode():
                return expect_condition(quantifiers.of_members(node, self, at))
            case nodes.EntitledNode():
                return self._entitled(node, at)
            case nodes.GapNode():
                return unit.gap(node.gap)
            case _:
                raise Refused(type(node).__name__)

    def _item(self, item: nodes.Item, at: At) -> Condition:
        """`condition and not unless` of a clause's item."""
        own = self.condition(item.condition, at)
        if item.unless is None:
            return own
        return all_of([own, invert(self.condition(item.unless, at), self.unit, at)], self.unit, at)

    # ------------------------------------------------------------------ leaves and names

    def _constant(self, node: nodes.Constant) -> Value:
        match node.type, node.value:
            case EnumType(enumeration), str(word):
                bits = bits_of(value.id for value in self.unit.rules.rules.vocabulary.enumerations[enumeration].values)
                return Mask(str(bits[word]), bits)
            case BooleanType(), bool(value):
                return Condition("True" if value else "False")
            case _, str(text):
                return Text(self.unit.names.constant(text))
            case _:
                raise Refused("Constant")

    def _definition(self, node: nodes.DefinitionRef, at: At) -> Value:
        """A definition is computed once for each subject and kept under a name."""
        unit = self.unit
        level = at.level if node.of_member else unit.stage(node.body)
        home = replace(at, level=level, member=node.of_member, block=unit.head(level))
        if node.of_member:
            home = replace(home, block=unit.walk(level))
        key = unit.key("definition", node.body, at, (node.definition, at.level if node.of_member else None))
        return home.block.once(key, lambda: self._named(self._part(node.body, home), home, node.body))

    def _part(self, node: Node, at: At) -> Value:
        """The code of a part that may be a condition."""
        return self.condition(node, at) if node.type == BOOLEAN else self.value(node, at)

    def _named(self, value: Value, at: At, node: Node) -> Value:
        """A value under names."""
        match value:
            case Figure():
                return figures.named(value, self.unit, at)
            case Condition() | Mask() | Text() | WordBits():
                return replace(value, code=self.unit.name(value.code, at, node.span, "d"))
            case _:
                assert_never(value)

    # ------------------------------------------------------------------ choices

    def _if(self, node: nodes.IfNode, at: At) -> Value:
        test = self.condition(node.condition, at)
        if test.code in ("True", "False"):
            return self._part(node.yes if test == TRUE else node.no, at)
        yes, no = self._part(node.yes, at), self._part(node.no, at)
        return either(test, yes, no, self.unit, at)

    def _table(self, node: nodes.TableNode, at: At) -> Value:
        asked = replace(at, ends=Ends.TECHNICAL)
        columns = [self._named(self._part(column, asked), asked, column) for column in node.columns]
        last = () if node.otherwise is None else (node.otherwise,)
        results = [self._part(result, at) for result in (*(row.then for row in node.rows), *last)]
        return tables.table(node, columns, results, self.unit, at)

    def _by_reading(self, node: nodes.ByReading, at: At) -> Value:
        """The chosen option; where none is, all that the options may be."""
        chosen_one = {**self.unit.env.options, **dict(at.options)}.get(node.reading)
        if chosen_one is not None:
            return self._part(dict(node.options)[chosen_one], at)
        first, *others = (self._part(option, at) for _, option in node.options)
        for other in others:
            if isinstance(first, Condition) and isinstance(other, Condition):
                first = same([first, other], self.unit, at)
            else:
                first = either(OPEN, first, other, self.unit, at)
        return first

    # ------------------------------------------------------------------ members and other entitlements

    def _entitled(self, node: nodes.EntitledNode, at: At) -> Condition:
        """Whether the subject qualifies for another entitlement."""
        other = self.unit.rules.entitlements.get(node.entitlement)
        if other is None:
            return FALSE
        if node.entitlement in at.due:
            return TRUE
        gap = self.unit.gap(other.gap) if other.basis not in MAY_BE_DUE else OPEN
        return truth_of_entitlement(other, *self.clauses(other, at), gap, self.unit, at)

    def clauses(self, entitlement: Entitlement, at: At) -> tuple[Condition, Condition, Condition]:
        """`given`, `when` and `unless` of an entitlement for a subject; an absent clause excludes nobody."""
        given, when, unless = entitlement.given, entitlement.when, entitlement.unless
        who = at if entitlement.of_member else replace(at, member=False)
        if at.member and not entitlement.of_member:
            level = max((self.unit.stage(c) for c in (given, when, unless) if c is not None), default=0)
            who = replace(at, member=False, level=level, block=self.unit.head(level))
        return (
            TRUE if given is None else self.condition(given, who),
            TRUE if when is None else self.condition(when, who),
            FALSE if unless is None else self.condition(unless, who),
        )
