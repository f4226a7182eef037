"""The tree of reasons of a decision, out of what the function named on its way: put together when it is looked at.

A traced function gives, after its answers, the value of every condition of the household, and for each walk of the
members a row of values for each member. Which value belongs to which condition is known beforehand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from elig.compile.unit import At, Unit
from elig.compile.values import Condition
from elig.program.model import Entitlement
from elig.program.nodes import (
    AllOf,
    AndNode,
    AnyOf,
    ByReading,
    DefinitionRef,
    EntitledNode,
    EveryNode,
    ExistsNode,
    IfNode,
    Node,
    NotNode,
    OrNode,
)
from elig.program.order import clauses
from elig.program.types import BOOLEAN
from elig.records import Struct, field

Options = tuple[tuple[str, str], ...]
Key = tuple[Node, Options]


class Kept(Struct, frozen=False):
    """Which conditions a function names: those of the household, and by walk those of each member."""

    household: dict[Key, int] = field(default_factory=dict)
    members: list[dict[Key, int]] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def keep(self, node: Node, found: Condition, at: At, unit: Unit) -> Condition:
        """Keep what a condition comes to, under a name."""
        if at.quiet:
            return found
        key = node, unit.chosen(node, at)
        places, codes = self._walk(at.level) if at.member else (self.household, self.codes)
        if key in places:
            return found
        named = Condition(unit.name(found.code, at, node.span), found.open)
        places[key] = len(codes)
        codes.append(named.code)
        return named

    def _walk(self, level: int) -> tuple[dict[Key, int], list[str]]:
        while len(self.rows) <= level:
            self.rows.append([])
            self.members.append({})
        return self.members[level], self.rows[level]

    def finish(self, unit: Unit) -> list[str]:
        """Write the rows of the walks; the codes of what the function gives after its answers."""
        given = [f"({''.join(f'{code}, ' for code in self.codes)})"]
        for level, codes in enumerate(self.rows):
            name = unit.names.fresh("x")
            unit.head(level).add(f"{name} = []")
            unit.walk(level).add(f"{name}.append(({''.join(f'{code}, ' for code in codes)}))")
            given.append(name)
        return given


class Branch(Struct):
    """A condition and what it came to (`None`: open), for the household or for the member at a place in the list."""

    tree: Tree
    node: Node
    value: bool | None
    member: int | None
    options: Options

    @property
    def text(self) -> str:
        """The rule as the file writes it."""
        return self.node.span.text if self.node.span is not None else ""

    @property
    def place(self) -> str:
        """Where the rule stands: `file:line:column`."""
        return self.node.span.place if self.node.span is not None else ""

    @property
    def children(self) -> Iterator[Branch]:
        """The conditions that it is made of; of a quantifier those of each member.

        What does not depend on the household was found beforehand and has none.
        """
        tree, options = self.tree, self.options
        for child, who in self._parts():
            if tree.holds(child, options):
                yield tree.branch(child, who, options)

    def _parts(self) -> Iterator[tuple[Node, int | None]]:
        node, tree = self.node, self.tree
        match node:
            case ExistsNode() | EveryNode():
                below = [node.where, node.has] if isinstance(node, EveryNode) else [node.where]
                everyone = (place for place in range(len(tree.names)) if not (node.other and place == self.member))
                yield from ((child, place) for place in everyone for child in below)
            case DefinitionRef():
                yield node.body, self.member if node.of_member else None
            case EntitledNode():
                other = tree.entitlements.get(node.entitlement)
                who = self.member if other is not None and other.of_member else None
                yield from ((clause, who) for clause in (clauses(other) if other is not None else ()))
            case _:
                yield from ((child, self.member) for child in _below(node, self.options))


def _below(node: Node, options: Options) -> Sequence[Node]:
    """The conditions directly below a condition that reads no values itself."""
    match node:
        case AndNode() | OrNode():
            return node.items
        case NotNode():
            return (node.item,)
        case AllOf() | AnyOf():
            return [part for item in node.items for part in (item.condition, item.unless) if part is not None]
        case IfNode():
            return (node.condition, node.yes, node.no)
        case ByReading():
            chosen = dict(options).get(node.reading)
            return [option for name, option in node.options if chosen in (None, name)]
        case _:
            return ()


class Tree(Struct):
    """The conditions of one decision, by what they are."""

    kept: Kept
    values: Sequence[Any]
    names: tuple[str, ...]
    unit: Unit
    entitlements: Mapping[str, Entitlement]

    def clauses(self, entitlement: Entitlement, member: int | None, options: Options) -> tuple[Branch, ...]:
        """The trees of the clauses of an entitlement for a subject, under a choice of open readings."""
        return tuple(self.branch(clause, member, options) for clause in clauses(entitlement))

    def holds(self, node: Node, options: Options) -> bool:
        """Whether a condition was kept."""
        key = node, self.unit.restricted(node, options)
        return key in self.kept.household or any(key in places for places in self.kept.members)

    def branch(self, node: Node, member: int | None, options: Options) -> Branch:
        """A condition for the household or a member."""
        assert node.type == BOOLEAN, "a tree is of conditions"
        return Branch(self, node, self._value(node, member, options), member, options)

    def _value(self, node: Node, member: int | None, options: Options) -> bool | None:
        key = node, self.unit.restricted(node, options)
        place = self.kept.household.get(key)
        if place is not None:
            found: bool | None = self.values[0][place]
            return found
        assert member is not None, "a condition of the household is kept"
        for level, places in enumerate(self.kept.members):
            if key in places:
                seen: bool | None = self.values[1 + level][member][places[key]]
                return seen
        raise AssertionError("every condition is kept")
