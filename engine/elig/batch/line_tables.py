"""Lines of text as a table, each with its number; and as columns, in which each value keeps its spelling as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from elig.batch.files import list_of, quoted
from elig.batch.lines import Lines
from elig.facts.jsontext import MAX_BYTES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_LONG_NUMBER = r'[^"0-9.][0-9.]{17,}'
"""A number of so many digits that the database may not keep them all."""
OBJECT = "json_valid(line) AND json_type(line) = 'OBJECT'"
"""SQL of whether a line is an object of JSON."""


def load(connection: DuckDBPyConnection, lines: Lines, table: str, folder: Path) -> Mapping[int, bytes]:
    """Make a table with `row`, the number of a line from 1, and `line`; blank lines are left out.

    Gives back the lines that are no text: in the table `null` stands for them, which is no household either.
    """
    odd: dict[int, bytes] = {}
    copy = folder / f"{table}-lines"
    with copy.open("wb") as file:
        for piece, _ in lines.pieces(1000):
            for record in piece:
                assert isinstance(record.data, bytes), "a line is bytes"
                if _is_odd(record.data):
                    odd[record.row] = record.data
                file.write(b"%d\x01%s\n" % (record.row, b"null" if record.row in odd else record.data))
    connection.execute(
        f"""CREATE TABLE {table} AS SELECT * FROM read_csv({quoted(copy)},
        columns = {{'row': 'BIGINT', 'line': 'VARCHAR'}}, delim = E'\\x01', quote = '', escape = '',
        header = false, auto_detect = false, new_line = '\\n', max_line_size = {2 * MAX_BYTES})"""
    )
    copy.unlink()
    return odd


def _is_odd(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return len(line) > MAX_BYTES or b"\x01" in line or b"\r" in line or b"\0" in line


def parsed(names: Iterable[str]) -> str:
    """SQL of a line as a struct of the values of some keys, each as JSON."""
    shape = ", ".join(f'"{name}": "JSON"' for name in names)
    return f"from_json(CASE WHEN {OBJECT} THEN line END, '{{{shape}}}')"


def key_of(name: str, *, own: bool) -> str:
    """SQL of a key of the struct `h`; an id (`own`) as text, if it is one."""
    if own:
        return f'CASE WHEN json_type(h."{name}") = \'VARCHAR\' THEN h."{name}" ->> \'$\' END AS "{name}"'
    return f'h."{name}" AS "{name}"'


def plain(keys: Iterable[str]) -> str:
    """SQL of whether an object in a line has no other keys than these, none twice, and no endless number."""
    found = "json_keys(line)"
    return f"""list_has_all({list_of(keys)}, {found}) AND len(list_distinct({found})) = len({found})
        AND NOT regexp_matches(line, '{_LONG_NUMBER}')"""
