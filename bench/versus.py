"""One household, against peers: equal answers on 10,000 households first, then times, turn by turn.

Each peer runs in its own process and environment; in each turn it measures the plain loop and itself. A peer that
cannot be installed or started, or whose answers differ, is listed with the reason and is not timed.
"""

from __future__ import annotations

import json
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from envs import HERE, UnavailableError
from process import Peer, start
from w8.household import households

PEERS = (
    "plain",
    "ours",
    "datalogic",
    "zen_engine",
    "regorus",
    "cel_rust",
    "cedar",
    "openfisca",
    "policyengine",
    "rule_engine",
    "cel_python",
)
COUNT, TURNS, SHARE = 10_000, 30, 10


@dataclass(frozen=True)
class Found:
    """One line: a form of a peer and its ratio to the plain loop, or why there is none."""

    peer: str
    form: str = ""
    ratio: float | None = None
    micros: float | None = None
    fields: int = 8
    why: str = ""


def measure(chosen: tuple[str, ...] = PEERS, count: int = COUNT) -> Iterator[Found]:
    """What was found of each peer; first those that cannot be measured."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        rows = folder / "households.json"
        rows.write_text(json.dumps(households(count)), "utf-8")
        running: list[Peer] = []
        for name in chosen:
            try:
                running.append(start(HERE / "serve_one.py", name, [str(rows)], folder, stack))
            except UnavailableError as error:
                yield Found(name, why=str(error))
        with ThreadPoolExecutor(2) as threads:  # nothing is timed here
            refused = dict(zip((peer.name for peer in running), threads.map(_compare, running), strict=True))
        yield from (found for listed in refused.values() for found in listed)
        timed = [peer for peer in running if not refused[peer.name]]
        turns: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
        for turn in range(TURNS):
            for peer in timed:
                for form in peer.forms:
                    asked = peer.ask(ask="turn", form=form, first=turn * SHARE % (count - SHARE), count=SHARE)
                    turns[peer.name, form].append((asked["floor"], asked["form"]))
        for peer in timed:
            for form, fields in peer.forms.items():
                listed = turns[peer.name, form]
                ratio = statistics.median(mine / floor for floor, mine in listed)
                yield Found(peer.title, form, ratio, statistics.median(mine for _, mine in listed), len(fields))


def _compare(peer: Peer) -> list[Found]:
    """The forms whose answers are not the loop's."""
    found = []
    for form in peer.forms:
        try:
            answer = peer.ask(ask="compare", form=form)
        except UnavailableError as error:
            return [Found(peer.title, form, why=str(error))]
        if "row" in answer:
            found.append(Found(peer.title, form, why=f"not equal: {json.dumps(answer)}"))
    return found
