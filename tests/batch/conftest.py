"""Small files of households under the eight rules of the bench, and the shipped program, loaded once."""

from __future__ import annotations

import json
import random
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import elig
from bench.w8.household import households, text_of

ROOT = Path(__file__).parents[2]
ON = date(2020, 12, 1)


@pytest.fixture(scope="session")
def eight() -> elig.Program:
    return elig.load(ROOT / "bench" / "w8")


@pytest.fixture(scope="session")
def shipped() -> elig.Program:
    return _shipped()


@cache
def _shipped() -> elig.Program:
    return elig.load(local=[ROOT / "examples" / "illustration.yaml"])


def told(count: int, unknown: float = 0.03, seed: int = 8) -> list[dict[str, Any]]:
    """Households of the eight rules as plain data."""
    draw = random.Random(seed)
    made = households(count, seed)
    return [json.loads(text_of(row, f"h{place}", unknown, draw)) for place, row in enumerate(made)]


def write(path: Path, listed: list[Any]) -> Path:
    """A file of JSON Lines; text stands as it is."""
    lines = (item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in listed)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
