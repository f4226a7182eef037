"""Which things of one side are which of the other: the same id, else what is most alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from elig.program.citation import Citation, Words
from elig.records import Struct

T = TypeVar("T")

ALIKE = 0.6
"""Two things with different ids are taken for one from this likeness on, of 1."""


class Matched(Generic[T], Struct):
    """What belongs together, in the order of the new side; what is left of the old one; what is new."""

    pairs: tuple[tuple[T, T], ...]
    removed: tuple[T, ...]
    added: tuple[T, ...]


def match(old: Mapping[str, T], new: Mapping[str, T], likeness: Callable[[T, T], float]) -> Matched[T]:
    """Pair what has the same id; of the rest, whatever is most alike and alike enough.

    >>> found = match({"a": 1, "b": 20}, {"a": 7, "c": 21}, lambda x, y: 1 - abs(x - y) / 10)
    >>> found.pairs, found.removed, found.added
    (((1, 7), (20, 21)), (), ())
    """
    partners = {id: id for id in new if id in old}
    left = [id for id in old if id not in new]
    fresh = [id for id in new if id not in old]
    scored = [(likeness(old[one], new[other]), i, j) for i, one in enumerate(left) for j, other in enumerate(fresh)]
    taken: set[int] = set()
    for score, i, j in sorted(scored, key=lambda found: (-found[0], found[1], found[2])):
        if score >= ALIKE and i not in taken and fresh[j] not in partners:
            partners[fresh[j]] = left[i]
            taken.add(i)
    return Matched(
        tuple((old[partners[id]], found) for id, found in new.items() if id in partners),
        tuple(old[id] for i, id in enumerate(left) if i not in taken),
        tuple(new[id] for id in fresh if id not in partners),
    )


def mean(*parts: tuple[float, float | None]) -> float:
    """The weighted mean of those likenesses that there are.

    >>> mean((1, 0.5), (1, None)), mean((3, 1.0), (1, 0.0))
    (0.5, 0.75)
    """
    known = [(weight, found) for weight, found in parts if found is not None]
    total = sum(weight for weight, _ in known)
    return sum(weight * found for weight, found in known) / total if total else 0.0


def alike_labels(old: Words, new: Words) -> float:
    """How alike two labels are, in the language in which they are more so."""
    pairs = [(old.zh, new.zh), (old.en, new.en)]
    return max(
        SequenceMatcher(None, one, other, autojunk=False).ratio() if one and other else 0.0 for one, other in pairs
    )


def alike_bags(old: Iterable[object], new: Iterable[object]) -> float | None:
    """How much two collections share, counting what occurs twice twice; None where both are empty."""
    one, other = Counter(old), Counter(new)
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else None


def alike_citations(old: tuple[Citation, ...], new: tuple[Citation, ...]) -> float | None:
    """How many places two things both rest on; None where they rest on different documents or on none."""
    documents = {c.document or c.page for c in old} & {c.document or c.page for c in new}
    return alike_bags(map(place_of, old), map(place_of, new)) if documents else None


def place_of(citation: Citation) -> tuple[str, ...]:
    """What a citation points at, whatever it says of it."""
    return (citation.document, str(citation.start), str(citation.end), citation.digest, citation.page, citation.article)
