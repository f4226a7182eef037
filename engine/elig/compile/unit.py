"""What one function is made of while it is written: its blocks, its names, and what may be computed before it runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Protocol

from elig.compile.cells import Layout
from elig.compile.source import NAME, Block, Names
from elig.compile.values import OPEN, Condition, Figure, Refused, Value, condition
from elig.evaluate.dated import DatedRules
from elig.evaluate.environment import Ends, Environment
from elig.evaluate.expressions import truth
from elig.facts.household import Household
from elig.program.model import Fact
from elig.program.nodes import (
    ByReading,
    DefinitionRef,
    EntitledNode,
    FactRef,
    GapNode,
    IncludesThisNode,
    Node,
    ParameterRef,
    Quantifier,
)
from elig.program.order import clauses
from elig.program.types import BooleanType
from elig.program.walk import children
from elig.records import Struct, field, replace
from elig.source import Span

LITERALS = ("True", "False", "None")


class At(Struct):
    """Where code is written: after `level` walks of the members, or in the next walk, of one member.

    `options` are the readings that are chosen; `ends` says how far an unknown number reaches.
    """

    block: Block
    level: int = 0
    member: bool = False
    ends: Ends = Ends.TECHNICAL
    options: tuple[tuple[str, str], ...] = ()
    due: frozenset[str] = frozenset()
    """The entitlements that are supposed to be due."""
    quiet: bool = False
    """Whether the code is not always run, so that nothing of it can be kept."""

    def inside(self) -> At:
        """The place in a block of its own."""
        return replace(self, block=self.block.inside(), quiet=True)

    def choosing(self, options: tuple[tuple[str, str], ...]) -> At:
        """The place where some options are chosen."""
        return replace(self, options=options)

    def of_each_member(self, block: Block) -> At:
        """The place in a walk of the members."""
        return replace(self, block=block, member=True)


class Keeps(Protocol):
    """What keeps the conditions of a traced function."""

    def keep(self, node: Node, found: Condition, at: At, unit: Unit) -> Condition:
        """Keep what a condition comes to, under a name."""


class Supposed(Struct):
    """What a function is told beside the household: codes of gaps, and of quantifiers by their nodes' `id`."""

    gaps: Mapping[str, str] = field(default_factory=dict)
    quantifiers: Mapping[int, str] = field(default_factory=dict)


