"""What the tests of the generated forms share."""

from __future__ import annotations

import pytest

import elig


@pytest.fixture(scope="session")
def shipped() -> elig.Program:
    """The shipped policies."""
    return elig.load()
