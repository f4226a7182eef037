"""A constant amount below zero: both forms give nothing and say so."""

from __future__ import annotations

from datetime import date

from tests.compile.same import compare
from tests.compile.small import small

RIGHT = """
entitlements:
  e1:
    label: {zh: a, en: a}
    for: household
    basis: promise
    when: f
    grants: [{id: g, kind: cash, what: {zh: a, en: a}, amount: (0 yuan - 0.01 yuan)}]
    cite: [{page: test, seen: 2024-06-01, mark: read}]
"""


def test_a_constant_below_zero_is_nothing_in_both_forms() -> None:
    program = small(RIGHT)
    compare(program, {"household_id": "h", "members": [], "f": True}, date(2024, 6, 1), "p")
