"""Arithmetic of the ends of a number."""

from __future__ import annotations

from fractions import Fraction

import pytest

from elig.sql import ends
from elig.sql.dialects import dialect_of

DUCK = dialect_of("duckdb")


@pytest.mark.parametrize(("left", "right"), [("100000", "3/2"), ("3/2", "2/3"), ("-7/2", "4"), ("0", "1/3")])
def test_the_product_of_constants_is_exact(left: str, right: str) -> None:
    found = ends.times(ends.constant(Fraction(left)), ends.constant(Fraction(right)), DUCK)
    assert ends.literal(found) == Fraction(left) * Fraction(right)