class Unit(Struct, frozen=False):
    """A function in the making. `known`: it is for households of which every member is listed and `sure` is known.

    `sure` are the facts of the household and those of the members that are known, as masks; without it they all are.

    Household code stands in `heads`, one block before each walk of the members; what is done for each member in
    `walks`. The masks say which facts are read.
    """

    rules: DatedRules
    env: Environment
    layout: Layout
    known: bool
    sure: tuple[int, int] | None = None
    trace: Keeps | None = None
    supposed: Supposed = field(default_factory=Supposed)
    names: Names = field(default_factory=Names)
    heads: list[Block] = field(default_factory=lambda: [Block(1)])
    walks: list[Block] = field(default_factory=list)
    household_reads: int = 0
    member_reads: int = 0
    _stages: dict[int, int] = field(default_factory=dict)
    _reached: dict[int, frozenset[str]] = field(default_factory=dict)
    _fixed: dict[int, bool] = field(default_factory=dict)
    _varies: dict[int, bool] = field(default_factory=dict)

    # ------------------------------------------------------------------ blocks

    def head(self, level: int) -> Block:
        """The block of the household after so many walks."""
        while len(self.heads) <= level:
            self.heads.append(Block(1))
            self.walks.append(Block(2))
        return self.heads[level]

    def walk(self, level: int) -> Block:
        """The block of each member in a walk."""
        self.head(level + 1)
        return self.walks[level]

    def root(self, at: At) -> Block:
        """The outermost block of a place."""
        return self.walk(at.level) if at.member else self.head(at.level)

    def name(self, code: str, at: At, span: Span | None = None, letter: str = "t") -> str:
        """A name for what some code comes to; a name or a literal stands for itself."""
        if NAME.fullmatch(code) or code in LITERALS or code.isdigit():
            return code
        found = self.names.fresh(letter)
        at.block.add(f"{found} = {code}", span)
        return found

    # ------------------------------------------------------------------ questions about nodes

    def stage(self, node: Node) -> int:
        """After how many walks of the members a node can be computed."""
        key = id(node)
        if key not in self._stages:
            below = max((self.stage(child) for child in self.below(node)), default=0)
            self._stages[key] = 0 if key in self.supposed.quantifiers else below + isinstance(node, Quantifier)
        return self._stages[key]

    def reached(self, node: Node) -> frozenset[str]:
        """The readings that no locality settled and that a node reaches."""
        key = id(node)
        if key not in self._reached:
            found = frozenset(name for child in self.below(node) for name in self.reached(child))
            own = {node.reading} if isinstance(node, ByReading) and node.reading not in self.env.options else set()
            self._reached[key] = found | own
        return self._reached[key]

    def entitles(self, node: Node) -> bool:
        """Whether a node asks for another entitlement."""
        return isinstance(node, EntitledNode) or any(self.entitles(child) for child in self.below(node))

    def fixed(self, node: Node) -> bool:
        """Whether a node reads nothing of the household."""
        key = id(node)
        if key not in self._fixed:
            reads = isinstance(node, FactRef | IncludesThisNode | EntitledNode | GapNode | Quantifier)
            self._fixed[key] = not reads and all(self.fixed(child) for child in self.below(node))
        return self._fixed[key]

    def below(self, node: Node) -> Iterator[Node]:
        """What a node's value is made of."""
        return below(node, self.rules)

    # ------------------------------------------------------------------ what is known beforehand

    def env_at(self, at: At) -> Environment:
        """What is known at a place before any household is."""
        env = self.env.reaching(at.ends)
        return env.choosing(dict(at.options)) if at.options else env

    def fixed_condition(self, node: Node, at: At) -> Condition:
        """A condition that reads nothing of the household."""
        found = truth(node, self.env_at(replace(at, ends=Ends.TECHNICAL)))
        return condition(found.may[0] if len(found.may) == 1 else None)

    def fact(self, node: FactRef | IncludesThisNode) -> Fact:
        """The fact that a node reads."""
        return self.rules.facts[node.fact]

    def gap(self, gap: str) -> Condition:
        """What a gap may be."""
        code = self.supposed.gaps.get(gap)
        return OPEN if code is None else Condition(code, open=True)

    def is_sure(self, fact: Fact) -> bool:
        """Whether a fact is known wherever the function is called."""
        if not self.known or self.sure is None:
            return self.known
        return bool(self.sure[fact.of_member] & self.layout.of(fact).flag)

    def varies(self, node: Node) -> bool:
        """Whether it makes a difference how far unknown numbers reach."""
        key = id(node)
        if key not in self._varies:
            own = isinstance(node, ParameterRef) or (isinstance(node, FactRef) and not self.is_sure(self.fact(node)))
            figure = not isinstance(node.type, BooleanType)
            self._varies[key] = figure and (own or any(self.varies(child) for child in self.below(node)))
        return self._varies[key]

    def key(self, kind: str, node: Node, at: At, ident: object = None) -> object:
        """Under what a node's code is remembered: readings that it does not reach make no difference."""
        ends = at.ends if self.varies(node) else Ends.TECHNICAL
        due = at.due if at.due and self.entitles(node) else None
        return kind, node if ident is None else ident, ends, self.chosen(node, at), due

    def choices(self, nodes: Sequence[Node]) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Every choice of options for the open readings that some nodes reach, in the evaluator's order."""
        open_ones = frozenset(name for node in nodes for name in self.reached(node))
        names = [name for name in self.rules.reach.of(nodes).readings if name in open_ones]
        options = [[option for option, _ in self.rules.rules.readings[name].options] for name in names]
        return tuple(tuple(zip(names, chosen, strict=True)) for chosen in product(*options))

    def chosen(self, node: Node, at: At) -> tuple[tuple[str, str], ...]:
        """The options that are chosen for the readings that a node reaches."""
        return self.restricted(node, at.options)

    def restricted(self, node: Node, options: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        """Of some options those for the readings that a node reaches."""
        reached = self.reached(node) if options else ()
        return tuple(option for option in options if option[0] in reached)


def below(node: Node, rules: DatedRules) -> Iterator[Node]:
    """What a node's value is made of: also the body of a definition and the clauses of another entitlement."""
    match node:
        case DefinitionRef():
            yield node.body
        case EntitledNode():
            other = rules.entitlements.get(node.entitlement)
            yield from clauses(other) if other is not None else ()
        case FactRef():
            only_if = rules.facts[node.fact].only_if
            yield from (only_if,) if only_if is not None else ()
        case _:
            yield from children(node)


NOBODY = Household("", {}, ())
"""A household of which nothing is known, for what does not depend on it."""


def expect_condition(value: Value) -> Condition:
    """A value that the checker made a condition."""
    if not isinstance(value, Condition):
        raise Refused(type(value).__name__)
    return value


def expect_figure(value: Value) -> Figure:
    """A value that the checker made a number."""
    if not isinstance(value, Figure):
        raise Refused(type(value).__name__)
    return value
