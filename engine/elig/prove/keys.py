"""Whether two rules are the same trees: each rule gets a number by what it says, on either side of a comparison.

Labels, citations, ids of items, places in files and the names of definitions do not count. Parameters count by the
values that they have at the side's place, settled readings by their option, facts by what the vocabulary says of them.
"""

from __future__ import annotations

from collections.abc import Hashable
from enum import Enum
from fractions import Fraction

from elig.evaluate.check import settled_options
from elig.program import nodes
from elig.program.cells import Cell
from elig.program.model import Entitlement, Fact, Parameter
from elig.program.nodes import Node
from elig.program.order import clauses, expressions
from elig.prove.settings import Settings
from elig.prove.sides import Side
from elig.records import Struct, field, names_of

Mark = tuple[str, str]
"""What an encoding depends on: a reading, a gap, an entitlement, `this`, a fact, all members, or an open figure."""

MEMBERS: Mark = "members", ""
"""Depends on how many members there are."""

_SILENT = frozenset({"syntax", "range", "label", "citations", "id", "conditions", "place", "overlaps", "span"})
_SILENT_RATE = frozenset({"above_syntax", "rate_syntax", "rate_unit"})


class Table(Struct, frozen=False):
    """The numbers of all rules on all sides, with what each depends on."""

    numbers: dict[Hashable, int] = field(default_factory=dict)
    marks: list[frozenset[Mark]] = field(default_factory=list)

    def number(self, said: Hashable, marks: frozenset[Mark]) -> int:
        """The number of what is said."""
        found = self.numbers.get(said)
        if found is None:
            found = self.numbers[said] = len(self.marks)
            self.marks.append(marks)
        return found


