"""Random draws as SQL: whole-number arithmetic on two numbers of a row; a seed gives the same rows everywhere.

Each row has `r0` and `r1`, both below `PRIME`, from an MD5 of the seed and the row. A draw for a name is a combination
of the two with factors that come from the name; draws for different names are independent enough for made-up people.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from elig.batch.files import list_of

PRIME = 2_147_483_647
"""2**31 - 1: two products of numbers below it add up to less than 2**63."""


def base(key: str, seed: int) -> str:
    """SQL of the columns `r0` and `r1` of a row, from SQL of a text that tells the row from all others."""
    digest = f"md5_number_lower('{seed}:' || {key})"
    return f"CAST({digest} % {PRIME} AS BIGINT) AS r0, CAST(({digest} // 4294967296) % {PRIME} AS BIGINT) AS r1"


def draw(name: str) -> str:
    """SQL of a whole number from 0 to `PRIME` - 1."""
    digits = sha256(name.encode()).digest()
    one, other = (int.from_bytes(digits[at : at + 8], "big") % (PRIME - 1) + 1 for at in (0, 8))
    return f"((r0 * {one} + r1 * {other}) % {PRIME})"


def threshold(share: float) -> int:
    """The number below which that share of all draws lies."""
    return round(share * PRIME)


def chance(name: str, share: float | str) -> str:
    """SQL that is true with a probability, which is a number or a column that holds a `threshold`."""
    return f"({draw(name)} < {share if isinstance(share, str) else threshold(share)})"


def among(name: str, count: int | str) -> str:
    """SQL of a whole number from 0 to below `count`."""
    return f"({draw(name)} % {count})"


def hundredths(name: str, count: int) -> str:
    """SQL of an amount from 0 to below so many hundredths, exactly."""
    return f"CAST({among(name, count)} AS DECIMAL(14, 0)) * 0.01"


def tenths(name: str, count: int) -> str:
    """SQL of a number from 0 to below so many tenths, exactly."""
    return f"CAST({among(name, count)} AS DECIMAL(14, 0)) * 0.1"


def pick(name: str, words: Sequence[str]) -> str:
    """SQL of one of some words; a word that stands twice is twice as likely."""
    return f"({list_of(words)})[1 + {among(name, len(words))}]"


def weighed(name: str, words: Sequence[tuple[str, float]], last: str) -> str:
    """SQL of one of some pieces of SQL, each with its share; the rest is the last."""
    total, lines = 0.0, []
    for code, share in words:
        total += share
        lines.append(f"WHEN {draw(name)} < {threshold(total)} THEN {code}")
    return f"(CASE {' '.join(lines)} ELSE {last} END)"
