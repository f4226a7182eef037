"""The common work W8, measured beside the loop that a programmer would write by hand.

Answers are compared first, and only equal ones are measured. Times are of the processor, in short turns of both sides
one after the other, so that a busy machine slows both alike; what is kept is the ratio.
"""

from __future__ import annotations

import json
import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from time import process_time_ns
from typing import Any

from w8 import plain
from w8.household import households, text_of

import elig
from elig.compile.cells import Told
from elig.compile.decided import Decided
from elig.compile.decider import Decider
from elig.compile.trace import Branch
from elig.values import Outcome

HERE = Path(__file__).parent
ON = date(2020, 12, 1)
TURNS, SHARE = 40, 25
"""How many turns, and how many households each."""

NAMES = ("dibao", "medical", "insurance", "shop", "post", "zero_employment", "disability", "school")


@dataclass(frozen=True)
class Row:
    """What was measured: how many times the floor, the most that it is to be, microseconds here.

    Of what is measured per member, or for each right, both the ratio and the time are.
    """

    what: str
    ratio: float
    target: float | None
    micros: float
    floor: str = "plain loop"


def answers(decided: Decided) -> dict[str, object]:
    """The eight answers as the loop gives them."""
    outcome, minor = decided.outcome, decided.minor
    return {
        "dibao_fen": minor("dibao", "allowance") or 0 if outcome("dibao") is Outcome.DUE else 0,
        "medical_left_fen": decided.left("medical", "cap") if outcome("medical") is Outcome.DUE else -1,
        "insurance_fen": minor("insurance", "premium") or 0 if outcome("insurance") is Outcome.DUE else 0,
        "shop": outcome("shop") is Outcome.DUE,
        "post": outcome("post") is Outcome.DUE,
        "zero_employment": outcome("zero_employment") is Outcome.DUE,
        "disability_fen": minor("disability", "allowance") or 0 if outcome("disability") is Outcome.DUE else 0,
        "school": minor("school", "place") or 0 if outcome("school") is Outcome.DUE else 0,
    }


def everything(decided: Decided) -> tuple[object, ...]:
    """Every outcome and every amount, also of what is not due or open."""
    outcome, minor = decided.outcome, decided.minor
    outcomes = [outcome(name) for name in NAMES]
    amounts = minor("dibao", "allowance"), minor("insurance", "premium"), minor("disability", "allowance")
    return outcomes, amounts, minor("school", "place"), decided.left("medical", "cap")


def check_equal(count: int = 10_000) -> int:
    """Compare the answers on so many households; raises where one differs."""
    program = elig.load(HERE / "w8")
    decider = program.decider(on=ON)
    for row in households(count):
        found = answers(decider(program.household(text_of(row))))
        expected = plain.check(row)
        if found != expected:
            raise SystemExit(f"not equal: {row}\n{found}\n{expected}")
    return count


Works = dict[str, tuple[Callable[[Any], object], Sequence[Any]]]
"""Functions of one argument, by name, with what they are called with."""


def ratios(
    works: dict[str, tuple[Callable[[Any], object], Sequence[Any]]], floor: str
) -> dict[str, tuple[float, float]]:
    """For each work the median ratio to the floor over all turns, and the median microseconds."""
    for work, items in works.values():
        for item in items:
            work(item)
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for turn in range(TURNS):
        times = {name: _turn(work, items, turn) for name, (work, items) in works.items()}
        for name, time in times.items():
            found[name].append((time / times[floor], time))
    return {name: _medians(listed) for name, listed in found.items()}


def _medians(listed: list[tuple[float, float]]) -> tuple[float, float]:
    return statistics.median(ratio for ratio, _ in listed), statistics.median(time for _, time in listed)


