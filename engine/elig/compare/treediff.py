"""Which parts of two expressions differ: the smallest subtrees in which they do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from elig.lang import ast
from elig.lang.ast import Expr
from elig.lang.walk import children, transform, with_children
from elig.records import Struct, replace

_BLANK = ast.Truth(True)


class Marks(Struct):
    """The subtrees in which two expressions differ, by identity: those of the old one and those of the new."""

    old: frozenset[int]
    new: frozenset[int]


NO_MARKS = Marks(frozenset(), frozenset())


def differing(old: Expr, new: Expr, names: Mapping[str, str]) -> Marks:
    """The smallest subtrees in which two expressions differ; `names` maps ids of the new one to those of the old.

    >>> a, b, c = ast.Name("a"), ast.Name("b"), ast.Name("c")
    >>> marks = differing(ast.And((a, b)), ast.And((a, c)), {})
    >>> marks.old == {id(b)}, marks.new == {id(c)}
    (True, True)
    """
    found_old: list[Expr] = []
    found_new: list[Expr] = []
    _differ(old, new, names, found_old, found_new)
    return Marks(frozenset(map(id, found_old)), frozenset(map(id, found_new)))


def renamed(tree: Expr, names: Mapping[str, str]) -> Expr:
    """The expression with the other side's ids, without what depends on how it was written."""

    def one(node: Expr) -> Expr:
        match node:
            case ast.Name():
                return replace(node, id=names.get(node.id, node.id))
            case ast.Keyed() | ast.EntitledTo() | ast.AmountOf():
                return replace(node, name=names.get(node.name, node.name))
            case ast.UnknownBecause():
                return replace(node, gap=names.get(node.gap, node.gap))
            case ast.Exists() | ast.Every() | ast.Count() | ast.Sum() | ast.ExtremeOf():
                return replace(node, group=names.get(node.group, node.group))
            case ast.Number():
                return replace(node, percent=False)
            case _:
                return node

    return transform(tree, one)


def _differ(old: Expr, new: Expr, names: Mapping[str, str], in_old: list[Expr], in_new: list[Expr]) -> None:
    if renamed(old, {}) == renamed(new, names):
        return
    below, above = children(old), children(new)
    if not below or not above or type(old) is not type(new):
        _leaves(old, new, in_old, in_new)
    elif isinstance(old, ast.And | ast.Or | ast.Extreme) and _head(old) == _head(new):
        _operands(below, above, names, in_old, in_new)
    elif len(below) == len(above) and _head(old) == _head(renamed(new, names)):
        for one, other in zip(below, above, strict=True):
            _differ(one, other, names, in_old, in_new)
    else:
        _leaves(old, new, in_old, in_new)


def _leaves(old: Expr, new: Expr, in_old: list[Expr], in_new: list[Expr]) -> None:
    """Two trees that differ at their top: of two lists of words only the words that differ, else the whole."""
    if isinstance(old, ast.In) and isinstance(new, ast.In) and old.negated == new.negated and old.item == new.item:
        in_old.extend(option for option in old.options if option not in new.options)
        in_new.extend(option for option in new.options if option not in old.options)
    elif isinstance(old, ast.Is) and isinstance(new, ast.Is) and old.negated == new.negated and old.item == new.item:
        in_old.append(old.word)
        in_new.append(new.word)
    else:
        in_old.append(old)
        in_new.append(new)


def _head(node: Expr) -> Expr:
    """The node without its operands; a chain keeps two."""
    if isinstance(node, ast.And | ast.Or | ast.Extreme):
        return replace(node, items=(_BLANK, _BLANK))
    return with_children(node, (_BLANK,) * len(children(node)))


def _operands(
    old: tuple[Expr, ...], new: tuple[Expr, ...], names: Mapping[str, str], in_old: list[Expr], in_new: list[Expr]
) -> None:
    """Operands in any order: those of both sides cancel out, the rest are compared in turn."""
    left, fresh = cancelled(old, new, names)
    for one, other in paired(left, fresh):
        if one is None and other is not None:
            in_new.append(other)
        elif one is not None and other is None:
            in_old.append(one)
        elif one is not None and other is not None:
            _differ(one, other, names, in_old, in_new)


def cancelled(old: Iterable[Expr], new: Iterable[Expr], names: Mapping[str, str]) -> tuple[list[Expr], list[Expr]]:
    """What is left of two collections of expressions once those that stand in both are taken out."""
    left, fresh = list(old), []
    known = [renamed(item, {}) for item in left]
    for item in new:
        shown = renamed(item, names)
        if shown in known:
            place = known.index(shown)
            del known[place], left[place]
        else:
            fresh.append(item)
    return left, fresh


def paired(old: list[Expr], new: list[Expr]) -> list[tuple[Expr | None, Expr | None]]:
    """Expressions of one side beside the most alike of the other, in order; None where there is none."""
    found: list[tuple[Expr | None, Expr | None]] = []
    rest = list(new)
    for item in old:
        best = max(rest, key=lambda other: _alike(item, other), default=None)
        if best is None or _alike(item, best) < 0.4:
            found.append((item, None))
        else:
            found.append((item, best))
            rest = [other for other in rest if other is not best]
    return [*found, *((None, other) for other in rest)]


def _alike(old: Expr, new: Expr) -> float:
    if type(old) is not type(new):
        return 0.2
    return SequenceMatcher(None, repr(old), repr(new), autojunk=False).ratio()
