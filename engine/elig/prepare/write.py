"""A checked program as rows; see `elig.prepare.rows`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import Enum, auto
from fractions import Fraction
from itertools import accumulate

from elig.prepare.packed import Unit
from elig.prepare.rows import Kind, is_own
from elig.program import nodes, types
from elig.program.model import CheckedProgram
from elig.records import Struct, is_later, is_record, names_of
from elig.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")

ClassRow = tuple[str, str, tuple[str, ...]]
"""A class by its module and name, with the names of its fields; of an enumeration, with those of its words."""


ALIKE = types.NumberType
"""What is the same all over a program, and stands in a unit of its own: it is read once."""


class Written(Struct):
    """The classes that the rows of some units are of, and the units; the first unit is the program."""

    classes: tuple[ClassRow, ...]
    units: tuple[Unit, ...]


def write_program(program: CheckedProgram, contents: Sequence[str]) -> Written:
    """The rows of a program; a text of a source is written as its place among the contents of the files.

    Raises `ValueError` for a value that rows cannot hold, and for a source that is no file.
    """
    writer = _Writer(program, contents)
    writer.unit(program)
    while writer.waiting:
        writer.write_next()
    return Written(tuple(writer.classes), tuple(writer.units[number] for number in range(len(writer.units))))


class _Writer:
    def __init__(self, program: CheckedProgram, contents: Sequence[str]) -> None:
        self.contents = {text: place for place, text in enumerate(contents)}
        self.shared = _shared(program)
        self.alike: dict[object, object] = {}
        self.classes: dict[ClassRow, int] = {}
        self.numbers: dict[int, int] = {}
        self.waiting: list[object] = []
        self.units: dict[int, Unit] = {}

    def unit(self, value: object) -> int:
        """The number of the unit that a value stands in of its own; it may yet have to be written."""
        value = self.alike.setdefault(value, value) if isinstance(value, ALIKE) else value
        if id(value) not in self.numbers:
            self.numbers[id(value)] = len(self.numbers)
            self.waiting.append(value)
        return self.numbers[id(value)]

    def write_next(self) -> None:
        value = self.waiting.pop()
        unit = _Unit(self)
        if is_record(value):
            unit.record(value)
        else:
            unit.part(value)
        self.units[self.numbers[id(value)]] = unit.written()

    def class_of(self, value: object, names: tuple[str, ...]) -> int:
        found = type(value)
        if not is_own(found.__module__):
            raise ValueError(f"a program holds no {found.__module__}.{found.__qualname__}")
        key = (found.__module__, found.__qualname__, names)
        return Kind.CLASS + self.classes.setdefault(key, len(self.classes))


class _Part(Enum):
    """The parts of a unit, in the order in which its values are read."""

    CONSTANTS = auto()
    HELD = auto()
    LATER = auto()
    ROWS = auto()


Place = tuple[_Part, int]
"""The place of a value among those of a part."""


class _Unit:
    """The constants, what is held, and the rows of one unit; equal values stand in it once, nodes each by itself."""

    def __init__(self, writer: _Writer) -> None:
        self.writer = writer
        self.constants: list[object] = []
        self.held: list[int] = []
        self.later: list[int] = []
        self.rows: list[tuple[int, tuple[Place, ...], tuple[int, ...]]] = []
        self.places: dict[object, Place] = {}

    def written(self) -> Unit:
        """The unit, in which the values of all parts are counted on."""
        counts = (len(self.constants), len(self.held), len(self.later))
        first = dict(zip(_Part, accumulate(counts, initial=0), strict=True))
        numbers = [len(self.held), *self.held, len(self.later), *self.later]
        for kind, places, plain in self.rows:
            numbers += (kind, len(places) + len(plain))
            numbers += (first[part] + place for part, place in places)
            numbers += plain
        return Unit(json.dumps(self.constants, ensure_ascii=False, separators=(",", ":")), numbers)

    def part(self, value: object) -> Place:
        """The place of a value in the unit."""
        match value:
            case None | bool() | str() | int():
                return self.constant(value)
            case Enum():
                names = tuple(type(value).__members__)
                return self.row(self.writer.class_of(value, names), self.part(value.name))
            case date():
                return self.row(Kind.DATE, self.part(value.toordinal()))
            case Fraction():
                parts = value.as_integer_ratio()
                return self.row(Kind.FRACTION, *(self.part(part) for part in parts if part != 1 or part is parts[0]))
            case tuple():
                return self.row(Kind.TUPLE, *(self.part(item) for item in value))
            case frozenset():
                return self.row(Kind.SET, *(self.part(item) for item in sorted(value, key=str)))
            case Mapping():
                return self.mapping(value)
            case _ if id(value) in self.writer.shared or isinstance(value, Source | ALIKE):
                return self.put(_Part.HELD, self.held, self.writer.unit(value))
            case _:
                return self.record(value)

    def mapping(self, value: Mapping[object, object]) -> Place:
        if value and all(is_record(item) for item in value.values()):
            keys = [self.part(key) for key in value]
            return self.row(Kind.LAZY_MAPPING, *keys, numbers=tuple(self.writer.unit(item) for item in value.values()))
        return self.row(Kind.MAPPING, *(self.part(part) for entry in value.items() for part in entry))

    def record(self, value: object) -> Place:
        if not is_record(value):
            raise ValueError(f"a program holds no {type(value).__qualname__}")
        names = names_of(type(value))
        if isinstance(value, Source):
            content = self.writer.contents.get(value.text)
            if content is None:
                raise ValueError(f"{value.name} is no file that was read")
            parts = [self.part(value.name), self.row(Kind.CONTENT, numbers=(content,))]
        else:
            parts = [self.field(type(value), name, getattr(value, name)) for name in names]
        return self.row(self.writer.class_of(value, names), *parts, alone=isinstance(value, nodes.Node | nodes.Item))

    def field(self, record: type, name: str, value: object) -> Place:
        if is_later(record, name) and value not in (None, ()):
            return self.put(_Part.LATER, self.later, self.writer.unit(value))
        return self.part(value)

    def constant(self, value: object) -> Place:
        """The place of a constant; a truth value and a number that are equal are two."""
        return self.put(_Part.CONSTANTS, self.constants, value, type(value))

    def row(self, kind: int, *places: Place, numbers: tuple[int, ...] = (), alone: bool = False) -> Place:
        """What stands for the value of a row, which is written unless there is one like it."""
        return self.put(_Part.ROWS, self.rows, (kind, places, numbers), object() if alone else None)

    def put(self, part: _Part, listed: list[T], value: T, apart: object = None) -> Place:
        """The place of a value in a part; it stands there once, as what it is kept apart by."""
        key = (part, value, apart)
        if key not in self.places:
            self.places[key] = (part, len(listed))
            listed.append(value)
        return self.places[key]


def _shared(program: CheckedProgram) -> set[int]:
    """The nodes, by identity, that several others hold: they stay one and the same."""
    held: Counter[int] = Counter()
    seen: set[int] = set()
    waiting: list[object] = [program]
    while waiting:
        value = waiting.pop()
        if isinstance(value, nodes.Node):
            held[id(value)] += 1
        if id(value) not in seen:
            seen.add(id(value))
            waiting.extend(_held(value))
    return {found for found, count in held.items() if count > 1}


def _held(value: object) -> Iterator[object]:
    if is_record(value):
        yield from (getattr(value, name) for name in names_of(type(value)))
    elif isinstance(value, tuple):
        yield from value
    elif isinstance(value, Mapping):
        yield from value.values()
