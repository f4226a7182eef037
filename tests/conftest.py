"""No test reads or writes the prepared programs of the person who runs it."""

from __future__ import annotations

import pytest

from elig_cli.cache import VARIABLE


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    patch = pytest.MonkeyPatch()
    patch.setenv(VARIABLE, str(tmp_path_factory.mktemp("cache") / "elig"))
