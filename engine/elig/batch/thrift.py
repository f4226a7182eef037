"""Where values stand in Thrift's compact form, in which the footers of Parquet are written.

Nothing there says how many bytes a structure takes, so a number in it can be written anew in more bytes or fewer.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable

from elig.records import Struct

_BOOLEANS, _BYTE, _WHOLE, _DOUBLE, _BINARY, _LISTS, _STRUCT = (1, 2), 3, (4, 5, 6), 7, 8, (9, 10), 12
LONG = 15
"""The size of a list that is written after it, since it has no room in its first byte."""

Path = tuple[int, ...]
"""Which value: the numbers of the fields that lead to it, 0 for any item of a list."""


class Place(Struct):
    """Where a value stands."""

    path: Path
    start: int
    end: int


Walk = Generator[Place, None, int]
"""The places of values, each after those inside of it; and where the last of them ends."""


def places(data: bytes) -> Walk:
    """The places of all values of a structure."""
    return _fields(data, 0, ())


def _fields(data: bytes, at: int, path: Path) -> Walk:
    field = 0
    while head := data[at]:
        at += 1
        if head >> 4:
            field += head >> 4
        else:
            field, at = number(data, at)
        kind, own = head & 15, (*path, field)
        end = at if kind in _BOOLEANS else (yield from _value(data, at, kind, own))
        yield Place(own, at, end)
        at = end
    return at + 1


def _value(data: bytes, at: int, kind: int, path: Path) -> Walk:
    if kind in _WHOLE:
        return _varint(data, at)[1]
    if kind == _BINARY:
        size, at = _varint(data, at)
        return at + size
    if kind == _STRUCT:
        return (yield from _fields(data, at, path))
    if kind in _LISTS:
        return (yield from _items(data, at, (*path, 0)))
    assert kind in (*_BOOLEANS, _BYTE, _DOUBLE), f"no footer has a value of kind {kind}"
    return at + (8 if kind == _DOUBLE else 1)


def _items(data: bytes, at: int, path: Path) -> Walk:
    size, kind = data[at] >> 4, data[at] & 15
    at += 1
    if size == LONG:
        size, at = _varint(data, at)
    for _ in range(size):
        end = yield from _value(data, at, kind, path)
        yield Place(path, at, end)
        at = end
    return at


def _varint(data: bytes, at: int) -> tuple[int, int]:
    found = shift = 0
    while True:
        byte = data[at]
        at += 1
        found |= (byte & 0x7F) << shift
        if byte < 0x80:
            return found, at
        shift += 7


def number(data: bytes, at: int) -> tuple[int, int]:
    """A whole number with its sign, and where it ends."""
    found, at = _varint(data, at)
    return (found >> 1) ^ -(found & 1), at


def written(value: int) -> bytes:
    """A whole number that is not below zero, with its sign."""
    return _unsigned(value << 1)


def structures(items: Iterable[bytes]) -> bytes:
    """A list of structures."""
    every = list(items)
    return bytes([LONG << 4 | _STRUCT]) + _unsigned(len(every)) + b"".join(every)


def _unsigned(value: int) -> bytes:
    found = bytearray()
    while value >= 0x80:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)


def changed(data: bytes, start: int, end: int, changes: Iterable[tuple[Place, bytes]]) -> bytes:
    """Some bytes with values in other places of them, in order, written otherwise."""
    found = bytearray()
    for place, text in changes:
        found += data[start : place.start] + text
        start = place.end
    return bytes(found + data[start:end])
