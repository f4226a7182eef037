"""What a fresh process takes: a bare Python, the policies from YAML and prepared, one household decided.

Measured is what a user has, the wheel of this checkout as pip installs it, with its modules compiled; and the checkout,
compiled too, with a cache of prepared programs of its own. Figures are seconds of a processor, medians of many turns in
which every process is run once, one after the other.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import inputs
from board import Board
from envs import BUILD

ON = "2020-12-01"
FIELDS = """
        a: int
        b: str
        c: tuple = ()
"""
DATACLASSES = f"""
from dataclasses import dataclass
for _ in range(200):
    @dataclass(frozen=True, slots=True)
    class Made:{FIELDS}"""
STRUCTS = f"""
from elig.records import Struct
for _ in range(200):
    class Made(Struct):{FIELDS}"""
BARE = "python -c pass"
LOADED = "the same, prepared"
CHECKED = "elig check of one household"
TURNS = 40
OVER = 0.010
"""Seconds that loading prepared policies may take beyond a bare Python."""


def measure(board: Board) -> None:
    """Fresh processes, beside a bare Python."""
    policies = str(inputs.ROOT / "policies")
    check = ["check", str(inputs.COMPLETE), "--on", ON, "--lang", "zh"]
    command = f"import sys; sys.argv[1:] = {check!r}; from elig_cli.main import main; main()"
    with tempfile.TemporaryDirectory() as folder:
        cache = str(Path(folder, "own"))
        here = _settings(folder, PYTHONPYCACHEPREFIX=str(Path(folder, "compiled")), PYTHONPATH=_CHECKOUT)
        there = _settings(folder, PYTHONPATH=str(_installed()))
        took = _turns(
            {
                BARE: ("pass", there),
                "two hundred dataclasses made": (DATACLASSES, here),
                "two hundred records made": (STRUCTS, here),
                "the shipped policies from YAML": (f"import elig; elig.load({policies!r})", there),
                LOADED: ("import elig; elig.load()", there),
                f"{LOADED} and opened": ("import elig; elig.load().checked", there),
                CHECKED: (command, there),
                f"{LOADED}, in a checkout": (f"import elig; elig.load({policies!r}, cache={cache!r})", here),
                f"{CHECKED}, in a checkout": (command, here),
            }
        )
    bare = took.pop(BARE)
    board.put(BARE, bare)
    for what, seconds in took.items():
        board.put(what, seconds, ratio=seconds / bare, against=BARE, target=6 if what == CHECKED else None)
    board.put(f"{LOADED}, beyond {BARE}", took[LOADED] - bare, note=f"(at most {OVER * 1000:g} ms)")


_CHECKOUT = os.pathsep.join(str(inputs.ROOT / name) for name in ("engine", "cli"))


def _installed() -> Path:
    """The folder that the wheel of this checkout is installed into, made anew."""
    folder = BUILD / "installed"
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as made:
        _run("build", "--no-isolation", "--wheel", "--outdir", made, str(inputs.ROOT))
        (wheel,) = Path(made).glob("*.whl")
        _run("pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(folder), str(wheel))
    return folder


def _run(*words: str) -> None:
    done = subprocess.run([sys.executable, "-m", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{words[0]}: {done.stderr[-600:]}")


def _settings(folder: str, **more: str) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "ELIG_CACHE": str(Path(folder, "elig")), "PYTHONUTF8": "1", **more}


def _turns(programs: Mapping[str, tuple[str, Mapping[str, str]]]) -> dict[str, float]:
    """The median of what each process takes, after one turn that compiles, and fills the cache."""
    took: dict[str, list[float]] = {name: [] for name in programs}
    for turn in range(TURNS + 1):
        for name, (program, settings) in programs.items():
            before = _used()
            subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.DEVNULL, env=settings)
            if turn:
                took[name].append(_used() - before)
    return {name: statistics.median(listed) for name, listed in took.items()}


def _used() -> float:
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime
