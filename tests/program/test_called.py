"""What things are called is found without reading more than is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from elig.program.called import LABEL, Called, itself
from elig.program.citation import Words


@dataclass(frozen=True)
class Thing:
    label: Words


class Counting(Mapping[str, Thing]):
    """Things that note which of them were read."""

    def __init__(self, *names: str) -> None:
        self.names, self.read = names, list[str]()

    def __getitem__(self, key: str) -> Thing:
        if key not in self.names:
            raise KeyError(key)
        self.read.append(key)
        return Thing(Words(f"{key} 甲", f"{key} one"))

    def __contains__(self, key: object) -> bool:
        return key in self.names

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


def test_the_first_that_has_a_name_says_it_and_nothing_else_is_read() -> None:
    things = Counting("a", "b")
    called = Called((things, LABEL), ({"b": Words("乙", "two"), "c": Words("丙", "three")}, itself))
    assert called["b"].en == "b one"
    assert called["c"].en == "three"
    assert called.get("d") is None
    assert "d" not in called
    with pytest.raises(KeyError):
        called["d"]
    assert things.read == ["b"]
    assert [*called] == ["a", "b", "c"]
    assert len(called) == 3
    assert things.read == ["b"]
