"""Random households of a program: a true state of affairs, of which only a part is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from hypothesis import assume
from hypothesis import strategies as st

from tests.properties.brute import Brute, Fact, World
from tests.properties.model import WORDS, Program, Value
from tests.properties.model import Fact as FactModel
from tests.properties.worlds import Household, domain, facts_read, size_of
from tests.properties.writing import decimal

LIMIT = 150
"""How many completions a household has at most."""


@st.composite
def households(draw: st.DrawFn, program: Program, *, limit: int = LIMIT, known: bool = False) -> Household:
    """A household of up to three members; one that is `known` has no unknown fact."""
    members = draw(st.integers(0, 3))
    truth = draw(truths(program, members))
    told: dict[Fact, frozenset[Value]] = {}
    raw: dict[Fact, object] = {}
    for key, value in truth.items():
        fact = program.fact(key[0])
        if value is None and not fact.optional:
            continue
        state = "value" if known else draw(st.sampled_from(("value", "nothing", "value", "nothing", "part")))
        if state == "value":
            told[key], raw[key] = frozenset({value}), raw_of(fact, value)
        elif state == "part" and fact.kind in ("integer", "yuan", "word"):
            told[key], raw[key] = draw(parts(fact, value, domain(fact, program, members)))
    order = draw(st.permutations([key for key in truth if key not in told or len(told[key]) > 1]))
    for key in order:
        if size_of(program, members, told) <= limit:
            break
        fact = program.fact(key[0])
        if truth[key] is not None or fact.optional:
            told[key], raw[key] = frozenset({truth[key]}), raw_of(fact, truth[key])
    assume(size_of(program, members, told) <= 3 * limit)
    return Household(members, told, shown(raw, members), truth)


@st.composite
def truths(draw: st.DrawFn, program: Program, members: int) -> dict[Fact, Value]:
    """A state of affairs that makes sense: every fact that the program reads, for everybody."""
    facts: dict[Fact, Value] = {}
    read = facts_read(program)
    for fact in read:
        may = domain(fact, program, members)
        for place in range(members) if fact.of_member else (None,):
            facts[(fact.id, place)] = draw(st.sampled_from(may))
    brute, world = Brute(program), World(members, facts)
    for fact in read:
        if fact.only_if is not None:
            applies = brute.value(fact.only_if)
            for place in range(members) if fact.of_member else (None,):
                if applies(world, place) is not True:
                    facts[(fact.id, place)] = None
    assume(not any(brute.value(condition)(world, None) is True for condition in program.invalid))
    return facts


@st.composite
def parts(draw: st.DrawFn, fact: FactModel, value: Value, may: tuple[Value, ...]) -> tuple[frozenset[Value], object]:
    """A part of the truth: an interval or a choice that holds the value, with how it is told."""
    if fact.kind != "word" and isinstance(value, Fraction) and draw(st.booleans()):
        numbers = [other for other in may if isinstance(other, Fraction)]
        low = draw(st.sampled_from([other for other in numbers if other <= value]))
        high = draw(st.sampled_from([other for other in numbers if other >= value]))
        found: frozenset[Value] = frozenset(other for other in numbers if low <= other <= high)
        return found, {"at_least": raw_of(fact, low), "at_most": raw_of(fact, high)}
    chosen = {value, *draw(st.sets(st.sampled_from(may), max_size=2))}
    return frozenset(chosen), {"one_of": [raw_of(fact, item) for item in sorted(chosen, key=str)]}


def raw_of(fact: FactModel, value: Value) -> object:
    """A value as JSON has it."""
    match value:
        case None:
            return "none"
        case Fraction() if fact.kind == "date":
            return date.fromordinal(int(value)).isoformat()
        case Fraction():
            return int(value) if fact.kind == "integer" else decimal(value)
        case frozenset() if fact.kind == "members":
            return sorted(value)
        case frozenset():
            return [word for word in WORDS if word in value]
        case _:
            return value


def told_raw(household: Household) -> dict[Fact, object]:
    """What is told of each fact, as JSON has it."""
    listed = household.raw["members"]
    assert isinstance(listed, list)
    of_members = ((place, member) for place, member in enumerate(listed))
    found: dict[Fact, object] = {(name, None): value for name, value in household.raw.items() if name not in _FRAME}
    return found | {(n, place): value for place, member in of_members for n, value in member.items() if n not in _FRAME}


_FRAME = ("household_id", "id", "members", "members_complete")


def shown(raw: Mapping[Fact, object], members: int) -> dict[str, object]:
    """A household as JSON has it."""
    listed: list[dict[str, object]] = [{"id": f"m{place}"} for place in range(members)]
    found: dict[str, object] = {"household_id": "h", "members": listed}
    for (name, place), value in raw.items():
        (found if place is None else listed[place])[name] = value
    return found
