"""Walking and rebuilding syntax trees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import assert_never

from elig.lang import ast
from elig.lang.ast import Expr
from elig.records import replace


def children(node: Expr) -> tuple[Expr, ...]:
    """The operands of a node, in the order of the text.

    What stands right of `is`, `in`, `includes` and `starts with`, and what is rounded to, are no operands.
    """
    match node:
        case ast.Number() | ast.DateLiteral() | ast.Truth() | ast.Text() | ast.Name() | ast.Word() | ast.Today():
            return ()
        case ast.EntitledTo() | ast.UnknownBecause() | ast.AmountOf():
            return ()
        case ast.Not() | ast.Is() | ast.IsNone() | ast.In() | ast.Includes() | ast.IncludesThis():
            return (node.item,)
        case ast.Round() | ast.As() | ast.Bound():
            return (node.item,)
        case ast.StartsWith():
            return (node.item,)
        case ast.YearOf():
            return (node.day,)
        case ast.DateOf():
            return (node.year, node.month, node.day)
        case ast.And() | ast.Or() | ast.Extreme():
            return node.items
        case ast.Compare() | ast.Binary():
            return (node.left, node.right)
        case ast.Between():
            return (node.item, node.low, node.high)
        case ast.Otherwise():
            return (node.item, node.fallback)
        case ast.If():
            return (node.condition, node.yes, node.no)
        case ast.Exists():
            return (node.where,)
        case ast.Every():
            return (node.has,) if node.where is None else (node.where, node.has)
        case ast.Count():
            return () if node.where is None else (node.where,)
        case ast.Sum() | ast.ExtremeOf():
            return (node.item,) if node.where is None else (node.item, node.where)
        case ast.Elapsed():
            return (node.start, node.end)
        case ast.Keyed():
            return node.keys
        case _:
            assert_never(node)


def nodes(node: Expr) -> Iterator[Expr]:
    """A node and everything below it, parents first, in the order of the text."""
    stack = [node]
    while stack:
        found = stack.pop()
        yield found
        stack.extend(reversed(children(found)))


def transform(node: Expr, fn: Callable[[Expr], Expr]) -> Expr:
    """The tree rebuilt from below: `fn` is called with each node once its operands are new.

    >>> tree = ast.Not(ast.Name("a"))
    >>> transform(tree, lambda n: ast.Name("b") if n == ast.Name("a") else n)
    Not(item=Name(id='b'))
    """
    return fn(with_children(node, tuple(transform(child, fn) for child in children(node))))


def with_children(node: Expr, new: tuple[Expr, ...]) -> Expr:
    """The node with other operands, in the order of `children`; its span stays."""
    if new == () or all(old is now for old, now in zip(children(node), new, strict=True)):
        return node
    match node:
        case ast.Number() | ast.DateLiteral() | ast.Truth() | ast.Text() | ast.Name() | ast.Word() | ast.Today():
            return node
        case ast.EntitledTo() | ast.UnknownBecause() | ast.AmountOf():
            return node
        case ast.Not() | ast.Is() | ast.IsNone() | ast.In() | ast.Includes() | ast.IncludesThis():
            return replace(node, item=new[0])
        case ast.Round() | ast.As() | ast.Bound():
            return replace(node, item=new[0])
        case ast.StartsWith():
            return replace(node, item=new[0])
        case ast.YearOf():
            return replace(node, day=new[0])
        case ast.DateOf():
            return replace(node, year=new[0], month=new[1], day=new[2])
        case ast.And() | ast.Or() | ast.Extreme():
            return replace(node, items=new)
        case ast.Compare() | ast.Binary():
            return replace(node, left=new[0], right=new[1])
        case ast.Between():
            return replace(node, item=new[0], low=new[1], high=new[2])
        case ast.Otherwise():
            return replace(node, item=new[0], fallback=new[1])
        case ast.If():
            return replace(node, condition=new[0], yes=new[1], no=new[2])
        case ast.Exists() | ast.Count():
            return replace(node, where=new[0])
        case ast.Every():
            return replace(node, where=new[0] if len(new) > 1 else None, has=new[-1])
        case ast.Sum() | ast.ExtremeOf():
            return replace(node, item=new[0], where=new[1] if len(new) > 1 else None)
        case ast.Elapsed():
            return replace(node, start=new[0], end=new[1])
        case ast.Keyed():
            return replace(node, keys=new)
        case _:
            assert_never(node)
