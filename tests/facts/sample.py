"""A small vocabulary with one fact of every form, and short ways to read by it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

import pytest

from elig.errors import HouseholdError, InputProblem
from elig.facts.reading import HouseholdReader
from elig.lang import UnitNames
from elig.lang.ast import Unit
from elig.program.citation import Words
from elig.program.model import Enumeration, EnumValue, Fact, NationalCode, Subjects, Vocabulary
from elig.program.ranges import DAYS
from elig.program.types import (
    BOOLEAN,
    DATE,
    EnumType,
    MembersType,
    NumberType,
    Range,
    SetType,
    TextType,
    Type,
)
from elig.values import Possible

CITIZEN = "52230119800101001X"
"""A number made up for tests: born on 1 January 1980, male."""

OTHER_CITIZEN = "522731195701010025"

MONEY = Range(Fraction(0), Fraction(100_000_000))


def fact(
    id: str,
    zh: str,
    en: str,
    kind: Type,
    *,
    member: bool = True,
    range: Range | None = None,
    optional: bool = False,
    division: bool = False,
) -> Fact:
    return Fact(
        id,
        zh,
        Words(zh, en),
        kind,
        member,
        range,
        optional,
        division=division,
        recorded_in=Words("户口簿", "household register"),
    )


def _value(id: str, name: str, en: str, code: str = "") -> EnumValue:
    return EnumValue(id, name, Words(name, en), code)


_ENUMERATIONS = (
    Enumeration("sex", (_value("male", "男", "male", "1"), _value("female", "女", "female", "2"))),
    Enumeration(
        "relation",
        (
            _value("head", "户主", "head of household", "02"),
            _value("wife", "妻", "wife", "12"),
            _value("only_son", "独生子", "only son", "21"),
        ),
    ),
    Enumeration(
        "assistance",
        (
            _value("rural_dibao", "农村低保", "rural dibao"),
            _value("urban_dibao", "城市低保", "urban dibao"),
        ),
    ),
    Enumeration(
        "disability",
        (
            _value("visual", "视力残疾", "visual", "1"),
            _value("hearing", "听力残疾", "hearing", "2"),
            _value("physical", "肢体残疾", "physical", "4"),
            _value("multiple", "多重残疾", "multiple", "7"),
        ),
    ),
)

_FACTS = (
    fact(
        "dest_admin_code",
        "安置地区划",
        "division of the new home",
        TextType("division"),
        member=False,
        division=True,
    ),
    fact("registered_poor", "建档立卡", "registered poor", BOOLEAN, member=False),
    fact(
        "rent",
        "月租",
        "rent",
        NumberType(Unit.of(yuan=1, month=-1)),
        member=False,
        range=MONEY,
        optional=True,
    ),
    fact(
        "employees",
        "雇员人数",
        "employees",
        NumberType(Unit.of(person=1), integer=True),
        member=False,
        range=Range(Fraction(0), Fraction(100_000)),
    ),
    fact(
        "forest_land",
        "林地",
        "forest land",
        NumberType(Unit.of(mu=1)),
        member=False,
        range=Range(Fraction(0), Fraction(100_000)),
    ),
    fact("shop_name", "店名", "name of the shop", TextType(), member=False, optional=True),
    fact("person_id_no", "公民身份号码", "identity number", TextType("gb11643")),
    fact("cert_no", "残疾人证号", "certificate number", TextType("gb26341"), optional=True),
    fact("birth_date", "出生日期", "date of birth", DATE, range=DAYS),
    fact("death_date", "死亡日期", "date of death", DATE, range=DAYS, optional=True),
    fact("sex", "性别", "sex", EnumType("sex")),
    fact("relation", "与户主关系", "relation to the head", EnumType("relation")),
    fact("assistance_kind", "救助类别", "assistance held", EnumType("assistance"), optional=True),
    fact("disability_categories", "残疾类别", "kinds of disability", SetType("disability")),
    fact(
        "disability_grade",
        "残疾等级",
        "disability_grade",
        NumberType(integer=True),
        range=Range(Fraction(1), Fraction(4)),
        optional=True,
    ),
    fact("income_wage", "工资性收入", "wages", NumberType(Unit.of(yuan=1)), range=MONEY),
    fact("willing", "有就业意愿", "willing to work", BOOLEAN),
    fact("cared_for_by", "照料人", "carers", MembersType()),
    fact("signers", "签约人", "who signed", MembersType(), member=False),
)


def vocabulary(facts: tuple[Fact, ...] = _FACTS, subjects: Subjects | None = None, id: str = "sample") -> Vocabulary:
    words = subjects or Subjects(
        "household", Words("家庭", "household"), "members", "member", Words("成员", "member"), 5
    )
    return Vocabulary(
        id,
        words,
        "yuan",
        "fen",
        2,
        UnitNames.of(("person", "month", "year", "mu"), "yuan", "fen"),
        MappingProxyType({item.id: item for item in _ENUMERATIONS}),
        MappingProxyType({item.id: item for item in facts}),
        MappingProxyType({"sex": NationalCode("GB/T 2261.1-2003", ("0", "9"), ())}),
    )


SAMPLE = vocabulary()
READER = HouseholdReader(SAMPLE)


def household(*members: Mapping[str, object], **facts: object) -> dict[str, object]:
    """The input of a household; members get the ids m1, m2 … where they have none."""
    listed = [{"id": f"m{index}", **member} for index, member in enumerate(members, 1)]
    return {"household_id": "h1", "members": listed, **facts}


def told(key: str, raw: object) -> Possible | None:
    """What is known of one fact that was told."""
    if SAMPLE.facts[key].of_member:
        return READER.read(household({key: raw})).members[0].facts.get(key)
    return READER.read(household(**{key: raw})).facts.get(key)


def problems(data: str | bytes | Mapping[str, object]) -> tuple[InputProblem, ...]:
    """What is wrong with an input; fails where nothing is."""
    with pytest.raises(HouseholdError) as caught:
        READER.read(data)
    return caught.value.problems


def places(data: str | bytes | Mapping[str, object]) -> list[tuple[str, str]]:
    """The path and the kind of everything that is wrong with an input."""
    return [(problem.path, problem.kind) for problem in problems(data)]


def refused(key: str, raw: object) -> InputProblem:
    """The one thing that is wrong with one fact that was told."""
    member = SAMPLE.facts[key].of_member
    (problem,) = problems(household({key: raw}) if member else household(**{key: raw}))
    return problem
