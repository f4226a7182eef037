"""Parameters and their values: by place, by key, from a date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from elig.errors import Code, Collector, did_you_mean
from elig.lang.printer import decimal
from elig.program.citation import Citation, Words
from elig.program.fields import citations, entries, head, label, number, scalar, text, texts
from elig.program.fields import day as read_day
from elig.program.model import Entry, Parameter, SourceDocument
from elig.program.scope import Scope
from elig.program.types import BooleanType, EnumType, NumberType, Type
from elig.program.vocabulary import read_range, read_type
from elig.records import Struct, replace
from elig.source import Mapping, Scalar
from elig.source import Node as YamlNode

LOCALITY, ORIGIN, OTHERWISE = "locality", "origin", "otherwise"
PLACES = (LOCALITY, ORIGIN)


def read_parameter(
    key: Scalar,
    node: Mapping,
    scope: Scope,
    sources: dict[str, SourceDocument],
    division: str,
    errors: Collector,
) -> Parameter | None:
    """The parameter with the values that its own file gives, which hold in the file's jurisdiction."""
    written = scalar(node.get("type"))
    assert written is not None, "the schema requires a type"
    kind = read_type(written, scope.units, scope.enumerations, errors)
    if kind is None:
        return None
    cites = citations(node.get("cite"), sources, errors)
    keys = _keys(node, scope, errors)
    parameter = Parameter(
        key.value,
        text(node, "name"),
        label(node, key.value),
        kind,
        read_range(node, kind, key, errors),
        any(item.value in PLACES for item in texts(node.get("by"))),
        keys,
        _norm(node, "at_least", kind, errors),
        _norm(node, "up_to", kind, errors),
        (),
        cites,
        _by_origin(node, scope, errors),
    )
    _check_norms(parameter, key, errors)
    place = Place(division, 0, sources, cites)
    values = tuple(read_values(node.get("values"), parameter, scope, place, errors))
    if any(entry.value is not None and not entry.citations for entry in values):
        errors.error(Code.BAD_CITATION, f"the values of `{key.value}` have no `cite:`", key.span)
    return replace(parameter, entries=values)


def _by_origin(node: Mapping, scope: Scope, errors: Collector) -> bool:
    """Whether values are for the place left; the vocabulary has to say which fact that is."""
    places = [item for item in texts(node.get("by")) if item.value in PLACES]
    if len(places) > 1:
        message = "a parameter is given by one place: the new home or the place left"
        errors.error(Code.WRONG_KEYS, message, places[-1].span, f"keep `{LOCALITY}` or `{ORIGIN}`")
    by_origin = any(item.value == ORIGIN for item in places)
    if by_origin and scope.vocabulary.origin_fact is None:
        message = "no fact of the vocabulary says which place the household left"
        errors.error(Code.UNKNOWN_NAME, message, places[0].span, "give the fact of that division `role: origin`")
    return by_origin


def _keys(node: Mapping, scope: Scope, errors: Collector) -> tuple[str, ...]:
    found: list[str] = []
    for item in texts(node.get("by")):
        if item.value in PLACES:
            continue
        if item.value in scope.facts and item.value not in scope.enumerations:
            help_text = "write the name of an enumeration"
            errors.error(Code.NOT_AVAILABLE, "keys that are facts are not available yet", item.span, help_text)
            continue
        if item.value not in scope.enumerations:
            help_text = did_you_mean(item.value, (*scope.enumerations, *PLACES))
            errors.error(Code.UNKNOWN_NAME, f"`{item.value}` is no enumeration", item.span, help_text)
            continue
        found.append(item.value)
    return tuple(found)


def _figure(value: Fraction | None) -> str:
    """A figure as a file writes it."""
    return "" if value is None else decimal(value) or str(value)


def _norm(node: Mapping, key: str, kind: Type, errors: Collector) -> Fraction | None:
    written = scalar(node.get(key))
    if written is None:
        return None
    if not isinstance(kind, NumberType):
        errors.error(Code.TYPE_MISMATCH, f"`{key}` is for numbers", written.span)
        return None
    return number(written, errors)


def _check_norms(parameter: Parameter, key: Scalar, errors: Collector) -> None:
    """A floor lies below the cap, and the technical range leaves room for values that keep to both."""
    low, high, limits = parameter.at_least, parameter.up_to, parameter.range
    if low is not None and high is not None and low > high:
        message = f"the floor of `{key.value}` is {_figure(low)}, and its cap is {_figure(high)}"
        errors.error(Code.NORM_BROKEN, message, key.span, "a floor is no higher than the cap")
    if limits is None:
        return
    for norm, outside in ((low, low is not None and low > limits.high), (high, high is not None and high < limits.low)):
        if outside:
            ends = f"[{_figure(limits.low)}, {_figure(limits.high)}]"
            message = f"{_figure(norm)} is outside the technical range {ends} of `{key.value}`"
            errors.error(Code.OUT_OF_RANGE, message, key.span, "widen the `range`")


