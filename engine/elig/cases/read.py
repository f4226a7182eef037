"""Case files as typed data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from elig.cases.plain import Plain, typed
from elig.errors import Collector
from elig.program.fields import day, scalar
from elig.program.files import read_source
from elig.program.shape import check_shape
from elig.source import Mapping, Sequence, Source, Span, read_yaml


@dataclass(frozen=True, slots=True)
class Case:
    """A household and what is expected of it, or a policy text and the error that it is to give.

    `local` holds an illustration: parameter values and settled readings that no source states.
    """

    name: str
    why: str
    on: date | None
    policy: str
    household: dict[str, Plain]
    parameters: dict[str, Plain]
    readings: dict[str, Plain]
    pins: dict[str, Plain]
    expect: dict[str, Plain]
    error: Plain
    span: Span


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The cases of one file; `region` is the policy under which its households are decided."""

    source: Source
    region: str
    cases: tuple[Case, ...]


def read_case_file(path: Path, errors: Collector) -> CaseFile | None:
    """A file of cases, or None after recording what is wrong with it."""
    source = read_source(path, errors)
    return read_cases(source, errors) if source is not None else None


def read_cases(source: Source, errors: Collector) -> CaseFile | None:
    """The cases of a text."""
    node = read_yaml(source)
    if isinstance(node, tuple):
        errors.absorb(node)
        return None
    if not check_shape(node, "cases", errors) or not isinstance(node, Mapping):
        return None
    listed = node.get("cases")
    items = listed.items if isinstance(listed, Sequence) else ()
    region = scalar(node.get("region"))
    cases = [case for item in items if isinstance(item, Mapping) and (case := _case(item, errors)) is not None]
    return CaseFile(source, region.value if region is not None else "", tuple(cases))


def _case(node: Mapping, errors: Collector) -> Case | None:
    data = typed(node)
    assert isinstance(data, dict), "a mapping gives a dictionary"
    local = _part(data, "local")
    return Case(
        str(data.get("name", "")),
        str(data.get("why", "")),
        _day(node, errors),
        str(data.get("policy", "")),
        _part(data, "household"),
        _part(local, "parameters"),
        _part(local, "readings"),
        _part(data, "pins"),
        _part(data, "expect"),
        data.get("error"),
        node.span,
    )


def _part(data: dict[str, Plain], key: str) -> dict[str, Plain]:
    found = data.get(key)
    return found if isinstance(found, dict) else {}


def _day(node: Mapping, errors: Collector) -> date | None:
    written = scalar(node.get("on"))
    return day(written, errors) if written is not None else None
