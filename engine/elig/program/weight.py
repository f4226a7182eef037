"""How deep and how large a rule is once its definitions and the entitlements that it refers to are gone through.

Names make it easy to write what no machine can go through: thirty definitions, each of which reads the next one twice,
come to a thousand million parts. What is too heavy is refused when the file is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from elig.errors import Code, Collector
from elig.program.model import Rules
from elig.program.nodes import AmountNode, DefinitionRef, EntitledNode, Node
from elig.program.order import clauses
from elig.program.walk import children
from elig.records import Struct, field
from elig.source import Span

MAX_LEVELS = 100
"""As deep may the parts of a rule stand inside one another, definitions and other entitlements gone through."""

MAX_PARTS = 5_000
"""As many parts may a rule come to, definitions and other entitlements gone through."""


class Weight(Struct):
    """The levels and the parts of a rule."""

    levels: int = 0
    parts: int = 0

    @property
    def fits(self) -> bool:
        """Whether both are within their limits."""
        return self.levels <= MAX_LEVELS and self.parts <= MAX_PARTS


def weigh(node: Node, inside: Callable[[Node], Weight]) -> Weight:
    """The weight of a node; `inside` is that of what a name stands for."""
    below = [weigh(child, inside) for child in children(node)]
    below.append(inside(node))
    return Weight(1 + max(found.levels for found in below), 1 + sum(found.parts for found in below))


def weigh_definition(body: Node, known: Mapping[str, Weight]) -> Weight:
    """The weight of a definition, those that it reads being known."""
    return weigh(body, lambda node: known[node.definition] if isinstance(node, DefinitionRef) else Weight())


def too_heavy(name: str, weight: Weight, span: Span, errors: Collector) -> None:
    """Record that a rule is too heavy."""
    if weight.levels > MAX_LEVELS:
        message = f"`{name}` with all that it reads nests more than {MAX_LEVELS} levels deep"
    else:
        message = f"`{name}` with all that it reads comes to more than {MAX_PARTS:,} parts"
    errors.error(Code.EXPRESSION_TOO_LARGE, message, span, "let fewer names stand for names that stand for names")


def check_weights(rules: Rules, errors: Collector) -> None:
    """Record the entitlements that are too heavy, each chain of them once."""
    scales = _Scales(rules, errors)
    for name in rules.entitlements:
        scales.entitlement(name)


class _Scales(Struct, frozen=False):
    """Weighs entitlements, each once; what is too heavy counts as nothing in what refers to it."""

    rules: Rules
    errors: Collector
    hops: int = 0
    entitlements: dict[str, Weight] = field(default_factory=dict)
    definitions: dict[str, Weight] = field(default_factory=dict)

    def entitlement(self, name: str) -> Weight:
        if name in self.entitlements:
            return self.entitlements[name]
        found = self.rules.entitlements[name]
        self.hops += 1
        weight = Weight(MAX_LEVELS + 1)
        if self.hops <= MAX_LEVELS // 2:
            below = [weigh(clause, self._inside) for clause in clauses(found)]
            weight = Weight(1 + max((w.levels for w in below), default=0), 1 + sum(w.parts for w in below))
        self.hops -= 1
        if not weight.fits:
            too_heavy(name, weight, found.span, self.errors)
            weight = Weight()
        self.entitlements[name] = weight
        return weight

    def amount(self, name: str, grant: str) -> Weight:
        """The weight of what a grant comes to: its amount, where the entitlement is due."""
        key = f"{name}/{grant}"
        if key not in self.entitlements:
            outcome = self.entitlement(name)
            figures = (found.amount for found in self.rules.entitlements[name].grants if found.id == grant)
            below = [outcome, *(weigh(figure, self._inside) for figure in figures if figure is not None)]
            self.entitlements[key] = Weight(1 + max(w.levels for w in below), 1 + sum(w.parts for w in below))
        return self.entitlements[key]

    def _inside(self, node: Node) -> Weight:
        match node:
            case DefinitionRef():
                if node.definition not in self.definitions:
                    self.definitions[node.definition] = weigh(node.body, self._inside)
                return self.definitions[node.definition]
            case EntitledNode() if node.entitlement in self.rules.entitlements:
                return self.entitlement(node.entitlement)
            case AmountNode() if node.entitlement in self.rules.entitlements:
                return self.amount(node.entitlement, node.grant)
            case _:
                return Weight()
