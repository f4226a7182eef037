"""Identity numbers and certificates in SQL: whether one is surely right.

`elig.facts.identity` asks the same and says what is wrong; what is not surely right here is left to it.
"""

from __future__ import annotations

from elig.facts.identity import CHECKS, WEIGHTS

_CITIZEN = "[1-9][0-9]{16}[0-9X]"
_CERTIFICATE = f"{_CITIZEN}[1-7][1-4](B[0-9]{{1,2}})?"


def surely_right(check: str, text: str) -> str:
    """SQL of whether a text is surely a number of a format, in its normal spelling."""
    match check:
        case "gb11643":
            form = _CITIZEN
        case "gb26341":
            form = _CERTIFICATE
        case _:
            return "FALSE"
    return f"regexp_full_match({text}, '{form}') AND {born(text)} IS NOT NULL AND {_checked(text)}"


def born(text: str) -> str:
    """SQL of the day of birth in a number; NULL where there is no such day."""
    parts = (f"substr({text}, {first}, {size})" for first, size in ((7, 4), (11, 2), (13, 2)))
    day = " || '-' || ".join(parts)
    return f"CASE WHEN substr({text}, 7, 4) <> '0000' THEN TRY_CAST({day} AS DATE) END"


def _checked(text: str) -> str:
    total = " + ".join(f"{weight} * (ascii(substr({text}, {at}, 1)) - 48)" for at, weight in enumerate(WEIGHTS, 1))
    return f"substr('{CHECKS}', CAST(({total}) % 11 + 1 AS BIGINT), 1) = substr({text}, {len(WEIGHTS) + 1}, 1)"
