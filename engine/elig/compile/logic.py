"""Code of `and`, `or`, `not` and choices over truth values, of which some may be open (`None`)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from elig.compile.unit import At, Unit
from elig.compile.values import FALSE, OPEN, TRUE, Condition


def all_of(items: Sequence[Condition], unit: Unit, at: At) -> Condition:
    """`and`: false where one is, else open where one is."""
    if FALSE in items:
        return FALSE
    sure = [item.code for item in items if not item.open and item != TRUE]
    names = [unit.name(item.code, at) for item in items if item.open and item != OPEN]
    if OPEN in items:
        rest = [f"(False if {_some(names, ' is False')} else None)"] if names else ["None"]
    else:
        kleene = f"(False if {_some(names, ' is False')} else {' and '.join(names)})"
        rest = [kleene] if len(names) > 1 else names
    return _joined(" and ", [*sure, *rest], TRUE, is_open=bool(rest))


def any_of(items: Sequence[Condition], unit: Unit, at: At) -> Condition:
    """`or`: true where one is, else open where one is."""
    if TRUE in items:
        return TRUE
    sure = [item.code for item in items if not item.open and item != FALSE]
    names = [unit.name(item.code, at) for item in items if item.open and item != OPEN]
    if OPEN in items:
        rest = [f"(True if {_some(names)} else None)"] if names else ["None"]
    else:
        kleene = f"(True if {_some(names)} else None if {_some(names, ' is None')} else False)"
        rest = [kleene] if len(names) > 1 else names
    return _joined(" or ", [*sure, *rest], FALSE, is_open=bool(rest))


def invert(item: Condition, unit: Unit, at: At) -> Condition:
    """`not`."""
    if item in (TRUE, FALSE, OPEN):
        return {TRUE: FALSE, FALSE: TRUE, OPEN: OPEN}[item]
    if not item.open:
        return Condition(f"(not {item.code})")
    name = unit.name(item.code, at)
    return Condition(f"(None if {name} is None else not {name})", open=True)


def chosen(test: Condition, yes: Condition, no: Condition, unit: Unit, at: At) -> Condition:
    """One or the other; where the test is open, what both agree on."""
    if test in (TRUE, FALSE):
        return yes if test == TRUE else no
    is_open = yes.open or no.open
    if not test.open:
        return Condition(f"({yes.code} if {test.code} else {no.code})", is_open)
    agreed = same([yes, no], unit, at).code
    if test == OPEN:
        return Condition(agreed, open=True)
    name = unit.name(test.code, at)
    return Condition(f"({agreed} if {name} is None else {yes.code} if {name} else {no.code})", open=True)


def same(items: Sequence[Condition], unit: Unit, at: At) -> Condition:
    """What all agree on, else open."""
    names = [unit.name(item.code, at) for item in items]
    agree = " and ".join(f"{first} is {second}" for first, second in pairwise(names))
    return Condition(f"({names[0]} if {agree} else None)" if agree else names[0], open=True)


def _some(names: Sequence[str], what: str = "") -> str:
    return " or ".join(f"{name}{what}" for name in names)


def _joined(word: str, codes: Sequence[str], empty: Condition, *, is_open: bool) -> Condition:
    if not codes:
        return empty
    return Condition(codes[0] if len(codes) == 1 else f"({word.join(codes)})", is_open)
