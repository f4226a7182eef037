"""Runs one peer of the batch work in its own interpreter, told what to do by lines of JSON:
`python serve_many.py NAME HOUSEHOLDS MEMBERS [MEMORY]`.
"""

from __future__ import annotations

import importlib
import json
import os
import platform
import sys
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import peak
from batch.form import Files, Work


def main() -> None:
    name, households, members, *memory = sys.argv[1:]
    given: Files = (Path(households), Path(members))
    answers, sys.stdout = os.fdopen(os.dup(1), "w"), sys.stderr  # what a library prints is no answer
    peer: Any = importlib.import_module(f"batch.{name}")
    forms: dict[str, Work] = peer.forms(memory[0] if memory else None)
    told = {
        form: {"unit": work.unit, "memory": work.memory is not None, "files": work.files is not None}
        for form, work in forms.items()
    }
    print(json.dumps({"python": platform.python_version(), "forms": told}), file=answers, flush=True)
    held: dict[str, Any] = {}
    for line in sys.stdin:
        asked = json.loads(line)
        form, out = asked["form"], asked.get("out")
        if asked["ask"] == "memory":
            work = forms[form].memory
            assert work
            if form not in held:
                held[form] = work.load(given)
            start, used = perf_counter(), process_time()
            found = work.decide(held[form])
            seconds, processor = perf_counter() - start, process_time() - used
            if out:
                work.keep(found, Path(out))
            del found
        else:
            files = forms[form].files
            assert files
            start, used = perf_counter(), process_time()
            files(given, Path(out))
            seconds, processor = perf_counter() - start, process_time() - used
        print(json.dumps({"seconds": seconds, "processor": processor, "peak": peak.held()}), file=answers, flush=True)


if __name__ == "__main__":
    main()
