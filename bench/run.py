"""Measures the engine in one run: what it takes, and how that compares with a floor measured beside it.

Times differ from machine to machine and from minute to minute; the ratios hold better. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import inputs
import plain
import yaml
from timing import median_of, median_of_process, shown

import elig
from elig.errors import Collector, HouseholdError, PolicyError
from elig.lang import Identity, Language, parse, print_expression
from elig.source import Scalar
from elig.values import Outcome

ON = date(2020, 12, 1)
PYTHON = [sys.executable, "-c"]
CHECK = f"import sys; sys.argv = ['elig', 'check', {str(inputs.COMPLETE)!r}, '--on', '{ON}']"


@dataclass(frozen=True)
class Row:
    what: str
    seconds: float
    floor: str = ""
    floor_seconds: float | None = None
    found: str = ""

    def text(self) -> str:
        ratio = f"{self.seconds / self.floor_seconds:,.1f} × {self.floor}" if self.floor_seconds else self.found
        return f"  {self.what:<44} {shown(self.seconds):>9}   {ratio}"


def fresh_processes(rounds: int) -> Iterator[Row]:
    bare = median_of_process([*PYTHON, "pass"], rounds)
    yield Row("python -c pass", bare)
    check = f"{CHECK}; from elig_cli.main import main; main()"
    yield Row("elig check, one household", median_of_process([*PYTHON, check], rounds), "python -c pass", bare)


def rules(program: elig.Program, rounds: int) -> Iterator[Row]:
    texts = [path.read_text("utf-8") for path in sorted((inputs.ROOT / "policies").glob("**/*.yaml"))]
    texts = [text for text in texts if not text.lstrip().startswith("cases:") and "\ncases:" not in text]
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    floor = median_of(lambda: [yaml.load(text, loader) for text in texts], rounds)  # noqa: S506
    loading = median_of(elig.load, rounds)
    yield Row("load and check all shipped policies", loading, f"yaml.{loader.__name__} of the same files", floor)
    trees, units = inputs.expressions(program.regions), program.vocabulary.units
    printed = [print_expression(tree, Identity(), Language.EN, units) for tree in trees]
    count = f"{len(trees)} expressions"
    yield Row(
        "print every rule",
        median_of(lambda: [print_expression(tree, Identity(), Language.EN, units) for tree in trees], rounds),
        found=count,
    )
    yield Row(
        "parse every rule",
        median_of(lambda: [parse(Scalar.of(text), units, Collector()) for text in printed], rounds),
        found=count,
    )


def households(program: elig.Program, rounds: int) -> Iterator[Row]:
    complete, missing = inputs.household(inputs.COMPLETE), inputs.household(inputs.MISSING)
    many = inputs.household(inputs.COMPLETE, 50)
    for household in (complete, many):
        decision = program.check(household, on=ON)
        for (name, member), due in plain.check(household, ON).items():
            view = decision[name]
            assert ((view.result if member is None else view[member]).outcome is Outcome.DUE) == due, (name, member)
    floor = median_of(lambda: plain.check(complete, ON), rounds)
    loop = "a plain loop over 4 of its 8 rights"
    yield Row("that plain loop, no reasons, nothing unknown", floor)
    yield Row("decide, all facts known", median_of(lambda: program.check(complete, on=ON), rounds), loop, floor)
    traced = median_of(lambda: program.check(complete, on=ON, trace=True), rounds)
    yield Row("decide, all facts known, full trace", traced, loop, floor)
    open_ = median_of(lambda: program.check(missing, on=ON), rounds)
    yield Row("decide, facts missing", open_, "all facts known", median_of(lambda: program.check(complete, on=ON), rounds))
    floor = median_of(lambda: plain.check(many, ON), rounds)
    yield Row("decide, 50 members", median_of(lambda: program.check(many, on=ON), rounds), loop, floor)
    decision = program.check(complete, on=ON)
    yield Row("say it in words", median_of(lambda: decision.explain("zh"), rounds))
    yield Row("write it as JSON", median_of(decision.to_json, rounds))


def hostile(program: elig.Program, rounds: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hostile.yaml"
        for what, text in inputs.HOSTILE_YAML.items():
            path.write_text(text, "utf-8")
            yield _refused(what, lambda: elig.load(path), rounds)
    for what, text in inputs.HOSTILE_JSON.items():
        yield _refused(what, lambda text=text: program.read(text), rounds)


def _refused(what: str, work: Callable[[], object], rounds: int) -> Row:
    found: list[str] = []

    def refuse() -> None:
        try:
            work()
        except PolicyError as error:
            found[:] = [f"{error.diagnostics[0].code.value} {error.diagnostics[0].message}"]
        except HouseholdError as error:
            found[:] = [f"{error.problems[0].kind}, problems: {len(error.problems)}"]

    return Row(what, median_of(refuse, rounds, at_least_ms=0), found=found[0] if found else "NOT REFUSED")


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--rounds", type=int, default=5, help="rounds of each measurement; the median counts")
    reader.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to a file")
    given = reader.parse_args()
    program = elig.load()
    machine = f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} {platform.machine()}"
    print(f"elig {elig.__version__}, {machine}; medians of {given.rounds} rounds")
    found: dict[str, list[Row]] = {}
    parts: dict[str, Callable[[], Iterator[Row]]] = {
        "fresh processes": lambda: fresh_processes(given.rounds),
        "rules": lambda: rules(program, given.rounds),
        "a household of Qianxinan, in process": lambda: households(program, given.rounds),
        "hostile input, time to the error": lambda: hostile(program, given.rounds),
    }
    for title, rows in parts.items():
        print(f"\n{title}")
        for row in rows():
            print(row.text(), flush=True)
            found.setdefault(title, []).append(row)
    if given.json is not None:
        figures = {title: [asdict(row) for row in rows] for title, rows in found.items()}
        given.json.write_text(json.dumps({"machine": machine, **figures}, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
