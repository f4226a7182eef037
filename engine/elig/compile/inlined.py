"""What is named and asked for once is written where it is asked for: less to store, and often not worked out at all.

A line `name = code` has no effect but its name, so it may stand later, as long as nothing that it reads was given
another value in between and it does not come into a loop. Answers, and what is counted and gathered, keep their lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from elig.records import Struct

_ONE = re.compile(r"( *)([dhmoptw][0-9]+) = ([^=].*)")
"""A fact, a definition, a value or a condition that gets its name."""

_NAMES = re.compile(r"[a-z]+[0-9]+")
_SET = re.compile(r"([a-z]+[0-9]+)(?=(?:, [a-z]+[0-9]+)* [+*]?= )")
"""Names that a line gives a value."""

_GROWS = re.compile(r"\b[rx][0-9]")
"""Lists that members are added to."""

_MOST = 40
"""As many parentheses an expression that is put into another one may have: Python takes 200 one in the other."""


class _Kept(Struct):
    """A line that may still be put where its name is asked for: its code, the names in it, the places of its rule."""

    line: int
    depth: int
    code: str
    names: frozenset[str]
    places: str


def inlined(lines: Iterable[str]) -> list[str]:
    """The lines of a function, those of names that are asked for once put into the lines that ask."""
    found = [*lines]
    used = Counter(name for line in found for name in _NAMES.findall(_code(line)))
    waiting: dict[str, _Kept] = {}
    gone: set[int] = set()
    for number, line in enumerate(found):
        code, _, places = line.partition("  # ")
        depth = len(code) - len(code.lstrip())
        given = set(_SET.findall(code))
        loop = code.lstrip().startswith("for ")
        for name in [name for name, kept in waiting.items() if loop or kept.depth > depth or given & kept.names]:
            del waiting[name]
        asked = [name for name in _NAMES.findall(code) if name in waiting] if _takes(code) else []
        if asked:
            put = {name: waiting.pop(name) for name in asked}
            code = _put(code, put)
            places = ", ".join(filter(None, (places, *(kept.places for kept in put.values()))))
            gone.update(kept.line for kept in put.values())
            found[number] = f"{code}  # {places}" if places else code
        one = _ONE.fullmatch(code)
        if one is not None and used[one[2]] == 2 and _may_wait(one[3]):
            waiting[one[2]] = _Kept(number, depth, _whole(one[3]), frozenset(_NAMES.findall(code)), places)
    return [line for number, line in enumerate(found) if number not in gone]


def _code(line: str) -> str:
    return line.partition("  # ")[0]


def _put(code: str, kept: Mapping[str, _Kept]) -> str:
    return _NAMES.sub(lambda name: kept[name[0]].code if name[0] in kept else name[0], code)


def _may_wait(code: str) -> bool:
    return ";" not in code and code.count("(") <= _MOST and not _GROWS.search(code)


def _takes(code: str) -> bool:
    """Whether code may be put into a line: what the function gives is listed by its names."""
    return not code.lstrip().startswith("return") and ".append(" not in code


def _whole(code: str) -> str:
    """Code that stays one operand wherever it stands."""
    if re.fullmatch(r"[a-z]+[0-9]*(\[[a-z0-9]+\])?", code):
        return code
    depth = 0
    for place, letter in enumerate(code):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return code if place == len(code) - 1 and code[0] == "(" else f"({code})"
    return f"({code})"
