"""OpenFisca and PolicyEngine with a population: entities are built, inputs set, and the eight variables asked for."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import numpy
from peers.fisca import HOUSEHOLD, MEMBER, MONTH, system
from peers.form import FIELDS

from batch import numpy as columns
from batch.form import Files, InMemory, Work


def forms(core: str) -> dict[str, Work]:
    rules = system(core)
    builder = importlib.import_module(f"{core}.simulations").SimulationBuilder

    def decide(held: dict[str, Any]) -> dict[str, Any]:
        made = builder()
        made.create_entities(rules)
        made.declare_person_entity("person", held["persons"])
        household = made.declare_entity("household", held["households"])
        made.join_with_persons(household, held["of"], roles=held["roles"])
        simulation = made.build(rules)
        for name in (*HOUSEHOLD, *MEMBER):
            simulation.set_input(name, MONTH, held[name])
        return {"household_id": held["household_id"], **{name: simulation.calculate(name, MONTH) for name in FIELDS}}

    def files(given: Files, out: Path) -> None:
        columns.keep(decide(load(given)), out)

    return {"population": Work(InMemory(load, decide, columns.keep), files)}


def load(given: Files) -> dict[str, Any]:
    """Columns as the packages take them: yuan as floats, grades and labour as numbers, ids as numbers."""
    held = columns.load(given)
    count = len(held["people"])
    for name in ("monthly_income", "medical_spend_ytd"):
        held[name] = (held[name] / 100).astype(numpy.float32)
    held["disability_grade"] = _numbers(held["disability_grade"], {"none": 0, "1": 1, "2": 2, "3": 3, "4": 4})
    held["labour"] = _numbers(held["labour"], {"none_able": 0, "weak": 1, "full": 2})
    held["households"] = numpy.arange(count)
    held["of"] = numpy.repeat(held["households"], held["people"])
    held["persons"] = numpy.arange(len(held["of"]))
    held["roles"] = numpy.zeros(len(held["of"]), int)
    return held


def _numbers(column: Any, numbers: dict[str, int]) -> Any:
    return numpy.array([numbers[word.as_py()] for word in column.dictionary])[column.indices.to_numpy()]
