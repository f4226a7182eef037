"""Help for Chinese written without blanks: how the one word that it makes could be split.

Nothing is ever split silently; this only says what to write.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import Enum

from elig.lang.keywords import KEYWORDS, REFUSED
from elig.lang.units import UnitNames
from elig.records import Struct

_KEYWORDS = tuple(row.zh for row in KEYWORDS)
_COMPARING = frozenset({"LT", "GE", "GT", "LE", "IN", "NOT_IN", "IS_NOT", "INCLUDES", "BETWEEN"})
_COMPARATORS = frozenset(row.zh for row in KEYWORDS if row.token in _COMPARING) | frozenset(
    word for word in REFUSED if "于" in word
)
_UNITS = ("元", "人", "月", "个月", "年", "岁", "周岁", "亩")
_LONGEST = 64


class _Kind(Enum):
    """What a part of a word is."""

    NAME = "name"
    KEYWORD = "keyword"
    NUMBER = "number"
    UNIT = "unit"
    UNKNOWN = "unknown"


class _Part(Struct):
    text: str
    kind: _Kind


class _Cut(Struct):
    """A way to cut the beginning of a word, and what it costs: the unknown costs most."""

    cost: int = 0
    parts: tuple[_Part, ...] = ()

    @property
    def last(self) -> _Part | None:
        return self.parts[-1] if self.parts else None

    @property
    def _after_figure(self) -> bool:
        return self.last is not None and self.last.kind in (_Kind.NUMBER, _Kind.UNIT)

    def then(self, part: _Part) -> _Cut:
        """The cut with one more part; unknown characters side by side are one part."""
        last = self.last
        if part.kind is not _Kind.UNKNOWN:
            doubtful = part.kind is _Kind.KEYWORD and len(part.text) == 1 and not self._after_figure
            return _Cut(self.cost + (4 if doubtful else 1), (*self.parts, part))
        if last is None or last.kind is not _Kind.UNKNOWN:
            return _Cut(self.cost + 5, (*self.parts, part))
        grown = _Part(last.text + part.text, _Kind.UNKNOWN)
        return _Cut(self.cost + 3, (*self.parts[:-1], grown))


def split_help(word: str, known_names: Collection[str], units: UnitNames | None = None) -> str:
    """How to write a word that has a keyword glued into it, or nothing where none is.

    >>> split_help("年龄不低于16岁", ())
    'write it with blanks: `年龄 不低于 16 岁`'
    >>> split_help("失业且在册", {"失业", "在册"})
    'write it with blanks: `失业 且 在册`'
    >>> split_help("行为", ())
    ''
    """
    if len(word) > _LONGEST or word.isascii():
        return ""
    words = units.words if units is not None else _UNITS
    parts = _best_cut(word, frozenset(known_names), words).parts
    if len(parts) < 2 or not _convinces(parts):
        return ""
    refused = next((part.text for part in parts if part.text in REFUSED), None)
    if refused is not None:
        return f"`{refused}` is not used in rules: {REFUSED[refused]}"
    return f"write it with blanks: `{' '.join(part.text for part in parts)}`"


def _convinces(parts: tuple[_Part, ...]) -> bool:
    """Whether a cut is better help than none: a keyword, and no mere guess."""
    kinds = {part.kind for part in parts}
    if _Kind.KEYWORD not in kinds:
        return False
    sure = any(part.text in _COMPARATORS for part in parts) or _Kind.NUMBER in kinds
    return sure or _Kind.UNKNOWN not in kinds


def _best_cut(word: str, known: frozenset[str], units: tuple[str, ...]) -> _Cut:
    best: dict[int, dict[_Kind | None, _Cut]] = {0: {None: _Cut()}}
    for start in range(len(word)):
        for cut in tuple(best.get(start, {}).values()):
            for part in _parts(word[start:], cut.last, known, units):
                found = cut.then(part)
                ends = best.setdefault(start + len(part.text), {})
                if part.kind not in ends or found.cost < ends[part.kind].cost:
                    ends[part.kind] = found
    return min(best[len(word)].values(), key=lambda cut: cut.cost)


def _parts(rest: str, last: _Part | None, known: frozenset[str], units: tuple[str, ...]) -> Iterator[_Part]:
    """What the rest of a word can begin with."""
    digits = len(rest) - len(rest.lstrip("0123456789."))
    if digits:
        yield _Part(rest[:digits], _Kind.NUMBER)
    for end in range(1, len(rest) + 1):
        if rest[:end] in known:
            yield _Part(rest[:end], _Kind.NAME)
    for spelt in (*_KEYWORDS, *REFUSED):
        if rest.startswith(spelt):
            yield _Part(spelt, _Kind.KEYWORD)
    if last is not None and (last.kind is _Kind.NUMBER or last.text in ("每", "折合")):
        for unit in units:
            if rest.startswith(unit):
                yield _Part(unit, _Kind.UNIT)
    yield _Part(rest[0], _Kind.UNKNOWN)