class Keys:
    """Gives the rules of one side their numbers."""

    def __init__(self, side: Side, settings: Settings, table: Table) -> None:
        self.side = side
        self.settings = settings
        self.table = table
        self.where = settings.here
        self.settled = settled_options(side.dated, self.where)
        self._nodes: dict[int, tuple[Node, int]] = {}
        self._entitlements: dict[str, int] = {}

    def of(self, node: Node) -> int:
        """The number of a rule."""
        found = self._nodes.get(id(node))
        if found is None:
            said, below = self._said(node)
            marks = frozenset().union(*(self.table.marks[number] for number in below), self._own(node))
            # the node is kept, so that its identity stays its own
            found = self._nodes[id(node)] = node, self.table.number(said, marks)
        return found[1]

    def marks(self, node: Node) -> frozenset[Mark]:
        """What a rule depends on beside the household."""
        return self.table.marks[self.of(node)]

    def _own(self, node: Node) -> frozenset[Mark]:
        match node:
            case nodes.GapNode():
                return frozenset({("gap", node.gap)})
            case nodes.ByReading() if node.reading not in self.settled:
                return frozenset({("reading", node.reading)})
            case nodes.EntitledNode():
                other = self.side.dated.entitlements.get(node.entitlement)
                gaps = {("gap", other.gap)} if other is not None and other.gap else set()
                return frozenset({("entitled", node.entitlement), *gaps})
            case _ if isinstance(node, nodes.Quantifier):
                return frozenset({MEMBERS})
            case nodes.IncludesThisNode():
                return frozenset({("fact", node.fact), *([] if node.own else [("this", "")])})
            case nodes.FactRef():
                return frozenset({("fact", node.fact)})
            case nodes.ParameterRef():
                return self._figure(self.side.rules.parameters[node.parameter])
            case _:
                return frozenset()

    def _figure(self, parameter: Parameter) -> frozenset[Mark]:
        found: set[Mark] = set()
        if any(self.settings.is_open(parameter, keys) for keys in self.settings.all_keys(parameter)):
            found.add(("figure", parameter.id))
        origin = self.side.rules.vocabulary.origin_fact
        if parameter.by_origin and origin is not None:
            found.add(("fact", origin.id))
        return frozenset(found)

    def _said(self, node: Node) -> tuple[Hashable, list[int]]:
        match node:
            case nodes.FactRef() | nodes.IncludesThisNode():
                fact = self.side.dated.facts[node.fact]
                number = None if fact.only_if is None else self.of(fact.only_if)
                own = getattr(node, "own", None)
                return (type(node).__name__, *self._fact(fact), number, own), [] if number is None else [number]
            case nodes.DefinitionRef():
                number = self.of(node.body)
                return ("DefinitionRef", node.of_member, number), [number]
            case nodes.ParameterRef():
                parameter = self.side.rules.parameters[node.parameter]
                below = [self.of(key) for key in node.keys]
                return ("ParameterRef", self.settings.said(parameter), tuple(below)), below
            case nodes.ByReading():
                return self._reading(node)
            case nodes.EntitledNode():
                other = self.side.dated.entitlements.get(node.entitlement)
                if other is None:
                    return ("EntitledNode", None), []
                number = self.entitlement(other)
                return ("EntitledNode", node.entitlement, number), [number]
            case _:
                below = list[int]()
                return (type(node).__name__, self._fields(node, below)), below

    def _fact(self, fact: Fact) -> tuple[Hashable, ...]:
        return fact.id, fact.of_member, fact.type, fact.range, fact.optional

    def _reading(self, node: nodes.ByReading) -> tuple[Hashable, list[int]]:
        settled = self.settled.get(node.reading)
        if settled is not None:
            number = self.of(dict(node.options)[settled])
            return ("DefinitionRef", True, number), [number]
        below = [self.of(option) for _, option in node.options]
        names = tuple(name for name, _ in node.options)
        return ("ByReading", node.reading, names, tuple(below)), below

    def _fields(self, record: object, below: list[int]) -> Hashable:
        silent = _SILENT | _SILENT_RATE if isinstance(record, nodes.Rate) else _SILENT
        return tuple(self._field(getattr(record, name), below) for name in names_of(type(record)) if name not in silent)

    def _field(self, value: object, below: list[int]) -> Hashable:
        match value:
            case None | bool() | int() | str() | Fraction() | Enum() | Cell():
                return value
            case tuple():
                return tuple(self._field(item, below) for item in value)
            case nodes.Item() | nodes.Row() | nodes.Rate():
                return self._fields(value, below)
            case _ if isinstance(value, Node):
                below.append(self.of(value))
                return below[-1]
            case _:
                assert isinstance(value, Hashable), "fields of nodes are data"
                return value

    # ------------------------------------------------------------------ entitlements

    def entitlement(self, found: Entitlement) -> int:
        """The number of what decides the outcome of an entitlement."""
        number = self._entitlements.get(found.id)
        if number is None:
            below = [self.of(clause) for clause in clauses(found)]
            parts = tuple(None if c is None else self.of(c) for c in (found.given, found.when, found.unless))
            gap = frozenset({("gap", found.gap)}) if found.gap else frozenset[Mark]()
            marks = gap.union(*(self.table.marks[one] for one in below))
            number = self.table.number(("entitlement", found.of_member, found.basis, found.gap, parts), marks)
            self._entitlements[found.id] = number
        return number

    def everything(self, found: Entitlement) -> frozenset[Mark]:
        """What an entitlement, its grants and whether it is met depend on."""
        parts = [*expressions(found), *([] if found.met_when is None else [found.met_when])]
        return self.table.marks[self.entitlement(found)].union(*(self.marks(part) for part in parts))

    def grants(self, found: Entitlement) -> Hashable:
        """What the grants of an entitlement come to."""
        return tuple(
            (
                g.id,
                g.kind,
                g.unit,
                g.every,
                tuple(None if n is None else self.of(n) for n in (g.amount, g.used, g.lasts)),
            )
            for g in found.grants
        )

    def whole(self, found: Entitlement) -> Hashable:
        """All that an entitlement comes to: its outcome, its grants, and when it is met."""
        return self.entitlement(found), self.grants(found), None if found.met_when is None else self.of(found.met_when)
