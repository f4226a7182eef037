"""The units of a prepared program as bytes, each found without going through the others."""

from __future__ import annotations

from elig.records import Struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    Form = Literal["H", "I"]

NARROW: Form = "H"
WIDE: Form = "I"
"""How numbers are kept, as `memoryview.cast` and `array` call it: in two bytes where all fit, else in four."""


def form_of(told: str) -> Form:
    """How numbers are kept, from the text of it."""
    return NARROW if told == NARROW else WIDE


class Unit(Struct):
    """The constants of a unit as a JSON list, and numbers one after the other.

    These are how many units it holds and which, the same of those that can wait, and its rows.
    """

    constants: str
    numbers: list[int]


class Layout(Struct):
    """How the bytes of some units are to be read: the sizes of their three parts, and what a number looks like."""

    ends: int
    constants: int
    numbers: int
    form: Form

    @property
    def sizes(self) -> tuple[int, int, int]:
        """How many bytes the parts have: where each unit ends, all constants, and all numbers."""
        return self.ends, self.constants, self.numbers


def pack(units: Sequence[Unit]) -> tuple[Layout, bytes]:
    """The bytes of some units."""
    from array import array

    form = NARROW if all(number < 1 << 16 for unit in units for number in unit.numbers) else WIDE
    ends, constants, numbers = array(WIDE, (0, 0)), bytearray(), array(form)
    for unit in units:
        constants += unit.constants.encode()
        numbers.extend(unit.numbers)
        ends.extend((len(constants), len(numbers)))
    first, last = ends.tobytes(), numbers.tobytes()
    return Layout(len(first), len(constants), len(last), form), b"".join([first, constants, last])


class Packed:
    """The units of some bytes, which were written on a machine that has its numbers in the same order."""

    __slots__ = ("_constants", "_ends", "_numbers")

    def __init__(self, layout: Layout, data: memoryview) -> None:
        first, second = layout.ends, layout.ends + layout.constants
        self._ends = data[:first].cast(WIDE)
        self._constants = data[first:second]
        self._numbers = data[second : second + layout.numbers].cast(layout.form)

    def __len__(self) -> int:
        return len(self._ends) // 2 - 1

    def __getitem__(self, number: int) -> Unit:
        start, first, end, last = self._ends[2 * number : 2 * number + 4]
        return Unit(str(self._constants[start:end], "utf-8"), self._numbers[first:last].tolist())
