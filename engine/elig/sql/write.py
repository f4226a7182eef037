"""The SQL of an expression: one exhaustive `match` over the checked nodes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import product

from sqlglot import exp

from elig.evaluate.dated import DatedRules
from elig.evaluate.environment import Ends, Environment
from elig.evaluate.expressions import numbers as evaluated_numbers
from elig.evaluate.expressions import truth as evaluated_truth
from elig.evaluate.places import Where, chain
from elig.evaluate.table import MAY_BE_DUE
from elig.facts.household import Household
from elig.lang.ast import Arith
from elig.program import nodes
from elig.program.model import Entitlement, Parameter
from elig.program.nodes import Node, Quantifier
from elig.program.order import clauses
from elig.program.types import BOOLEAN, BooleanType, DateType, EnumType, NumberType
from elig.program.walk import children
from elig.records import dataclass, field, replace
from elig.sql import compare, days, ends, facts, figures, members
from elig.sql.at import At
from elig.sql.chain import Chain, Spot
from elig.sql.dialects import Dialect
from elig.sql.notes import note_of
from elig.sql.places import Places, Slot, kind_of, name_of
from elig.sql.trees import Tree, case, column, conjunction, disjunction, is_null, negation, null, text, truth
from elig.sql.trees import day as day_tree
from elig.sql.values import FALSE, TRUE, Condition, End, Figure, Refused, Text, Value, Word, WordList
from elig.values import Numbers, Truth

NOBODY = Household("", {}, ())
"""A household of which nothing is known, for what does not depend on it."""


@dataclass(slots=True)
class Writer:
    """Writes expressions into a chain. `known`: for households of which every fact that is read is known.

    `on` is the day, None where each household has its own. `doubts` are households that are left to the reference.
    """

    rules: DatedRules
    chain: Chain
    dialect: Dialect
    known: bool
    home: Places
    origin: Places
    on: date | None
    doubts: dict[Tree, None] = field(default_factory=dict)
    reads: dict[tuple[str, bool], None] = field(default_factory=dict)
    slots: dict[Slot, bool] = field(default_factory=dict)
    memo: dict[object, Value] = field(default_factory=dict)
    _stages: dict[int, int] = field(default_factory=dict)
    _reached: dict[int, frozenset[str]] = field(default_factory=dict)
    _gaps: dict[int, frozenset[str]] = field(default_factory=dict)
    _fixed: dict[int, bool] = field(default_factory=dict)
    _env: Environment | None = None

    # ------------------------------------------------------------------ questions about nodes

    def below(self, node: Node) -> Iterator[Node]:
        """What a node's value is made of: also the body of a definition and the clauses of another entitlement."""
        match node:
            case nodes.DefinitionRef():
                yield node.body
            case nodes.EntitledNode():
                other = self.rules.entitlements.get(node.entitlement)
                yield from clauses(other) if other is not None else ()
            case nodes.FactRef() | nodes.IncludesThisNode():
                only_if = self.rules.facts[node.fact].only_if
                yield from (only_if,) if only_if is not None else ()
            case _:
                yield from children(node)

    def stage(self, node: Node) -> int:
        """After how many sums over the members a node can be computed."""
        key = id(node)
        if key not in self._stages:
            found = max((self.stage(child) for child in self.below(node)), default=0)
            self._stages[key] = found + isinstance(node, Quantifier)
        return self._stages[key]

    def reached(self, node: Node) -> frozenset[str]:
        """The readings that a node reaches."""
        key = id(node)
        if key not in self._reached:
            found = frozenset(name for child in self.below(node) for name in self.reached(child))
            own = {node.reading} if isinstance(node, nodes.ByReading) else set()
            self._reached[key] = found | own
        return self._reached[key]

    def gaps(self, node: Node) -> frozenset[str]:
        """The gaps that a node reaches."""
        key = id(node)
        if key not in self._gaps:
            found = frozenset(name for child in self.below(node) for name in self.gaps(child))
            match node:
                case nodes.GapNode():
                    found |= {node.gap}
                case nodes.EntitledNode() if (other := self.rules.entitlements.get(node.entitlement)) is not None:
                    found |= set() if other.basis in MAY_BE_DUE else {other.gap}
                case _:
                    pass
            self._gaps[key] = found
        return self._gaps[key]

    def fixed(self, node: Node) -> bool:
        """Whether a node is the same for every household."""
        key = id(node)
        if key not in self._fixed:
            match node:
                case nodes.FactRef() | nodes.IncludesThisNode() | nodes.EntitledNode() | nodes.GapNode():
                    own = False
                case nodes.TodayRef():
                    own = self.on is not None
                case nodes.ParameterRef():
                    own = not node.keys and (node.parameter, ()) in self.places(node.parameter).constants
                case nodes.ByReading():
                    own = False
                case _:
                    own = not isinstance(node, Quantifier)
            self._fixed[key] = own and all(self.fixed(child) for child in self.below(node))
        return self._fixed[key]

    def places(self, parameter: str) -> Places:
        """The table in which a parameter stands."""
        return self.origin if self.rules.rules.parameters[parameter].by_origin else self.home

    def env(self, at: At) -> Environment:
        """What is known before any household is, for what is the same at all places."""
        if self._env is None:
            home, left = (Where(chain(None if p.default == "000000" else p.default)) for p in (self.home, self.origin))
            self._env = Environment(self.rules, NOBODY, home, left, {})
        return self._env.reaching(at.ends).choosing(dict(at.options))

    # ------------------------------------------------------------------ values

    def value(self, node: Node, at: At) -> Value:
        """The SQL of a node; raises `Refused` where it is left to the reference."""
        if self.fixed(node) and isinstance(node.type, NumberType | DateType):
            return self._constant_number(evaluated_numbers(node, self.env(at)), node.type)
        match node:
            case nodes.Constant():
                return self._constant(node)
            case nodes.FactRef():
                return facts.load(node, self, at)
            case nodes.DefinitionRef():
                return self._definition(node, at)
            case nodes.ParameterRef():
                return self._parameter(node, at)
            case nodes.TodayRef():
                return self._today()
            case nodes.ArithNode():
                left, right = self.figure(node.left, at), self.figure(node.right, at)
                return figures.arithmetic(node.op, left, right, self.dialect)
            case nodes.ScaleNode():
                item = self.figure(node.item, at)
                return figures.arithmetic(_MUL, item, figures.number(node.factor), self.dialect)
            case nodes.RoundNode():
                item = self.named(self.figure(node.item, at), at, "x")
                return figures.rounded(item, node.mode, node.step, self.dialect)
            case nodes.ExtremeNode():
                items = [self.named(self.figure(item, at), at, "x") for item in node.items]
                return figures.extreme(items, node.largest, self.dialect)
            case nodes.BoundNode():
                return figures.bound(self.figure(node.item, at), node.floor)
            case nodes.ElapsedNode():
                return self._elapsed(node, at)
            case nodes.ShiftNode():
                return self._shifted(node, at)
            case nodes.YearNode():
                day = self.figure(node.day, at)
                return self._by_ends((day,), lambda d: days.part("YEAR", d, self.dialect), at, size=10_000)
            case nodes.DateNode():
                parts = tuple(self.figure(part, at) for part in (node.year, node.month, node.day))
                made = self._by_ends(parts, lambda y, m, d: days.date_of(y, m, d, self.dialect), at)
                return replace(made, day=True)
            case nodes.OtherwiseNode():
                return self._otherwise(node, at)
            case nodes.IfNode():
                return self._if(node, at)
            case nodes.ByReading():
                return self._by_reading(node, at)
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
        """The SQL of a condition."""
        found = self.value(node, at)
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
        if node.type == BOOLEAN and self.fixed(node):
            return condition_of(evaluated_truth(node, self.env(at)))
        match node:
            case nodes.NotNode():
                item = self.condition(node.item, at)
                return replace(item, tree=negation(item.tree))
            case nodes.AndNode():
                return all_of([self.condition(item, at) for item in node.items])
            case nodes.OrNode():
                return any_of([self.condition(item, at) for item in node.items])
            case nodes.AllOf():
                return all_of([self.item(item, at) for item in node.items])
            case nodes.AnyOf():
                return any_of([self.item(item, at) for item in node.items])
            case nodes.CompareNode():
                return compare.compared(node, self.value(node.left, at), self.value(node.right, at), self, at)
            case nodes.BetweenNode():
                item, low, high = (self.figure(part, at) for part in (node.item, node.low, node.high))
                return compare.within(node, item, low, high, self, at)
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
        return all_of([own, replace(other, tree=negation(other.tree))])

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

    def _constant_number(self, value: Numbers, kind: object) -> Figure:
        if not isinstance(kind, DateType):
            return figures.span(value)
        if value.span is None or value.none or value.undefined or value.span.low is None or value.span.high is None:
            raise Refused("a day that is not sure")
        low, high = (End(day_tree(date.fromordinal(int(end)))) for end in (value.span.low, value.span.high))
        if value.value is not None:
            return Figure(low, low, day=True, constant=value.value)
        return Figure(low, high, day=True, loose=value.points is not None)

    def _today(self) -> Figure:
        found = self.chain.source("on_date", column("on_date", "h"), Spot(), "the day of the decision")
        end = End(found)
        return Figure(end, end, day=True)

    def _definition(self, node: nodes.DefinitionRef, at: At) -> Value:
        """A definition is computed once, and stands under its name."""
        home = at.of(Spot(node.of_member, at.spot.stage if node.of_member else self.stage(node.body)))
        if node.of_member:
            home = at.of(Spot(True, self.stage(node.body)))
        key = self.key("definition", node.body, home, node.definition)
        if key not in self.memo:
            found = self.value(node.body, replace(home, inside=False))
            note = note_of(self.rules.definitions.get(node.definition))
            self.memo[key] = self.named(found, home, node.definition, note, always=True)
        return self.memo[key]

    def key(self, kind: str, node: Node, at: At, name: str = "") -> object:
        """What a column is found again by: what a node does not reach makes no difference."""
        reached, gaps = self.reached(node), self.gaps(node)
        options = tuple(o for o in at.options if o[0] in reached)
        return kind, id(node), name, at.spot, at.ends, options, tuple(g for g in at.gaps if g[0] in gaps), at.due

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
                return replace(kept, none=flag(value.none, "none"), gone=flag(value.gone, "gone"), undefined=value.undefined, loose=value.loose, rough=value.rough)
        low = end(value.low, "" if value.is_point else "__low")
        high = low if value.is_point else end(value.high, "__high")
        raw = None if value.raw is None else end(value.raw, "")
        flags = flag(value.none, "none"), flag(value.gone, "gone"), flag(value.undefined, "undefined")
        return replace(value, low=low, high=high, none=flags[0], gone=flags[1], undefined=flags[2], raw=raw)

    # ------------------------------------------------------------------ parameters, readings, gaps

    def _parameter(self, node: nodes.ParameterRef, at: At) -> Value:
        parameter = self.rules.rules.parameters[node.parameter]
        keys = [self.value(key, at) for key in node.keys]
        words = [key for key in keys if isinstance(key, Word)]
        if len(words) != len(keys):
            raise Refused("a key that is no word")
        if not words:
            return self._stated(parameter, (), at)
        found: Value | None = None
        everything = [(c, self._stated(parameter, c, at)) for c in product(*(word.words for word in words))]
        for combination, value in reversed(everything):
            if found is None:
                found = value
                continue
            test = conjunction(
                exp.EQ(this=word.tree.copy(), expression=text(key)) for word, key in zip(words, combination, strict=True)
            )
            found = self._chosen(Condition(test), value, found, at)
        assert found is not None, "an enumeration has words"
        if any(word.open for word in words):
            unknown = disjunction([is_null(word.tree) for word in words if word.open])
            whole = everything[0][1]
            for _, value in everything[1:]:
                whole = self._choice(whole, value, at)
            found = self._chosen(Condition(unknown), whole, found, at)
        return found

    def _stated(self, parameter: Parameter, keys: tuple[str, ...], at: At) -> Value:
        """A parameter for known keys."""
        slot = (parameter.id, keys)
        places = self.places(parameter.id)
        env = self.env(at)
        unknown = env._stated(parameter, None)
        if slot in places.constants:
            value = places.constants[slot]
            match value:
                case None:
                    return self._open(unknown, parameter)
                case bool():
                    return TRUE if value else FALSE
                case str() if isinstance(parameter.type, EnumType):
                    return Word(text(value), self.words(parameter.type.enumeration))
                case Fraction():
                    return self._constant_number(Numbers.point(value), parameter.type)
                case _:
                    raise Refused("a parameter that is a text")
        self.slots[slot] = parameter.by_origin
        alias = "o" if parameter.by_origin else "p"
        found = self.chain.source(name_of(slot), column(name_of(slot), alias), Spot(), note_of(parameter))
        values = [row.values[slot] for row in places.rows]
        is_open = None in values
        match kind_of(parameter):
            case "boolean":
                return Condition(found, is_open)
            case "text" if isinstance(parameter.type, EnumType):
                return Word(found, self.words(parameter.type.enumeration), is_open)
            case "bigint":
                scale = places.scales[slot]
                listed = [value for value in values if isinstance(value, Fraction)]
                size = max((abs(int(value * scale)) for value in listed), default=0)
                end = End(found, scale, size=size, natural=all(value >= 0 for value in listed))
                if not is_open:
                    return figures.point(end)
                assert isinstance(unknown, Numbers), "a number is unknown as numbers"
                reach = [x for x in (unknown.span.low, unknown.span.high) if x is not None] if unknown.span else []
                end = replace(end, size=max([size, *(int(abs(x) * scale) + 1 for x in reach)]))
                return figures.unknown_or(end, unknown)
            case "date" if not is_open:
                return Figure(End(found), End(found), day=True)
            case _:
                raise Refused("an open parameter that is a day")

    def _open(self, unknown: object, parameter: Parameter) -> Value:
        match unknown:
            case Truth():
                return Condition(null(), open=True)
            case Numbers():
                return self._constant_number(unknown, parameter.type)
            case _ if isinstance(parameter.type, EnumType):
                return Word(null(), self.words(parameter.type.enumeration), open=True)
            case _:
                raise Refused("a parameter that is a text")

    def settled(self, reading: str) -> str | None | Tree:
        """A reading's option, None where it is open, or the column that says which."""
        slot: Slot = (f"@{reading}", ())
        if slot in self.home.constants:
            return self.home.constants[slot]  # type: ignore[return-value]
        self.slots[slot] = False
        return self.chain.source(name_of(slot), column(name_of(slot), "p"), Spot(), "the reading that is settled here")

    def _by_reading(self, node: nodes.ByReading, at: At) -> Value:
        """The option that is settled or chosen; where neither is, all that the options may be."""
        options = dict(node.options)
        found = self.settled(node.reading)
        if isinstance(found, str):
            return self.value(options[found], at)
        chosen = dict(at.options).get(node.reading)
        whole = self.value(options[chosen], at) if chosen is not None else self._any_of([self.value(o, at) for o in options.values()], at)
        if found is None:
            return whole
        for option, inner in options.items():
            if option == chosen:
                continue
            test = conjunction([exp.Not(this=exp.Paren(this=is_null(found))), exp.EQ(this=found.copy(), expression=text(option))])
            whole = self._chosen(Condition(test), self.value(inner, at), whole, at)
        return whole

    def _any_of(self, values: list[Value], at: At) -> Value:
        result = values[0]
        for value in values[1:]:
            result = self._choice(result, value, at)
        return result

    def _gap(self, gap: str, at: At) -> Condition:
        supposed = dict(at.gaps).get(gap)
        return Condition(null(), open=True) if supposed is None else TRUE if supposed else FALSE

    # ------------------------------------------------------------------ days

    def _elapsed(self, node: nodes.ElapsedNode, at: At) -> Figure:
        start, end = self.figure(node.start, at), self.figure(node.end, at)
        size = 120_000

        def made(first: Tree, last: Tree) -> Tree:
            return days.elapsed(first, last, node.months, self.dialect)

        none = figures.either_flag(start.none, end.none)
        gone = figures.either_flag(start.gone, end.gone)
        if start.raw is not None and start.reach is not None and end.constant is not None:
            from elig.evaluate.arithmetic import elapsed

            reach = elapsed(replace(start.reach, none=False), Numbers.point(end.constant), node.months)
            raw = End(made(start.raw.tree, end.low.tree), size=size)
            raw = replace(raw, tree=self.chain.keep(raw.tree, at.spot, "elapsed"))
            return replace(figures.unknown_or(raw, reach), none=none, gone=gone)
        low = End(made(start.high.tree, end.low.tree), size=size)
        point = start.is_point and end.is_point
        high = low if point else End(made(start.low.tree, end.high.tree), size=size)
        return Figure(low, high, none, gone, loose=start.loose or end.loose, rough=start.rough or end.rough)

    def _shifted(self, node: nodes.ShiftNode, at: At) -> Figure:
        day, months = self.named(self.figure(node.day, at), at, "day"), self.figure(node.months, at)
        if not (day.is_point and months.is_point) or months.low.over is not None or months.low.den != 1:
            raise Refused("a day that is moved by what is not sure")
        end = End(days.shifted(day.low.tree, months.low.tree, node.back, self.dialect))
        return Figure(end, end, figures.either_flag(day.none, months.none), figures.either_flag(day.gone, months.gone), day=True)

    def _by_ends(self, parts: tuple[Figure, ...], made: object, at: At, size: int = 0) -> Figure:
        """A function that never goes back, at both ends of its arguments."""
        if any(part.low.over is not None or part.low.den != 1 for part in parts):
            raise Refused("a day of what is no whole number")
        del at
        low = End(made(*(part.low.tree for part in parts)), size=size, natural=True)  # type: ignore[operator]
        point = all(part.is_point for part in parts)
        high = low if point else End(made(*(part.high.tree for part in parts)), size=size, natural=True)  # type: ignore[operator]
        none, gone = (figures.either_flag(*(getattr(part, n) for part in parts)) for n in ("none", "gone"))
        undefined = figures.either_flag(*(part.undefined for part in parts))
        loose, rough = any(part.loose for part in parts), any(part.rough for part in parts)
        return Figure(low, high, none, gone, undefined, loose=loose, rough=rough)

    # ------------------------------------------------------------------ choices

    def _otherwise(self, node: nodes.OtherwiseNode, at: At) -> Value:
        item, fallback = self.value(node.item, at), self.value(node.fallback, at)
        match item, fallback:
            case Figure(), Figure():
                item = self.named(item, at, "x")
                return figures.otherwise(item, fallback, self.known, self.dialect)
            case Word(), Word() if not item.open and not fallback.open:
                tree = case([(exp.EQ(this=item.tree.copy(), expression=text("none")), fallback.tree)], item.tree)
                return Word(tree, item.words, optional=fallback.optional)
            case _:
                raise Refused("OtherwiseNode")

    def _if(self, node: nodes.IfNode, at: At) -> Value:
        test = self.condition(node.condition, replace(at, ends=Ends.TECHNICAL))
        if test.tree == truth(True) or test.tree == truth(False):
            return self.value(node.yes if test.tree == truth(True) else node.no, at)
        kept = self.named(test, at, "when")
        assert isinstance(kept, Condition), "a condition stays one"
        return self._chosen(kept, self.value(node.yes, at), self.value(node.no, at), at)

    def _chosen(self, test: Condition, yes: Value, no: Value, at: At) -> Value:
        """One value or the other by a test; where it is open, all that both may be."""
        del at
        match yes, no:
            case Condition(), Condition():
                loose = test.loose or yes.loose or no.loose
                branches = [(test.tree, yes.tree)]
                is_open = test.open or yes.open or no.open
                if test.open:
                    same = case([(exp.EQ(this=exp.Paren(this=yes.tree.copy()), expression=exp.Paren(this=no.tree.copy())), yes.tree)])
                    branches.append((is_null(test.tree), same))
                return Condition(case(branches, no.tree), is_open, loose)
            case Figure(), Figure():
                return made_rough(figures.either(test.tree, test.open, yes, no, self.dialect), test.loose)
            case Word(), Word():
                branches = [(test.tree, yes.tree)]
                if test.open:
                    same = case([(exp.EQ(this=yes.tree.copy(), expression=exp.Paren(this=no.tree.copy())), yes.tree)])
                    branches.append((is_null(test.tree), same))
                is_open = test.open or yes.open or no.open
                optional = yes.optional or no.optional
                return Word(case(branches, no.tree), yes.words, is_open, optional, loose=is_open)
            case _:
                raise Refused("IfNode")

    def _choice(self, yes: Value, no: Value, at: At) -> Value:
        """All that two values may be."""
        match yes, no:
            case Condition(), Condition():
                if yes.tree == no.tree:
                    return yes
                return same_truth([yes, no])
            case Figure(), Figure():
                return figures.joined(yes, no, self.dialect)
            case Word(), Word():
                same = exp.EQ(this=exp.Paren(this=yes.tree.copy()), expression=exp.Paren(this=no.tree.copy()))
                return Word(case([(same, yes.tree)]), yes.words, True, yes.optional or no.optional, loose=True)
            case _:
                raise Refused("a choice")

    # ------------------------------------------------------------------ other entitlements

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
        return all_of([found, self._gap(other.gap, at)])

    def holds(self, entitlement: Entitlement, at: At) -> Condition:
        """Whether all clauses of an entitlement hold for a subject: false where one excludes it."""
        level = max((self.stage(clause) for clause in clauses(entitlement)), default=0)
        home = replace(at, spot=Spot(entitlement.of_member, level), ends=Ends.TECHNICAL)
        given, when, unless = self.clauses(entitlement, home)
        found = all_of([given, when, replace(unless, tree=negation(unless.tree))])
        key = ("holds", entitlement.id, home.options, home.gaps, home.due)
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


