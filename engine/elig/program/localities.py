"""Locality files: local values and settled readings, laid over the parameters and readings of a region."""

from __future__ import annotations

from collections.abc import Iterable

from elig.errors import Code, Collector, did_you_mean
from elig.program.fields import citations, entries, mappings, scalar, words
from elig.program.fields import day as read_day
from elig.program.files import PolicyFile
from elig.program.model import Parameter, Reading, Rules, Settled
from elig.program.parameters import Place, read_values
from elig.program.scope import Scope
from elig.records import replace
from elig.source import Mapping


def lay_over(rules: Rules, files: Iterable[PolicyFile], scope: Scope, first_rank: int = 0) -> Rules:
    """The rules with the values and settled readings of locality files; later files lie above earlier ones.

    What a file says of parameters and readings of other regions is passed over; `check_localities` finds what no
    region declares.
    """
    parameters, readings = dict(rules.parameters), dict(rules.readings)
    unheard = Collector()
    for rank, file in enumerate(files, start=first_rank):
        place = Place(file.id, rank, {}, origin=words(file.root.get("label")))
        for key, node in mappings(file.root.get("values")):
            if (parameter := parameters.get(key.value)) is not None:
                added = tuple(read_values(node, parameter, scope, place, unheard))
                parameters[key.value] = replace(parameter, entries=parameter.entries + added)
        for key, node in mappings(file.root.get("settles")):
            if (reading := readings.get(key.value)) is not None:
                settled = tuple(_settled(node, reading, place, unheard))
                readings[key.value] = replace(reading, settled=reading.settled + settled)
    return replace(rules, parameters=parameters, readings=readings)


def check_localities(
    files: Iterable[PolicyFile],
    parameters: dict[str, Parameter],
    readings: dict[str, Reading],
    scope: Scope,
    errors: Collector,
) -> None:
    """Record what is wrong with locality files, against the parameters and readings of all regions together."""
    for rank, file in enumerate(files):
        place = Place(file.id, rank, {}, origin=words(file.root.get("label")))
        for key, node in mappings(file.root.get("values")):
            parameter = parameters.get(key.value)
            if parameter is None:
                help_text = did_you_mean(key.value, parameters)
                errors.error(Code.UNKNOWN_NAME, f"unknown parameter `{key.value}`", key.span, help_text)
                continue
            if not parameter.by_locality:
                message = f"`{key.value}` is not given by place"
                errors.error(
                    Code.WRONG_KEYS, message, key.span, "only parameters `by: [locality]` or `by: [origin]` are"
                )
            for entry in read_values(node, parameter, scope, place, errors):
                if entry.value is not None and not entry.citations:
                    errors.error(Code.BAD_CITATION, f"the value of `{key.value}` has no `cite:`", key.span)
        for key, node in mappings(file.root.get("settles")):
            reading = readings.get(key.value)
            if reading is None:
                help_text = did_you_mean(key.value, readings)
                errors.error(Code.UNKNOWN_NAME, f"unknown reading `{key.value}`", key.span, help_text)
                continue
            list(_settled(node, reading, place, errors))


def _settled(node: Mapping, reading: Reading, place: Place, errors: Collector) -> list[Settled]:
    found: list[Settled] = []
    for entry in entries(node):
        since = read_day(entry.key, errors)
        if since is None:
            continue
        if not isinstance(entry.value, Mapping):
            found.append(Settled(reading.id, place.division, since, None, (), place.rank))
            continue
        option = scalar(entry.value.get("option"))
        known = [name for name, _ in reading.options]
        if option is None or option.value not in known:
            span = option.span if option is not None else entry.key.span
            message = f"`{reading.id}` has the options {', '.join(known)}"
            errors.error(Code.READING_OPTIONS, message, span)
            continue
        cites = citations(entry.value.get("cite"), {}, errors)
        found.append(Settled(reading.id, place.division, since, option.value, cites, place.rank, place.origin))
    return found
