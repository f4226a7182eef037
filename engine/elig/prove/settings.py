"""What figures are at a side's place: known, open between two ends, or a symbol that both sides share."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from fractions import Fraction
from math import ceil, floor

from elig.evaluate.environment import Ends, grid
from elig.evaluate.places import NOWHERE_KNOWN, Where, chain, values_of
from elig.program.model import Entry, Parameter
from elig.program.types import BooleanType, EnumType, NumberType
from elig.prove.lin import FALSE, TRUE, Lin, constant
from elig.prove.possible import OPEN, Divisor, Exact, Part, Quantity, Value, Word, exact, known, point
from elig.prove.sides import Side
from elig.prove.terms import Terms
from elig.records import Struct, field

Spot = tuple[str, tuple[str, ...]]
"""A parameter, by its name on the old side, and its keys."""

Open = tuple[Spot, Hashable]
"""A figure that no place has settled, and within what it is to lie."""


class Names(Struct):
    """What things of the old side are called on the new one, where the two differ."""

    parameters: Mapping[str, str] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)

    def turned(self) -> Names:
        """From the new side to the old one."""
        return Names(*({new: old for old, new in names.items()} for names in (self.parameters, self.readings)))

    def parameter(self, id: str) -> str:
        """A parameter's name on the other side."""
        return self.parameters.get(id, id)


class Settings:
    """The figures of one side. `names` leads to the names by which both sides know them."""

    def __init__(self, side: Side, names: Names) -> None:
        self.side = side
        self.names = names
        self.here = Where(chain(side.place))
        self._vocabulary = side.rules.vocabulary

    def origins(self, parameter: Parameter) -> tuple[str, ...]:
        """The divisions that a figure of the place left is stated for."""
        return tuple(sorted({entry.division for entry in parameter.entries})) if parameter.by_origin else ()

    def all_keys(self, parameter: Parameter) -> tuple[tuple[str, ...], ...]:
        """Every combination of what the keys of a parameter can be."""
        return tuple(self._vocabulary.keys_of(parameter))

    def entry(self, parameter: Parameter, keys: tuple[str, ...], origin: str | None = None) -> Entry | None:
        """What is stated at the place; None where nothing is. `origin` is the place left."""
        where = self.here
        if parameter.by_origin:
            where = NOWHERE_KNOWN if origin is None else Where(chain(self._vocabulary.current(origin)))
        return values_of(parameter, keys, where, self.side.on)[0]

    def said(self, parameter: Parameter) -> Hashable:
        """All that a parameter comes to at the place, for comparing with another."""
        keys = self.all_keys(parameter)
        origins = (*self.origins(parameter), None)
        found = tuple((key, origin, self._value(parameter, key, origin)) for key in keys for origin in origins)
        is_open = any(value is None for _, _, value in found)
        own = (self.names.parameter(parameter.id), parameter.range, parameter.at_least, parameter.up_to)
        return parameter.type, parameter.by_origin, found, own if is_open else None

    def _value(self, parameter: Parameter, keys: tuple[str, ...], origin: str | None) -> Fraction | bool | str | None:
        entry = self.entry(parameter, keys, origin)
        return None if entry is None else entry.value

    def is_open(self, parameter: Parameter, keys: tuple[str, ...]) -> bool:
        """Whether a figure of the place is not settled there."""
        return not parameter.by_origin and self._value(parameter, keys, None) is None

    def open_spots(self) -> frozenset[Open]:
        """Every figure that is open at the place, by the names that both sides know, and within what it is to lie."""
        return frozenset(
            ((self.names.parameter(parameter.id), keys), (parameter.range, parameter.at_least, parameter.up_to))
            for parameter in self.side.rules.parameters.values()
            for keys in self.all_keys(parameter)
            if self.is_open(parameter, keys)
        )


class Figures:
    """The figures of one side as terms; those in `settled` are symbols, other open ones are intervals.

    A symbol that is `supposed`, by its name, is that value.
    """

    def __init__(
        self,
        terms: Terms,
        settings: Settings,
        settled: frozenset[Spot],
        words: Callable[[str], list[str]],
        supposed: Mapping[str, int] | None = None,
    ) -> None:
        self.terms = terms
        self.settings = settings
        self.settled = settled
        self.words = words
        self.supposed = supposed or {}

    def supposing(self, supposed: Mapping[str, int]) -> Figures:
        """The same where some of the symbols are known, by their names."""
        return Figures(self.terms, self.settings, self.settled, self.words, supposed)

    def value(self, parameter: Parameter, keys: tuple[str, ...], origin: str | None, ends: Ends) -> Value:
        """What a parameter may be for some keys, and for a place left."""
        entry = self.settings.entry(parameter, keys, origin)
        if entry is not None and entry.value is not None:
            return self._constant(parameter, entry.value)
        spot = self.settings.names.parameter(parameter.id), keys
        if spot in self.settled and not parameter.by_origin:
            return self.symbol(parameter, spot)
        return self._open(parameter, ends)

    def _constant(self, parameter: Parameter, value: Fraction | bool | str) -> Value:
        match value:
            case bool():
                return known(TRUE if value else -TRUE)
            case Fraction():
                return point(exact(value))
            case str():
                kind = parameter.type
                assert isinstance(kind, EnumType), "a parameter is a number, a condition or a word"
                return Word(((TRUE, constant(self.words(kind.enumeration).index(value))),))

    def symbol(self, parameter: Parameter, spot: Spot) -> Value:
        """A figure that no place has settled, supposed to be settled."""
        name = symbol_of(spot)
        match parameter.type:
            case BooleanType():
                value = self.supposed.get(name)
                return known(self.terms.truth(name) if value is None else TRUE if value else FALSE)
            case EnumType(enumeration):
                return Word(((TRUE, self._whole(name, 0, len(self.words(enumeration)) - 1)),))
            case _:
                low, high = self._limits(parameter)
                step = grid(parameter.type, self.settings.side.rules.vocabulary)
                first, last = ceil(low / step), floor(high / step)
                return point(Exact(self._whole(name, first, last), Divisor(step.denominator)))

    def _whole(self, name: str, low: int, high: int) -> Lin:
        value = self.supposed.get(name)
        return self.terms.whole(name, low, high) if value is None else constant(value)

    def _limits(self, parameter: Parameter) -> tuple[Fraction, Fraction]:
        assert parameter.range is not None, "numbers have ranges"
        limits = parameter.range
        low = limits.low if parameter.at_least is None else max(parameter.at_least, limits.low)
        return low, limits.high if parameter.up_to is None else min(parameter.up_to, limits.high)

    def _open(self, parameter: Parameter, ends: Ends) -> Value:
        match parameter.type:
            case BooleanType():
                return OPEN
            case EnumType(enumeration):
                return Word(tuple((TRUE, constant(place)) for place in range(len(self.words(enumeration)))))
            case NumberType():
                assert parameter.range is not None, "numbers have ranges"
                if ends is Ends.NORMS:
                    low, high = parameter.at_least, parameter.up_to
                else:
                    low, high = parameter.range.low, parameter.range.high
                return Quantity((Part(TRUE, *(None if end is None else exact(end) for end in (low, high))),))
            case kind:
                raise AssertionError(f"no parameter is {kind}")


def symbol_of(spot: Spot) -> str:
    """The name of the symbol for a figure."""
    return f"parameter {' '.join((spot[0], *spot[1]))}"
