"""Code that looks up a parameter whose keys depend on the household; the values of the place are found beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import lcm

from elig.compile.cells import bits_of
from elig.compile.figures import constant
from elig.compile.unit import At, Unit
from elig.compile.values import Condition, Figure, Mask, Refused, Value, Wide, condition
from elig.compile.wide import Number, seen, spanned
from elig.evaluate.environment import Environment
from elig.program.model import Parameter
from elig.program.nodes import ParameterRef
from elig.program.types import BooleanType, DateType, EnumType, NumberType
from elig.values import Numbers, Possible, Truth, Words, join

Cell = bool | Number | None
MOST = 10_000
"""As many combinations of possible keys are kept."""


class Table(dict[int | tuple[int, ...], Cell]):
    """What a parameter may be, by the bits of the words that its keys may be; joined when first asked for."""

    def __init__(self, values: Mapping[tuple[str, ...], Possible], bits: Sequence[Mapping[str, int]], den: int) -> None:
        super().__init__()
        self._values, self._bits, self._den = values, bits, den
        self.words: Mapping[str, int] = {}

    def __missing__(self, key: int | tuple[int, ...]) -> Cell:
        masks = key if isinstance(key, tuple) else (key,)
        listed = [[w for w, bit in bits.items() if mask & bit] for mask, bits in zip(masks, self._bits, strict=True)]
        found = self.cell(join(self._values[words] for words in product(*listed)))
        if len(self) < MOST:
            self[key] = found
        return found

    def cell(self, value: Possible) -> Cell:
        """A value as generated code has it."""
        match value:
            case Truth():
                return seen(value)
            case Numbers():
                return spanned(value, self._den) if value.value is None else int(value.value * self._den)
            case Words():
                return sum(bit for word, bit in self.words.items() if value.ids is None or word in value.ids)
            case _:
                raise AssertionError("a parameter is no set")


def look_up(node: ParameterRef, keys: Sequence[Value], unit: Unit, at: At) -> Value:
    """A parameter for some keys."""
    env = unit.env_at(at)
    parameter = env.rules.rules.parameters[node.parameter]
    if not keys:
        return _fixed(env.parameter(parameter, ()), parameter, unit)
    masks = [key for key in keys if isinstance(key, Mask)]
    if len(masks) != len(keys):
        raise Refused("ParameterRef")
    values = {words: env.parameter(parameter, words) for words in product(*(mask.bits for mask in masks))}
    found = [value for value in values.values() if isinstance(value, Numbers)]
    known = [value.value for value in found if value.value is not None]
    den = lcm(*(end.denominator for value in found for end in _ends(value)))
    table = Table(values, [mask.bits for mask in masks], den)
    table.words = _words(parameter, env)
    bare = "".join(mask.code for mask in masks) if len(masks) == 1 else f"({', '.join(mask.code for mask in masks)})"
    code = f"{unit.names.constant(table)}[{bare}]"
    is_open = any(mask.open for mask in masks)
    match parameter.type:
        case NumberType() | DateType():
            wide = Wide.MAYBE if is_open or len(known) < len(values) else Wide.NEVER
            ends = wide is Wide.MAYBE and not is_open and all(len(_ends(value)) == 2 for value in found)
            return Figure(unit.name(code, at, letter="p"), str(den), wide, ends=ends)
        case BooleanType():
            return Condition(code, is_open or Truth.OPEN in values.values())
        case EnumType():
            return Mask(code, table.words, is_open or any(_is_open(value) for value in values.values()))
        case _:
            raise Refused("ParameterRef")


def _ends(value: Numbers) -> tuple[Fraction, ...]:
    """The two ends of an interval or of a number; none where it is more than that."""
    if value.span is None or value.points is not None or value.none or value.undefined:
        return ()
    return tuple(end for end in (value.span.low, value.span.high) if end is not None)


def _fixed(value: Possible, parameter: Parameter, unit: Unit) -> Value:
    match value:
        case Truth():
            return condition(seen(value))
        case Numbers():
            return constant(value, unit)
        case Words() if isinstance(parameter.type, EnumType):
            table = Table({}, (), 1)
            table.words = _words(parameter, unit.env)
            return Mask(str(table.cell(value)), table.words, _is_open(value))
        case _:
            raise Refused("ParameterRef")


def _words(parameter: Parameter, env: Environment) -> dict[str, int]:
    if not isinstance(parameter.type, EnumType):
        return {}
    listed = env.vocabulary.enumerations[parameter.type.enumeration].values
    return bits_of(value.id for value in listed)


def _is_open(value: Possible) -> bool:
    return isinstance(value, Words) and value.value is None
