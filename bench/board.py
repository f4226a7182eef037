"""Where measured figures are put: printed line by line, and kept for the JSON, the history and the charts."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import asdict, dataclass
from time import perf_counter_ns

ROUNDS = 5
UNITS = {"s": ((1e-3, 1e6, "µs"), (1.0, 1e3, "ms"), (float("inf"), 1.0, "s")), "B": ((float("inf"), 1e-6, "MB"),)}


@dataclass(frozen=True)
class Row:
    """One figure: in which part, of what, in its unit; how many times what it is set against, and the most that it is
    to be; or why there is no figure."""

    part: str
    what: str
    value: float | None = None
    unit: str = "s"
    ratio: float | None = None
    against: str = ""
    target: float | None = None
    note: str = ""


class Board:
    """Prints and keeps one row after the other; the part is named once."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.part = ""

    def begin(self, part: str, note: str = "") -> None:
        """A part begins."""
        self.part = part
        print(f"{part}{f' ({note})' if note else ''}", flush=True)

    def put(self, what: str, value: float | None, unit: str = "s", **more: object) -> None:
        """Keep and print a figure that was measured elsewhere; None: there is none, and the note says why."""
        row = Row(self.part, what, value, unit, **more)  # type: ignore[arg-type]
        self.rows.append(row)
        print(_line(row), flush=True)

    def row(
        self, what: str, work: Callable[[], object], floor: float = 0, note: str = "", target: float | None = None
    ) -> float:
        """The median of several rounds, after one that does not count; short work is repeated within a round."""
        repeats = max(1, min(10_000, int(0.02 / _seconds(work, 1))))
        median = statistics.median(_seconds(work, repeats) for _ in range(ROUNDS))
        against, said = (note, "") if floor else ("", note)
        self.put(what, median, ratio=median / floor if floor else None, against=against, target=target, note=said)
        return median

    @property
    def ratios(self) -> dict[str, dict[str, float]]:
        """By part and row, to two decimals; what has no ratio is left out."""
        found: dict[str, dict[str, float]] = {}
        for row in self.rows:
            if row.ratio is not None:
                found.setdefault(row.part, {})[row.what] = round(row.ratio, 2)
        return found

    def of(self, part: str) -> list[Row]:
        """The rows of one part."""
        return [row for row in self.rows if row.part == part]

    def plain(self) -> list[dict[str, object]]:
        """The rows as JSON takes them."""
        return [asdict(row) for row in self.rows]


def _line(row: Row) -> str:
    value = "-" if row.value is None else shown(row.value, row.unit)
    ratio = "" if row.ratio is None else f"{row.ratio:,.2f} × {row.against}"
    target = "" if row.target is None else f"(at most {row.target:g})"
    return f"  {row.what:<58}{value:>14}   " + " ".join(part for part in (ratio, target, row.note) if part)


def shown(value: float, unit: str) -> str:
    """A figure as a person reads it."""
    for limit, factor, name in UNITS.get(unit, ()):
        if value < limit:
            return f"{value * factor:,.1f} {name}"
    return f"{value:,.0f} {unit}"


def _seconds(work: Callable[[], object], repeats: int) -> float:
    start = perf_counter_ns()
    for _ in range(repeats):
        work()
    return (perf_counter_ns() - start) / repeats / 1e9
