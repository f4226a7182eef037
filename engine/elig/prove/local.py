"""The figures that an example supposes, as a locality file to be laid over with `--local`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from elig.program.model import Rules

_CITE = '[{page: "supposed by an example", seen: %s, mark: background}]'


def local_text(rules: Rules, on: date, place: str, settled: Iterable[tuple[str, tuple[str, ...], str]]) -> str:
    """The text of the file; empty where there is nothing that a place can state."""
    values: dict[str, dict[tuple[str, ...], str]] = {}
    for name, keys, value in settled:
        parameter = rules.parameters[name]
        if parameter.by_locality and not parameter.by_origin:
            values.setdefault(name, {})[keys] = value
    if not values:
        return ""
    lines = [f'locality: "{place}"', "label: {zh: 举例所假定, en: supposed by an example}", "values:"]
    for name, by_keys in values.items():
        cite = _CITE % on.isoformat()
        lines += [f"  {name}:", f"    {on.isoformat()}: {{value: {_written(by_keys)}, cite: {cite}}}"]
    return "\n".join(lines) + "\n"


def _written(by_keys: dict[tuple[str, ...], str]) -> str:
    """A value, or values by their keys, one key inside another."""
    if () in by_keys:
        return json.dumps(by_keys[()], ensure_ascii=False)
    inner: dict[str, dict[tuple[str, ...], str]] = {}
    for keys, value in by_keys.items():
        inner.setdefault(keys[0], {})[keys[1:]] = value
    return "{" + ", ".join(f"{key}: {_written(below)}" for key, below in inner.items()) + "}"
