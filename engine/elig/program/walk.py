"""Walking a checked tree, and the few questions that the checker and the planner ask of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import is_

from elig.program.nodes import (
    AllOf,
    AmountNode,
    AndNode,
    AnyOf,
    ArithNode,
    BetweenNode,
    BoundNode,
    ByReading,
    ColumnNode,
    CompareNode,
    Constant,
    CountNode,
    DateNode,
    DefinitionRef,
    ElapsedNode,
    EntitledNode,
    EveryNode,
    ExistsNode,
    ExtremeNode,
    ExtremeOfNode,
    FactRef,
    GapNode,
    IfNode,
    IncludesNode,
    IncludesThisNode,
    InNode,
    IsNoneNode,
    Item,
    MarginalNode,
    Node,
    NotNode,
    OrNode,
    OtherwiseNode,
    ParameterRef,
    Quantifier,
    RoundNode,
    ScaleNode,
    ShiftNode,
    StartsWithNode,
    SumNode,
    TableNode,
    TodayRef,
    Versions,
    YearNode,
)
from elig.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below a node; a definition's body is not below its name."""
    match node:
        case FactRef() | DefinitionRef() | Constant():  # the frequent kinds first: rules are gone through often
            return ()
        case InNode() | NotNode():
            return (node.item,)
        case AndNode() | OrNode():
            return node.items
        case CompareNode() | ArithNode():
            return (node.left, node.right)
        case AllOf() | AnyOf():
            return tuple(part for item in node.items for part in (item.condition, item.unless) if part is not None)
        case ParameterRef():
            return node.keys
        case IncludesThisNode() | TodayRef() | EntitledNode() | GapNode() | AmountNode():
            return ()
        case IsNoneNode() | IncludesNode() | RoundNode() | ScaleNode() | BoundNode():
            return (node.item,)
        case ExtremeNode():
            return node.items
        case BetweenNode():
            return (node.item, node.low, node.high)
        case ShiftNode():
            return (node.day, node.months)
        case OtherwiseNode():
            return (node.item, node.fallback)
        case IfNode():
            return (node.condition, node.yes, node.no)
        case ExistsNode() | CountNode():
            return (node.where,)
        case EveryNode():
            return (node.where, node.has)
        case SumNode() | ExtremeOfNode():
            return (node.item, node.where)
        case ElapsedNode():
            return (node.start, node.end)
        case StartsWithNode() | ColumnNode() | MarginalNode():
            return (node.item,)
        case TableNode():
            last = () if node.otherwise is None else (node.otherwise,)
            return (*node.columns, *(row.then for row in node.rows), *last)
        case YearNode():
            return (node.day,)
        case DateNode():
            return (node.year, node.month, node.day)
        case ByReading():
            return tuple(option for _, option in node.options)
        case Versions():
            return tuple(version for _, version in node.versions if version is not None)


def rebuild(node: Node, fn: Callable[[Node], Node]) -> Node:
    """The node with `fn` applied to each node directly below it; the node itself where that changes nothing."""
    match node:
        case FactRef() | DefinitionRef() | Constant():  # the frequent kinds first
            return node
        case InNode() | NotNode():
            return replace(node, item=fn(node.item))
        case AndNode() | OrNode():
            return replace(node, items=_each(node.items, fn))
        case CompareNode() | ArithNode():
            return replace(node, left=fn(node.left), right=fn(node.right))
        case ParameterRef():
            return replace(node, keys=_each(node.keys, fn))
        case IncludesThisNode() | TodayRef() | EntitledNode() | GapNode() | AmountNode():
            return node
        case IsNoneNode() | IncludesNode() | RoundNode() | ScaleNode() | BoundNode():
            return replace(node, item=fn(node.item))
        case ExtremeNode():
            return replace(node, items=_each(node.items, fn))
        case BetweenNode():
            return replace(node, item=fn(node.item), low=fn(node.low), high=fn(node.high))
        case ShiftNode():
            return replace(node, day=fn(node.day), months=fn(node.months))
        case OtherwiseNode():
            return replace(node, item=fn(node.item), fallback=fn(node.fallback))
        case IfNode():
            return replace(node, condition=fn(node.condition), yes=fn(node.yes), no=fn(node.no))
        case ExistsNode() | CountNode():
            return replace(node, where=fn(node.where))
        case EveryNode():
            return replace(node, where=fn(node.where), has=fn(node.has))
        case SumNode() | ExtremeOfNode():
            return replace(node, item=fn(node.item), where=fn(node.where))
        case ElapsedNode():
            return replace(node, start=fn(node.start), end=fn(node.end))
        case StartsWithNode() | ColumnNode() | MarginalNode():
            return replace(node, item=fn(node.item))
        case TableNode():
            rows = _each(node.rows, lambda row: replace(row, then=fn(row.then)))
            otherwise = None if node.otherwise is None else fn(node.otherwise)
            return replace(node, columns=_each(node.columns, fn), rows=rows, otherwise=otherwise)
        case YearNode():
            return replace(node, day=fn(node.day))
        case DateNode():
            return replace(node, year=fn(node.year), month=fn(node.month), day=fn(node.day))
        case AllOf() | AnyOf():
            return replace(node, items=_each(node.items, lambda item: _item(item, fn)))
        case ByReading():
            return replace(node, options=_each(node.options, lambda option: _option(option, fn)))
        case Versions():
            versions = tuple((day, None if v is None else fn(v)) for day, v in node.versions)
            return replace(node, versions=versions)


