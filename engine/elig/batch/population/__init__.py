"""Made-up households to work on."""

from __future__ import annotations

from elig.batch.population.aggregates import AGGREGATES
from elig.batch.population.making import Wanted
from elig.batch.population.writing import write_population

__all__ = ["Wanted", "published", "write_population"]


def published() -> tuple[str, ...]:
    """The regions of which enough is published."""
    return tuple(AGGREGATES)
