"""Decide the households of a warehouse on a Spark cluster, by the shipped rules.

    spark-submit examples/cluster.py HOUSEHOLDS MEMBERS OUT --on 2023-06-01

HOUSEHOLDS and MEMBERS are Parquet with the columns that docs/sql.md describes, in any place that the cluster reads. OUT
gets three folders: `households` and `members` with what was decided, and `referred` with the rows of those that `elig
batch` or `elig check` has to decide as a whole; so it has a single answer where its column `__asked` is true. Only the
driver needs `elig`: what runs on the cluster is SQL.
"""

from __future__ import annotations

import argparse
from datetime import date

import elig
from elig.sql.spark import Runner, session
from elig.sql.statement import Columns


def main() -> None:
    """Read the command line, decide, and write."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("households", "members", "out"):
        reader.add_argument(name)
    reader.add_argument("--on", type=date.fromisoformat, required=True, help="the day of the decisions")
    given = reader.parse_args()

    spark = session()
    columns = Columns.AMOUNTS | Columns.BOUNDS | Columns.REASONS | Columns.ASKED
    runner = Runner(elig.load().checked, on=given.on, columns=columns)
    found = runner.run(spark.read.parquet(given.households), spark.read.parquet(given.members))
    for name in ("households", "members", "referred"):
        getattr(found, name).write.mode("overwrite").parquet(f"{given.out}/{name}")


if __name__ == "__main__":
    main()
