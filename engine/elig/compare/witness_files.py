"""Witness households as files that `elig check` accepts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from elig.compare.meaning import Compared
from elig.compare.report import Report
from elig.prove.comparison import Witness


def write_witnesses(report: Report, folder: Path) -> tuple[Path, ...]:
    """Write each witness as `<entitlement>-<direction>.json`, and the local figures that it supposes beside it.

    A day or a place other than that of the first witness of its kind is added to the name. Raises `OSError`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[Path, str] = {}
    for item, name, witness in named_witnesses(report):
        path = folder / f"{name}.json"
        if path in written:
            path = folder / f"{name}-{item.place}-{item.on.isoformat()}.json"
        written[path] = json.dumps(witness.household, ensure_ascii=False, indent=2) + "\n"
        if witness.local:
            written[path.with_suffix(".local.yaml")] = witness.local
    for path, text in written.items():
        path.write_text(text, "utf-8")
    return tuple(written)


def named_witnesses(report: Report) -> Iterator[tuple[Compared, str, Witness]]:
    """Each witness with what it is a witness of, and a name."""
    for item in () if report.meaning is None else report.meaning.compared:
        if item.comparison is not None:
            for witness in item.comparison.witnesses:
                yield item, f"{item.new or item.old}-{witness.direction.value}", witness
            for key, found in (("gain", item.comparison.gain), ("loss", item.comparison.loss)):
                if found is not None:
                    yield item, f"{item.new or item.old}-largest-{key}", found
