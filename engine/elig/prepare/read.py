"""Rows back as a checked program, unit by unit as they are needed; see `elig.prepare.rows`.

Nothing is made but records and enumerations of this library's own modules, numbers, days and texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from functools import partial
from json import JSONDecoder, loads

from elig.prepare.packed import Unit
from elig.prepare.rows import Kind, is_own
from elig.program.model import CheckedProgram
from elig.records import Later, filler, is_record_class, names_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    ClassRow = tuple[str, str, list[str]]
    Get = Callable[[int], Any]
    """The value of the unit at a place."""
    Make = Callable[[Get, list[int]], object]
    """The value of a row."""

    class Units(Protocol):
        """The units of a program by number."""

        def __getitem__(self, number: int) -> Unit: ...


class ForeignRowsError(ValueError):
    """Rows of other classes than this library has."""


def classes_of(told: bytes) -> Sequence[ClassRow]:
    """The classes that rows are of, from the text of them."""
    found: Sequence[ClassRow] = loads(told)
    return found


class Table:
    """The units of a program; each is read once. `contents` are the files that its sources are."""

    def __init__(self, classes: Sequence[ClassRow], units: Units, contents: Sequence[bytes | memoryview]) -> None:
        self._units = units
        self._contents = contents
        self._classes = classes
        self._found: dict[int, object] = {}
        self._scan = JSONDecoder().raw_decode
        self._later = partial(Later, self.unit)
        self._make: dict[int, Make] = {
            Kind.TUPLE: lambda get, places: tuple(map(get, places)),
            Kind.MAPPING: lambda get, places: dict(zip(map(get, places[::2]), map(get, places[1::2]), strict=True)),
            Kind.LAZY_MAPPING: self._lazy_mapping,
            Kind.SET: lambda get, places: frozenset(map(get, places)),
            Kind.CONTENT: lambda get, numbers: Later(self._text, numbers[0]),
        }

    def program(self) -> CheckedProgram:
        """The program, of which hardly anything is read yet."""
        found = self.unit(0)
        assert isinstance(found, CheckedProgram), "the first unit is the program"
        return found

    @property
    def read_units(self) -> int:
        """How many units have been read."""
        return len(self._found)

    def unit(self, number: int) -> object:
        """The value of a unit."""
        found = self._found.get(number, self)
        if found is self:
            found = self._found[number] = self._read(self._units[number])
        return found

    def _read(self, unit: Unit) -> object:
        values: list[object]
        values, _ = self._scan(unit.constants)
        numbers, get, append, make = unit.numbers, values.__getitem__, values.append, self._make
        last = 1 + numbers[0]
        at = last + 1 + numbers[last]
        values.extend(map(self.unit, numbers[1:last]))
        values.extend(map(self._later, numbers[last + 1 : at]))
        end = len(numbers)
        while at < end:
            kind, first = numbers[at], at + 2
            at = first + numbers[at + 1]
            append((make.get(kind) or self._maker(kind))(get, numbers[first:at]))
        return values[-1]

    def _maker(self, kind: int) -> Make:
        """What makes the values of a kind of row, found with the first of them."""
        match kind:
            case Kind.DATE:
                made = _dates()
            case Kind.FRACTION:
                made = _fractions()
            case _:
                made = _class_maker(*self._classes[kind - Kind.CLASS])
        self._make[kind] = made
        return made

    def _lazy_mapping(self, get: Get, numbers: list[int]) -> object:
        half = len(numbers) // 2
        return LazyMapping(self.unit, dict(zip(map(get, numbers[:half]), numbers[half:], strict=True)))

    def _text(self, place: int) -> object:
        return str(self._contents[place], "utf-8")


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


def _dates() -> Make:
    """What makes a day; imported with the first, as the next is."""
    from datetime import date

    return lambda get, places: date.fromordinal(get(places[0]))


def _fractions() -> Make:
    from fractions import Fraction

    return lambda get, places: Fraction(*map(get, places))


def _class_maker(module: str, name: str, names: list[str]) -> Make:
    """What makes a record, or a word of an enumeration, from a row; raises `ForeignRowsError`."""
    if not is_own(module):
        raise ForeignRowsError(f"{module}.{name}")
    found: object = getattr(__import__(module, fromlist=[name]), name, None)
    if not isinstance(found, type) or found.__module__ != module:
        raise ForeignRowsError(name)
    if issubclass(found, Enum) and [*found.__members__] == names:
        members = found.__members__
        return lambda get, places: members[get(places[0])]
    if is_record_class(found) and [*names_of(found)] == names:
        return _record_maker(found)
    raise ForeignRowsError(name)


def _record_maker(record: type) -> Make:
    fill, new = filler(record), object.__new__

    def make(get: Get, places: list[int]) -> object:
        made: object = new(record)
        fill(made, *map(get, places))
        return made

    return make
