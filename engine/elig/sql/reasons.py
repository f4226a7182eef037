"""The address of the condition that decides, as the evaluator's reasons name it: the first leaf of the first reason."""

from __future__ import annotations

from sqlglot import exp

from elig.program import nodes
from elig.program.model import Entitlement
from elig.program.nodes import Node
from elig.records import Struct
from elig.sql import parameters
from elig.sql.at import At
from elig.sql.chain import Spot
from elig.sql.trees import Tree, case, conjunction, is_not_null, is_null, negation, null, surely, text, truth
from elig.sql.values import Condition, Refused
from elig.sql.write import Writer
from elig.values import Truth

_ALL = (Truth.TRUE, Truth.FALSE, Truth.OPEN)


def reason(entitlement: Entitlement, writer: Writer, at: At) -> Tree:
    """The address of the first decisive condition of an entitlement; NULL where it has no clauses.

    Raises `Refused` where that depends on which member decides.
    """
    return _Addresses(writer, at).of_clauses(entitlement)


class _Addresses(Struct):
    writer: Writer
    at: At

    def of_clauses(self, entitlement: Entitlement) -> Tree:
        """The clause that excludes, else the first if all hold, else the first that is open."""
        given, when, unless = self._clauses(entitlement)
        name = entitlement.id
        parts: list[tuple[Node, str, Condition]] = []
        if entitlement.given is not None:
            parts.append((entitlement.given, f"{name}/given", given))
        if entitlement.when is not None:
            parts.append((entitlement.when, f"{name}/when", when))
        if entitlement.unless is not None:
            parts.append((entitlement.unless, f"{name}/unless", unless))
        branches: list[tuple[Tree, Tree]] = []
        for node, address, found in parts:
            excludes = Truth.TRUE if address.endswith("/unless") else Truth.FALSE
            branches.append((_is(found, excludes), self._of(node, address, excludes)))
        if not parts:
            return null()
        holds = conjunction([surely(given.tree, True), surely(when.tree, True), surely(unless.tree, False)])
        node, address, found = parts[0]
        branches.append((holds, self._of(node, address, Truth.FALSE if address.endswith("/unless") else Truth.TRUE)))
        for node, address, found in parts:
            branches.append((_is(found, Truth.OPEN), self._of(node, address, Truth.OPEN)))
        return _first(branches)

    def _clauses(self, entitlement: Entitlement) -> tuple[Condition, Condition, Condition]:
        found = self.writer.clauses(entitlement, self.at)
        given, when, unless = (self.writer.named(one, self.at, f"clause__{entitlement.id}") for one in found)
        return given, when, unless

    def _condition(self, node: Node) -> Condition:
        return self.writer.named(self.writer.condition(node, self.at), self.at, "part")

    def _of(self, node: Node, address: str, value: Truth) -> Tree:
        """The address of the first decisive leaf below a node that came to a value."""
        if not self._moves(node):
            return text(address)
        match node:
            case nodes.AllOf() | nodes.AnyOf():
                return self._items(node, address, value)
            case nodes.AndNode() | nodes.OrNode():
                listed = [(self._condition(item), self._of(item, address, value)) for item in node.items]
                return self._chosen(listed, value, isinstance(node, nodes.AndNode))
            case nodes.NotNode():
                return self._of(node.item, address, _turned(value))
            case nodes.DefinitionRef():
                return self._of(node.body, address, value)
            case nodes.ByReading():
                return self._reading(node, address, value)
            case nodes.IfNode():
                return self._any_value(node.condition, address)
            case nodes.EntitledNode():
                other = self.writer.rules.entitlements.get(node.entitlement)
                if other is None:
                    return text(address)
                level = Spot(other.of_member, self.at.spot.stage)
                if other.of_member and not self.at.spot.member:
                    raise Refused("the reason of a right of a member, in one of the household")
                inner = _Addresses(self.writer, self.at.of(level)).of_clauses(other)
                return text(address) if isinstance(inner, exp.Null) else inner
            case _:
                raise Refused("a reason that depends on which member decides")

    def _any_value(self, node: Node, address: str) -> Tree:
        found = self._condition(node)
        return _first([(_is(found, value), self._of(node, address, value)) for value in _ALL])

    def _items(self, node: nodes.AllOf | nodes.AnyOf, address: str, value: Truth) -> Tree:
        if not node.items:
            return text(address)
        listed = []
        for item in node.items:
            found = self.writer.named(self.writer.item(item, self.at), self.at, "item")
            listed.append((found, self._item(item, f"{address}/{item.id}", value)))
        return self._chosen(listed, value, isinstance(node, nodes.AllOf))

    def _item(self, item: nodes.Item, here: str, value: Truth) -> Tree:
        if item.unless is None:
            return self._of(item.condition, here, value)
        own, other = self._condition(item.condition), self._condition(item.unless)
        return _first(
            [
                (_is(own, Truth.FALSE), self._of(item.condition, here, Truth.FALSE)),
                (_is(other, Truth.TRUE), self._of(item.unless, f"{here}/unless", Truth.TRUE)),
                (_is(own, Truth.TRUE), self._of(item.condition, here, Truth.TRUE)),
                (truth(True), self._of(item.condition, here, Truth.OPEN)),
            ]
        )

    def _chosen(self, listed: list[tuple[Condition, Tree]], value: Truth, is_and: bool) -> Tree:
        """Of the parts of an `and` or `or` the first that decides; all decide a true `and` and a false `or`."""
        if value is (Truth.TRUE if is_and else Truth.FALSE):
            return listed[0][1]
        return _first([(_is(found, value), inner) for found, inner in listed])

    def _reading(self, node: nodes.ByReading, address: str, value: Truth) -> Tree:
        options = dict(node.options)
        found = parameters.settled(self.writer, node.reading)
        chosen = found if isinstance(found, str) else dict(self.at.options).get(node.reading)
        if chosen is None:
            return text(address)
        own = self._of(options[chosen], f"{address}/@{chosen}", value)
        if found is None or isinstance(found, str):
            return own
        settled = [
            (
                conjunction([is_not_null(found), exp.EQ(this=found, expression=text(option))]),
                self._of(inner, f"{address}/@{option}", value),
            )
            for option, inner in options.items()
            if option != chosen
        ]
        return case(settled, own)

    def _moves(self, node: Node) -> bool:
        """Whether the address of a leaf below a node is another than the node's."""
        if isinstance(node, nodes.AllOf | nodes.AnyOf | nodes.ByReading | nodes.EntitledNode):
            return True
        return any(self._moves(child) for child in self.writer.about.below(node)) if not _is_leaf(node) else False


def _is_leaf(node: Node) -> bool:
    kinds = nodes.CompareNode | nodes.BetweenNode | nodes.InNode | nodes.FactRef | nodes.IsNoneNode | nodes.IncludesNode
    return isinstance(node, kinds | nodes.StartsWithNode | nodes.IncludesThisNode)


def _turned(value: Truth) -> Truth:
    return {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE, Truth.OPEN: Truth.OPEN}[value]


def _is(found: Condition, value: Truth) -> Tree:
    if value is Truth.OPEN:
        return is_null(found.tree) if found.open else truth(False)
    if found.open:
        return surely(found.tree, value is Truth.TRUE)
    return found.tree if value is Truth.TRUE else negation(found.tree)


def _first(branches: list[tuple[Tree, Tree]]) -> Tree:
    """The first branch that holds; the last that can is taken without a test."""
    kept = [(test, result) for test, result in branches if test != truth(False)]
    if not kept:
        return null()
    results = {result for _, result in kept}
    return kept[0][1] if len(results) == 1 else case(kept[:-1], kept[-1][1])


__all__ = ["reason"]