def _item(item: Item, fn: Callable[[Node], Node]) -> Item:
    unless = None if item.unless is None else fn(item.unless)
    return replace(item, condition=fn(item.condition), unless=unless)


def _option(option: tuple[str, Node], fn: Callable[[Node], Node]) -> tuple[str, Node]:
    name, node = option
    found = fn(node)
    return option if found is node else (name, found)


def _each(items: tuple[T, ...], fn: Callable[[T], T]) -> tuple[T, ...]:
    """The items with `fn` applied; themselves where that changes none."""
    found = tuple(map(fn, items))
    return items if all(map(is_, items, found)) else found


def descend(node: Node) -> Iterator[Node]:
    """A node and all below it, definitions gone through."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(children(found)))
        if isinstance(found, DefinitionRef):
            waiting.append(found.body)


def is_optional(node: Node) -> bool:
    """Whether a value may be none."""
    match node:
        case FactRef():
            return node.optional
        case DefinitionRef():
            return is_optional(node.body)
        case IfNode():
            return is_optional(node.yes) or is_optional(node.no)
        case TableNode():
            results = [row.then for row in node.rows] + ([] if node.otherwise is None else [node.otherwise])
            return any(map(is_optional, results))
        case Versions() | ByReading():
            return any(is_optional(child) for child in children(node))
        case _:
            return False


def levels(node: Node) -> int:
    """How many quantifiers stand inside one another below a node, definitions of a member gone through.

    What a definition of the household goes through is its own: it is the same for every member.
    """
    if isinstance(node, DefinitionRef):
        return levels(node.body) if node.of_member else 0
    inside = max((levels(child) for child in children(node)), default=0)
    return inside + 1 if isinstance(node, Quantifier) else inside


def counts(node: Node) -> bool:
    """Whether a number is a head count, which may be 0 and then makes a quotient undefined."""
    match node:
        case CountNode():
            return True
        case DefinitionRef():
            return counts(node.body)
        case Versions():
            return all(counts(child) for child in children(node))
        case _:
            return False


def reads_facts(node: Node) -> bool:
    """Whether a value depends on the household."""
    kinds = FactRef | IncludesThisNode | CountNode | SumNode | ExtremeOfNode | AmountNode
    return any(isinstance(below, kinds) for below in descend(node))


def looks_at_member(node: Node) -> bool:
    """Whether a condition inside a quantifier depends on the member that is gone through."""
    match node:
        case FactRef():
            return node.of_member
        case DefinitionRef():
            return node.of_member
        case IncludesThisNode():
            return node.of_member or node.own
        case ExistsNode() | EveryNode() | CountNode() | SumNode() | ExtremeOfNode():
            return node.other or any(_reaches_out(child) for child in children(node))
        case EntitledNode() | AmountNode():
            return True
        case _:
            return any(looks_at_member(child) for child in children(node))


def _reaches_out(node: Node) -> bool:
    """Whether a condition inside a quantifier reads who stands outside of it."""
    if isinstance(node, IncludesThisNode):
        return not node.own
    return not isinstance(node, Quantifier) and any(_reaches_out(child) for child in children(node))
