"""Intervals on whole ends, of which `None` is an open one: what is met most where something is unknown."""

from __future__ import annotations

from elig.lang.ast import Arith

Ends = tuple[int | None, int | None]


def over(value: int | Ends, den: int) -> Ends:
    """A number or an interval over a greater denominator."""
    if isinstance(value, int):
        end = value * den
        return end, end
    low, high = value
    return None if low is None else low * den, None if high is None else high * den


def below(left: Ends, right: Ends, strict: bool) -> bool | None:
    """Whether everything on the left is below everything on the right: surely, surely not, or open."""
    low, high, first, last = *left, *right
    if high is not None and first is not None and (high < first or (high == first and not strict)):
        return True
    if last is not None and low is not None and (last < low or (last == low and strict)):
        return False
    return None


def on_ends(op: Arith, left: Ends, right: Ends) -> Ends | None:
    """`+`, `-`, `*` of intervals; None for a product with an open end and a sign that is not sure."""
    (low, high), (first, last) = left, right
    if op is Arith.ADD:
        return _plus(low, first), _plus(high, last)
    if op is Arith.SUB:
        return _minus(low, last), _minus(high, first)
    if low is not None and low >= 0 and first is not None and first >= 0:
        return low * first, _times(high, last)
    if low == high and low is not None and low >= 0:
        low, high, first, last = first, last, low, low
    if first == last and first is not None and first > 0:
        return None if low is None else low * first, None if high is None else high * first
    if low is None or high is None or first is None or last is None:
        return None
    products = (low * first, low * last, high * first, high * last)
    return min(products), max(products)


def _plus(left: int | None, right: int | None) -> int | None:
    return None if left is None or right is None else left + right


def _minus(left: int | None, right: int | None) -> int | None:
    return None if left is None or right is None else left - right


def _times(left: int | None, right: int | None) -> int | None:
    """The product of two upper ends that are not negative; nothing times whatever there is is nothing."""
    if left == 0 or right == 0:
        return 0
    return None if left is None or right is None else left * right
