"""How finely the amount of a grant is counted, in the columns of a result."""

from __future__ import annotations

from elig.program.model import Grant, Vocabulary
from elig.program.types import NumberType

FINE = 10_000
"""Steps to one of a figure that is neither money nor counted."""


def scale_of(grant: Grant, vocabulary: Vocabulary) -> int:
    """How many steps make one of a grant's unit: minor units of money, one for what is counted."""
    if grant.unit.power(vocabulary.money) == 1:
        return int(10**vocabulary.places)
    kind = None if grant.amount is None else grant.amount.type
    return 1 if isinstance(kind, NumberType) and kind.integer else FINE
