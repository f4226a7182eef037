"""How much is tried: a bounded, repeatable amount for every run, or as much as one has time for.

`ELIG_PROPERTIES=thorough pytest tests/properties` tries many more examples, other ones each time, and keeps those that
fail in `.hypothesis`; a number in place of `thorough` says how many times as many.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Verbosity, settings

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example]
THOROUGH = os.environ.get("ELIG_PROPERTIES", "")

settings.register_profile(
    "elig", derandomize=True, deadline=None, database=None, suppress_health_check=_SLOW, verbosity=Verbosity.normal
)
settings.register_profile("elig-thorough", deadline=None, suppress_health_check=_SLOW, print_blob=True)


def effort(examples: int) -> settings:
    """Settings for a property that is worth so many examples in every run."""
    if not THOROUGH:
        return settings(settings.get_profile("elig"), max_examples=examples)
    times = int(THOROUGH) if THOROUGH.isdigit() else 20
    return settings(settings.get_profile("elig-thorough"), max_examples=examples * times)
