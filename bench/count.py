"""Machine instructions for one household, by callgrind: the same on a quiet machine and on a busy one.

Run as `python count.py CACHE` this is what callgrind looks at: it asks for the process's priority, which nothing else
does, before each work, and callgrind then writes what was counted since the last time. Starting and loading are in the
first of these, and every work has run once before it is counted.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

TIMES = 400
"""How many households are counted."""

MARK = "getpriority"
WORKS = ("plain loop", "household to outcomes and amounts", "JSON text to household", "JSON text to JSON text")


def measure() -> Iterator[tuple[str, float]]:
    """Instructions for one household, work by work; nothing where there is no valgrind."""
    if shutil.which("valgrind") is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        cache, out = Path(folder, "cache"), Path(folder, "out")
        mine = [sys.executable, __file__, str(cache)]
        settings = {**os.environ, "PYTHONHASHSEED": "0"}  # sets and dicts are walked alike each time
        subprocess.run(mine, check=True, env=settings)  # fills the cache
        words = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", f"--dump-before={MARK}", *mine]
        done = subprocess.run(words, capture_output=True, text=True, env=settings, check=False)
        if done.returncode:
            raise SystemExit(f"callgrind: {done.stderr[-600:]}")
        for number, what in enumerate(WORKS, start=2):  # the first is what went before
            yield what, _total(out.with_suffix(f".{number}")) / TIMES


def _total(path: Path) -> int:
    found = re.search(r"^totals: (\d+)", path.read_text("utf-8"), re.MULTILINE)
    assert found, "callgrind wrote no total"
    return int(found[1])


def run(cache: str) -> None:
    """Decide the same households in each way."""
    import work
    from w8 import plain

    import elig

    rows = work.households(100)
    program = elig.load(work.HERE / "w8", cache=cache)
    decider, read = program.decider(on=work.ON), program.household
    texts = [work.text_of(row) for row in rows]
    told = [read(text) for text in texts]
    works: dict[str, tuple[Callable[[Any], object], list[Any]]] = {
        WORKS[0]: (plain.check, rows),
        WORKS[1]: (lambda item: work.everything(decider(item)), told),
        WORKS[2]: (read, texts),
        WORKS[3]: (lambda text: decider(read(text)).to_json(), texts),
    }
    for decide, items in works.values():
        _decide(decide, items, 1)
    for decide, items in works.values():
        os.getpriority(os.PRIO_PROCESS, 0)
        _decide(decide, items, TIMES // len(items))
    os.getpriority(os.PRIO_PROCESS, 0)


def _decide(decide: Callable[[Any], object], items: list[Any], times: int) -> None:
    for _ in range(times):
        for item in items:
            decide(item)


if __name__ == "__main__":
    run(sys.argv[1])
