"""Files of Parquet put together without reading their rows: their bytes one after another, and one footer for all.

A footer lists row groups and names the places in the file where these stand, which are moved. What nothing names
between the parts, their own marks, no reader looks at.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from elig.batch.thrift import Place, changed, number, places, structures, written
from elig.records import Struct

_MARK = b"PAR1"
_TAIL = 8
"""So many bytes follow a footer: how long it is, and the mark."""

_SCHEMA, _ROWS, _GROUPS, _GROUP = (2,), (3,), (4,), (4, 0)
_COLUMN, _META = (*_GROUP, 1, 0), (*_GROUP, 1, 0, 3)
_ORDINAL = (*_GROUP, 7)
_MOVED = {(*_GROUP, 5), *((*_COLUMN, n) for n in (2, 4, 6)), *((*_META, n) for n in (9, 10, 11, 14))}
"""Places in the file: of row groups, of columns and their indexes, of pages, dictionaries and filters."""
_LOOKED_AT = {_SCHEMA, _ROWS, _GROUPS, _GROUP, _ORDINAL, *_MOVED}


class _Footer(Struct):
    """A footer, where in its file it begins, and where in it the values stand that are looked at."""

    data: bytes
    begins: int
    places: tuple[Place, ...]

    def place(self, path: tuple[int, ...]) -> Place:
        """Where a value stands that there is once."""
        return next(place for place in self.places if place.path == path)

    @property
    def schema(self) -> bytes:
        """The columns, as they are written."""
        place = self.place(_SCHEMA)
        return self.data[place.start : place.end]

    @property
    def rows(self) -> int:
        """How many rows the file has."""
        return number(self.data, self.place(_ROWS).start)[0]


def appended(parts: Sequence[Path], whole: Path) -> bool:
    """Put files together as one, in order; whether that could be done: they need to have the same columns."""
    footers = [_footer(part) for part in parts]
    if len({footer.schema for footer in footers}) > 1:
        return False
    groups: list[bytes] = []
    with whole.open("wb") as target:
        for part, footer in zip(parts, footers, strict=True):
            begins = target.tell()
            with part.open("rb") as source:
                shutil.copyfileobj(source, target, 1 << 20)
            target.seek(begins + footer.begins)
            target.truncate()
            groups += _groups(footer, begins, len(groups))
        footer = footers[0]
        rows = written(sum(one.rows for one in footers))
        text = changed(
            footer.data,
            0,
            len(footer.data),
            ((footer.place(_ROWS), rows), (footer.place(_GROUPS), structures(groups))),
        )
        target.write(text + len(text).to_bytes(4, "little") + _MARK)
    return True


def _footer(part: Path) -> _Footer:
    with part.open("rb") as file:
        end = file.seek(-_TAIL, 2)
        size = int.from_bytes(file.read(4), "little")
        assert file.read() == _MARK, "the file is whole, and its footer is not encrypted"
        begins = file.seek(end - size)
        data = file.read(size)
    return _Footer(data, begins, tuple(place for place in places(data) if place.path in _LOOKED_AT))


def _groups(footer: _Footer, begins: int, before: int) -> Iterator[bytes]:
    """The row groups of a part that begins at some place of the file, after so many others."""
    inside: list[tuple[Place, bytes]] = []
    for place in footer.places:
        if place.path == _GROUP:
            yield changed(footer.data, place.start, place.end, inside)
            inside, before = [], before + 1
        elif place.path == _ORDINAL:
            inside.append((place, written(before)))
        elif place.path in _MOVED:
            value, _ = number(footer.data, place.start)
            if value:  # nothing stands at the very beginning: such a place is not told
                inside.append((place, written(value + begins)))