def _turn(work: Callable[[Any], object], items: Sequence[Any], turn: int) -> float:
    start = turn * SHARE % len(items)
    share = items[start : start + SHARE] or items[:SHARE]
    repeats = max(1, 25 // len(share)) * 4
    begin = process_time_ns()
    for _ in range(repeats):
        for item in share:
            work(item)
    return (process_time_ns() - begin) / 1e3 / len(share) / repeats


def measure() -> list[Row]:
    """The rows of the common work."""
    program = elig.load(HERE / "w8")
    decider, tracing = program.decider(on=ON), program.decider(on=ON, trace=True)
    rows = households(1000)
    texts = [text_of(row) for row in rows]
    told = [program.household(text) for text in texts]
    draw = random.Random(3)
    partly = [program.household(text_of(row, unknown=0.03, draw=draw)) for row in rows]
    plan: list[tuple[str, float | None, Callable[[Any], object], Sequence[Any]]] = [
        ("plain loop", None, plain.check, rows),
        ("household to decision", None, decider, told),
        ("household to outcomes and amounts", 4, lambda t: everything(decider(t)), told),
        ("the same, 3 % of the facts unknown", 6, lambda t: everything(decider(t)), partly),
        ("the same, with the tree of reasons", 12, lambda t: everything(tracing(t)), told),
        ("the same, every node of the tree looked at", None, lambda t: _walked(tracing(t)), told),
        ("JSON text to household", None, program.household, texts),
        ("JSON text to decision to JSON text", 30, lambda t: decider(program.household(t)).to_json(), texts),
        ("json.loads alone", None, json.loads, texts),
    ]
    found = ratios({what: (work, items) for what, _, work, items in plan}, "plain loop")
    return [Row(what, *found[what][:1], target, found[what][1]) for what, target, _, _ in plan]


def _walked(decided: Decided) -> int:
    return sum(_nodes(branch) for verdict in decided.verdicts for branch in verdict.tree())


def _nodes(branch: Branch) -> int:
    return 1 + sum(map(_nodes, branch.children))


# ---------------------------------------------------------------------- growth, and the regions


def growth() -> list[Row]:
    """Time per member and per entitlement as both grow; linear where the ratios stay near 1."""
    program = elig.load(HERE / "w8")
    decider = program.decider(on=ON)
    people = [member for row in households(200) for member in row["members"]]
    found: list[Row] = []
    works: Works = {}
    for size in (5, 10, 20, 50):
        row = {**households(1)[0], "members": people[:size]}
        works[str(size)] = (decider, [program.household(text_of(row))])
    timed = ratios(works, "5")
    found += [
        Row(
            f"{size} members, per member", timed[str(size)][0] * 5 / size, None, timed[str(size)][1] / size, "5 members"
        )
        for size in (10, 20, 50)
    ]
    works = {str(count): _many(count) for count in (50, 100, 250, 500)}
    timed = ratios(works, "50")
    found += [
        Row(f"{n} entitlements, each", timed[str(n)][0] * 50 / n, None, timed[str(n)][1] / n, "50 entitlements")
        for n in (100, 250, 500)
    ]
    return found


def _many(count: int) -> tuple[Callable[[Any], object], Sequence[Any]]:
    """A program of so many rights, no two alike."""
    right = """
  right_{n}:
    label: {{zh: 权利, en: right}}
    for: household
    basis: promise
    given: relocated
    when: any member where (labour is weak and not employed and age between {low} years and {high} years)
    grants: [{{id: money, kind: cash, what: {{zh: 钱, en: money}}, amount: {n} yuan * count member / 1 person}}]
    cite: [{{page: illustration, seen: 2026-11-21, mark: background, says: {{zh: 例, en: e}}}}]"""
    head = "policy: many\ntitle: {zh: 多, en: many}\nstated: {date: 2020-11-30}\nuses: [vocabulary]\nentitlements:"
    rights = "".join(right.format(n=n + 1, low=n % 30, high=30 + n // 30) for n in range(count))
    vocabulary = (HERE / "w8" / "vocabulary.yaml").read_text("utf-8")
    program = elig.api.load_texts({"vocabulary.yaml": vocabulary, "many.yaml": head + rights})
    return program.decider(on=ON), [program.household(text_of(row)) for row in households(25)]


def regions() -> list[Row]:
    """The shipped regions, for their complete example families: time for each right against that of the common work."""
    common = elig.load(HERE / "w8")
    works: Works = {"w8": (common.decider(on=ON), [common.household(text_of(row)) for row in households(25)])}
    program = elig.load()
    counts: dict[str, int] = {}
    for rules in program.regions:
        path = HERE.parent / "examples" / rules.policy.id / "complete.json"
        if path.exists():
            name = rules.policy.id
            works[name] = program.decider(on=ON), [program.household(path.read_text("utf-8"))]
            counts[name] = len(rules.entitlements)
    timed = ratios(works, "w8")
    return [
        Row(
            f"{name}, {count} rights, each",
            timed[name][0] * len(NAMES) / count,
            3,
            timed[name][1] / count,
            "a right of W8",
        )
        for name, count in counts.items()
    ]


def partly_known() -> list[Row]:
    """The same families, each told a hundred times with 3 % of the facts left out, each time others: to JSON text."""
    program, draw = elig.load(), random.Random(7)
    works: Works = {}
    counts: dict[str, int] = {}
    for rules in program.regions:
        path = HERE.parent / "examples" / rules.policy.id / "complete.json"
        if path.exists():
            whole = json.loads(path.read_text("utf-8"))
            told = [program.household(json.dumps(_with_less(whole, draw))) for _ in range(100)]
            works[rules.policy.id] = partial(_to_json, program.decider(on=ON)), told
            counts[rules.policy.id] = len(rules.entitlements)
    common = elig.load(HERE / "w8")
    works["w8"] = partial(_to_json, common.decider(on=ON)), [common.household(text_of(row)) for row in households(25)]
    timed = ratios(works, "w8")
    return [
        Row(
            f"{name}, 3 % unknown, each right",
            timed[name][0] * len(NAMES) / count,
            None,
            timed[name][1] / count,
            "a right of W8 as JSON",
        )
        for name, count in counts.items()
    ]


def _to_json(decider: Decider, told: Told) -> str:
    return decider(told).to_json()


KEPT = ("household_id", "id", "dest_admin_code", "members")


def _with_less(whole: dict[str, Any], draw: random.Random) -> dict[str, Any]:
    """A household of which 3 % of the facts are left out."""
    found = {key: value for key, value in whole.items() if key in KEPT or draw.random() >= 0.03}
    if "members" in found:
        found["members"] = [_with_less(member, draw) for member in found["members"]]
    return found
