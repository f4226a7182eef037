"""Measures the engine in one run, beside a floor: a bare Python, or a plain loop.

Times differ from machine to machine and from minute to minute; the ratios hold better. Nothing is asserted of them.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter_ns

import chart
import cold
import inputs
import plain
import work
import yaml

import elig
from elig.errors import Collector, HouseholdError, PolicyError
from elig.lang import Identity, Language, parse, print_expression
from elig.source import Scalar
from elig.values import Outcome

ROUNDS = 5
HISTORY = Path(__file__).parent / "history.jsonl"
ON = date(2020, 12, 1)


class Bench:
    """Measures, prints and keeps one line after the other."""

    def __init__(self) -> None:
        self.rows: list[dict[str, object]] = []

    def row(self, what: str, work: Callable[[], object], floor: float = 0, note: str = "") -> float:
        """The median of several rounds, after one that does not count; short work is repeated within a round."""
        repeats = max(1, min(10_000, int(0.02 / _seconds(work, 1))))
        median = statistics.median(_seconds(work, repeats) for _ in range(ROUNDS))
        shown = f"{median * 1e6:,.1f} µs" if median < 1e-3 else f"{median * 1e3:,.1f} ms"
        against = f"{median / floor:,.1f} × " if floor else ""
        print(f"  {what:<46}{shown:>12}   {against}{note}".rstrip(), flush=True)
        self.rows.append({"what": what, "seconds": median, "floor_seconds": floor or None, "note": note})
        return median

    def rules(self, program: elig.Program) -> None:
        texts = [path.read_text("utf-8") for path in inputs.POLICIES]
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        floor = self.row(f"yaml.{loader.__name__} of the shipped files", lambda: [yaml.load(t, loader) for t in texts])
        self.row("load and check them", elig.load, floor, "that loader")
        trees, units = inputs.expressions(program), program.vocabulary.units
        show = partial(print_expression, names=Identity(), language=Language.EN, units=units)
        printed = [show(tree) for tree in trees]
        self.row("print their expressions", lambda: [show(tree) for tree in trees], note=f"{len(trees)} of them")
        self.row("parse what was printed", lambda: [parse(Scalar.of(text), units, Collector()) for text in printed])

    def households(self, program: elig.Program) -> None:
        known, unknown = inputs.household(inputs.COMPLETE), inputs.household(inputs.MISSING)
        many, loop = inputs.household(inputs.COMPLETE, size=50), "the plain loop"
        check = partial(program.check, on=ON)
        for household in (known, many):
            decision = check(household)
            for (name, member), due in plain.check(household, ON).items():
                found = decision[name].result if member is None else decision[name][member]
                # the loop counts as a floor only where it gives the engine's answers
                assert (found.outcome is Outcome.DUE) == due, f"{name} of {member}"
        floor = self.row("plain loop over 4 of the 8 rights, no reasons", lambda: plain.check(known, ON))
        decided = self.row("decide, all facts known", lambda: check(known), floor, loop)
        self.row("decide, all facts known, with trace", lambda: check(known, trace=True), floor, loop)
        self.row("decide, facts missing", lambda: check(unknown), decided, "all facts known")
        floor = self.row("plain loop, 50 members", lambda: plain.check(many, ON))
        self.row("decide, 50 members", lambda: check(many), floor, loop)

    def common_work(self, program: elig.Program) -> None:
        print(f"  W8: {work.check_equal():,} households have equal answers")
        for part in (work.measure, work.growth, work.regions):
            for row in part():
                target = "" if row.target is None else f"(at most {row.target:g})"
                line = f"  {row.what:<46}{row.micros:>9,.1f} µs   {row.ratio:,.2f} × {row.floor} {target}"
                print(line.rstrip(), flush=True)
                self.rows.append({"part": "W8", **asdict(row)})

    def hostile(self, program: elig.Program) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for what, text in inputs.HOSTILE_FILES.items():
                path = Path(folder, "hostile.yaml")
                path.write_text(text, "utf-8")
                self.row(what, partial(_refusal, elig.load, path), note=_refusal(elig.load, path))
        for what, text in inputs.HOSTILE_HOUSEHOLDS.items():
            self.row(what, partial(_refusal, program.read, text), note=_refusal(program.read, text))


def _seconds(work: Callable[[], object], repeats: int) -> float:
    start = perf_counter_ns()
    for _ in range(repeats):
        work()
    return (perf_counter_ns() - start) / repeats / 1e9


def _refusal(read: Callable[..., object], given: object) -> str:
    try:
        read(given)
    except PolicyError as error:
        return f"{error.diagnostics[0].code.value} {error.diagnostics[0].message}"
    except HouseholdError as error:
        return error.problems[0].kind
    return "NOT REFUSED"


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to a file")
    reader.add_argument("--record", action="store_true", help="add the ratios to the history and draw the chart anew")
    given = reader.parse_args()
    bench, program = Bench(), elig.load()
    machine = f"elig {elig.__version__}, Python {platform.python_version()}, {platform.machine()}"
    print(f"{machine}; medians of {ROUNDS} rounds")
    cold.measure(bench)
    for part in (bench.common_work, bench.rules, bench.households, bench.hostile):
        part(program)
    found = {"machine": machine, "rows": bench.rows}
    if given.json:
        given.json.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    if given.record:
        ratios = {row["what"]: round(float(str(row["ratio"])), 2) for row in bench.rows if "ratio" in row}
        line = {"version": elig.__version__, "machine": machine, "ratios": ratios}
        with HISTORY.open("a", encoding="utf-8") as history:
            history.write(json.dumps(line, ensure_ascii=False) + "\n")
        chart.write(ratios, {str(row["what"]): row["target"] for row in bench.rows if row.get("target")})


if __name__ == "__main__":
    main()
