"""The example for a cluster decides what DuckDB decides, of the households of a region."""

from __future__ import annotations

import runpy
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

import elig
from elig.batch.population import Wanted, write_population
from elig.sql.duckdb import Runner
from elig.sql.statement import Columns
from tests.sql.same import stage

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.engines

EXAMPLE = Path(__file__).parents[2] / "examples" / "cluster.py"
ON = date(2023, 6, 1)
REGION = "hezhou"
"""One region: Spark takes longest to plan, and for each region anew."""


def test_the_example_for_a_cluster(spark: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, population = elig.load(), tmp_path / "population.jsonl"
    write_population(Wanted(program.checked, (REGION,), 12, 3, 0.03, ON), population)
    made = [program.read(text) for text in population.read_text("utf-8").splitlines()]
    with duckdb.connect() as connection:
        stage(connection, program, made)
        for table in ("households", "members"):
            connection.execute(f"COPY {table} TO '{tmp_path / table}.parquet' (FORMAT parquet)")
        words = [tmp_path / "households.parquet", tmp_path / "members.parquet", tmp_path / "out", "--on", ON]
        monkeypatch.setattr("sys.argv", [str(EXAMPLE), *map(str, words)])
        runpy.run_path(str(EXAMPLE), run_name="__main__")
        columns = Columns.AMOUNTS | Columns.BOUNDS | Columns.REASONS | Columns.ASKED
        run = Runner(program.checked, on=ON, columns=columns).run(connection)
        assert run.rows > len(made) / 2, "most are decided"
        for name, view in (
            ("households", "result_households"),
            ("members", "result_members"),
            ("referred", "referred"),
        ):
            listed = [row[0] for row in connection.execute(f"DESCRIBE {view}").fetchall()]
            texts = ", ".join(f'CAST("{column}" AS VARCHAR)' for column in listed)
            ours = connection.execute(f"SELECT {texts} FROM {view} ORDER BY ALL").fetchall()
            files = f"read_parquet('{tmp_path / 'out' / name}/*.parquet')"
            theirs = connection.execute(f"SELECT {texts} FROM {files} ORDER BY ALL").fetchall()
            assert ours == theirs, name
