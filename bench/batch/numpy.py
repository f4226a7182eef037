"""numpy, by hand: the members stand in the order of their households, so that sums are taken between offsets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy
import pyarrow
import pyarrow.compute
import pyarrow.parquet as parquet

from batch.form import Files, InMemory, Work


def forms(memory: str | None) -> dict[str, Work]:  # it has no limit
    return {"columns": Work(InMemory(load, decide, keep), files)}


def load(given: Files) -> dict[str, Any]:
    """Columns, and where each household's members begin."""
    households, members = (parquet.read_table(path) for path in given)
    held = {name: _column(households[name]) for name in households.column_names if name != "household_id"}
    held |= {name: _column(members[name]) for name in members.column_names if name not in ("household_id", "id")}
    held["household_id"] = households["household_id"]
    keys = members["household_id"].combine_chunks()
    changed = numpy.asarray(pyarrow.compute.not_equal(keys[1:], keys[:-1]))
    held["starts"] = numpy.concatenate([[0], numpy.flatnonzero(changed) + 1])
    held["people"] = numpy.diff(numpy.append(held["starts"], len(keys)))
    return held


def _column(column: Any) -> Any:
    if pyarrow.types.is_decimal(column.type):
        cents = pyarrow.compute.multiply(column, pyarrow.scalar(100, pyarrow.decimal128(3, 0)))
        return cents.cast(pyarrow.int64()).to_numpy()
    if pyarrow.types.is_string(column.type):
        return column.dictionary_encode().combine_chunks()
    return column.to_numpy()


def _is(column: Any, *words: str) -> Any:
    """Which rows hold one of the words."""
    meant = numpy.array([word.as_py() in words for word in column.dictionary])
    return meant[column.indices.to_numpy()]


def decide(h: dict[str, Any]) -> dict[str, Any]:
    age, employed, starts, people = h["age"], h["employed"], h["starts"], h["people"]
    moved, poor, income = h["relocated"], h["registered_poor"], h["monthly_income"]

    def some(which: Any) -> Any:
        return numpy.logical_or.reduceat(which, starts)

    def many(which: Any) -> Any:
        return numpy.add.reduceat(which.astype(numpy.int64), starts)

    seeking = _is(h["labour"], "weak") & ~employed & (age >= 18) & (age <= 60)
    able = ~_is(h["labour"], "none_able") & (age >= 16) & (age <= 60)
    line = 64500 * people
    return {
        "household_id": h["household_id"],
        "dibao_fen": numpy.where(moved & h["hukou_converted"] & (income < line), line - income, 0),
        "medical_left_fen": numpy.where(
            poor | some(h["on_dibao"]), numpy.maximum(0, 3_000_000 - many(h["medical_spend_ytd"])), -1
        ),
        "insurance_fen": numpy.where(poor, 3000 * many(h["on_dibao"] & h["insured"]), 0),
        "shop": moved & some(h["runs_business"]),
        "post": moved & some(seeking),
        "zero_employment": some(able) & ~some(employed),
        "disability_fen": 8000 * many(_is(h["disability_grade"], "1", "2")),
        "school": many((age >= 3) & (age <= 15)),
    }


def keep(answers: dict[str, Any], out: Path) -> None:
    parquet.write_table(pyarrow.table(answers), out, compression="zstd")


def files(given: Files, out: Path) -> None:
    keep(decide(load(given)), out)
