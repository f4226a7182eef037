"""`and`, `or` and what several conditions agree on."""

from __future__ import annotations

from sqlglot import exp

from elig.records import replace
from elig.sql.trees import Tree, case, conjunction, disjunction, null
from elig.sql.values import FALSE, TRUE, Condition, Figure
from elig.values import Truth


def made_rough(found: Figure, loose: bool) -> Figure:
    """The figure, rough if what chose it is loose."""
    return replace(found, rough=True) if loose else found


def condition_of(found: Truth) -> Condition:
    """A condition that is known beforehand."""
    if found is Truth.OPEN:
        return Condition(null(), open=True)
    return TRUE if found is Truth.TRUE else FALSE


def all_of(items: list[Condition]) -> Condition:
    """`and`."""
    tree = conjunction(item.tree for item in items)
    return Condition(tree, *_flags(items, tree))


def any_of(items: list[Condition]) -> Condition:
    """`or`."""
    tree = disjunction(item.tree for item in items)
    return Condition(tree, *_flags(items, tree))


def _flags(items: list[Condition], tree: Tree) -> tuple[bool, bool]:
    if isinstance(tree, exp.Boolean):
        return False, False
    return any(item.open for item in items), any(item.loose for item in items)


def same_truth(items: list[Condition]) -> Condition:
    """What all agree on, else open."""
    first, *others = items
    tests = [exp.EQ(this=exp.Paren(this=first.tree), expression=exp.Paren(this=other.tree)) for other in others]
    return Condition(case([(conjunction(tests), first.tree)]), True, any(item.loose for item in items))
