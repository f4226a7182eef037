"""Walking and rebuilding syntax trees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import assert_never

from elig.lang.ast import (
    And,
    As,
    Between,
    Binary,
    Bound,
    Compare,
    Count,
    DateLiteral,
    Elapsed,
    EntitledTo,
    Every,
    Exists,
    Expr,
    Extreme,
    If,
    In,
    Includes,
    Is,
    IsNone,
    Keyed,
    Name,
    Not,
    Number,
    Or,
    Otherwise,
    Round,
    Sum,
    Text,
    Today,
    Truth,
    UnknownBecause,
    Word,
)


def children(node: Expr) -> tuple[Expr, ...]:
    """The operands of a node, in the order of the text.

    What stands right of `is`, `in` and `includes`, and what is rounded to, are no operands.
    """
    match node:
        case Number() | DateLiteral() | Truth() | Text() | Name() | Word() | Today():
            return ()
        case EntitledTo() | UnknownBecause():
            return ()
        case Not() | Is() | IsNone() | In() | Includes() | Round() | As() | Bound():
            return (node.item,)
        case And() | Or() | Extreme():
            return node.items
        case Compare() | Binary():
            return (node.left, node.right)
        case Between():
            return (node.item, node.low, node.high)
        case Otherwise():
            return (node.item, node.fallback)
        case If():
            return (node.condition, node.yes, node.no)
        case Exists():
            return (node.where,)
        case Every():
            return (node.has,) if node.where is None else (node.where, node.has)
        case Count():
            return () if node.where is None else (node.where,)
        case Sum():
            return (node.item,) if node.where is None else (node.item, node.where)
        case Elapsed():
            return (node.start, node.end)
        case Keyed():
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

    >>> tree = Not(Name("a"))
    >>> transform(tree, lambda n: Name("b") if n == Name("a") else n)
    Not(item=Name(id='b'))
    """
    return fn(with_children(node, tuple(transform(child, fn) for child in children(node))))


def with_children(node: Expr, new: tuple[Expr, ...]) -> Expr:
    """The node with other operands, in the order of `children`; its span stays."""
    if new == () or all(old is now for old, now in zip(children(node), new, strict=True)):
        return node
    match node:
        case Number() | DateLiteral() | Truth() | Text() | Name() | Word() | Today():
            return node
        case EntitledTo() | UnknownBecause():
            return node
        case Not() | Is() | IsNone() | In() | Includes() | Round() | As() | Bound():
            return replace(node, item=new[0])
        case And() | Or() | Extreme():
            return replace(node, items=new)
        case Compare() | Binary():
            return replace(node, left=new[0], right=new[1])
        case Between():
            return replace(node, item=new[0], low=new[1], high=new[2])
        case Otherwise():
            return replace(node, item=new[0], fallback=new[1])
        case If():
            return replace(node, condition=new[0], yes=new[1], no=new[2])
        case Exists() | Count():
            return replace(node, where=new[0])
        case Every():
            return replace(node, where=new[0] if len(new) > 1 else None, has=new[-1])
        case Sum():
            return replace(node, item=new[0], where=new[1] if len(new) > 1 else None)
        case Elapsed():
            return replace(node, start=new[0], end=new[1])
        case Keyed():
            return replace(node, keys=new)
        case _:
            assert_never(node)
