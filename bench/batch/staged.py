"""The engine's own tables, filled from the files; the number of a household is that in its id.

Words are enumerations, as `elig batch` stages them.
"""

from __future__ import annotations

from typing import Any

import duckdb
import work

import elig
from batch.form import Files
from elig.batch.cells import word_type
from elig.facts.forms import WordForm, form_of
from elig.sql import staged

MONEY = ("monthly_income", "medical_spend_ytd")


def tables(files: Files, connection: duckdb.DuckDBPyConnection, program: Any) -> None:
    """Make `households` and `members` in memory."""
    vocabulary = program.vocabulary
    for name, path, part in (("households", files[0], False), ("members", files[1], True)):
        columns = []
        for column, kind in staged.definition(vocabulary, members=part, dated=False):
            fact = vocabulary.facts.get(column)
            form = None if fact is None else form_of(fact, vocabulary)
            own = word_type(form) if isinstance(form, WordForm) else kind
            columns.append(f"CAST({_value(column)} AS {own}) AS {column}")
        query = f"SELECT {', '.join(columns)} FROM read_parquet('{path}')"
        connection.execute(f"CREATE TABLE {name} AS {query}")


def _value(column: str) -> str:
    own = {
        "row": "substr(household_id, 2)",
        "member": "substr(id, 2)::INTEGER - 1",
        "complete": "TRUE",
        "disability_grade": "TRY_CAST(disability_grade AS BIGINT)",
        "disability_grade__none": "coalesce(disability_grade = 'none', FALSE)",
    }
    return own.get(column, f"{column} * 100" if column in MONEY else column)


def program() -> Any:
    """The eight rules."""
    return elig.load(work.HERE / "w8")
