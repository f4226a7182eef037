"""Comparing policies: one token of an entitlement changed, and a whole regional file of which a shared part changed.

And proofs about one policy: a claim about each entitlement, and its cliffs.

The changes are made by the generator of the tests; loading both files is not timed, everything from there on is.
"""

from __future__ import annotations

import gc
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from time import process_time
from typing import Any

import inputs
from board import Board

import elig
from elig.api import load_texts
from elig.errors import PolicyError
from elig.prove.sides import Side
from elig.source import Source

ON = date(2024, 6, 1)
MEMBERS = 7
SHARED = "national"
CHANGED = ("definitions", "counted", "is", "2021-07-01")
"""The definition of the shared rules that is changed where whole files are compared."""
OF_EACH = 4
"""So many changes of each entitlement are measured, from all over it."""
FOLDER = inputs.ROOT / "policies"


@dataclass(frozen=True)
class Compared:
    """One comparison: of what, how it came out, and seconds of a processor: one is used."""

    what: str
    verdict: str
    seconds: float


def measure(board: Board) -> None:
    """Medians and worst cases over the shipped regions."""
    sys.path.append(str(inputs.ROOT))  # the generator of changes stands with the tests
    regions = [region.policy.id for region in elig.load().regions]
    singles = [one for region in regions for one in _entitlements(region, region)]
    shared = list(_entitlements(SHARED, regions[0]))
    wholes = [one for region in regions for one in _whole(region)]
    _put(board, "an entitlement with one token changed", singles, 0.3)
    _put(board, f"the same of the rules that all share, under {regions[0]}", shared, 0.3)
    _put(board, "a whole file, a shared definition changed", wholes, 10)
    _put_proofs(board, regions)


def _put_proofs(board: Board, regions: list[str]) -> None:
    """What is proved of one policy: of each entitlement a claim, and where one yuan more of income costs more."""
    import prove

    found = {region: prove.measured(region) for region in regions}
    for what, of in (("a claim", "claims"), ("its cliffs", "cliffs")):
        times = {f"{region}: {id}": t for region, one in found.items() for id, t in getattr(one, of).items()}
        worst = max(times, key=times.__getitem__)
        note = f"{len(times)} of them; at most {prove.AIM:g} s"
        board.put(f"{what} about an entitlement: median", statistics.median(times.values()), note=note)
        board.put(f"{what} about an entitlement: worst", times[worst], note=f"{worst}; at most {prove.AIM:g} s")


def _put(board: Board, what: str, found: list[Compared], most: float) -> None:
    if not found:
        board.put(what, None, note="no change was made")
        return
    times = sorted(found, key=lambda one: one.seconds)
    left = sum(one.verdict == "not_proved" for one in found)
    note = f"{len(found)} of them, {left} not decided; at most {most:g} s"
    board.put(f"{what}: median", statistics.median(one.seconds for one in found), note=note)
    board.put(f"{what}: worst", times[-1].seconds, note=f"{times[-1].what}; at most {most:g} s")


def _entitlements(policy: str, region: str) -> Iterator[Compared]:
    """Some changes of each entitlement of a file that leave it in order, each in a workspace of its own."""
    listed: dict[str, list[Any]] = {}
    for mutant in _mutants(policy):
        top, *rest = mutant.path
        if top == "entitlements" and rest:
            listed.setdefault(rest[0], []).append(mutant)
    for id, found in listed.items():
        for mutant in found[:: -(-len(found) // OF_EACH)]:
            yield from _compared(region, mutant, id)


def _whole(region: str) -> list[Compared]:
    """Every entitlement of a region, and of the rules that it shares, where it is another who is counted."""
    changed = (mutant for mutant in _mutants(SHARED) if mutant.path[: len(CHANGED)] == CHANGED and not mutant.days)
    return next(filter(None, (_compared(region, mutant) for mutant in changed)), [])


def _mutants(policy: str) -> Iterator[Any]:
    from tests.mutants.file import mutants

    path = FOLDER / f"{policy}.yaml"
    return mutants(Source(path.name, path.read_text("utf-8")), elig.load(), policy)


def _compared(region: str, mutant: Any, only: str = "") -> list[Compared]:
    """One comparison; nothing where the changed file is refused."""
    from elig.prove.compare import Workspace

    shipped = {name: (FOLDER / name).read_text("utf-8") for name in (f"{region}.yaml", mutant.file)}
    try:
        after = load_texts({**shipped, mutant.file: mutant.text}, folder=FOLDER)
    except PolicyError:
        return []
    before = load_texts(shipped, folder=FOLDER)
    old, new = (Side.of(program.checked, ON, policy=region) for program in (before, after))
    names = [only] if only else list(old.dated.entitlements)
    gc.collect()
    gc.freeze()  # what other rows left is not gone through on this one's time
    start = process_time()
    work = Workspace(old, new, members=MEMBERS)
    found = [work.compare(name) for name in names]
    seconds = process_time() - start
    verdict = found[0].verdict.value if only else ""
    return [Compared(f"{region}: {mutant}", verdict, seconds)]
