"""Sums over members that are no more than flags, gathered into one: a bit for each, or two where one may be open.

A statement is quicker so, and harder to read; it is written so for engines, not for who reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlglot import exp

from elig.records import Struct
from elig.sql.trees import Tree, case, column, whole, wrap

BITS = 30
"""The most flags of one number, which every engine counts among its usual ones."""


class Pack(Struct):
    """Some flags as one sum: its tree, and the first bit and width of each by its name."""

    tree: Tree
    places: Mapping[str, tuple[int, int]]

    def decoded(self, name: str, table: str, packed: str) -> Tree:
        """A flag as the sum alone would be: 2 where it surely holds, 1 where it may (or 1 where none is open)."""
        bit, width = self.places[name]
        return case([(_has(table, packed, bit + one), whole(one + 1)) for one in reversed(range(width))], whole(0))


def packs(totals: Mapping[str, Tree]) -> Iterator[Pack]:
    """The flags among some sums, by name, in as few numbers as hold them; nothing where there is one flag alone."""
    flags = {name: found for name, tree in totals.items() if (found := _flag(tree)) is not None}
    waiting = list(flags.items()) if len(flags) > 1 else []
    while waiting:
        items: list[Tree] = []
        places: dict[str, tuple[int, int]] = {}
        bit = 0
        while waiting and bit + _width(waiting[0][1]) <= BITS:
            name, flag = waiting.pop(0)
            places[name] = (bit, _width(flag))
            items.append(_raised(flag, bit))
            bit += _width(flag)
        yield Pack(exp.BitwiseOrAgg(this=_added(items)), places)


def _flag(tree: Tree) -> exp.Case | None:
    """The codes of a sum that is the greatest of 0, 1 and 2."""
    if not isinstance(tree, exp.Max) or not isinstance(tree.this, exp.Case):
        return None
    found = tree.this
    codes = [branch.args["true"] for branch in found.args["ifs"]]
    plain = found.args.get("default") == whole(0) and all(code in (whole(1), whole(2)) for code in codes)
    return found if plain else None


def _width(flag: exp.Case) -> int:
    return max(int(branch.args["true"].this) for branch in flag.args["ifs"])


def _raised(flag: exp.Case, bit: int) -> Tree:
    """Codes 1 and 2 as the bits from a place on."""
    branches = ((branch.this, int(branch.args["true"].this)) for branch in flag.args["ifs"])
    return case([(test, whole(1 << bit << (code - 1))) for test, code in branches], whole(0))


def _added(items: Iterable[Tree]) -> Tree:
    first, *others = items
    for item in others:
        first = exp.Add(this=wrap(first), expression=wrap(item))
    return first


def _has(table: str, packed: str, bit: int) -> Tree:
    found = exp.BitwiseAnd(this=column(packed, table), expression=whole(1 << bit))
    return exp.NEQ(this=exp.Paren(this=found), expression=whole(0))
