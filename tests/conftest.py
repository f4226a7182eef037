"""The shipped policies, and a cache of the tests' own: none reads or writes the prepared programs of who runs them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

import elig
from elig_cli.cache import VARIABLE

# A busy machine is no fault of what is tested; and whichever test draws first waits for the constants of every module.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    patch = pytest.MonkeyPatch()
    patch.setenv(VARIABLE, str(tmp_path_factory.mktemp("cache") / "elig"))


@pytest.fixture(scope="session")
def shipped() -> elig.Program:
    """The shipped policies."""
    return elig.load()
