"""Code of one value or another: by a condition, or where the one is absent."""

from __future__ import annotations

from elig.compile import figures
from elig.compile.logic import chosen
from elig.compile.unit import At, Unit
from elig.compile.values import Condition, Figure, Mask, Refused, Value


def otherwise(item: Value, fallback: Value, unit: Unit, at: At) -> Value:
    """The fallback where the item is none."""
    match item, fallback:
        case Figure(), Figure():
            return figures.otherwise(item, fallback, unit, at)
        case Mask(), Mask():
            name, other = unit.name(item.code, at), unit.name(fallback.code, at)
            code = f"({name} & {item.absent - 1} | {other} if {name} & {item.absent} else {name})"
            return Mask(code, item.bits, item.open or fallback.open)
        case _:
            raise Refused("OtherwiseNode")


def either(test: Condition, yes: Value, no: Value, unit: Unit, at: At) -> Value:
    """One or the other; where the test is open, all that both may be."""
    match yes, no:
        case Condition(), Condition():
            return chosen(test, yes, no, unit, at)
        case Figure(), Figure():
            return figures.either((yes, no), unit.name(test.code, at), test.open, unit, at)
        case Mask(), Mask():
            name = unit.name(test.code, at)
            one, other = unit.name(yes.code, at), unit.name(no.code, at)
            both = f"{one} | {other} if {name} is None else " if test.open else ""
            return Mask(f"({both}{one} if {name} else {other})", yes.bits, test.open or yes.open or no.open)
        case _:
            raise Refused("IfNode")
