"""Parameters and readings: what a place and a day say, by the words of their keys."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from sqlglot import exp

from elig.program import nodes
from elig.program.model import Parameter
from elig.program.types import EnumType
from elig.records import replace
from elig.sql import choices, figures, periods
from elig.sql.at import At
from elig.sql.chain import Spot
from elig.sql.notes import note_of
from elig.sql.places import Slot, kind_of, name_of
from elig.sql.trees import Tree, binary, column, conjunction, disjunction, is_not_null, is_null, null, text
from elig.sql.values import FALSE, TRUE, Condition, End, Figure, Refused, Value, Word
from elig.values import Numbers, Truth

if TYPE_CHECKING:
    from elig.sql.write import Writer


def parameter(writer: Writer, node: nodes.ParameterRef, at: At) -> Value:
    """A parameter at the household's place; where a key is not known, all that it may be."""
    parameter = writer.rules.rules.parameters[node.parameter]
    keys = [writer.value(key, at) for key in node.keys]
    words = [key for key in keys if isinstance(key, Word)]
    if len(words) != len(keys):
        raise Refused("a key that is no word")
    if not words:
        return stated(writer, parameter, (), at)
    found: Value | None = None
    everything = [(c, stated(writer, parameter, c, at)) for c in product(*(word.words for word in words))]
    for combination, value in reversed(everything):
        if found is None:
            found = value
            continue
        test = conjunction(
            exp.EQ(this=word.tree, expression=text(key)) for word, key in zip(words, combination, strict=True)
        )
        found = choices.chosen(Condition(test), value, found, writer.dialect)
    assert found is not None, "an enumeration has words"
    if any(word.open for word in words):
        unknown = disjunction([is_null(word.tree) for word in words if word.open])
        whole = any_of(writer, [value for _, value in everything])
        found = choices.chosen(Condition(unknown), whole, found, writer.dialect)
    return found


def stated(writer: Writer, parameter: Parameter, keys: tuple[str, ...], at: At) -> Value:
    """A parameter for known keys."""
    slot = (parameter.id, keys)
    places = writer.about.places(parameter.id)
    env = writer.about.env(at)
    unknown = env.stated(parameter, None)
    if slot in places.constants:
        value = places.constants[slot]
        match value:
            case None:
                return unstated(writer, unknown, parameter)
            case bool():
                return TRUE if value else FALSE
            case str() if isinstance(parameter.type, EnumType):
                return Word(text(value), writer.words(parameter.type.enumeration))
            case Fraction():
                return periods.constant_number(Numbers.point(value), parameter.type)
            case _:
                raise Refused("a parameter that is a text")
    writer.slots[slot] = parameter.by_origin
    alias = "o" if parameter.by_origin else "p"
    found = writer.chain.source(name_of(slot), column(name_of(slot), alias), Spot(), note_of(parameter))
    values = [row.values[slot] for row in places.rows]
    is_open = None in values
    match kind_of(parameter):
        case "boolean":
            return Condition(found, is_open)
        case "text" if isinstance(parameter.type, EnumType):
            return Word(found, writer.words(parameter.type.enumeration), is_open)
        case "bigint":
            scale = places.scales[slot]
            listed = [value for value in values if isinstance(value, Fraction)]
            size = max((abs(int(value * scale)) for value in listed), default=0)
            end = End(found, scale, size=size, natural=all(value >= 0 for value in listed))
            if not is_open:
                return figures.point(end)
            assert isinstance(unknown, Numbers), "a number is unknown as numbers"
            reach = [x for x in (unknown.span.low, unknown.span.high) if x is not None] if unknown.span else []
            end = replace(end, size=max([size, *(int(abs(x) * scale) + 1 for x in reach)]))
            return figures.unknown_or(end, unknown)
        case "date" if not is_open:
            return Figure(End(found), End(found), day=True)
        case _:
            raise Refused("an open parameter that is a day")


def unstated(writer: Writer, unknown: object, parameter: Parameter) -> Value:
    """A parameter of which no value is stated here."""
    match unknown:
        case Truth():
            return Condition(null(), open=True)
        case Numbers():
            return periods.constant_number(unknown, parameter.type)
        case _ if isinstance(parameter.type, EnumType):
            return Word(null(), writer.words(parameter.type.enumeration), open=True)
        case _:
            raise Refused("a parameter that is a text")


def settled(writer: Writer, reading: str) -> str | Tree | None:
    """A reading's option, None where it is open, or the column that says which."""
    slot: Slot = (f"@{reading}", ())
    if slot in writer.about.home.constants:
        option = writer.about.home.constants[slot]
        assert option is None or isinstance(option, str), "a reading is settled by one of its options"
        return option
    writer.slots[slot] = False
    return writer.chain.source(name_of(slot), column(name_of(slot), "p"), Spot(), "the reading that is settled here")


def by_reading(writer: Writer, node: nodes.ByReading, at: At) -> Value:
    """The option that is settled or chosen; where neither is, all that the options may be."""
    options = dict(node.options)
    found = settled(writer, node.reading)
    if isinstance(found, str):
        return writer.value(options[found], at)
    chosen = dict(at.options).get(node.reading)
    whole = (
        writer.value(options[chosen], at)
        if chosen is not None
        else any_of(writer, [writer.value(o, at) for o in options.values()])
    )
    if found is None:
        return whole
    for option, inner in options.items():
        if option == chosen:
            continue
        test = conjunction([is_not_null(found), binary(exp.EQ, found, text(option))])
        whole = choices.chosen(Condition(test), writer.value(inner, at), whole, writer.dialect)
    return whole


def any_of(writer: Writer, values: list[Value]) -> Value:
    """All that some values may be."""
    result = values[0]
    for value in values[1:]:
        result = choices.choice(result, value, writer.dialect)
    return result
