"""The shipped policies are loaded once for all commands of these tests; a program may be shared."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

import elig

_load = elig.load


@cache
def _cached(path: Path | None, local: tuple[Path, ...]) -> elig.Program:
    return _load(path, local=local)


@pytest.fixture(autouse=True)
def _shared_program(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(path: Path | None = None, *, local: Sequence[Path] = (), cache: str | None = None) -> elig.Program:
        return _cached(path, tuple(local))

    monkeypatch.setattr(elig, "load", load)
