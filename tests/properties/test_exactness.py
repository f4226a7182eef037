"""Numbers are exact, however large or small: conditions and amounts agree with `fractions.Fraction` to the fen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from elig.values import Numbers
from tests.properties.asking import decided, examined, loaded
from tests.properties.brute import Brute, World
from tests.properties.effort import effort
from tests.properties.model import FEN, Definition, Entitlement, Fact, Grant, Program
from tests.properties.programs import Style
from tests.properties.trees import Arith, Compare, Expr, Extreme, Number, Read, Round, Truth
from tests.properties.writing import decimal

LARGE = Fraction(10**12)
NAMES = {"x": "甲", "y": "乙", "z": "丙"}
FACTS = tuple(Fact(id, name, False, "yuan", -LARGE, LARGE) for id, name in NAMES.items())


@st.composite
def figures(draw: st.DrawFn, depth: int) -> Expr:
    """A figure made of the three facts, each product with a plain number."""
    if depth == 0:
        fen = st.integers(-(10**6), 10**6).map(lambda steps: Number(steps * FEN, "yuan"))
        return draw(st.sampled_from([Read(fact.id) for fact in FACTS]) | fen)
    part = figures(depth - 1)
    match draw(st.integers(0, 4)):
        case 0:
            return Arith(draw(st.sampled_from(("+", "-"))), draw(part), draw(part))
        case 1:
            rate = Number(Fraction(draw(st.integers(1, 99_999)), 10_000))
            return Arith(draw(st.sampled_from(("*", "/"))), draw(part), rate)
        case 2:
            return Extreme(draw(st.booleans()), (draw(part), draw(part)))
        case 3:
            step = draw(st.sampled_from((FEN, Fraction(1, 10), Fraction(1), Fraction(50))))
            return Round(draw(st.sampled_from(("round", "round up", "round down"))), draw(part), step)
        case _:
            return draw(part)


@effort(50)
@given(figures(3), figures(2), st.sampled_from(("<", "<=", "=", "!=", ">=", ">")), st.data())
def test_known_figures(left: Expr, right: Expr, op: str, data: st.DataObject) -> None:
    entitlement = Entitlement("e1", False, "promise", None, Compare(op, left, right), None)
    always = Entitlement("e2", False, "promise", None, Truth(True), None, grants=(Grant("sum", "cash", left),))
    value = Definition("value", False, "yuan", left, report=True)
    program = Program(FACTS, Truth(True), (value,), entitlements=(entitlement, always))
    engine, brute = loaded(program), Brute(program)
    steps = st.integers(int(-LARGE / FEN), int(LARGE / FEN)) | st.integers(-100, 100)
    for _ in range(3):
        figures_told = {fact.id: data.draw(steps) * FEN for fact in FACTS}
        raw = {"household_id": "h", "members": [], **{name: decimal(found) for name, found in figures_told.items()}}
        decision = decided(engine, raw)
        world = World(0, {(name, None): found for name, found in figures_told.items()})
        assert decision["e1"].outcome.value == brute.outcome(entitlement)(world, None)
        assert decision.value("value") == Numbers.point(_fraction(brute.value(left)(world, None)))
        [grant] = decision["e2"].result.grants
        assert grant.if_due is not None
        assert (grant.if_due.low, grant.if_due.high) == brute.amount(always.grants[0])(world, None)


def _fraction(found: object) -> Fraction:
    assert isinstance(found, Fraction)
    return found


@effort(10)
@given(st.data())
def test_no_decision_holds_a_float(data: st.DataObject) -> None:
    for case in examined(data, Style.ANY, count=2):
        assert list(_floats(case.decision.outcomes, set())) == []


def _floats(value: object, seen: set[int]) -> Iterator[float]:
    """The binary floats in a tree of data."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, float):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from _floats(getattr(value, part.name), seen)
    elif isinstance(value, dict):
        yield from _floats([*value.keys(), *value.values()], seen)
    elif isinstance(value, tuple | list | frozenset):
        for item in value:
            yield from _floats(item, seen)
