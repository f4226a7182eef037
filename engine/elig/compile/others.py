"""Code of quantifiers over the other members: all are counted in one walk, and each leaves itself out in the next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from elig.compile import wide
from elig.compile.unit import At, Unit
from elig.compile.values import Condition, Figure, Wide


def counted(tests: Sequence[tuple[str, str]], key: object, walk: At, after: At, unit: Unit) -> list[str]:
    """The names of how many of the other members meet each test.

    A test is its code for a member of the walk, and for the member who asks, who stands in the next walk.
    """
    found: list[str] = []
    for index, (everybody, own) in enumerate(tests):
        total = after.block.once((key, index), partial(_total, everybody, walk, unit))
        found.append(f"({total} - ({own}))")
    return found


def _total(test: str, walk: At, unit: Unit) -> str:
    total = unit.names.fresh("n")
    unit.head(walk.level).add(f"{total} = 0")
    walk.block.add(f"if {test}: {total} += 1")
    return total


def surely(name: str) -> str:
    """Code of whether a condition surely holds."""
    return f"{name} is True"


def perhaps(name: str) -> str:
    """Code of whether a condition may hold."""
    return f"{name} is not False"


def exists(sure: str, may: str, is_open: bool, at: At, unit: Unit) -> Condition:
    """Whether there is another one: surely, if one surely is; surely not, if nobody may be."""
    if not is_open:
        return Condition(f"({sure} > 0)")
    none = f"{may} == 0" if unit.known else f"{may} == 0 and complete"
    return Condition(unit.name(f"True if {sure} > 0 else False if {none} else None", at), open=True)


def every(fails: str, holds: str, lacks: str, somebody: str, at: At, unit: Unit) -> Condition:
    """Whether there is another one, and none lacks what is asked; over all that each may be."""
    complete = "" if unit.known else "None if not complete else "
    sure = f"None if {lacks} or not {somebody} else True"
    return Condition(unit.name(f"False if {fails} else {complete}False if not {holds} else {sure}", at), open=True)


def count(sure: str, may: str, is_open: bool, at: At, unit: Unit) -> Figure:
    """How many others there are."""
    low = unit.name(sure, at, letter="n")
    if unit.known and not is_open:
        return Figure(low)
    high = unit.name(may, at, letter="n")
    most = unit.rules.rules.vocabulary.subjects.max_parts - 1
    last = high if unit.known else f"({high} if complete else {most})"
    all_seen = "" if unit.known else "complete and "
    helper = unit.names.constant(wide.counted)
    code = f"{low} if {all_seen}{low} == {high} else {helper}({low}, {last})"
    return Figure(unit.name(code, at, letter="n"), wide=Wide.MAYBE)
