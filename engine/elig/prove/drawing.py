"""Choices that depend on a seed alone, and values of facts at what rules name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from hashlib import sha256

from elig.evaluate.calendar import shifted
from elig.evaluate.environment import grid
from elig.program import nodes
from elig.program.model import Fact, Parameter
from elig.program.ranges import DAYS
from elig.program.types import BooleanType, DateType, EnumType, MembersType, NumberType, SetType, TextType
from elig.program.walk import descend
from elig.prove.sides import Side
from elig.prove.words import Words as Known
from elig.records import Struct, field
from elig.values import NONE_NUMBER, NONE_WORD, Numbers, Possible, Truth, Words, WordSet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")

LONG_AGO = 1200
"""A figure below it may be a number of months or years before the day; one above it is no such number."""


class Draws(Struct, frozen=False):
    """A stream of choices that depends on its seed alone."""

    seed: str
    _count: int = 0
    _bytes: list[int] = field(default_factory=list)

    def below(self, count: int) -> int:
        """A number from 0 on, below another that is small."""
        if len(self._bytes) < 2:
            self._bytes += sha256(f"{self.seed} {self._count}".encode()).digest()
            self._count += 1
        return (self._bytes.pop() * 256 + self._bytes.pop()) % count

    def one_of(self, items: Sequence[T]) -> T:
        """One of some things; at least one."""
        return items[self.below(len(items))]

    def once_in(self, count: int) -> bool:
        """True in one of so many cases."""
        return self.below(count) == 0

    def turned(self, items: Sequence[T]) -> Sequence[T]:
        """The things in their order, beginning with any of them."""
        start = self.below(max(len(items), 1))
        return [*items[start:], *items[:start]]


class Named(Struct):
    """What rules name: figures in order, at least one, days, and what they list of words and figures."""

    figures: tuple[Fraction, ...]
    days: tuple[Fraction, ...] = ()
    listed: tuple[Fraction | str, ...] = ()

    @classmethod
    def by(cls, tops: Iterable[tuple[Side, nodes.Node]]) -> Named:
        """What some rules name, each of a side."""
        figures, days, listed = {Fraction(0), Fraction(1)}, set[Fraction](), dict[Fraction | str, None]()
        for side, top in tops:
            for node in descend(top):
                (days if isinstance(node.type, DateType) else figures).update(_figures(side, node))
                listed.update(dict.fromkeys(_listed(node)))
        return cls(tuple(sorted(figures)), tuple(sorted(days)), tuple(listed))


def _figures(side: Side, node: nodes.Node) -> Iterator[Fraction]:
    match node:
        case nodes.Constant(value=Fraction() as figure):
            yield figure
        case nodes.InNode():
            yield from (option for option in node.options if isinstance(option, Fraction))
        case nodes.TodayRef():
            yield Fraction(side.on.toordinal())
        case nodes.ParameterRef():
            entries = side.rules.parameters[node.parameter].entries
            yield from (entry.value for entry in entries if isinstance(entry.value, Fraction))
        case nodes.TableNode():
            yield from (figure for row in node.rows for cell in row.cells for figure in cell.figures)
        case nodes.MarginalNode():
            yield from (rate.above for rate in node.rates)
        case _:
            pass


def _listed(node: nodes.Node) -> Sequence[Fraction | str]:
    match node:
        case nodes.InNode():
            return node.options
        case nodes.IncludesNode():
            return (node.word,)
        case _:
            return ()


class Values:
    """Draws values of facts; words and figures that are `telling` are preferred to others."""

    def __init__(self, draws: Draws, words: Known, side: Side, telling: frozenset[Fraction | str]) -> None:
        self.draws = draws
        self._telling = telling
        self._words = words
        self._on = side.on
        self._vocabulary = side.rules.vocabulary

    def value(self, fact: Fact, ids: Sequence[str], named: Named) -> Possible:
        """A value at what some rules name: a figure there, just below or just above, often a word that they have."""
        draws = self.draws
        can_lack = fact.optional and isinstance(fact.type, NumberType | DateType | EnumType | TextType)
        if can_lack and draws.once_in(3):
            return NONE_NUMBER if isinstance(fact.type, NumberType | DateType) else NONE_WORD
        match fact.type:
            case BooleanType():
                return Truth.of(draws.once_in(2))
            case NumberType() | DateType():
                marks = named.figures if isinstance(fact.type, NumberType) else (*named.figures, *named.days)
                return Numbers.point(self._figure(fact, marks))
            case EnumType() | TextType():
                words = self._words.of_type(fact.type)
                return Words(frozenset({self._word(words, named.listed)}))
            case SetType(kind):
                return self._set(self._words.enumerations[kind], 2)
            case MembersType():
                return self._set(ids, 3)

    def among(self, fact: Fact, options: Sequence[Fraction | str], inside: bool) -> Possible | None:
        """A value of a fact that is one of some options, or is none of them; None where that is not easily seen."""
        if isinstance(fact.type, EnumType | TextType):
            words = [word for word in self._words.of_type(fact.type) if (word in options) is inside]
            return Words(frozenset({self._word(words, ())})) if words else None
        figures = [option for option in options if isinstance(option, Fraction)]
        telling = [figure for figure in figures if figure in self._telling] if inside else []
        return Numbers.point(self.draws.one_of(telling or figures)) if figures and inside else None

    def _word(self, words: Sequence[str], named: Sequence[Fraction | str]) -> str:
        telling = [word for word in words if word in self._telling]
        if telling and not self.draws.once_in(3):
            return self.draws.one_of(telling)
        told = [word for word in words if word in named]
        return self.draws.one_of(told if told and self.draws.once_in(2) else words)

    def _set(self, items: Sequence[str], few: int) -> WordSet:
        has = frozenset(item for item in items if self.draws.once_in(few))
        return WordSet(has, frozenset(items) - has)

    def _figure(self, fact: Fact, marks: Sequence[Fraction]) -> Fraction:
        mark = self.draws.one_of(marks)
        if isinstance(fact.type, DateType) and abs(mark) < LONG_AGO:
            months = int(mark) * (1 if self.draws.once_in(4) else 12)
            mark = Fraction(shifted(self._on, -months).toordinal())
        return self.near(fact, mark, self.draws.below(3) - 1)

    def near(self, fact: Fact, figure: Fraction, steps: int) -> Fraction:
        """A figure that a fact can have, so many steps above another one or below it."""
        limits, step = fact.range or DAYS, grid(fact.type, self._vocabulary)
        return min(max((figure // step + steps) * step, limits.low), limits.high)

    def parameter(self, parameter: Parameter) -> Possible:
        """A value that a place could settle: of a figure either end of what is allowed, or one between."""
        draws = self.draws
        match parameter.type:
            case BooleanType():
                return Truth.of(draws.once_in(2))
            case EnumType() as kind:
                return Words(frozenset({draws.one_of(self._words.of_type(kind))}))
            case kind:
                assert parameter.range is not None, "numbers have ranges"
                limits, step = parameter.range, grid(kind, self._vocabulary)
                low = limits.low if parameter.at_least is None else max(parameter.at_least, limits.low)
                high = limits.high if parameter.up_to is None else min(parameter.up_to, limits.high)
                between = low + (high - low) * draws.below(1000) / 1000
                return Numbers.point(draws.one_of((low, high, *[max(between // step * step, low)] * 4)))
