"""Reading straight from the data and reading by the model take the same inputs, and read them alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from elig.facts.direct import read_directly
from elig.facts.household import Household
from elig.facts.keys import Keys
from elig.facts.shape import HouseholdShape
from tests.facts.sample import SAMPLE
from tests.facts.strategies import HOUSEHOLDS, WRONG_HOUSEHOLDS

KEYS = Keys.of(SAMPLE)
SHAPE = HouseholdShape(KEYS)


@given(st.one_of(HOUSEHOLDS, WRONG_HOUSEHOLDS))
def test_both_read_alike(data: dict[str, object]) -> None:
    direct, by_model = read_directly(KEYS, data), SHAPE.read(data)
    assert direct == (by_model if isinstance(by_model, Household) else None)


def test_what_each_refuses() -> None:
    for data in (
        {},
        {KEYS.whole.id: ""},
        {KEYS.whole.id: "h", "nothing": 1},
        {KEYS.whole.id: "h", KEYS.parts: {}},
        {KEYS.whole.id: "h", KEYS.parts: [1]},
        {KEYS.whole.id: "h", KEYS.parts: [{}]},
        {KEYS.whole.id: "h", KEYS.complete: "yes"},
        {KEYS.whole.id: "h", KEYS.parts: [{"id": "m"}] * (KEYS.max_parts + 1)},
        {KEYS.whole.id: "h", 1: 2},
    ):
        assert read_directly(KEYS, data) is None  # type: ignore[arg-type]  # keys of any kind come in dictionaries
        assert not isinstance(SHAPE.read(data), Household)  # type: ignore[arg-type]