def made_rough(found: Figure, loose: bool) -> Figure:
    """The figure, rough if what chose it is loose."""
    return replace(found, rough=True) if loose else found


def condition_of(found: Truth) -> Condition:
    """A condition that is known beforehand."""
    if found is Truth.OPEN:
        return Condition(null(), open=True)
    return TRUE if found is Truth.TRUE else FALSE


def all_of(items: list[Condition]) -> Condition:
    """`and`."""
    tree = conjunction(item.tree for item in items)
    return Condition(tree, *_flags(items, tree))


def any_of(items: list[Condition]) -> Condition:
    """`or`."""
    tree = disjunction(item.tree for item in items)
    return Condition(tree, *_flags(items, tree))


def _flags(items: list[Condition], tree: Tree) -> tuple[bool, bool]:
    if isinstance(tree, exp.Boolean):
        return False, False
    return any(item.open for item in items), any(item.loose for item in items)


def same_truth(items: list[Condition]) -> Condition:
    """What all agree on, else open."""
    first, *others = items
    tests = [
        exp.EQ(this=exp.Paren(this=first.tree.copy()), expression=exp.Paren(this=other.tree.copy())) for other in others
    ]
    return Condition(case([(conjunction(tests), first.tree)]), True, any(item.loose for item in items))


_MUL = Arith.MUL
