"""What is missing for an open answer, in SQL: going down from the answer, what is open below what matters, matters.

That is exactly what the evaluator lists where nothing that matters is read at two places; where it is, the list is
NULL: not said here. Nothing is written for what SQL does not go through one input at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from sqlglot import exp

from elig.evaluate.plan import Plan
from elig.evaluate.splits import Split
from elig.evaluate.table import MAY_BE_DUE
from elig.program import nodes
from elig.program.model import Entitlement, Parameter
from elig.program.nodes import Node
from elig.program.order import clauses
from elig.program.walk import children
from elig.records import Struct, replace
from elig.sql import members, parameters
from elig.sql.at import At
from elig.sql.cases import inside, is_unknown
from elig.sql.chain import Spot
from elig.sql.ends import is_open as is_open_end
from elig.sql.logic import all_of
from elig.sql.scopes import Group, Key, Scope, listed, pairs
from elig.sql.trees import (
    Tree,
    binary,
    case,
    coalesce,
    conjunction,
    disjunction,
    is_null,
    may_be,
    negation,
    surely,
    text,
    truth,
    whole,
)
from elig.sql.values import Condition, Figure, Refused, Word
from elig.sql.write import Writer


def missing(entitlement: Entitlement, plan: Plan, due: Condition, writer: Writer, at: At) -> Tree:
    """The paths of what is missing, one after the other; NULL where nothing is open, or where it is not said.

    Raises `Refused` where it is never said.
    """
    if entitlement.basis not in MAY_BE_DUE and not entitlement.gap:
        raise Refused("what is missing of a right without a gap")
    members_alone = () if plan.conditions is None else plan.conditions.splits
    walk = _Walk(writer, _names(members_alone))
    sure_cases = entitlement.basis in MAY_BE_DUE
    scope = Scope(at.spot, _names(plan.splits) if sure_cases else frozenset())
    found = writer.clauses(entitlement, at)
    given, when, unless = found
    whole_tree = all_of([given, when, replace(unless, tree=negation(unless.tree))])
    root = conjunction([is_null(due.tree), is_null(whole_tree.tree)]) if whole_tree.open else truth(False)
    for clause, condition in zip((entitlement.given, entitlement.when, entitlement.unless), found, strict=True):
        if clause is not None:
            walk.below(clause, condition, root, at, scope)
    scope.doubts += walk.senseless(clauses(entitlement))
    if plan.bounded:
        scope.doubts.append(walk.anything(clauses(entitlement), at.spot))
    told = listed(scope, writer.chain)
    sure = conjunction([is_null(due.tree), negation(told.doubt)])
    return case([(sure, exp.Substring(this=told.text, start=whole(3)))])


def _names(splits: Sequence[Split]) -> frozenset[str]:
    return frozenset(split.name for split in splits)


class _Walk(Struct):
    """Goes down the conditions; `alone` are the members' facts whose cases are gone through in a quantifier."""

    writer: Writer
    alone: frozenset[str]

    # ------------------------------------------------------------------ conditions

    def below(self, node: Node, found: Condition, matters: Tree, at: At, scope: Scope) -> None:
        """Go down a condition where what is above it matters."""
        if not found.open:
            return
        here = self.writer.chain.keep(conjunction([matters, is_null(found.tree)]), scope.spot, "matters")
        self._condition(node, found, here, at, scope)

    def _item(self, node: Node, matters: Tree, at: At, scope: Scope) -> None:
        self.below(node, self.writer.condition(node, at), matters, at, scope)

    def _condition(self, node: Node, found: Condition, matters: Tree, at: At, scope: Scope) -> None:
        match node:
            case nodes.NotNode():
                self._item(node.item, matters, at, scope)
            case nodes.AndNode() | nodes.OrNode():
                for item in node.items:
                    self._item(item, matters, at, scope)
            case nodes.AllOf() | nodes.AnyOf():
                for one in node.items:
                    outer = conjunction([matters, is_null(self.writer.item(one, at).tree)])
                    for part in (one.condition, one.unless):
                        if part is not None:
                            self._item(part, outer, at, scope)
            case nodes.DefinitionRef():
                home = at.of(Spot(node.of_member, self.writer.about.stage(node.body)))
                self._item(node.body, matters, replace(home, inside=False), scope)
            case nodes.IfNode():
                test = self.writer.condition(node.condition, at)
                if test.open:
                    scope.doubts.append(conjunction([matters, is_null(test.tree)]))
                self._item(node.yes, conjunction([matters, surely(test.tree, True)]), at, scope)
                self._item(node.no, conjunction([matters, surely(test.tree, False)]), at, scope)
            case nodes.ByReading():
                self._reading(node, matters, at, scope)
            case nodes.ExistsNode() | nodes.EveryNode() if scope.inside:
                scope.doubts.append(matters)  # the members of one quantifier for each member of another
            case nodes.ExistsNode() | nodes.EveryNode():
                self._quantifier(node, matters, at, scope)
            case nodes.EntitledNode():
                self._entitled(node, matters, at, scope)
            case nodes.GapNode():
                scope.add(Key(node.gap, ""), matters)
            case _:
                self._leaf(node, found, matters, at, scope)

    def _reading(self, node: nodes.ByReading, matters: Tree, at: At, scope: Scope) -> None:
        options, chosen = dict(node.options), dict(at.options).get(node.reading)
        found = parameters.settled(self.writer, node.reading)
        if isinstance(found, str):
            self._item(options[found], matters, at, scope)
            return
        if chosen is None or found is not None:
            raise Refused("what is missing under a reading that is open somewhere")
        self._item(options[chosen], matters, at, scope)

    def _entitled(self, node: nodes.EntitledNode, matters: Tree, at: At, scope: Scope) -> None:
        other = self.writer.rules.entitlements.get(node.entitlement)
        if other is None:
            return
        if other.of_member and not at.spot.member:
            raise Refused("what is missing for a right of a member, in one of the household")
        level = max((self.writer.about.stage(clause) for clause in clauses(other)), default=0)
        home = at.of(Spot(other.of_member, level))
        found = self.writer.clauses(other, home)
        for clause, condition in zip((other.given, other.when, other.unless), found, strict=True):
            if clause is not None:
                self.below(clause, condition, matters, home, scope)
        if other.basis not in MAY_BE_DUE:
            scope.add(Key(other.gap, ""), matters)

    # ------------------------------------------------------------------ quantifiers

    def _quantifier(self, node: nodes.ExistsNode | nodes.EveryNode, matters: Tree, at: At, scope: Scope) -> None:
        writer = self.writer
        inner = inside(at, Spot(True, writer.about.stage(node) - 1))
        where = writer.named(members.reached(node, writer, inner), inner, "where")
        if node.other:
            scope.doubts.append(conjunction([matters, is_null(where.tree)]) if where.open else truth(False))
        if isinstance(node, nodes.ExistsNode):
            group = Group(matters, Scope(inner.spot, self.alone, inside=True), node.other)
            self.below(node.where, where, truth(True), inner, group.scope)
            scope.groups.append(group)
            return
        has = writer.named(members.gone_through(node.has, writer, inner), inner, "has")
        sure = writer.chain.total(
            exp.Max(this=case([(surely(where.tree, True), whole(1))], whole(0))), inner.spot.stage, "reached"
        )
        nobody = negation(coalesce(exp.EQ(this=sure, expression=whole(1)), truth(False)))
        lacks = members.lacking(node, writer, inner)
        may_lack = is_null(lacks.tree) if lacks.open else truth(False)
        group = Group(matters, Scope(inner.spot, self.alone, inside=True), node.other)
        self.below(node.where, where, conjunction([may_lack, negation(surely(has.tree, True))]), inner, group.scope)
        self.below(node.has, has, conjunction([may_lack, may_be(where.tree, True)]), inner, group.scope)
        fitting = Group(conjunction([matters, nobody]), Scope(inner.spot, self.alone, inside=True), node.other)
        self.below(node.where, where, negation(may_lack), inner, fitting.scope)
        scope.groups += [group, fitting]

    def _counted(self, node: nodes.CompareNode, matters: Tree, at: At, scope: Scope) -> bool:
        """A head count against a figure that is known: each who may be counted matters."""
        if isinstance(node.left, nodes.CountNode) == isinstance(node.right, nodes.CountNode):
            return False
        count, other = (node.left, node.right) if isinstance(node.left, nodes.CountNode) else (node.right, node.left)
        assert isinstance(count, nodes.CountNode), "one of them is"
        if count.other or scope.inside or not self.writer.figure(other, at).is_point:
            return False
        inner = inside(at, Spot(True, self.writer.about.stage(count) - 1))
        where = self.writer.named(self.writer.condition(count.where, inner), inner, "where")
        group = Group(matters, Scope(inner.spot, inside=True))
        self.below(count.where, where, truth(True), inner, group.scope)
        scope.groups.append(group)
        return True

    # ------------------------------------------------------------------ conditions that read values

    def _leaf(self, node: Node, found: Condition, matters: Tree, at: At, scope: Scope) -> None:
        """A condition that reads values: one input alone matters, several are left to the reference.

        What is undefined is open whatever is known, so there no input may matter at all.
        """
        if isinstance(node, nodes.CompareNode) and self._counted(node, matters, at, scope):
            return
        read: dict[Key, list[Tree]] = {}
        for key, tree in self._inputs(node, at, scope, matters):
            read.setdefault(key, []).append(tree)
        trees = [disjunction(found) for found in read.values()]
        scope.doubts.append(conjunction([matters, pairs(trees)]))
        if found.loose or any(len(found) > 1 for found in read.values()):
            scope.doubts.append(matters)
        figures = (self.writer.value(child, at) for child in children(node))
        undefined = [item.undefined for item in figures if isinstance(item, Figure) and item.undefined is not None]
        if undefined:
            scope.doubts.append(conjunction([matters, disjunction(undefined)]))
        for key, tree in zip(read, trees, strict=True):
            scope.add(key, conjunction([matters, tree]))

    def _inputs(self, node: Node, at: At, scope: Scope, matters: Tree) -> Iterator[tuple[Key, Tree]]:
        """What a value is made of, with when it is not known."""
        writer = self.writer
        match node:
            case nodes.FactRef():
                fact = writer.rules.facts[node.fact]
                if fact.only_if is not None:
                    raise Refused("what is missing of a fact that may not apply")
                if not writer.known:
                    yield Key(fact.id, fact.id, fact.of_member), is_unknown(fact, writer)
            case nodes.ParameterRef():
                for key in node.keys:
                    found = writer.value(key, at)
                    assert isinstance(found, Word), "keys are words"
                    if found.open:
                        scope.doubts.append(conjunction([matters, is_null(found.tree)]))
                yield from self._parameter(node, writer.rules.rules.parameters[node.parameter], at)
            case nodes.DefinitionRef():
                home = at.of(Spot(node.of_member, writer.about.stage(node.body)))
                yield from self._inputs(node.body, replace(home, inside=False), scope, matters)
            case nodes.CountNode() | nodes.SumNode() | nodes.ExtremeOfNode():
                item = writer.figure(node, at)
                scope.doubts.append(conjunction([matters, _is_wide(item)]))
            case nodes.ExistsNode() | nodes.EveryNode() | nodes.EntitledNode() | nodes.IncludesThisNode():
                raise Refused("what is missing in a condition inside a figure")
            case nodes.GapNode() | nodes.ByReading() | nodes.TableNode() | nodes.MarginalNode():
                raise Refused(f"what is missing in {type(node).__name__}")
            case _:
                for child in children(node):
                    yield from self._inputs(child, at, scope, matters)

    def _parameter(self, node: nodes.ParameterRef, parameter: Parameter, at: At) -> Iterator[tuple[Key, Tree]]:
        writer = self.writer
        keys = [writer.value(key, at) for key in node.keys]
        words = [key for key in keys if isinstance(key, Word)]
        for combination in product(*(word.words for word in words)):
            chosen = [binary(exp.EQ, word.tree, text(key)) for word, key in zip(words, combination, strict=True)]
            value = parameters.stated(writer, parameter, combination, at)
            path = f"{parameter.id} for {', '.join(combination)}" if combination else parameter.id
            is_set = coalesce(conjunction(chosen), truth(False)) if chosen else truth(True)
            yield Key(f"@{path}", path), conjunction([is_set, _is_open(value, parameter)])

    # ------------------------------------------------------------------ when it is not sure

    def senseless(self, tops: Sequence[Node]) -> Iterator[Tree]:
        """When a condition on sense may bear on what is read here: it is open, and something that both read unknown."""
        writer = self.writer
        read = frozenset(name for top in tops for name in writer.about.facts(top))
        applied = [fact for fact in writer.rules.facts.values() if fact.only_if is not None]
        told = frozenset(name for fact in applied if fact.only_if for name in writer.about.facts(fact.only_if))
        if read & (told | {fact.id for fact in applied}):
            raise Refused("what is missing of a fact on which it depends whether another applies")
        for item in writer.rules.invalid:
            names = writer.about.facts(item.condition)
            found = writer.condition(item.condition, At(Spot(False, writer.about.stage(item.condition))))
            if not found.open or not names & (read | told):
                continue
            if writer.known:
                yield is_null(found.tree)
                continue
            shared = [writer.rules.facts[name] for name in sorted(names & (read | told))]
            unknown = [truth(True) if fact.of_member else is_unknown(fact, writer) for fact in shared]
            yield conjunction([is_null(found.tree), disjunction(unknown)])

    def anything(self, tops: Sequence[Node], spot: Spot) -> Tree:
        """Whether any fact that is read is unknown, of the household or of any member."""
        writer = self.writer
        if writer.known:
            return truth(False)
        names = sorted({name for top in tops for name in writer.about.facts(top)})
        read = [writer.rules.facts[name] for name in names]
        flags = [is_unknown(fact, writer) for fact in read if not fact.of_member]
        own = [is_unknown(fact, writer) for fact in read if fact.of_member]
        if own and spot.member and not any(writer.about.stage(top) for top in tops):
            return disjunction([*flags, *own])
        if own:
            code = writer.chain.total(exp.Max(this=case([(disjunction(own), whole(1))], whole(0))), 0, "unknown_of")
            flags.append(exp.EQ(this=code, expression=whole(1)))
        return coalesce(disjunction(flags), truth(False)) if flags else truth(False)


def _is_open(value: object, parameter: Parameter) -> Tree:
    """Whether no figure is stated."""
    match value:
        case Condition() | Word():
            return is_null(value.tree) if value.open else truth(False)
        case Figure(raw=raw) if raw is not None:
            return is_null(raw.tree)
        case Figure():
            return truth(not value.is_point)
        case _:
            raise Refused(f"what is missing of {parameter.id}")


def _is_wide(item: Figure) -> Tree:
    """Whether a number is not surely one."""
    if item.is_point and item.undefined is None:
        return truth(False)
    if is_open_end(item.low) or is_open_end(item.high) or item.low.over != item.high.over:
        return truth(True)
    apart = negation(coalesce(binary(exp.EQ, item.low.tree, item.high.tree), truth(False)))
    return disjunction([apart, *([item.undefined] if item.undefined is not None else [])])


__all__ = ["missing"]
