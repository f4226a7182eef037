"""Runs one peer in its own interpreter: `python serve_one.py NAME HOUSEHOLDS`; told what to do by lines of JSON.

Each turn measures the plain loop and the peer one after the other in the same process, so that a busy machine slows
both alike. Standard library only.
"""

from __future__ import annotations

import importlib
import json
import os
import platform
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time_ns
from typing import Any

from peers.form import Form, Row
from w8 import plain

AGAIN = 4
"""How often a turn goes through its share: what it measures is warm."""


def main() -> None:
    name, path = sys.argv[1:3]
    answers, sys.stdout = os.fdopen(os.dup(1), "w"), sys.stderr  # what a library prints is no answer
    rows: list[Row] = json.loads(Path(path).read_text("utf-8"))
    peer: Any = importlib.import_module(f"peers.{name}")
    forms: dict[str, Form] = peer.forms()
    listed = {form: list(told.fields) for form, told in forms.items()}
    print(json.dumps({"python": platform.python_version(), "forms": listed}), file=answers, flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        form = forms[asked["form"]]
        found = compare(form, rows) if asked["ask"] == "compare" else turn(form, rows, asked["first"], asked["count"])
        print(json.dumps(found), file=answers, flush=True)


def compare(form: Form, rows: Sequence[Row]) -> dict[str, object]:
    """How many answers are those of the loop, and the first household where one is not."""
    for index, row in enumerate(rows):
        expected = plain.check(row)
        found = form.answers(form.decide(form.given(row)))
        if any(type(found[name]) is not type(expected[name]) or found[name] != expected[name] for name in form.fields):
            return {"equal": index, "row": row, "found": found, "expected": expected}
    return {"equal": len(rows)}


def turn(form: Form, rows: Sequence[Row], first: int, count: int) -> dict[str, object]:
    """Microseconds for one household: the loop's, and the form's."""
    share = rows[first : first + count]
    given = [form.given(row) for row in share]
    return {"floor": _micros(plain.check, share), "form": _micros(form.decide, given)}


def _micros(decide: Callable[[Any], object], items: Sequence[Any]) -> float:
    for item in items:
        decide(item)
    begin = process_time_ns()
    for _ in range(AGAIN):
        for item in items:
            decide(item)
    return (process_time_ns() - begin) / 1e3 / len(items) / AGAIN


if __name__ == "__main__":
    main()
