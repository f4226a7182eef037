"""How DuckDB groups members by the number of their household: in a table that has a place for each number, if it may.

Such numbers follow one another, so that nothing has to be looked up, which takes a tenth off a statement. DuckDB itself
does so for small numbers alone, since the table is made by every thread and does not count as memory that is limited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

STATE = 16
"""The bytes of a sum while it is made, at most for nearly all."""
SHARE = Fraction(1, 16)
"""So much of the memory that a connection may use is taken at most."""
_LEAST, _MOST = 12, 22
"""Of how many bits numbers are: what DuckDB takes by itself, and what is never passed."""
_UNITS = ("B", "KiB", "MiB", "GiB", "TiB")


@contextmanager
def grouping(connection: DuckDBPyConnection, sums: int) -> Iterator[None]:
    """Let statements with so many sums group in such tables, as far as memory allows; then it is as it was before."""
    found = connection.execute(
        "SELECT current_setting('memory_limit'), current_setting('threads'), current_setting('perfect_ht_threshold')"
    ).fetchone()
    assert found is not None, "settings have values"
    memory, threads, before = found
    connection.execute(f"SET perfect_ht_threshold = {bits(memory_of(memory), threads, sums)}")
    try:
        yield
    finally:
        connection.execute(f"SET perfect_ht_threshold = {before}")


def bits(memory: Fraction, threads: int, sums: int) -> int:
    """Of how many bits the numbers may be.

    >>> bits(Fraction(16 * 2**30), 2, 6), bits(Fraction(2**30), 2, 6), bits(Fraction(2**30), 64, 300)
    (22, 18, 12)
    """
    places = int(memory * SHARE / (max(sums, 1) * STATE * threads))
    return min(_MOST, max(_LEAST, places.bit_length() - 1))


def memory_of(said: str) -> Fraction:
    """Bytes as DuckDB says them: `953.6 MiB`; none of what is said in another way.

    >>> memory_of("953.5 MiB"), memory_of("much")
    (Fraction(999817216, 1), Fraction(0, 1))
    """
    match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?) (\w+)", said)
    if match is None or match[2] not in _UNITS:
        return Fraction(0)
    return Fraction(match[1]) * (1 << 10 * _UNITS.index(match[2]))
