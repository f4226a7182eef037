"""polars, by hand: lazily, so that only what is read is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars
from polars import col

from batch.form import Files, InMemory, Work

KEY = "household_id"


def forms(memory: str | None) -> dict[str, Work]:  # it has no limit
    return {"data frames": Work(InMemory(load, decide, keep), files)}


def load(given: Files) -> tuple[polars.DataFrame, polars.DataFrame]:
    """Data frames; keys are numbers and the few words are categories."""
    households, members = (_typed(polars.scan_parquet(path)).collect() for path in given)
    return households, members


def _typed(frame: polars.LazyFrame) -> polars.LazyFrame:
    return frame.with_columns(col(KEY).str.slice(1).cast(polars.Int64))


def query(households: polars.LazyFrame, members: polars.LazyFrame) -> polars.LazyFrame:
    age, weak = col("age"), col("labour") == "weak"
    sums = members.group_by(KEY).agg(
        polars.len().cast(polars.Int64).alias("people"),
        col("on_dibao").any().alias("dibao"),
        (col("on_dibao") & col("insured")).sum().cast(polars.Int64).alias("insured"),
        col("runs_business").any().alias("business"),
        (weak & ~col("employed") & age.is_between(18, 60)).any().alias("seeking"),
        ((col("labour") != "none_able") & age.is_between(16, 60)).any().alias("able"),
        col("employed").any(),
        col("disability_grade").is_in(["1", "2"]).sum().cast(polars.Int64).alias("severe"),
        age.is_between(3, 15).sum().cast(polars.Int64).alias("school"),
        _fen("medical_spend_ytd").sum().alias("spent"),
    )
    income, line = _fen("monthly_income"), 64500 * col("people")
    meant = col("relocated") & col("hukou_converted") & (income < line)
    left = (3_000_000 - col("spent")).clip(lower_bound=0)
    capped = col("registered_poor") | col("dibao")
    return households.join(sums, on=KEY).select(
        KEY,
        polars.when(meant).then(line - income).otherwise(0).alias("dibao_fen"),
        polars.when(capped).then(left).otherwise(-1).alias("medical_left_fen"),
        polars.when(col("registered_poor")).then(3000 * col("insured")).otherwise(0).alias("insurance_fen"),
        (col("relocated") & col("business")).alias("shop"),
        (col("relocated") & col("seeking")).alias("post"),
        (col("able") & ~col("employed")).alias("zero_employment"),
        (8000 * col("severe")).alias("disability_fen"),
        col("school"),
    )


def _fen(name: str) -> polars.Expr:
    return (col(name) * 100).cast(polars.Int64)


def decide(held: Any) -> polars.DataFrame:
    households, members = held
    return query(households.lazy(), members.lazy()).collect()


def keep(answers: polars.DataFrame, out: Path) -> None:
    answers.with_columns(("h" + col(KEY).cast(polars.String)).alias(KEY)).write_parquet(out)


def files(given: Files, out: Path) -> None:
    households, members = (polars.scan_parquet(path) for path in given)
    query(households, members).sink_parquet(out, compression="zstd")
