"""The figures that an example supposes, as a locality file to be laid over with `--local`."""

from __future__ import annotations

import json

from elig.prove.sides import Side
from elig.prove.supposed import Stated

_CITE = '[{page: "supposed by an example", seen: %s, mark: background}]'


def local_text(side: Side, settled: Stated) -> str:
    """The text of the file for the place of a side; empty where there is nothing that a place can state."""
    since = side.on.isoformat()
    values: dict[str, dict[tuple[str, ...], str]] = {}
    for name, keys, value in settled:
        parameter = side.rules.parameters[name]
        if parameter.by_locality and not parameter.by_origin:
            values.setdefault(name, {})[keys] = value
    if not values:
        return ""
    lines = [f'locality: "{side.place}"', "label: {zh: 举例所假定, en: supposed by an example}", "values:"]
    for name, by_keys in values.items():
        cite = _CITE % since
        lines += [f"  {name}:", f"    {since}: {{value: {_written(by_keys)}, cite: {cite}}}"]
    return "\n".join(lines) + "\n"


def _written(by_keys: dict[tuple[str, ...], str]) -> str:
    """A value, or values by their keys, one key inside another."""
    if () in by_keys:
        return json.dumps(by_keys[()], ensure_ascii=False)
    inner: dict[str, dict[tuple[str, ...], str]] = {}
    for keys, value in by_keys.items():
        inner.setdefault(keys[0], {})[keys[1:]] = value
    return "{" + ", ".join(f"{key}: {_written(below)}" for key, below in inner.items()) + "}"
