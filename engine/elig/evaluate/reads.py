"""What a node reads that can be supposed; found once for each node of a day's rules.

Supposing something leaves what does not read it as it was: a household's income leaves the labour of its members alone,
and one member's income that of the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from elig.program.model import Entitlement, Fact
from elig.program.nodes import (
    ByReading,
    CountNode,
    DefinitionRef,
    EntitledNode,
    EveryNode,
    ExistsNode,
    ExtremeOfNode,
    FactRef,
    GapNode,
    IncludesThisNode,
    Node,
    ParameterRef,
    SumNode,
)
from elig.program.order import clauses
from elig.program.walk import children
from elig.records import Struct, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Name = tuple[Literal["fact", "parameter", "reading", "gap", "entitlement"], str]
    """Something that can be supposed, for whomever: what kind of thing it is, and its id."""


class Read(Struct):
    """What a node reads of the household and of the member it stands at (`own`), and what of all members (`among`)."""

    own: frozenset[Name]
    among: frozenset[Name]


NOTHING = Read(frozenset(), frozenset())


class Moved(Struct):
    """What an environment supposes: of the household (None) or of a member, and of anybody."""

    of: Mapping[int | None, frozenset[Name]]
    anybody: frozenset[Name]

    def leaves(self, read: Read, member: int | None) -> bool:
        """Whether what is read at a member, or at the household, is as it was."""
        own = self.of.get(None, _NOBODY)
        mine = _NOBODY if member is None else self.of.get(member, _NOBODY)
        return read.own.isdisjoint(own) and read.own.isdisjoint(mine) and read.among.isdisjoint(self.anybody)


_NOBODY: frozenset[Name] = frozenset()
STILL = Moved({}, _NOBODY)
"""Nothing is supposed."""


def moved(names: Iterable[tuple[int | None, Name]]) -> Moved:
    """What is supposed, of whom."""
    of: dict[int | None, frozenset[Name]] = {}
    for who, name in names:
        of[who] = of.get(who, _NOBODY) | {name}
    return Moved(of, _NOBODY.union(*of.values()))


class Reads(Struct):
    """What the nodes of a day's rules read; kept for each node."""

    facts: Mapping[str, Fact]
    entitlements: Mapping[str, Entitlement]
    places: tuple[str, ...]
    """The facts that say at which place a parameter is looked up."""
    _known: dict[int, tuple[Node, Read]] = field(default_factory=dict, compare=False, repr=False)
    """By the identity of a node, which is kept so that no other can have it."""

    def of(self, node: Node) -> Read:
        """What a node reads."""
        found = self._known.get(id(node))
        if found is None:
            found = self._known[id(node)] = node, self._found(node)
        return found[1]

    def _found(self, node: Node) -> Read:
        below = [self.of(child) for child in children(node)]
        match node:
            case FactRef() | IncludesThisNode():
                condition = self.facts[node.fact].only_if
                return _read({("fact", node.fact)}, [] if condition is None else [self.of(condition)])
            case ParameterRef():
                return _read({("parameter", node.parameter), *(("fact", place) for place in self.places)}, below)
            case ByReading():
                return _read({("reading", node.reading)}, below)
            case GapNode():
                return _read({("gap", node.gap)}, below)
            case DefinitionRef():
                return self.of(node.body)
            case EntitledNode():
                other = self.entitlements.get(node.entitlement)
                if other is None:
                    return NOTHING
                names: set[Name] = {("entitlement", other.id), ("gap", other.gap)}
                return _read(names, [self.of(clause) for clause in clauses(other)])
            case ExistsNode() | EveryNode() | CountNode() | SumNode() | ExtremeOfNode():
                return Read(frozenset(), _NOBODY.union(*(read.own | read.among for read in below)))
            case _:
                return _read((), below)


def _read(own: Iterable[Name], below: Iterable[Read]) -> Read:
    parts = list(below)
    if not own and len(parts) == 1:
        return parts[0]
    return Read(frozenset(own).union(*(read.own for read in parts)), _NOBODY.union(*(read.among for read in parts)))
