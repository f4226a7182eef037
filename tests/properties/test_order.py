"""The order in which things are written or asked changes nothing, and nothing is remembered."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from elig.api import Decision
from elig.evaluate.decision import Missing, Outcomes, Result
from elig.values import Outcome
from tests.properties.asking import decided, loaded
from tests.properties.effort import effort
from tests.properties.households import households
from tests.properties.model import Entitlement
from tests.properties.programs import programs
from tests.properties.trees import And, ByReading, Clause, Dated, Entry, Expr, Listed, Or, Scale, Table


@effort(40)
@given(st.data())
def test_members_and_facts_in_any_order(data: st.DataObject) -> None:
    program = data.draw(programs())
    engine = loaded(program)
    household = data.draw(households(program))
    listed = household.raw["members"]
    assert isinstance(listed, list)
    moved = data.draw(st.permutations([_turned(member) for member in listed]))
    other = _turned({**household.raw, "members": moved})
    first, second = decided(engine, household), decided(engine, json.loads(json.dumps(other)))
    assert _answers(first) == _answers(second)


def _turned(plain: dict[str, object]) -> dict[str, object]:
    return dict(reversed(plain.items()))


@effort(40)
@given(st.data())
def test_items_in_any_order(data: st.DataObject) -> None:
    program = data.draw(programs())
    turned = replace(program, entitlements=tuple(map(_reversed, program.entitlements)))
    first, second = loaded(program), loaded(turned)
    for _ in range(2):
        household = data.draw(households(program))
        pairs = zip(
            decided(first, household).outcomes.results, decided(second, household).outcomes.results, strict=True
        )
        for left, right in pairs:
            _check_same(left, right)


def _check_same(left: Result, right: Result) -> None:
    """Equal where both are exact; else one may say less than the other, but nothing else."""
    if left.exact and right.exact:
        assert left.outcome is right.outcome, left.address
        assert set(left.missing) == set(right.missing), left.address
        assert left.applicable is right.applicable, left.address
    elif Outcome.UNDETERMINED not in (left.outcome, right.outcome):
        assert left.outcome is right.outcome, left.address


def _reversed(entitlement: Entitlement) -> Entitlement:
    clauses = (None if part is None else _turn(part) for part in (entitlement.given, entitlement.when))
    given_clause, when = clauses
    unless = None if entitlement.unless is None else _turn(entitlement.unless)
    return replace(entitlement, given=given_clause, when=when, unless=unless)


def _turn(tree: Clause) -> Clause:
    match tree:
        case Listed(items, some):
            return Listed(tuple(_entry(entry) for entry in reversed(items)), some)
        case ByReading(reading, options):
            return ByReading(reading, tuple((option, _turn(part)) for option, part in options))
        case Dated(versions):
            return Dated(tuple((day, None if part is None else _turn(part)) for day, part in versions))
        case Table() | Scale():
            return tree
        case _:
            return _turn_expression(tree)


def _entry(entry: Entry) -> Entry:
    return Entry(_turn(entry.condition), None if entry.unless is None else _turn(entry.unless))


def _turn_expression(tree: Expr) -> Expr:
    match tree:
        case And(items):
            return And(tuple(_turn_expression(item) for item in reversed(items)))
        case Or(items):
            return Or(tuple(_turn_expression(item) for item in reversed(items)))
        case _:
            return tree


@effort(25)
@given(st.data())
def test_nothing_is_remembered_and_a_trace_changes_nothing(data: st.DataObject) -> None:
    program = data.draw(programs())
    engine = loaded(program)
    several = [data.draw(households(program)) for _ in range(3)]
    first = [decided(engine, household).outcomes for household in several]
    again = [decided(engine, household).outcomes for household in reversed(several)][::-1]
    fresh = [decided(loaded(program), household).outcomes for household in several]
    traced = [_untraced(decided(engine, household, trace=True).outcomes) for household in several]
    assert first == again == fresh == traced


def _untraced(found: Outcomes) -> Outcomes:
    """The outcomes without their traces, which stand under each option where readings are open."""
    return replace(found, results=tuple(_untraced_result(result) for result in found.results))


def _untraced_result(result: Result) -> Result:
    options = tuple(replace(option, trace=()) for option in result.by_reading)
    return replace(result, trace=(), by_reading=options)


def _answers(decision: Decision) -> dict[str, object]:
    """What is said of each subject, with lists as sets."""
    return {
        result.address: (
            result.outcome,
            result.applicable,
            result.met,
            _set(result.missing),
            _set(result.amount_missing),
            _set(result.met_missing),
            result.grants,
            result.gaps,
        )
        for result in decision.outcomes.results
    }


def _set(missing: Iterable[Missing]) -> frozenset[Missing]:
    return frozenset(missing)
