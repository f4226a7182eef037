"""What things are called, found where it is asked for: a table of all labels would read all that has one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter

from elig.program.citation import Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LABEL: Callable[[Any], Words] = attrgetter("label")
"""What most things are called."""


def itself(words: Words) -> Words:
    """The words of a mapping that holds words."""
    return words


class Called(Mapping[str, Words]):
    """The words for the keys of several mappings, each with what tells them of a value; the first mapping counts."""

    __slots__ = ("_layers",)

    def __init__(self, *layers: tuple[Mapping[str, Any], Callable[[Any], Words]]) -> None:
        self._layers = layers

    def __getitem__(self, key: str) -> Words:
        for things, words in self._layers:
            found = things.get(key)
            if found is not None:
                return words(found)
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        return any(key in things for things, _ in self._layers)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(key for things, _ in self._layers for key in things))

    def __len__(self) -> int:
        return sum(1 for _ in self)
