"""One household, against peers: equal answers on 10,000 households first, then times, turn by turn.

Each peer runs in its own process and environment; in each turn it measures the plain loop and itself. A peer that
cannot be installed or started, or whose answers differ, is listed with the reason and is not timed.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from envs import HERE, UnavailableError, python, version
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
ENGINE = HERE.parent / "engine"


@dataclass
class Peer:
    """A running peer, what it said of itself, and what was measured of it."""

    name: str
    release: str
    process: subprocess.Popen[str]
    log: Path
    forms: dict[str, list[str]] = field(default_factory=dict)
    turns: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    """By form: the loop's and the form's microseconds, turn by turn."""

    def ask(self, **asked: object) -> dict[str, Any]:
        """Ask one thing; raises UnavailableError with the last line that the peer wrote where it gave no answer."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return self.answer()

    def answer(self) -> dict[str, Any]:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            said = self.log.read_text("utf-8").strip().splitlines()
            raise UnavailableError(said[-1] if said else "it ended and said nothing")
        found: dict[str, Any] = json.loads(line)
        return found


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
        running = []
        for name in chosen:
            try:
                running.append(_start(name, rows, folder, stack))
            except UnavailableError as error:
                yield Found(name, why=str(error))
        with ThreadPoolExecutor(2) as threads:  # nothing is timed here
            refused = dict(zip((peer.name for peer in running), threads.map(_compare, running), strict=True))
        yield from (found for listed in refused.values() for found in listed)
        timed = [peer for peer in running if not refused[peer.name]]
        for turn in range(TURNS):
            for peer in timed:
                _turn(peer, turn * SHARE % (count - SHARE))
        for peer in timed:
            yield from _found(peer)


def _start(name: str, rows: Path, folder: Path, stack: ExitStack) -> Peer:
    requirements, log = HERE / "peers" / f"{name}.txt", folder / f"{name}.log"
    pinned = requirements.exists()
    interpreter = str(python(requirements) if pinned else sys.executable)
    wrote = stack.enter_context(log.open("w"))
    settings = {**os.environ, "PYTHONPATH": "" if pinned else str(ENGINE), "PYTHONUTF8": "1"}
    words = [interpreter, str(HERE / "serve.py"), name, str(rows)]
    process = subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=wrote, text=True, env=settings
    )
    stack.callback(process.wait)
    stack.callback(process.kill)
    peer = Peer(name, version(requirements) if pinned else "", process, log)
    peer.forms = peer.answer()["forms"]
    return peer


def _compare(peer: Peer) -> list[Found]:
    """The forms whose answers are not the loop's."""
    found = []
    for form in peer.forms:
        try:
            answer = peer.ask(ask="compare", form=form)
        except UnavailableError as error:
            return [Found(_label(peer), form, why=str(error))]
        if "row" in answer:
            found.append(Found(_label(peer), form, why=f"not equal: {json.dumps(answer)}"))
    return found


def _turn(peer: Peer, first: int) -> None:
    for form in peer.forms:
        answer = peer.ask(ask="turn", form=form, first=first, count=SHARE)
        peer.turns.setdefault(form, []).append((answer["floor"], answer["form"]))


def _found(peer: Peer) -> Iterator[Found]:
    for form, turns in peer.turns.items():
        ratio = statistics.median(mine / floor for floor, mine in turns)
        micros = statistics.median(mine for _, mine in turns)
        yield Found(_label(peer), form, ratio, micros, len(peer.forms[form]))


def _label(peer: Peer) -> str:
    return peer.release or {"ours": "elig", "plain": "by hand"}[peer.name]
