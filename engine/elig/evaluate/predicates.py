"""Conditions on possible words and sets, and on whether there is a value at all."""

from __future__ import annotations

from fractions import Fraction

from elig.evaluate.arithmetic import equals_one_of
from elig.values import Numbers, Possible, Truth, Words, WordSet, join_truth


def is_one_of(item: Possible, options: tuple[Fraction | str, ...], step: Fraction | None = None) -> Truth:
    """Whether a word or a number is one of some constants; none is none of them.

    `step` is what a number is known to be a multiple of.

    >>> is_one_of(Words(frozenset({"rural", "urban"})), ("rural",))
    <Truth.OPEN: 'open'>
    """
    match item:
        case Numbers():
            return equals_one_of(item, [option for option in options if isinstance(option, Fraction)], step)
        case Words():
            if item.is_none:
                return Truth.FALSE
            if item.ids is None:
                return Truth.OPEN
            inside = [word in options for word in item.ids] + ([False] if item.none else [])
            return Truth.TRUE if all(inside) else Truth.OPEN if any(inside) else Truth.FALSE
        case _:
            raise AssertionError("the checker allows words and numbers here")


def same_word(left: Words, right: Words) -> Truth:
    """Whether two words or texts are equal; comparing none is false."""
    if left.is_none or right.is_none:
        return Truth.FALSE
    if right.value is None:
        return Truth.OPEN
    return is_one_of(left, (right.value,))


def starts_with(item: Possible, prefix: str) -> Truth:
    """Whether a text begins with another; none does not.

    >>> starts_with(Words(frozenset({"522301"})), "5223")
    <Truth.TRUE: 'true'>
    """
    assert isinstance(item, Words), "the checker allows texts here"
    if item.ids is None:
        return Truth.OPEN
    inside = [text.startswith(prefix) for text in item.ids] + ([False] if item.none else [])
    return join_truth(map(Truth.of, inside))


def is_none(item: Possible) -> Truth:
    """Whether there is no value."""
    assert isinstance(item, Numbers | Words), "only these can be none"
    return Truth.TRUE if item.is_none else Truth.OPEN if item.none else Truth.FALSE


def includes(item: Possible, word: str) -> Truth:
    """Whether a set has a word."""
    assert isinstance(item, WordSet), "the checker allows sets here"
    return Truth.TRUE if word in item.has else Truth.FALSE if word in item.lacks else Truth.OPEN
