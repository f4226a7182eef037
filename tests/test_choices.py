"""Enumerations behave as the standard library's of the same text do."""

from __future__ import annotations

import copy
import enum
import pickle
from typing import Any

import pytest

from elig import choices
from elig.values import Truth

TEXT = """
class Side(Enum):
    "Which hand."

    LEFT = "left"
    RIGHT = "right"
    BOTH = 2

    @property
    def other(self):
        return Side.RIGHT if self is Side.LEFT else Side.LEFT

    @classmethod
    def first(cls):
        return cls.LEFT
"""


@pytest.fixture(params=(choices.Enum, enum.Enum), ids=("ours", "theirs"))
def side(request: pytest.FixtureRequest) -> Any:
    known: dict[str, Any] = {"Enum": request.param, "__name__": __name__}
    exec(TEXT, known)
    return known["Side"]


def test_members(side: Any) -> None:
    assert [(one.name, one.value) for one in side] == [("LEFT", "left"), ("RIGHT", "right"), ("BOTH", 2)]
    assert [*side.__members__] == ["LEFT", "RIGHT", "BOTH"]
    assert (len(side), side.LEFT in side, side.__doc__) == (3, True, "Which hand.")
    assert isinstance(side.LEFT, side)
    assert side.LEFT is side["LEFT"] is side("left") is side(side.LEFT) is side.first() is side.RIGHT.other
    assert len({side.LEFT, side("left"), side.RIGHT}) == 2
    assert (str(side.LEFT), repr(side.LEFT), f"{side.BOTH}") == ("Side.LEFT", "<Side.LEFT: 'left'>", "Side.BOTH")


def test_what_is_no_member(side: Any) -> None:
    with pytest.raises(ValueError, match="'up' is not a valid"):
        side("up")
    with pytest.raises(KeyError):
        side["UP"]
    with pytest.raises(AttributeError):
        side.LEFT.value = "right"


def test_a_member_stays_one_of_a_kind() -> None:
    assert copy.copy(Truth.OPEN) is copy.deepcopy(Truth.OPEN) is pickle.loads(pickle.dumps(Truth.OPEN)) is Truth.OPEN
