"""A solver that finds nothing: to it all is the same, so only the households on which a proof is tried can tell."""

from __future__ import annotations

import pytest

from elig.prove import compare


class Blind:
    """A solver to which nothing is possible."""

    version = ""

    def __init__(self, *_: object) -> None:
        self.count = type("Count", (), {"queries": 0})()

    def find(self, _: object) -> None:
        """No model."""
        return None

    def excludes(self, _: object) -> bool:
        """All is excluded."""
        return True


def blinded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let comparisons ask it."""
    monkeypatch.setattr(compare, "Solver", Blind)
