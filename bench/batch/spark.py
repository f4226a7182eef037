"""Spark on this machine with two threads: SQL by hand and the engine's own, over the same tables of one session."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import work
from pyspark.sql import DataFrame, SparkSession

from batch import duck, hand, staged
from batch.form import Files, InMemory, Work
from elig.evaluate.decide import rules_for
from elig.sql.statement import Columns, Span, statement

SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "4g",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.shuffle.partitions": "4",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


def forms(memory: str | None) -> dict[str, Work]:  # the session has its own limit
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").appName("elig")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    loaded: list[Files] = []

    def load(files: Files) -> None:
        if not loaded:
            _tables(session, files)
            loaded.append(files)

    def of(text: str, unit: int) -> Work:
        def decide(held: None) -> DataFrame:
            found = session.sql(text)
            found.write.format("noop").mode("overwrite").save()
            return found

        return Work(InMemory(load, decide, _keep), unit=unit)

    return {
        "Spark SQL, the columns of elig": of(hand.SAME.format(**hand.TABLES), 1),
        "Spark SQL, eight answers": of(hand.EIGHT.format(**hand.TABLES), 0),
        "elig on Spark": of(_ours(), 1),
    }


def _ours() -> str:
    program = staged.program().checked
    rules = rules_for(program, None, None)
    days = Span(work.ON, work.ON)
    made = statement(program, rules, days=days, dialect="spark", columns=Columns.AMOUNTS, known=True)
    return made.text(pretty=False)


def _tables(session: SparkSession, files: Files) -> None:
    """The engine's own tables, kept in memory by Spark."""
    connection = duck.connect(None)
    staged.tables(files, connection, staged.program())
    for name in ("households", "members"):
        path = files[0].parent / f"staged-{name}.parquet"
        connection.execute(f"COPY {name} TO '{path}' (FORMAT parquet)")
        table = session.read.parquet(str(path)).cache()
        table.count()
        table.createOrReplaceTempView(name)


def _keep(found: Any, out: Path) -> None:
    folder = out.with_suffix(".parts")
    named = found.selectExpr("concat('h', row) AS household_id", "*").drop("row", "referred")
    named.coalesce(1).write.mode("overwrite").parquet(str(folder))
    next(folder.glob("part-*.parquet")).rename(out)
    shutil.rmtree(folder)
