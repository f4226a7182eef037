"""A chain of named columns in the making: what is computed stands under a name in the layer where it first can.

There are two tracks, of households and of members. A stage of members is summed up by household once (`sums`), and what
is made of the sums belongs to the next stage of the household.
"""

from __future__ import annotations

import re

from sqlglot import exp

from elig.records import Struct, field
from elig.sql.trees import Tree, column, columns_of, is_small

KEYS = frozenset({"row", "member", "id"})
"""The columns that every relation of members has; one of households has the first."""


class Spot(Struct):
    """Where something is computed: of the household or of each member, after so many sums over the members."""

    member: bool = False
    stage: int = 0


class Kept(Struct, frozen=False):
    """A named column: its tree, where it is made, in which layer there, and what it is. `total`: a sum over members."""

    name: str
    tree: Tree
    spot: Spot
    depth: int
    note: str = ""
    total: bool = False
    reads: frozenset[str] = frozenset()


class Chain(Struct, frozen=False):
    """The named columns of one statement, by name in the order in which they were made."""

    kept: dict[str, Kept] = field(default_factory=dict)
    stages: int = 0
    _same: dict[object, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=lambda: set(KEYS))

    def fresh(self, base: str) -> str:
        """A name that no other column has, whatever the case of its letters."""
        plain = re.sub(r"[^\w]", "_", base)[:40] or "x"
        name, number = plain, 1
        while name.lower() in self._taken:
            number += 1
            name = f"{plain}_{number}"
        self._taken.add(name.lower())
        return name

    def source(self, name: str, tree: Tree, spot: Spot, note: str = "") -> exp.Column:
        """A column that stands in the first relation of a track."""
        key = ("source", spot, name)
        if key not in self._same:
            found = self.fresh(name)
            self._same[key] = found
            self.kept[found] = Kept(found, tree, spot, 0, note)
        return column(self._same[key])

    def keep(self, tree: Tree, spot: Spot, base: str = "x", note: str = "", *, always: bool = False) -> Tree:
        """A tree under a name; what is small stands for itself, unless it is to be named `always`."""
        if is_small(tree) and not always:
            return tree
        key = (spot, tree)
        if key not in self._same:
            name = self.fresh(base)
            self._same[key] = name
            reads = read_by(tree)
            here = [self.kept[used] for used in reads]
            depth = 1 + max((one.depth for one in here if one.spot == spot and not one.total), default=0)
            self.kept[name] = Kept(name, tree, spot, depth, note, reads=reads)
            self.stages = max(self.stages, spot.stage)  # also where what would be summed is of an option not chosen
        elif note and not self.kept[self._same[key]].note:
            self.kept[self._same[key]].note = note
        return column(self._same[key])

    def total(self, tree: Tree, stage: int, base: str, note: str = "") -> Tree:
        """A sum over the members of a stage, which the household of the next can read; of nothing known, nothing."""
        over = tree.this if isinstance(tree, exp.Cast) else tree
        if isinstance(over, exp.AggFunc) and isinstance(over.this, exp.Null):
            return over.this
        key = ("total", stage, tree)
        self.stages = max(self.stages, stage + 1)
        if key not in self._same:
            name = self.fresh(base)
            self._same[key] = name
            reads = read_by(tree)
            self.kept[name] = Kept(name, tree, Spot(False, stage + 1), 0, note, total=True, reads=reads)
        return column(self._same[key])


def read_by(tree: Tree) -> frozenset[str]:
    """The columns that a tree reads beside the keys."""
    return frozenset(columns_of(tree)) - KEYS
