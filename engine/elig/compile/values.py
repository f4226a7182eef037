"""What is known of an expression's code before it runs: its kind, and whether it can be anything but one value."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from elig.records import Struct
from elig.values import Numbers


class Refused(Exception):  # noqa: N818 - not a failure: it says what the function cannot do
    """A form of the language that is left to the evaluator."""


class Condition(Struct):
    """Code of `True`, `False` and, where it may be open, `None`."""

    code: str
    open: bool = False


class Wide(IntEnum):
    """Whether a figure's code is an `int`, counted in `1 / den`, or a set of possible numbers.

    `ABSENT`: an `int`, or the one object that stands for known absence.
    """

    NEVER = 0
    ABSENT = 1
    MAYBE = 2
    ALWAYS = 3


class Figure(Struct):
    """Code of a number or a day: an `int` in units of `1 / den`, or `Numbers` as far as `wide` says.

    `den` is code of a positive `int`; it means nothing where the value is `Numbers`. `unknown` is the object that an
    unknown fact is loaded as. `ends`: what is no `int` is two of them, the ends of an interval.
    """

    code: str
    den: str = "1"
    wide: Wide = Wide.NEVER
    constant: int | Numbers | None = None
    unknown: int | tuple[int | None, int | None] | Numbers | None = None
    ends: bool = False


class Mask(Struct):
    """Code of the bits of the words that are possible; one bit unless `open`."""

    code: str
    bits: Mapping[str, int]
    open: bool = False

    @property
    def absent(self) -> int:
        """The bit of absence."""
        return 1 << len(self.bits)


class Text(Struct):
    """Code of a `str`, `NO_TEXT`, or `Words` if `open`."""

    code: str
    open: bool = False


class WordBits(Struct):
    """Code of the bits of a known set, or of a `WordSet` if `open`."""

    code: str
    bits: Mapping[str, int]
    open: bool = False


Value = Condition | Figure | Mask | Text | WordBits

TRUE, FALSE, OPEN = Condition("True"), Condition("False"), Condition("None", open=True)


def condition(value: bool | None) -> Condition:
    """A condition that is known beforehand."""
    return OPEN if value is None else TRUE if value else FALSE
