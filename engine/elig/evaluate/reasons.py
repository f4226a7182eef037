"""Why an outcome is what it is: the decisive conditions as a tree of data.

A false `and` or a true `or` keeps its first decisive child, a true `and` or a false `or` all of them, an open node all
that are open; a quantifier keeps the members that decide it. The full trace keeps everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from elig.evaluate.decision import FactSeen, ParameterSeen, Reason
from elig.evaluate.environment import Environment
from elig.evaluate.expressions import clause_truths, evaluate, gone_through, item_truth, key_words, truth
from elig.evaluate.table import Clauses
from elig.lang.ast import NO_UNIT, Member
from elig.program import nodes
from elig.program.model import Entitlement, Fact
from elig.program.nodes import Node
from elig.program.types import NumberType
from elig.program.walk import children
from elig.records import Struct, later, replace
from elig.values import Numbers, Truth, all_of, any_of, invert

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")


def clause_reasons(
    entitlement: Entitlement, found: Clauses, env: Environment, member: int | None, full: bool = False
) -> tuple[Reason, ...]:
    """The reasons of an outcome: the clauses that decide it, each with its tree."""
    explainer = Explainer(env, full)
    parts = (
        ("given", entitlement.given),
        ("when", entitlement.when),
        ("unless", entitlement.unless),
    )
    decisive = _decisive(found)
    return tuple(
        explainer.reason(clause, f"{entitlement.id}/{name}", member)
        for name, clause in parts
        if clause is not None and (full or name in decisive)
    )


def _decisive(found: Clauses) -> tuple[str, ...]:
    """The clauses that decide: the first that excludes; else all, if all hold; else those that are open."""
    if found.given is Truth.FALSE:
        return ("given",)
    if found.when is Truth.FALSE:
        return ("when",)
    if found.unless is Truth.TRUE:
        return ("unless",)
    if found == Clauses(Truth.TRUE, Truth.TRUE, Truth.FALSE):
        return ("given", "when", "unless")
    values = {"given": found.given, "when": found.when, "unless": found.unless}
    return tuple(name for name, value in values.items() if value is Truth.OPEN)


class Explainer(Struct):
    """Makes reasons in an environment; `full` keeps what does not decide too."""

    env: Environment
    full: bool = False
    nested: bool = False
    """Whether a quantifier is gone through: then one below it is of a member."""

    def reason(self, node: Node, address: str, member: int | None) -> Reason:
        """The reason for what a condition came to."""
        value = truth(node, self.env, member)
        match node:
            case nodes.AllOf() | nodes.AnyOf():
                kept = self._items(node, value, member)
                below = tuple(self._item(item, address, member) for item in kept)
                return self._node(node, address, value, member, below)
            case nodes.ByReading() if node.reading in self.env.options:
                option = self.env.options[node.reading]
                return self.reason(dict(node.options)[option], f"{address}/@{option}", member)
            case nodes.AndNode() | nodes.OrNode():
                chosen = self._chosen(node.items, value, isinstance(node, nodes.AndNode), member)
                below = tuple(self.reason(item, address, member) for item in chosen)
                return below[0] if len(below) == 1 else self._node(node, address, value, member, below)
            case nodes.NotNode():
                return self._inverted(node, address, value, member)
            case nodes.DefinitionRef() if node.definition not in self.env.definitions:
                inner = self.reason(node.body, address, member if node.of_member else None)
                definition = self.env.rules.definitions[node.definition]
                return Reason(
                    address,
                    value,
                    later(lambda: node.syntax),
                    later(lambda: node.span),
                    definition.label,
                    definition=node.definition,
                    citations=later(lambda: definition.citations),
                    member=self._member(member) if node.of_member else None,
                    children=(inner,),
                )
            case nodes.ExistsNode() | nodes.EveryNode():
                inside = replace(self, env=self.env.under(member), nested=True)
                found = inside.quantifier(node, address, value, member)
                return replace(found, member=self._member(member)) if self.nested else found
            case nodes.IfNode():
                parts = [node.condition, *self._branches(node, member)]
                return self._node(node, address, value, member, tuple(self.reason(p, address, member) for p in parts))
            case nodes.EntitledNode():
                return self._entitled(node, address, value, member)
            case nodes.GapNode():
                gap = self.env.rules.rules.gaps[node.gap]
                return replace(self._node(node, address, value, member, ()), gap=node.gap, label=gap.label)
            case _:
                return self._leaf(node, address, value, member)

    # ------------------------------------------------------------------ lists and logic

    def _items(self, node: nodes.AllOf | nodes.AnyOf, value: Truth, member: int | None) -> Sequence[nodes.Item]:
        return self._keep(
            [(item, item_truth(item, self.env, member)) for item in node.items], value, isinstance(node, nodes.AllOf)
        )

    def _chosen(self, items: Sequence[Node], value: Truth, is_and: bool, member: int | None) -> Sequence[Node]:
        return self._keep([(item, truth(item, self.env, member)) for item in items], value, is_and)

    def _keep(self, valued: list[tuple[T, Truth]], value: Truth, is_and: bool) -> Sequence[T]:
        """Of the parts of an `and` or `or` those that decide."""
        if self.full:
            return [part for part, _ in valued]
        deciding = [part for part, found in valued if found is value]
        first_decides = value is (Truth.FALSE if is_and else Truth.TRUE)
        return deciding[:1] if first_decides else deciding

    def _item(self, item: nodes.Item, address: str, member: int | None) -> Reason:
        here = f"{address}/{item.id}"
        condition = truth(item.condition, self.env, member)
        if item.unless is not None and condition is not Truth.FALSE:
            exception = self.reason(item.unless, f"{here}/unless", member)
            if exception.value is Truth.TRUE:
                return replace(exception, label=item.label or exception.label)
            own = self.reason(item.condition, here, member)
            value = all_of((condition, invert(exception.value)))
            rule, span = later(lambda: own.rule), later(lambda: own.span)
            found = Reason(here, value, rule, span, item.label, children=(own, exception), member=own.member)
        else:
            found = self.reason(item.condition, here, member)
        citations = later(lambda: item.citations or found.citations)
        return replace(found, label=item.label or found.label, citations=citations)

    def _inverted(self, node: nodes.NotNode, address: str, value: Truth, member: int | None) -> Reason:
        inner = self.reason(node.item, address, member)
        if not inner.children or node.syntax is node.item.syntax:
            rule, span = later(lambda: node.syntax or inner.rule), later(lambda: node.span or inner.span)
            return replace(inner, value=value, rule=rule, span=span)
        return self._node(node, address, value, member, (inner,))

    def _branches(self, node: nodes.IfNode, member: int | None) -> list[Node]:
        return [node.yes if value else node.no for value in truth(node.condition, self.env, member).may]

    # ------------------------------------------------------------------ members and references

    def quantifier(
        self, node: nodes.ExistsNode | nodes.EveryNode, address: str, value: Truth, member: int | None
    ) -> Reason:
        """The reason of a quantifier at a member, with the members that decide it."""
        deciding = self._deciding(node, value, self.env.everyone(member if node.other else None))
        below = tuple(self.reason(condition, address, one) for one, condition in deciding)
        names = tuple(self._member(one) or "" for one, _ in deciding)
        return replace(self._node(node, address, value, None, below), members=tuple(dict.fromkeys(names)))

    def _deciding(
        self, node: nodes.ExistsNode | nodes.EveryNode, value: Truth, everyone: Sequence[int]
    ) -> list[tuple[int, Node]]:
        inside = {one: truth(node.where, self.env, one) for one in everyone}
        if isinstance(node, nodes.ExistsNode):
            found = value if node.kind is Member.ANY else invert(value)
            return self._of_any([(one, node.where, inside[one]) for one in everyone], found)
        if any_of(inside.values()) is not Truth.TRUE:
            return self._of_any([(one, node.where, inside[one]) for one in everyone], any_of(inside.values()))
        has = {one: truth(node.has, self.env, one) for one in everyone if inside[one] is not Truth.FALSE}
        wanted = Truth.FALSE if value is Truth.FALSE else Truth.OPEN if value is Truth.OPEN else Truth.TRUE
        chosen = [(one, node.has) for one, item in has.items() if item is wanted and inside[one] is Truth.TRUE]
        if wanted is Truth.OPEN:
            chosen += [(one, node.where) for one in has if inside[one] is Truth.OPEN and has[one] is not Truth.TRUE]
        return chosen[:1] if wanted is Truth.FALSE and not self.full else chosen

    def _of_any(self, listed: list[tuple[int, Node, Truth]], found: Truth) -> list[tuple[int, Node]]:
        chosen = [(one, node) for one, node, item in listed if item is found or self.full]
        return chosen[:1] if found is Truth.TRUE and not self.full else chosen

    def _entitled(self, node: nodes.EntitledNode, address: str, value: Truth, member: int | None) -> Reason:
        other = self.env.rules.entitlements.get(node.entitlement)
        if other is None:
            return self._node(node, address, value, member, ())
        who = member if other.of_member else None
        below = clause_reasons(other, clause_truths(other, self.env, who), self.env, who, self.full)
        found = self._node(node, address, value, who, below)
        return replace(found, label=other.label, citations=later(lambda: other.citations))

    # ------------------------------------------------------------------ one condition

    def _node(self, node: Node, address: str, value: Truth, member: int | None, below: tuple[Reason, ...]) -> Reason:
        rule, span = later(lambda: node.syntax), later(lambda: node.span)
        return Reason(address, value, rule, span, member=self._member(member), children=below)

    def _member(self, member: int | None) -> str | None:
        return None if member is None else self.env.household.members[member].id

    def _leaf(self, node: Node, address: str, value: Truth, member: int | None) -> Reason:
        margin = _margin(node, self.env, member)
        kind = node.left.type if isinstance(node, nodes.CompareNode) else None
        unit = kind.unit if isinstance(kind, NumberType) and margin is not None else None
        return Reason(
            address,
            value,
            later(lambda: node.syntax),
            later(lambda: node.span),
            facts=later(lambda: tuple(_facts_seen(node, self.env, member))),
            thresholds=later(lambda: tuple(_parameters_seen(node, self.env, member))),
            margin=margin,
            unit=unit,
            member=self._member(member),
        )


def _margin(node: Node, env: Environment, member: int | None) -> Fraction | None:
    if not isinstance(node, nodes.CompareNode) or not isinstance(node.left.type, NumberType):
        return None
    left, right = evaluate(node.left, env, member), evaluate(node.right, env, member)
    if not isinstance(left, Numbers) or not isinstance(right, Numbers):
        return None
    if left.value is None or right.value is None:
        return None
    return left.value - right.value


def _facts_seen(node: Node, env: Environment, member: int | None) -> Iterator[FactSeen]:
    """The facts that a condition reads, each once, with what was told of them."""
    for (_, who), fact in {(fact.id, who): fact for fact, who in _facts(node, env, member)}.items():
        name = None if who is None else env.household.members[who].id
        yield FactSeen(fact, name, env.told(fact, who))


def _facts(node: Node, env: Environment, member: int | None) -> Iterator[tuple[Fact, int | None]]:
    match node:
        case nodes.FactRef() | nodes.IncludesThisNode():
            yield env.rules.facts[node.fact], member if node.of_member else None
        case nodes.DefinitionRef():
            yield from _facts(node.body, env, member if node.of_member else None)
        case nodes.CountNode() | nodes.SumNode() | nodes.ExtremeOfNode() | nodes.ExistsNode() | nodes.EveryNode():
            inside, everyone = gone_through(node, env, member)
            for one in everyone:
                for child in children(node):
                    yield from _facts(child, inside, one)
        case _:
            for child in children(node):
                yield from _facts(child, env, member)


def _parameters_seen(node: Node, env: Environment, member: int | None) -> Iterator[ParameterSeen]:
    """The parameters that a condition reads, each once, with their values and where these come from."""
    for name, keys in dict.fromkeys(_parameters(node, env, member)):
        yield parameter_seen(env, name, keys)


def _parameters(node: Node, env: Environment, member: int | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(node, nodes.ParameterRef):
        for keys in product(*(key_words(evaluate(key, env, member)) for key in node.keys)):
            yield node.parameter, keys
    if isinstance(node, nodes.DefinitionRef):
        yield from _parameters(node.body, env, member if node.of_member else None)
    everyone: Sequence[int | None] = (member,)
    if isinstance(node, nodes.Quantifier):
        env, everyone = gone_through(node, env, member)
    for one in everyone:
        for child in children(node):
            yield from _parameters(child, env, one)


def parameter_seen(env: Environment, name: str, keys: tuple[str, ...]) -> ParameterSeen:
    """A parameter for some keys, with its value and where that comes from."""
    parameter = env.rules.rules.parameters[name]
    entries = env.values_of(parameter, keys)
    entry = entries[0] if len(entries) == 1 else None
    return ParameterSeen(
        name,
        parameter.label,
        keys,
        parameter.type.unit if isinstance(parameter.type, NumberType) else NO_UNIT,
        entry.value if entry is not None else None,
        entry.since if entry is not None else None,
        entry.division if entry is not None else None,
        parameter.at_least,
        parameter.up_to,
        later(lambda: (entry.citations if entry is not None else ()) or parameter.citations),
        entry.origin if entry is not None else None,
    )
