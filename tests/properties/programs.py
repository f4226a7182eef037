"""Random small programs: a few facts over small domains, figures, readings, gaps, definitions and entitlements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import Enum
from fractions import Fraction

from hypothesis import strategies as st

from tests.properties.growing import Grower
from tests.properties.model import (
    FEN,
    Definition,
    Entitlement,
    Fact,
    Grant,
    Parameter,
    Program,
    Reading,
)
from tests.properties.trees import Clause, Elapsed, Expr, Read, Today

HOUSEHOLD = (
    Fact("flag", "旗", False, "boolean"),
    Fact("mark", "记", False, "boolean"),
    Fact("zone", "区", False, "word"),
    Fact("grade", "级", False, "word", optional=True),
    Fact("n", "数", False, "integer", Fraction(0), Fraction(4)),
    Fact("m", "量", False, "integer", Fraction(0), Fraction(3), optional=True),
    Fact("cash", "钱", False, "yuan", Fraction(0), 4 * FEN),
    Fact("debt", "债", False, "yuan", -2 * FEN, 2 * FEN),
    Fact("since", "起", False, "date"),
    Fact("traits", "特", False, "words"),
    Fact("signers", "签", False, "members"),
    Fact("code", "码", False, "text"),
)
MEMBERS = (
    Fact("able", "能", True, "boolean"),
    Fact("sort", "类", True, "word"),
    Fact("aid", "助", True, "word", optional=True),
    Fact("size", "大", True, "integer", Fraction(0), Fraction(3)),
    Fact("pay", "薪", True, "yuan", Fraction(0), 3 * FEN),
    Fact("born", "生", True, "date"),
    Fact("skills", "技", True, "words"),
    Fact("helpers", "帮", True, "members"),
    Fact("tag", "标", True, "text"),
)
COUNTED = Fact("counted", "计", True, "boolean")

PARAMETERS = (
    Parameter("p_open", "yuan", Fraction(0), 4 * FEN),
    Parameter("p_known", "yuan", Fraction(0), 4 * FEN, values=((None, 2 * FEN),)),
    Parameter("p_some", "yuan", Fraction(0), 4 * FEN, keyed=True, values=(("a", 3 * FEN),)),
    Parameter("p_keyed", "yuan", Fraction(0), 4 * FEN, keyed=True, values=(("a", 3 * FEN), (None, FEN))),
    Parameter("p_int", "integer", Fraction(0), Fraction(3)),
    Parameter("p_rate", "rate", Fraction(0), Fraction(1), values=((None, Fraction(1, 2)),)),
    Parameter("p_age", "year", Fraction(15), Fraction(18)),
    Parameter("p_on", "boolean"),
    Parameter("p_word", "word"),
)
FLOOR = Parameter("p_floor", "yuan", Fraction(0), 6 * FEN, at_least=FEN, up_to=4 * FEN)


class Style(Enum):
    """What a program is made of."""

    ANY = "any"
    PLAIN = "plain"
    """No readings, gaps, parameters or divisions, and only promises."""
    MEMBERS = "members"
    """Plain, of few yes-or-no facts and words, and mostly of quantifiers."""
    NESTED = "nested"
    """As of members, with lists of members and quantifiers inside quantifiers."""


STYLES = tuple(Style)


@st.composite
def programs(draw: st.DrawFn, style: Style = Style.ANY, *, invalid: bool = True, most: int = 3) -> Program:
    """A program."""
    plain, peopled = style is not Style.ANY, style in (Style.MEMBERS, Style.NESTED)
    facts = draw(_few_facts(style is Style.NESTED) if peopled else vocabularies())
    own = tuple(f for f in facts if f.of_member)
    family = Grower(draw, own, of_member=True, quantified=True, room=0, simple=True)
    group: Expr = Read("counted") if draw(st.integers(0, 3)) else family.condition(1)
    parameters = () if plain else draw(_some(PARAMETERS, 3))
    readings = () if plain else draw(_readings())
    gaps = () if plain else draw(st.sampled_from(((), ("g1",), ("g1", "g2"))))
    options = tuple((found.id, found.options) for found in readings)
    grower = Grower(draw, facts, parameters, gaps, options, simple=plain, peopled=peopled)
    grower.room = 2 if style is Style.NESTED or (style is Style.ANY and grower.one_in(3)) else 1
    grower, definitions = _definitions(draw, grower)
    nonsense = (Grower(draw, facts, simple=True).condition(1),) if invalid and grower.one_in(6) else ()
    grower, entitlements = _entitlements(draw, grower, plain, most)
    return Program(facts, group, definitions, (*parameters, FLOOR), readings, _GAPS, nonsense, entitlements).trimmed()


_GAPS = ("g1", "g2", "g3")


def _some(items: tuple[Parameter, ...], most: int) -> st.SearchStrategy[tuple[Parameter, ...]]:
    return st.lists(st.sampled_from(items), max_size=most, unique_by=lambda found: found.id).map(tuple)


@st.composite
def _few_facts(draw: st.DrawFn, related: bool) -> tuple[Fact, ...]:
    if related:
        part = [fact for fact in MEMBERS if fact.id in ("able", "sort", "helpers")]
        few = draw(st.lists(st.sampled_from(part), min_size=1, max_size=2, unique_by=lambda fact: fact.id))
        return (draw(st.sampled_from([fact for fact in HOUSEHOLD if fact.id in ("flag", "signers")])), COUNTED, *few)
    whole = [fact for fact in HOUSEHOLD if fact.id in ("flag", "zone", "n")]
    part = [fact for fact in MEMBERS if fact.id in ("able", "sort", "aid", "size")]
    few = draw(st.lists(st.sampled_from(part), min_size=1, max_size=2, unique_by=lambda fact: fact.id))
    return (draw(st.sampled_from(whole)), COUNTED, *few)


@st.composite
def vocabularies(draw: st.DrawFn) -> tuple[Fact, ...]:
    """Three to five facts of the household and as many of its members, one perhaps only where another holds."""
    whole = draw(st.lists(st.sampled_from(HOUSEHOLD), min_size=3, max_size=5, unique_by=lambda f: f.id))
    part = draw(st.lists(st.sampled_from(MEMBERS), min_size=2, max_size=3, unique_by=lambda f: f.id))
    facts = [*whole, COUNTED, *part]
    if draw(st.integers(0, 2)) == 2:
        able = [i for i, f in enumerate(facts) if f.kind in ("word", "integer", "yuan", "date") and not f.optional]
        if able:
            place = draw(st.sampled_from(able))
            of_member = facts[place].of_member
            others = tuple(f for i, f in enumerate(facts) if i != place and (of_member or not f.of_member))
            grower = Grower(draw, others, of_member=of_member, quantified=True, room=0, simple=True)
            if others:
                facts[place] = replace(facts[place], only_if=grower.condition(draw(st.integers(0, 1))))
    return tuple(facts)


@st.composite
def _readings(draw: st.DrawFn) -> tuple[Reading, ...]:
    found = [Reading("r1", ("x", "y")), Reading("r2", ("x", "y", "z"))][: draw(st.integers(0, 2))]
    settled = [draw(st.sampled_from((None, None, *reading.options))) for reading in found]
    return tuple(replace(reading, settled=option) for reading, option in zip(found, settled, strict=True))


def _definitions(draw: st.DrawFn, grower: Grower) -> tuple[Grower, tuple[Definition, ...]]:
    found: list[Definition] = []
    if any(fact.id == "born" and not fact.may_be_none for fact in grower.facts):
        found.append(Definition("age", True, "year", Elapsed(12, Read("born"), Today()), report=True))
    for name, of_member, kind in (
        ("d1", False, "boolean"),
        ("d2", True, "boolean"),
        ("d3", False, "yuan"),
        ("d4", True, "yuan"),
    ):
        if draw(st.integers(0, 2)) < 2:
            continue
        room = grower.room - 1 if of_member else grower.room
        inner = replace(grower, of_member=of_member, room=room, definitions=tuple(found), simple=True)
        body: Clause = inner.condition(2) if kind == "boolean" else inner.number("yuan", 2)
        found.append(Definition(name, of_member, kind, body, report=True))
    return replace(grower, definitions=tuple(found)), tuple(found)


def _entitlements(draw: st.DrawFn, grower: Grower, plain: bool, most: int) -> tuple[Grower, tuple[Entitlement, ...]]:
    found: list[Entitlement] = []
    for position in range(draw(st.integers(1, most))):
        of_member = grower.one_in(3)
        inner = replace(grower, of_member=of_member, entitled=tuple((e.id, e.of_member) for e in found))
        basis = "promise" if plain or not grower.one_in(5) else grower.pick(("national", "discretion", "reported"))
        found.append(_entitlement(f"e{position + 1}", inner, basis))
    return grower, tuple(found)


def _entitlement(name: str, grower: Grower, basis: str) -> Entitlement:
    clauses = {
        "given": grower.clause(1) if grower.one_in(2) else None,
        "when": grower.clause(grower.draw(st.integers(1, 2))),
        "unless": grower.clause(1) if grower.one_in(3) else None,
    }
    kinds = ("cash", "ceiling", "loan")
    inner = replace(grower, parameters=(*grower.parameters, FLOOR))
    grants = [_grant(f"grant{i}", inner, grower.pick(kinds)) for i in range(grower.draw(st.integers(0, 1)))]
    open_ended = grower.one_in(12)
    return Entitlement(
        name,
        grower.of_member,
        basis,
        clauses["given"],
        clauses["when"],
        clauses["unless"],
        grower.condition(1) if grower.one_in(4) else None,
        tuple(grants),
        "g3" if basis in ("discretion", "reported") else "",
        date(2021, 1, 1) if open_ended else None,
    )


def _grant(name: str, grower: Grower, kind: str) -> Grant:
    used = grower.number("yuan", 1) if kind == "ceiling" and grower.one_in(2) else None
    return Grant(name, kind, grower.amount(), used)
