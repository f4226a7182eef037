"""Rows back as a checked program, unit by unit as they are needed; see `elig.prepare.rows`.

Nothing is made but records and enumerations of this library's own modules, numbers, days and texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from functools import partial
from json import JSONDecoder

from elig.prepare.rows import Kind, is_own
from elig.program.model import CheckedProgram
from elig.records import Later, filler, is_record_class, names_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Row = list[Any]
    ClassRow = tuple[str, str, list[str]]
    Make = Callable[[Row, list[object]], object]


class ForeignRowsError(ValueError):
    """Rows of other classes than this library has."""


class Table:
    """The units of a program; each is read once. `contents` are the files that its sources are."""

    def __init__(self, classes: Sequence[ClassRow], units: Sequence[bytes], contents: Sequence[bytes]) -> None:
        self._units: list[object] = list(units)
        self._contents = contents
        self._scan = JSONDecoder().raw_decode
        self._make: list[Make] = [
            _tuple, self._of_kind(Kind.DATE, _dates), self._of_kind(Kind.FRACTION, _fractions), _mapping,
            self._lazy_mapping, self._unit_row, self._later, _set, self._content, _integer,
            *(self._of_kind(Kind.CLASS + number, partial(_maker, *row)) for number, row in enumerate(classes)),
        ]  # fmt: skip

    def program(self) -> CheckedProgram:
        """The program, of which hardly anything is read yet."""
        found = self.unit(0)
        assert isinstance(found, CheckedProgram), "the first unit is the program"
        return found

    @property
    def read_units(self) -> int:
        """How many units have been read."""
        return sum(found.__class__ is not bytes for found in self._units)

    def unit(self, number: int) -> object:
        """The value of a unit."""
        found = self._units[number]
        if found.__class__ is bytes:
            found = self._units[number] = self._read(found)
        return found

    def _read(self, line: bytes) -> object:
        rows, _ = self._scan(line.decode())
        make = self._make
        values: list[object] = []
        for row in rows:
            values.append(make[row[0]](row, values) if type(row) is list else row)
        return values[-1]

    def _of_kind(self, kind: int, found: Callable[[], Make]) -> Make:
        """What makes the value of a row, found when the first is made."""

        def make(row: Row, values: list[object]) -> object:
            self._make[kind] = made = found()
            return made(row, values)

        return make

    def _unit_row(self, row: Row, values: list[object]) -> object:
        return self.unit(row[1])

    def _later(self, row: Row, values: list[object]) -> object:
        return Later(self.unit, row[1])

    def _lazy_mapping(self, row: Row, values: list[object]) -> object:
        return LazyMapping(self.unit, dict(zip(row[1], row[2], strict=True)))

    def _content(self, row: Row, values: list[object]) -> object:
        return Later(self._text, row[1])

    def _text(self, place: int) -> object:
        return self._contents[place].decode()


class LazyMapping(Mapping[str, object]):
    """A mapping of which each value is read when it is asked for."""

    __slots__ = ("_found", "_numbers", "_unit")

    def __init__(self, unit: Callable[[int], object], numbers: dict[str, int]) -> None:
        self._unit, self._numbers = unit, numbers
        self._found: dict[str, object] = {}

    def __getitem__(self, key: str) -> object:
        if key not in self._found:
            self._found[key] = self._unit(self._numbers[key])
        return self._found[key]

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key, or another where there is none."""
        return self[key] if key in self._numbers else default

    def __contains__(self, key: object) -> bool:
        return key in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def __repr__(self) -> str:
        return repr(dict(self))


def _parts(row: Row, values: list[object]) -> list[object]:
    """The parts of a row; a number below 0 is the place of one further up."""
    return [values[~part] if type(part) is int and part < 0 else part for part in row[1:]]


def _tuple(row: Row, values: list[object]) -> object:
    return tuple(_parts(row, values))


def _set(row: Row, values: list[object]) -> object:
    return frozenset(_parts(row, values))


def _integer(row: Row, values: list[object]) -> object:
    return row[1]


def _dates() -> Make:
    """What makes a day; imported with the first, as the next is."""
    from datetime import date

    return lambda row, values: date.fromordinal(row[1])


def _fractions() -> Make:
    from fractions import Fraction

    return lambda row, values: Fraction(row[1]) if row[2] == 1 else Fraction(row[1], row[2])


def _mapping(row: Row, values: list[object]) -> object:
    parts = _parts(row, values)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _maker(module: str, name: str, names: list[str]) -> Make:
    """What makes a record, or a word of an enumeration, from a row; raises `ForeignRowsError`."""
    if not is_own(module):
        raise ForeignRowsError(f"{module}.{name}")
    found: object = getattr(__import__(module, fromlist=[name]), name, None)
    if not isinstance(found, type) or found.__module__ != module:
        raise ForeignRowsError(name)
    if issubclass(found, Enum) and [*found.__members__] == names:
        members = found.__members__
        return lambda row, values: members[row[1]]
    if is_record_class(found) and [*names_of(found)] == names:
        return _record_maker(found)
    raise ForeignRowsError(name)


def _record_maker(record: type) -> Make:
    fill, new = filler(record), object.__new__

    def make(row: Row, values: list[object]) -> object:
        made: object = new(record)
        fill(made, *[values[~part] if type(part) is int and part < 0 else part for part in row[1:]])
        return made

    return make
