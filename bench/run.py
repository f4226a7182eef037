"""Measures the engine in one run, beside floors and peers: `python run.py [PART ...]`.

Times differ from machine to machine and from minute to minute; the ratios hold better. Nothing is asserted of them.
"""

from __future__ import annotations

import argparse
import json
import platform
from collections.abc import Callable
from functools import partial
from pathlib import Path

import chart
import cold
import many
import one
import population
import proofs
import shipped
from board import ROUNDS, Board

import elig

LARGE = ("limit",)
"""Parts that take many minutes and are measured only where they are named."""
HISTORY = Path(__file__).parent / "history.jsonl"


def parts(given: argparse.Namespace) -> dict[str, tuple[str, Callable[[Board], None]]]:
    """What can be measured, by the name it is asked for with: a title, and the work."""
    peers = many.PEERS if given.peers else ()
    return {
        "start": ("Start of a process", cold.measure),
        "one": ("One household", one.common),
        "peers": ("One household, peers", partial(one.peers, households=given.sample, others=given.peers)),
        "count": ("One household, instructions", one.instructions),
        "batch": ("Batch, columns in memory", partial(many.in_memory, households=given.households, peers=peers)),
        "files": ("Batch, Parquet to Parquet", partial(many.in_files, households=given.households, peers=peers)),
        "spark": ("Batch on Spark", partial(many.on_spark, households=given.households)),
        "regions": ("All regions", partial(population.measure, most=given.population)),
        "proofs": ("Comparing policies", proofs.measure),
        "limit": (
            "Batch, Parquet to Parquet under 1 GB",
            partial(many.in_files, households=given.large, peers=(), memory="1GB", count=1),
        ),
        "loading": ("Loading", shipped.loading),
        "family": ("One family of the shipped rules", shipped.family),
        "hostile": ("Input that means harm", shipped.hostile),
    }


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("part", nargs="*", help=f"what to measure; everything but {LARGE} where none is named")
    reader.add_argument("--sample", type=int, default=10_000, help="households on which peers have to give our answers")
    reader.add_argument("--households", type=int, default=1_000_000, help="households of the batch work")
    reader.add_argument("--large", type=int, default=10_000_000, help="households of the part `limit`")
    reader.add_argument("--population", type=int, default=1_000_000, help="most households of the part `regions`")
    reader.add_argument(
        "--no-peers", dest="peers", action="store_false", help="leave out what is installed in environments of its own"
    )
    reader.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to a file")
    reader.add_argument("--record", action="store_true", help="add the ratios to the history and draw the charts anew")
    given = reader.parse_args()
    known = parts(given)
    if unknown := set(given.part) - known.keys():
        reader.error(f"no part {', '.join(sorted(unknown))}: {', '.join(known)}")
    machine = f"elig {elig.__version__}, Python {platform.python_version()}, {platform.machine()}"
    print(f"{machine}; medians of {ROUNDS} rounds")
    board = Board()
    for name in given.part or [name for name in known if name not in LARGE]:
        title, measure = known[name]
        board.begin(title)
        measure(board)
    found = {"version": elig.__version__, "machine": machine}
    if given.json:
        given.json.write_text(
            json.dumps({**found, "rows": board.plain()}, indent=2, ensure_ascii=False) + "\n", "utf-8"
        )
    if given.record:
        with HISTORY.open("a", encoding="utf-8") as history:
            history.write(json.dumps({**found, "ratios": board.ratios}, ensure_ascii=False) + "\n")
        chart.draw(board)


if __name__ == "__main__":
    main()
