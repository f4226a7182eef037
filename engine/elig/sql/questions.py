"""What can be asked of rules before any household is seen: when, and from what, a node can be computed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from elig.evaluate.dated import DatedRules
from elig.evaluate.environment import Environment
from elig.evaluate.places import Where, chain
from elig.evaluate.table import MAY_BE_DUE
from elig.facts.household import Household
from elig.program import nodes
from elig.program.model import NATION
from elig.program.nodes import Node, Quantifier
from elig.program.order import clauses
from elig.program.walk import children
from elig.records import Struct, field
from elig.sql.at import At
from elig.sql.places import Places

NOBODY = Household("", {}, ())
"""A household of which nothing is known, for what does not depend on it."""


class Questions(Struct, frozen=False):
    """Questions about the nodes of some rules; `on` is the day, None where each household has its own."""

    rules: DatedRules
    home: Places
    origin: Places
    on: date | None
    _stages: dict[int, int] = field(default_factory=dict)
    _reached: dict[int, frozenset[str]] = field(default_factory=dict)
    _gaps: dict[int, frozenset[str]] = field(default_factory=dict)
    _facts: dict[int, frozenset[str]] = field(default_factory=dict)
    _fixed: dict[int, bool] = field(default_factory=dict)
    _env: Environment | None = None

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

    def facts(self, node: Node) -> frozenset[str]:
        """The facts that a node reads."""
        key = id(node)
        if key not in self._facts:
            found = frozenset(name for child in self.below(node) for name in self.facts(child))
            own = {node.fact} if isinstance(node, nodes.FactRef | nodes.IncludesThisNode) else set()
            self._facts[key] = found | own
        return self._facts[key]

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
            home, left = (Where(chain(None if p.default == NATION else p.default)) for p in (self.home, self.origin))
            self._env = Environment(self.rules, NOBODY, home, left, {})
        return self._env.reaching(at.ends).choosing(dict(at.options))
