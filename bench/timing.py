"""Timing: medians of several runs, in this process or of whole processes."""

from __future__ import annotations

import statistics
import subprocess
from collections.abc import Callable, Sequence
from time import perf_counter_ns


def median_of(work: Callable[[], object], rounds: int, at_least_ms: int = 20) -> float:
    """Median seconds of one call; each round repeats a short call until the clock can tell."""
    work()  # what is built once is built before
    repeats = 1
    while _round(work, repeats) < at_least_ms * 1_000_000 and repeats < 1_000_000:
        repeats *= 4
    return statistics.median(_round(work, repeats) for _ in range(rounds)) / repeats / 1e9


def _round(work: Callable[[], object], repeats: int) -> int:
    start = perf_counter_ns()
    for _ in range(repeats):
        work()
    return perf_counter_ns() - start


def median_of_process(command: Sequence[str], rounds: int) -> float:
    """Median seconds from starting a process to its end."""

    def run() -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    return median_of(run, rounds, at_least_ms=0)


def shown(seconds: float) -> str:
    """Seconds in a unit that reads well."""
    for limit, factor, unit in ((1e-3, 1e6, "µs"), (1.0, 1e3, "ms")):
        if seconds < limit:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds:.3g} s"
