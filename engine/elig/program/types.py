"""The types of facts, parameters and expressions."""

from __future__ import annotations

from fractions import Fraction

from elig.lang.ast import NO_UNIT, Unit
from elig.records import Struct


class BooleanType(Struct):
    """True or false."""


class NumberType(Struct):
    """A number with its unit. `integer`: whole numbers only."""

    unit: Unit = NO_UNIT
    integer: bool = False


class DateType(Struct):
    """A day."""


class TextType(Struct):
    """Text; `format` names a checked form (`gb11643`, `gb26341`), `division` is a GB/T 2260 code."""

    format: str | None = None


class EnumType(Struct):
    """A value of an enumeration."""

    enumeration: str


class SetType(Struct):
    """A set of values of an enumeration."""

    enumeration: str


class MembersType(Struct):
    """A set of members of the household."""


Type = BooleanType | NumberType | DateType | TextType | EnumType | SetType | MembersType

BOOLEAN, DATE = BooleanType(), DateType()


class Range(Struct):
    """The technical range of a number: what it can be at most, never a norm and never shown."""

    low: Fraction
    high: Fraction

    def contains(self, value: Fraction) -> bool:
        """Whether a number is inside, ends included."""
        return self.low <= value <= self.high
