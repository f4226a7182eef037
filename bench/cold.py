"""What a fresh process takes: a bare Python, the policies from YAML and prepared, one household decided.

Every process finds its modules compiled, as an installation leaves them, and a cache of prepared programs of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import inputs
from board import Board

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


def measure(board: Board) -> None:
    """Fresh processes, beside a bare Python."""
    with tempfile.TemporaryDirectory() as folder:
        run = _runner(Path(folder))
        bare = board.row(BARE, run("pass"))
        board.row("two hundred dataclasses made", run(DATACLASSES), bare, BARE)
        board.row("two hundred records made", run(STRUCTS), bare, BARE)
        policies, cache = str(inputs.ROOT / "policies"), str(Path(folder, "own"))
        board.row("the shipped policies from YAML", run(f"import elig; elig.load({policies!r})"), bare, BARE)
        board.row("the same, prepared", run(f"import elig; elig.load({policies!r}, cache={cache!r})"), bare, BARE)
        check = ["check", str(inputs.COMPLETE), "--on", ON, "--lang", "zh"]
        command = f"import sys; sys.argv[1:] = {check!r}; from elig_cli.main import main; main()"
        board.row("elig check of one household", run(command), bare, BARE, target=6)


def _runner(folder: Path) -> Callable[[str], Callable[[], object]]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env = {
        **kept,
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "ELIG_CACHE": str(folder / "elig"),
        "PYTHONUTF8": "1",
    }

    def of(program: str) -> Callable[[], object]:
        words = [sys.executable, "-c", program]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, env=env)  # compiles, and fills the cache
        return lambda: subprocess.run(words, check=True, stdout=subprocess.DEVNULL, env=env)

    return of