class Place(Struct):
    """Where values hold: a division, its rank among files of that division, and the sources of the file."""

    division: str
    rank: int
    sources: dict[str, SourceDocument]
    citations: tuple[Citation, ...] = ()
    origin: Words | None = None


def read_values(
    node: YamlNode | None, parameter: Parameter, scope: Scope, place: Place, errors: Collector
) -> Iterator[Entry]:
    """The values under their dates, each for its keys."""
    for entry in entries(node):
        since = read_day(entry.key, errors)
        if since is not None:
            yield from _keyed(entry.value, parameter, scope, place, since, (), errors)


def _keyed(
    node: YamlNode,
    parameter: Parameter,
    scope: Scope,
    place: Place,
    since: date,
    keys: tuple[str | None, ...],
    errors: Collector,
) -> Iterator[Entry]:
    if isinstance(node, Mapping) and node.get("value") is not None:
        found = node.get("value")
        assert found is not None
        cites = citations(node.get("cite"), place.sources, errors) or place.citations
        below = replace(place, citations=cites)
        yield from _keyed(found, parameter, scope, below, since, keys, errors)
    elif isinstance(node, Scalar):
        value = _value(node, parameter, scope, errors)
        if not isinstance(value, _Wrong):
            missing = (None,) * (len(parameter.keys) - len(keys))
            if missing and value is not None:
                wanted = ", ".join(parameter.keys)
                errors.error(
                    Code.WRONG_KEYS, f"`{parameter.id}` is given by {wanted}", node.span, "write a value for each"
                )
            yield Entry(place.division, since, (*keys, *missing), value, place.citations, place.rank, place.origin)
    elif len(keys) == len(parameter.keys):
        errors.error(Code.WRONG_KEYS, f"`{parameter.id}` has no further keys", head(node))
    else:
        name = parameter.keys[len(keys)]
        for entry in entries(node):
            key = _key(entry.key, name, scope, errors)
            if not isinstance(key, _Wrong):
                yield from _keyed(entry.value, parameter, scope, place, since, (*keys, key), errors)


class _Wrong:
    """Stands for a value that could not be read; the diagnostic is recorded."""


_WRONG = _Wrong()


def _key(written: Scalar, name: str, scope: Scope, errors: Collector) -> str | _Wrong | None:
    if written.value == OTHERWISE:
        return None
    known = scope.enumerations[name]
    found = next((v.id for v in known.values if written.value in (v.id, v.name)), None)
    if found is None:
        words = [v.id for v in known.values]
        help_text = did_you_mean(written.value, words) or "one of: " + ", ".join([*words, OTHERWISE])
        errors.error(Code.UNKNOWN_VALUE, f"`{written.value}` is no value of `{name}`", written.span, help_text)
        return _WRONG
    return found


def _value(
    written: Scalar, parameter: Parameter, scope: Scope, errors: Collector
) -> Fraction | bool | str | _Wrong | None:
    if written.value.strip() == "ends":
        return None
    match parameter.type:
        case NumberType():
            return _number_value(written, parameter, errors)
        case BooleanType():
            if written.value in ("true", "false"):
                return written.value == "true"
            errors.error(Code.TYPE_MISMATCH, f"`{written.value}` is neither `true` nor `false`", written.span)
            return _WRONG
        case EnumType():
            return _key(written, parameter.type.enumeration, scope, errors) or _WRONG
        case _:
            errors.error(Code.TYPE_MISMATCH, "a parameter is a number, a truth value or a word", written.span)
            return _WRONG


def _number_value(written: Scalar, parameter: Parameter, errors: Collector) -> Fraction | _Wrong:
    value = number(written, errors)
    if value is None:
        return _WRONG
    if isinstance(parameter.type, NumberType) and parameter.type.integer and value.denominator != 1:
        errors.error(
            Code.BAD_LITERAL, f"{written.value} is no whole number", written.span, "write whole months or years"
        )
        return _WRONG
    if parameter.at_least is not None and value < parameter.at_least:
        message = f"{written.value} is below the floor of {_figure(parameter.at_least)} that the rule states"
        errors.error(Code.NORM_BROKEN, message, written.span, "a local value may be higher, never lower")
        return _WRONG
    if parameter.up_to is not None and value > parameter.up_to:
        message = f"{written.value} is above the cap of {_figure(parameter.up_to)} that the rule states"
        errors.error(Code.NORM_BROKEN, message, written.span, "a local value may be lower, never higher")
        return _WRONG
    if parameter.range is not None and not parameter.range.contains(value):
        limits = f"[{_figure(parameter.range.low)}, {_figure(parameter.range.high)}]"
        errors.error(Code.OUT_OF_RANGE, f"{written.value} is outside the technical range {limits}", written.span)
        return _WRONG
    return value
