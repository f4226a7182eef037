"""Sums over members that are no more than flags, gathered into one: a bit for each, or two where one may be open.

A statement is quicker so, and harder to read; it is written so for engines, not for who reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlglot import exp

from elig.records import Struct
from elig.sql.trees import Tree, case, cast, coalesce, column, truth, whole, wrap

KINDS = {15: "smallint", 30: "int"}
"""The numbers that hold flags, by how many: narrow ones are put together and moved faster. Every engine has them."""


class Pack(Struct):
    """Some flags as one sum: its tree, and the first bit and width of each by its name."""

    tree: Tree
    places: Mapping[str, tuple[int, int]]

    def decoded(self, name: str, table: str, packed: str) -> Tree:
        """A flag as the sum alone would be: 2 where it surely holds, 1 where it may (or 1 where none is open)."""
        bit, width = self.places[name]
        if width == 1:
            return cast(_has(table, packed, bit), "int")
        return case([(_has(table, packed, bit + one), whole(one + 1)) for one in reversed(range(width))], whole(0))


def told_by_counts(totals: Mapping[str, Tree], table: str) -> dict[str, Tree]:
    """The flags among some sums that counts among them tell, by name; the counts stand in a table.

    What is counted more than no time holds of some member.
    """
    counts = {test: name for name, tree in totals.items() if (test := _counted(tree)) is not None}
    found: dict[str, Tree] = {}
    for name, tree in totals.items():
        flag = _flag(tree)
        if flag is None or not all(branch.this in counts for branch in flag.args["ifs"]):
            continue
        several = ((column(counts[branch.this], table), branch.args["true"]) for branch in flag.args["ifs"])
        tests = [(exp.GT(this=count, expression=whole(0)), code) for count, code in several]
        found[name] = cast(tests[0][0], "int") if len(tests) == 1 else case(tests, whole(0))
    return found


def _counted(tree: Tree) -> Tree | None:
    """What a sum counts the members by, if it does."""
    found = tree.this if isinstance(tree, exp.Cast) else tree
    if not isinstance(found, exp.Filter) or found.this != exp.Count(this=exp.Star()):
        return None
    test: Tree = found.expression.this
    return test


def packs(totals: Mapping[str, Tree]) -> Iterator[Pack]:
    """The flags among some sums, by name, in as few numbers as hold them; nothing where there is one flag alone."""
    flags = {name: found for name, tree in totals.items() if (found := _flag(tree)) is not None}
    waiting = list(flags.items()) if len(flags) > 1 else []
    while waiting:
        places: dict[str, tuple[int, int]] = {}
        bit = 0
        while waiting and bit + _width(waiting[0][1]) <= max(KINDS):
            name, flag = waiting.pop(0)
            places[name] = (bit, _width(flag))
            bit += _width(flag)
        kind = next(kind for bits, kind in KINDS.items() if bit <= bits)
        items = [item for name, (first, _) in places.items() for item in _raised(flags[name], first, kind)]
        yield Pack(exp.BitwiseOrAgg(this=_together(items)), places)


def _flag(tree: Tree) -> exp.Case | None:
    """The codes of a sum that is the greatest of 0 and 1, or of 0, 1 and 2; the greater is asked about first."""
    if not isinstance(tree, exp.Max) or not isinstance(tree.this, exp.Case):
        return None
    found = tree.this
    codes = [branch.args["true"] for branch in found.args["ifs"]]
    plain = found.args.get("default") == whole(0) and codes in ([whole(1)], [whole(2), whole(1)])
    return found if plain else None


def _width(flag: exp.Case) -> int:
    return max(int(branch.args["true"].this) for branch in flag.args["ifs"])


def _raised(flag: exp.Case, bit: int, kind: str) -> Iterator[Tree]:
    """Codes 1 and 2 as the bits from a place on: truth as a number, which engines reckon faster than a case."""
    for branch in flag.args["ifs"]:
        test = branch.this
        one = cast(test if isinstance(test, exp.Is) else coalesce(test, truth(False)), kind)
        place = bit + int(branch.args["true"].this) - 1
        yield one if not place else exp.Mul(this=one, expression=whole(1 << place))


def _together(items: Iterable[Tree]) -> Tree:
    """All bits in one number, without the checks for what does not fit that adding needs."""
    first, *others = items
    for item in others:
        first = exp.BitwiseOr(this=wrap(first), expression=wrap(item))
    return first


def _has(table: str, packed: str, bit: int) -> Tree:
    found = exp.BitwiseAnd(this=column(packed, table), expression=whole(1 << bit))
    return exp.NEQ(this=exp.Paren(this=found), expression=whole(0))
