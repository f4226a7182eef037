"""The eight rules as variables of OpenFisca, which PolicyEngine shares: all households of a simulation at once."""

from __future__ import annotations

import importlib
from typing import Any

import numpy
from peers.form import FIELDS, Form, Row

MONTH = "2020-12"
HOUSEHOLD = {"relocated": bool, "hukou_converted": bool, "registered_poor": bool, "monthly_income": float}
MEMBER = {
    "age": int,
    "disability_grade": int,
    "labour": int,
    "employed": bool,
    "insured": bool,
    "on_dibao": bool,
    "runs_business": bool,
    "medical_spend_ytd": float,
}
"""What the rules read; no grade is 0, labour is 0, 1 or 2."""

LABOUR = {"none": 0, "weak": 1, "full": 2}
Formula = Any


def dibao_fen(household: Formula, period: Formula) -> Formula:
    income = numpy.rint(household("monthly_income", period).astype(float) * 100)
    line = 64500 * household.nb_persons()
    meant = household("relocated", period) & household("hukou_converted", period) & (income < line)
    return numpy.where(meant, line - income, 0)


def medical_left_fen(household: Formula, period: Formula) -> Formula:
    spent = household.sum(numpy.rint(household.members("medical_spend_ytd", period).astype(float) * 100))
    capped = household("registered_poor", period) | household.any(household.members("on_dibao", period))
    return numpy.where(capped, numpy.maximum(0, 3_000_000 - spent), -1)


def insurance_fen(household: Formula, period: Formula) -> Formula:
    insured = household.members("on_dibao", period) & household.members("insured", period)
    return numpy.where(household("registered_poor", period), 3000 * household.sum(insured), 0)


def shop(household: Formula, period: Formula) -> Formula:
    return household("relocated", period) & household.any(household.members("runs_business", period))


def post(household: Formula, period: Formula) -> Formula:
    age, weak = household.members("age", period), household.members("labour", period) == 1
    seeking = weak & ~household.members("employed", period) & (age >= 18) & (age <= 60)
    return household("relocated", period) & household.any(seeking)


def zero_employment(household: Formula, period: Formula) -> Formula:
    age, able = household.members("age", period), household.members("labour", period) > 0
    some = household.any(able & (age >= 16) & (age <= 60))
    return some & ~household.any(household.members("employed", period))


def disability_fen(household: Formula, period: Formula) -> Formula:
    grade = household.members("disability_grade", period)
    return 8000 * household.sum((grade >= 1) & (grade <= 2))


def school(household: Formula, period: Formula) -> Formula:
    age = household.members("age", period)
    return household.sum((age >= 3) & (age <= 15))


FORMULAS = (dibao_fen, medical_left_fen, insurance_fen, shop, post, zero_employment, disability_fen, school)


def system(core: str) -> Any:
    """The rules in the package of that name."""
    entities = importlib.import_module(f"{core}.entities")
    periods = importlib.import_module(f"{core}.periods")
    systems = importlib.import_module(f"{core}.taxbenefitsystems")
    variables = importlib.import_module(f"{core}.variables")
    roles = [{"key": "member", "plural": "members"}]
    household = entities.build_entity("household", "households", "household", roles=roles)
    person = entities.build_entity("person", "persons", "person", is_person=True)
    found = systems.TaxBenefitSystem([household, person])

    def add(name: str, kind: type, entity: Any, **more: Any) -> None:
        settled = {"value_type": kind, "entity": entity, "definition_period": periods.MONTH, "label": name}
        found.add_variable(type(name, (variables.Variable,), {**settled, **more}))

    for name, kind in HOUSEHOLD.items():
        add(name, kind, household)
    for name, kind in MEMBER.items():
        add(name, kind, person)
    for formula in FORMULAS:
        kind = int if formula.__name__.endswith("_fen") or formula is school else bool
        add(formula.__name__, kind, household, formula=formula)
    return found


def situation(row: Row) -> Row:
    """The household in the packages' own JSON."""
    persons = {f"m{index}": _dated(member, MEMBER) for index, member in enumerate(row["members"])}
    return {"persons": persons, "households": {"h": {"members": list(persons), **_dated(row, HOUSEHOLD)}}}


def _dated(row: Row, names: dict[str, type]) -> Row:
    return {name: {MONTH: _value(name, row[name])} for name in names}


def _value(name: str, value: Any) -> Any:
    return LABOUR[value] if name == "labour" else (value or 0) if name == "disability_grade" else value


def one(core: str) -> dict[str, Form]:
    """A simulation of one household, made anew for each, as the packages' web services do."""
    rules = system(core)
    builder = importlib.import_module(f"{core}.simulations").SimulationBuilder

    def decide(told: Row) -> Row:
        simulation = builder().build_from_entities(rules, told)
        return {name: simulation.calculate(name, MONTH)[0] for name in FIELDS}

    return {"its own JSON": Form(decide, situation, lambda found: {name: v.item() for name, v in found.items()})}
