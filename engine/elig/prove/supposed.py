"""Figures that no place has settled, as an example supposes them: set, told and written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from elig.evaluate.environment import Input, ParameterInput
from elig.lang.printer import decimal
from elig.program.model import Parameter
from elig.program.types import EnumType
from elig.prove.keys import Mark
from elig.prove.lin import TRUE, holds, number
from elig.prove.possible import Divisor, Exact, May, Part, Quantity, Value, Word
from elig.prove.settings import Figures, Names, Spot, symbol_of
from elig.prove.tightening import Tightening
from elig.records import Struct
from elig.values import Numbers, Possible, Truth, Words

ROUND = (100, 10, 1)
"""What a figure that is supposed is a multiple of, if it can be."""

Stated = tuple[tuple[str, tuple[str, ...], str], ...]
"""Parameters with their keys, and the value of each as a file states it."""


class Supposed(Struct):
    """The figures of one side that an example depends on; each is one symbol."""

    figures: Figures
    spots: tuple[Spot, ...]

    @classmethod
    def of(cls, figures: Figures, marks: Iterable[Mark]) -> Supposed:
        """Those that some marks name."""
        marked = {name for kind, name in marks if kind == "figure"}
        return cls(figures, tuple(spot for spot in sorted(figures.settled) if spot[0] in marked))

    def settle(self, tight: Tightening) -> None:
        """Set each that is not known to what is usual."""
        for spot in self.spots:
            if symbol_of(spot) not in self.figures.supposed:
                self._settle(tight, spot)

    def known(self, values: Mapping[int, int]) -> Figures:
        """The figures where these are known: those that an example supposes."""
        found = {symbol_of(spot): _plain(self._symbol(spot), values) for spot in self.spots}
        return self.figures.supposing({**self.figures.supposed, **found}) if found else self.figures

    def _settle(self, tight: Tightening, spot: Spot) -> None:
        match self._symbol(spot):
            case May(yes=term):
                tight.prefer(-term)
            case Word(parts=((_, place),)):
                tight.fix(place, 0)
            case Quantity(parts=(Part(low=Exact(over=symbol, by=Divisor(by=by))),)):
                low, high = tight.terms.span(symbol)
                if tight.is_free(symbol):
                    tight.put(symbol, low)
                else:
                    tight.round(symbol, by, max(low, 1), high, ROUND)
            case other:
                raise AssertionError(f"a figure that is settled is one symbol, not {other}")

    def values(self, values: Mapping[int, int]) -> dict[Spot, Possible]:
        """What each is for values of its symbol."""
        return {spot: self._value(spot, {TRUE: 1, **values}) for spot in self.spots}

    def _value(self, spot: Spot, values: Mapping[int, int]) -> Possible:
        match self._symbol(spot):
            case May(yes=term):
                return Truth.of(holds(term, values))
            case Word(parts=((_, place),)):
                kind = self._parameter(spot).type
                assert isinstance(kind, EnumType), "words are of an enumeration"
                return Words(frozenset({self.figures.words(kind.enumeration)[number(place, values)]}))
            case Quantity(parts=(Part(low=Exact(over=symbol, by=Divisor(by=by))),)):
                return Numbers.point(Fraction(number(symbol, values), by))
            case other:
                raise AssertionError(f"a figure that is settled is one symbol, not {other}")

    def _symbol(self, spot: Spot) -> Value:
        return self.figures.symbol(self._parameter(spot), spot)

    def _parameter(self, spot: Spot) -> Parameter:
        return self.figures.settings.side.rules.parameters[spot[0]]


def _plain(symbol: Value, values: Mapping[int, int]) -> int:
    match symbol:
        case May(yes=term):
            return int(holds(term, values))
        case Word(parts=((_, place),)):
            return number(place, values)
        case Quantity(parts=(Part(low=Exact(over=over)),)):
            return number(over, values)
        case other:
            raise AssertionError(f"a figure that is settled is one symbol, not {other}")


def stated(settled: Mapping[Spot, Possible]) -> Stated:
    """Figures that are supposed, as a file states them."""
    return tuple((name, keys, _text(value)) for (name, keys), value in settled.items())


def pins(settled: Mapping[Spot, Possible], names: Names) -> Mapping[Input, Possible]:
    """Figures that are supposed, as the evaluator is told them, by their names on a side."""
    return {ParameterInput(names.parameter(name), keys): value for (name, keys), value in settled.items()}


def _text(value: Possible) -> str:
    match value:
        case Truth():
            return "true" if value is Truth.TRUE else "false"
        case Words(value=word) if word is not None:
            return word
        case Numbers(value=figure) if figure is not None:
            return decimal(figure) or str(figure)
        case _:
            raise AssertionError("a figure that is supposed is one value")
