"""Runs one peer of the batch work: `python serve_many.py NAME HOUSEHOLDS MEMBERS`, told what to do by lines of JSON."""

from __future__ import annotations

import importlib
import json
import os
import platform
import resource
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

from batch.form import Files, Work


def main() -> None:
    name, *paths = sys.argv[1:]
    given: Files = (Path(paths[0]), Path(paths[1]))
    answers, sys.stdout = os.fdopen(os.dup(1), "w"), sys.stderr  # what a library prints is no answer
    peer: Any = importlib.import_module(f"batch.{name}")
    forms: dict[str, Work] = peer.forms()
    told = {form: {"wide": work.wide} for form, work in forms.items()}
    print(json.dumps({"python": platform.python_version(), "forms": told}), file=answers, flush=True)
    held: dict[str, Any] = {}
    for line in sys.stdin:
        asked = json.loads(line)
        form, work = asked["form"], forms[asked["form"]]
        if asked["ask"] == "memory":
            if form not in held:
                held[form] = work.load(given)
            start = perf_counter()
            found = work.memory(held[form])
            seconds = perf_counter() - start
            if asked.get("out"):
                work.keep(found, Path(asked["out"]))
            del found
        else:
            start = perf_counter()
            work.files(given, Path(asked["out"]))
            seconds = perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(json.dumps({"seconds": seconds, "peak": peak}), file=answers, flush=True)


if __name__ == "__main__":
    main()
