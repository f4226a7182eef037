"""An environment of its own for each peer, made once from pinned requirements and kept under `build/bench`."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
BUILD = HERE.parent / "build" / "bench"


class UnavailableError(Exception):
    """A peer that could not be installed or started, and why."""


def python(requirements: Path) -> Path:
    """The interpreter of an environment that holds just these requirements; raises UnavailableError."""
    folder = BUILD / requirements.stem
    interpreter, made = folder / "bin" / "python", folder / "made-from"
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
    if not made.exists() or made.read_text("utf-8") != digest:
        _run([sys.executable, "-m", "venv", "--clear", str(folder)])
        _run([str(interpreter), "-m", "pip", "install", "--quiet", "-r", str(requirements)])
        made.write_text(digest, "utf-8")
    return interpreter


def _run(words: list[str]) -> None:
    settings = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(words, capture_output=True, text=True, env=settings, check=False)
    if done.returncode:
        said = [line for line in (done.stderr + done.stdout).splitlines() if "ERROR" in line or "Error" in line]
        raise UnavailableError(said[-1].strip() if said else f"{words[0]} ended with {done.returncode}")


def version(requirements: Path) -> str:
    """What is measured: the first of the pinned requirements."""
    return requirements.read_text("utf-8").split()[0]
