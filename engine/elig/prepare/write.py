"""A checked program as rows; see `elig.prepare.rows`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from fractions import Fraction

from elig.prepare.rows import Kind, is_own
from elig.program import nodes
from elig.program.model import CheckedProgram
from elig.records import Struct, is_later, is_record, names_of
from elig.source import Source

ClassRow = tuple[str, str, tuple[str, ...]]
"""A class by its module and name, with the names of its fields; of an enumeration, with those of its words."""


class Written(Struct):
    """The classes that the rows of some units are of, and the units as lines of JSON; the last unit is the program."""

    classes: tuple[ClassRow, ...]
    units: tuple[str, ...]


def write_program(program: CheckedProgram, contents: Sequence[str]) -> Written:
    """The rows of a program; a text of a source is written as its place among the contents of the files.

    Raises `ValueError` for a value that rows cannot hold, and for a source that is no file.
    """
    writer = _Writer(program, contents)
    writer.unit(program)
    while writer.waiting:
        writer.write_next()
    return Written(tuple(writer.classes), tuple(writer.lines[number] for number in range(len(writer.lines))))


class _Writer:
    def __init__(self, program: CheckedProgram, contents: Sequence[str]) -> None:
        self.contents = {text: place for place, text in enumerate(contents)}
        self.shared = _shared(program)
        self.classes: dict[ClassRow, int] = {}
        self.numbers: dict[int, int] = {}
        self.waiting: list[object] = []
        self.lines: dict[int, str] = {}

    def unit(self, value: object) -> int:
        """The number of the unit that a value stands in of its own; it may yet have to be written."""
        if id(value) not in self.numbers:
            self.numbers[id(value)] = len(self.numbers)
            self.waiting.append(value)
        return self.numbers[id(value)]

    def write_next(self) -> None:
        value = self.waiting.pop()
        unit = _Unit(self)
        last = unit.record(value) if is_record(value) else unit.part(value)
        if not unit.rows:
            unit.rows.append(last)
        self.lines[self.numbers[id(value)]] = json.dumps(unit.rows, ensure_ascii=False, separators=(",", ":"))

    def class_of(self, value: object, names: tuple[str, ...]) -> int:
        found = type(value)
        if not is_own(found.__module__):
            raise ValueError(f"a program holds no {found.__module__}.{found.__qualname__}")
        key = (found.__module__, found.__qualname__, names)
        return Kind.CLASS + self.classes.setdefault(key, len(self.classes))


class _Unit:
    """The rows of one unit; equal values stand in it once, nodes each by itself."""

    def __init__(self, writer: _Writer) -> None:
        self.writer = writer
        self.rows: list[object] = []
        self.places: dict[object, int] = {}

    def part(self, value: object) -> object:
        """What stands for a value in a row of the unit."""
        match value:
            case None | bool() | str():
                return value
            case int():
                return value if value >= 0 else self.row(Kind.INTEGER, value)
            case Enum():
                names = tuple(type(value).__members__)
                return self.row(self.writer.class_of(value, names), value.name)
            case date():
                return self.row(Kind.DATE, value.toordinal())
            case Fraction():
                return self.row(Kind.FRACTION, value.numerator, value.denominator)
            case tuple():
                return self.row(Kind.TUPLE, *(self.part(item) for item in value))
            case frozenset():
                return self.row(Kind.SET, *sorted((self.part(item) for item in value), key=str))
            case Mapping():
                return self.mapping(value)
            case _ if id(value) in self.writer.shared or isinstance(value, Source):
                return self.row(Kind.UNIT, self.writer.unit(value))
            case _:
                return self.record(value)

    def mapping(self, value: Mapping[object, object]) -> int:
        if value and all(is_record(item) for item in value.values()):
            units = [self.writer.unit(item) for item in value.values()]
            return self.row(Kind.LAZY_MAPPING, tuple(str(key) for key in value), tuple(units))
        parts = (self.part(part) for entry in value.items() for part in entry)
        return self.row(Kind.MAPPING, *parts)

    def record(self, value: object) -> int:
        if not is_record(value):
            raise ValueError(f"a program holds no {type(value).__qualname__}")
        names = names_of(type(value))
        if isinstance(value, Source):
            content = self.writer.contents.get(value.text)
            if content is None:
                raise ValueError(f"{value.name} is no file that was read")
            parts = [self.part(value.name), self.row(Kind.CONTENT, content)]
        else:
            parts = [self.field(type(value), name, getattr(value, name)) for name in names]
        return self.row(self.writer.class_of(value, names), *parts, alone=isinstance(value, nodes.Node | nodes.Item))

    def field(self, record: type, name: str, value: object) -> object:
        if is_later(record, name) and value not in (None, ()):
            return self.row(Kind.LATER, self.writer.unit(value))
        return self.part(value)

    def row(self, kind: int, *parts: object, alone: bool = False) -> int:
        """What stands for the value of a row, which is written unless there is one like it."""
        found = (kind, *parts)
        key = object() if alone else (found, *map(type, found))
        if key not in self.places:
            self.rows.append(found)
            self.places[key] = -len(self.rows)
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
