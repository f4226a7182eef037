"""A peer in a process and environment of its own, asked by lines of JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from envs import HERE, UnavailableError, python, version

ENGINE = HERE.parent / "engine"
HAND = {"ours": "elig", "plain": "by hand", "duck": "by hand", "spark": "by hand"}


@dataclass
class Peer:
    """A running peer: its name, what it is called in a table, and what it said when it was ready."""

    name: str
    title: str
    process: subprocess.Popen[str]
    log: Path
    forms: dict[str, Any]

    def ask(self, **asked: object) -> dict[str, Any]:
        """Ask one thing; raises UnavailableError with the last line that the peer wrote where it gave no answer."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return _answer(self.process, self.log)


def start(script: Path, name: str, words: Sequence[str], folder: Path, stack: ExitStack) -> Peer:
    """Start a peer by one of the two serving scripts; raises UnavailableError."""
    requirements, log = HERE / "peers" / f"{name}.txt", folder / f"{name}.log"
    pinned = requirements.exists()
    interpreter = str(python(requirements) if pinned else sys.executable)
    wrote = stack.enter_context(log.open("w"))
    settings = {**os.environ, "PYTHONPATH": str(HERE) if pinned else f"{HERE}{os.pathsep}{ENGINE}", "PYTHONUTF8": "1"}
    process = subprocess.Popen(
        [interpreter, str(script), name, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=wrote,
        text=True,
        env=settings,
    )
    stack.callback(process.wait)
    stack.callback(process.kill)
    title = version(requirements) if pinned else HAND[name]
    return Peer(name, title, process, log, _answer(process, log)["forms"])


def _answer(process: subprocess.Popen[str], log: Path) -> dict[str, Any]:
    assert process.stdout
    line = process.stdout.readline()
    if not line:
        said = log.read_text("utf-8").strip().splitlines()
        raise UnavailableError(said[-1] if said else "it ended and said nothing")
    found: dict[str, Any] = json.loads(line)
    return found
