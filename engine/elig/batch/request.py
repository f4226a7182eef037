"""What a run is asked to do, and what it came to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum
from pathlib import Path

from elig.batch.program import Program
from elig.batch.schema import Layout
from elig.batch.tally import Tally
from elig.records import Struct


class Engine(Enum):
    """What decides: SQL on DuckDB or on Spark, or the library itself household by household."""

    DUCKDB = "duckdb"
    SPARK = "spark"
    PYTHON = "python"


class Request(Struct):
    """One run.

    `members` is the second file where households and members stand in two. The day is `on`, or stands in the column
    `on_column` of each household (`on` is then that of households without one). `full` asks for reasons and for what
    is missing; with `sure_lists` what is missing is told only where statements are sure of it, which is much faster,
    and None elsewhere. `memory` bounds the database (`1GB`), `threads` the processors; None is as much as there is.
    `tally` counts what a report needs; how many were read, decided and rejected is always counted.
    """

    program: Program
    input: Path
    output: Path
    members: Path | None = None
    on: date | None = None
    on_column: str | None = None
    policy: str | None = None
    engine: Engine = Engine.DUCKDB
    layout: Layout = Layout.LONG
    full: bool = True
    memory: str | None = None
    threads: int | None = None
    tally: bool = True
    sure_lists: bool = False


class Progress(Struct):
    """How far a run is: `done` of `total`, in rows or bytes, with so many households decided and rejected so far."""

    done: int
    total: int
    households: int


Watch = Callable[[Progress], None]


class Summary(Struct):
    """What a run came to: counts that add up (read = decided + rejected), where it stands, and how it was decided."""

    output: Path
    rejected_to: Path | None
    manifest: Path
    engine: Engine
    referred: int
    tally: Tally
