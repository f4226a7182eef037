"""What an expression is in SQL: one tree, or two for the ends of what a number may be."""

from __future__ import annotations

from fractions import Fraction

from elig.records import Struct
from elig.sql.trees import Tree, truth
from elig.values import Numbers


class Refused(Exception):  # noqa: N818 - not a failure: it says what SQL is not asked to do
    """A form of the language that is left to the reference."""


class Condition(Struct):
    """A truth value; NULL is open. Not `open`: never NULL.

    `loose`: where it is open, the reference may know better.
    """

    tree: Tree
    open: bool = False
    loose: bool = False


class Over(Struct):
    """A positive whole number that something is divided by: at most `size`, at least `least`.

    It mostly is a multiple of `grid`.
    """

    tree: Tree
    size: int
    least: int = 1
    grid: int = 1


class End(Struct):
    """A number `tree / (den * over)`: a whole number over a constant and, if there is one, a positive count.

    `size` bounds it, whatever the sign. `nullable`: NULL is an end that is open. `natural`: not below `least`.
    """

    tree: Tree
    den: int = 1
    over: Over | None = None
    size: int = 0
    nullable: bool = False
    natural: bool = False
    least: int = 0


class Figure(Struct):
    """A number or a day between two ends.

    `none`: absence is possible; `gone`: no number is; `undefined`: it divides by nobody. All three are never open.
    `raw` is the whole of it where it is one number or wholly unknown, which is NULL, and then lies within `reach`.
    `loose`: it may be less than all that lies between its ends. `rough`: its ends may be wider than the reference's.
    """

    low: End
    high: End
    none: Tree | None = None
    gone: Tree | None = None
    undefined: Tree | None = None
    raw: End | None = None
    reach: Numbers | None = None
    loose: bool = False
    rough: bool = False
    day: bool = False
    constant: Fraction | None = None

    @property
    def is_point(self) -> bool:
        """Whether it is surely one number, where it is a number."""
        return self.low is self.high and not self.low.nullable


class Word(Struct):
    """A word of an enumeration: NULL is any of `words`, `'none'` is absence, which only `optional` ones may be.

    `absent` is whether it is absent, where the word alone does not tell.
    """

    tree: Tree
    words: tuple[str, ...]
    open: bool = False
    optional: bool = False
    absent: Condition | None = None
    loose: bool = False


class Text(Struct):
    """A text; NULL is unknown, or absent where `gone` says so. `absent` is whether it is absent."""

    tree: Tree
    open: bool = False
    gone: Tree | None = None
    absent: Condition | None = None
    constant: str | None = None


class WordList(Struct):
    """A set of words; NULL is unknown."""

    tree: Tree
    open: bool = False


Value = Condition | Figure | Word | Text | WordList

TRUE, FALSE = Condition(truth(True)), Condition(truth(False))
