"""All shipped regions on made-up households, from Parquet to Parquet: time, peak memory, and how both grow.

Each size is decided in a process of its own, so that its peak memory is its own; the population is made beforehand.
What is missing is told where the statements are sure of it (`--sure-lists`). Run as
`python population.py HOUSEHOLDS MEMBERS OUTPUT` this is such a process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

import peak
from board import Board
from envs import BUILD

import elig

ON = date(2023, 6, 1)
SIZES = (10_000, 100_000, 1_000_000)
SEED, UNKNOWN, MEMORY = 1, 0.03, "1GB"


@dataclass(frozen=True)
class Taken:
    """What a run took: seconds, also of processors, the most memory in bytes, and how many households it left to the
    evaluator.
    """

    seconds: float
    processor: float
    peak: int
    referred: int


def measure(board: Board, most: int) -> None:
    """Every size up to the most; each beside the size before it, household by household."""
    before: float | None = None
    for size in [*(size for size in SIZES if size < most), most]:
        files = made(size)
        taken = run(files)
        each = taken.processor / size
        ratio, against = (None, "") if before is None else (each / before, "a household of the size before")
        note = f"{taken.processor:,.1f} s of processors; the evaluator was asked of {taken.referred:,}"
        board.put(f"{size:,} households of all regions", taken.seconds, ratio=ratio, against=against, note=note)
        board.put(f"{size:,} households: peak memory", taken.peak, "B", note=f"a limit of {MEMORY} for the database")
        before = each


def made(size: int) -> tuple[Path, Path]:
    """A population of all regions, with unknown facts."""
    from elig.batch.population import Wanted, published, write_population

    folder = BUILD / "data" / f"population-{size}"
    households, members = folder / "households.parquet", folder / "members.parquet"
    if not members.exists():
        folder.mkdir(parents=True, exist_ok=True)
        wanted = Wanted(elig.load().checked, published(), size, SEED, UNKNOWN, ON)
        write_population(wanted, households, members)
    return households, members


def run(files: tuple[Path, Path]) -> Taken:
    """Decide the files in a process of its own."""
    with tempfile.TemporaryDirectory(dir=BUILD) as folder:
        told, wrong = Path(folder, "told"), Path(folder, "wrong")
        words = [sys.executable, __file__, *map(str, files), str(Path(folder, "out.parquet"))]
        with told.open("w") as out, wrong.open("w") as err:
            start = perf_counter()
            process = subprocess.Popen(words, stdout=out, stderr=err)
            _, status, used = os.wait4(process.pid, 0)
            seconds = perf_counter() - start
        if status:
            raise SystemExit(f"deciding the population failed: {wrong.read_text('utf-8')[-600:]}")
        said = json.loads(told.read_text("utf-8").splitlines()[-1])
        return Taken(seconds, used.ru_utime + used.ru_stime, said["peak"], said["referred"])


def decide_all(households: str, members: str, output: str) -> None:
    """Decide a population in this process, and print what else is told of it."""
    from elig.batch import decide

    files = {"members": Path(members), "on": ON, "memory": MEMORY}
    done = decide(elig.load(), Path(households), Path(output), **files, tally=False, sure_lists=True)
    print(json.dumps({"referred": done.referred, "peak": peak.held()}))


if __name__ == "__main__":
    decide_all(*sys.argv[1:])
