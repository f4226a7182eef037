"""Whom a change touches and by how much: made-up households whose answers follow from the rules by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from elig.compare.effect import effect
from elig.compare.effect_model import Effect, EntitlementEffect, Fate, MoneyLine, Period, Sum
from elig.compare.structure import structure
from elig.values import GrantKind, Outcome
from tests.compare.texts import policy, right, side

ON = date(2024, 6, 1)


def household(id: str, poor: bool | None, dibao: str | None = "none", **facts: object) -> bytes:
    """A household of one grown person; None leaves a fact out."""
    member: dict[str, object] = {"id": "m1", "relation": "self", "birth_date": "1980-01-01"}
    member |= {"lives_together": True, "excluded_from_family": "none", "death_date": "none"}
    member |= {"listed_in_other_household": False, "support_duty": True, "independent_living": True}
    if dibao is not None:
        member["assistance_kind"] = dibao
    data: dict[str, object] = {"household_id": id, "dest_admin_code": "522301", "members": [member], **facts}
    if poor is not None:
        data["registered_poor"] = poor
    return json.dumps(data).encode()


def found(old: str, new: str, *households: bytes, by: tuple[str, ...] = ()) -> Effect:
    one, other = side(old), side(new)
    named = ((f"line {number}", text) for number, text in enumerate(households, start=1))
    return effect(one, other, structure(one, other), ON, named, by)


def cash(amount: str, every: str = "month") -> str:
    return f"[{{id: g, kind: cash, amount: {amount}, every: {every}}}]"


def moves(item: EntitlementEffect) -> Mapping[tuple[object, object], tuple[int, tuple[str, ...]]]:
    return {(move.old, move.new): (move.subjects, move.households) for move in item.moves}


def money(item: Effect) -> MoneyLine:
    """The one kind of money of the one entitlement that differs."""
    ((line,),) = (found.money for found in item.entitlements)
    assert line.kind is GrantKind.CASH
    return line


def test_every_outcome_before_and_after_is_counted_with_its_households() -> None:
    old = policy(right("registered_poor", whom="household"))
    new = policy(right("registered_poor and (any family where on_dibao)", whom="household"))
    result = found(
        old,
        new,
        household("both", True, "rural_dibao"),
        household("poor", True),
        household("neither", False),
        household("poor_and_unknown", True, None),
        household("unknown", None, None),
    )
    (item,) = result.entitlements
    due, not_due, open_ = Outcome.DUE, Outcome.NOT_DUE, Outcome.UNDETERMINED
    assert moves(item) == {
        (due, due): (1, ()),
        (due, not_due): (1, ("poor",)),
        (due, open_): (1, ("poor_and_unknown",)),
        (open_, open_): (1, ()),
        (not_due, not_due): (1, ()),
    }
    assert result.fates[Fate.LOSES] == ("poor", "poor_and_unknown")
    assert not result.fates[Fate.GAINS] and result.touched == 2 and result.households == 5


def test_what_is_won_and_lost_is_summed_at_its_floor_and_at_its_cap() -> None:
    old = policy(right("registered_poor", whom="household", grants=cash("100 yuan")))
    new = policy(right("registered_poor", whom="household", grants=cash("at least 130 yuan")))
    line = money(found(old, new, household("a", True), household("b", True), household("c", False)))
    assert line.period is Period.MONTH
    assert line.old == Sum(Fraction(200), Fraction(200)) and line.new == Sum(Fraction(260), Fraction(260), 2)
    assert line.won == Sum(Fraction(60), Fraction(60), 2) and line.winners == ("a", "b")
    assert line.lost == Sum() and not line.losers


def test_a_cap_is_no_floor_and_a_payment_once_is_no_monthly_one() -> None:
    old = policy(right("registered_poor", whom="household", grants=cash("up to 500 yuan", "once")))
    new = policy(right("registered_poor", whom="household", grants=cash("up to 400 yuan", "once")))
    result = found(old, new, household("a", True))
    line = money(result)
    assert line.period is Period.ONCE
    assert line.old == Sum(Fraction(0), Fraction(500)) and line.new == Sum(Fraction(0), Fraction(400))
    assert line.lost == Sum(Fraction(0), Fraction(100)) and line.losers == ("a",)
    (total,) = (line for line in result.money if line.period is Period.ONCE)
    assert (total.old, total.new) == (line.old, line.new)
    assert result.fates[Fate.LOSES] == ("a",)


def test_what_is_the_same_on_both_sides_counts_in_the_total_only() -> None:
    same = right("registered_poor", id="same", whom="household", grants=cash("50 yuan"))
    old = policy(same, right("registered_poor", whom="household", grants=cash("10 yuan")))
    new = policy(same, right("registered_poor", whom="household", grants=cash("20 yuan")))
    result = found(old, new, household("a", True))
    (total,) = (line for line in result.money if (line.kind, line.period) == (GrantKind.CASH, Period.MONTH))
    assert total.old.floor == 60 and total.new.floor == 70 and total.won.floor == 10
    assert [item.new for item in result.entitlements] == ["help"]


def test_one_who_gains_here_and_loses_there_does_both() -> None:
    old = policy(right("registered_poor", whom="household"), right("not registered_poor", id="more", label="另项"))
    new = policy(right("not registered_poor", whom="household"), right("registered_poor", id="more", label="另项"))
    result = found(old, new, household("a", True))
    assert result.fates[Fate.BOTH] == ("a",)


def test_households_of_other_places_are_not_counted_and_those_that_make_no_sense_are_told() -> None:
    old, new = policy(right("registered_poor")), policy(right("not registered_poor"))
    elsewhere = household("far", True, dest_admin_code="451102")
    result = found(
        old, new, elsewhere, household("odd", True, co_moved_not_registered=True), b"{", household("a", True)
    )
    assert result.elsewhere == 1 and result.households == 1
    assert [item.household for item in result.refused] == ["odd", "line 3"]
    assert all(item.old is not None and item.new is not None and item.new.zh for item in result.refused)


def test_households_are_counted_by_place_size_and_what_the_changed_rules_read() -> None:
    old = policy(right("registered_poor", whom="household"))
    new = policy(right("registered_poor and (any family where on_dibao)", whom="household"))
    result = found(
        old, new, household("a", True), household("b", True, "rural_dibao"), household("c", False), by=("on_tekun",)
    )
    counted = {
        breakdown.id: {row.key: (row.households, row.fates[Fate.LOSES]) for row in breakdown.rows}
        for breakdown in result.breakdowns
    }
    assert counted["division"] == {"522301": (3, 1)} and counted["size"] == {"1": (3, 1)}
    assert counted["registered_poor"] == {"true": (2, 1), "false": (1, 0)}
    assert counted["on_dibao"] == {"false": (2, 1), "true": (1, 0)}
    assert counted["on_tekun"] == {"false": (3, 1)}
