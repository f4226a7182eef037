"""The mutation score: of every single-token mutation of the rules, how many `elig diff` tells from the original.

    python bench/mutations.py [--every N] [--policy NAME ...]

`--every 10` takes one mutant in ten. A mutant is refused at load, found with a household that is decided differently
under it (replayed by the evaluator), or proved to be the same rules; anything else is listed with its reason.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]

from elig.api import load  # noqa: E402
from tests.mutants.score import REGIONS, Fate, Judge, Judged, of_policy  # noqa: E402

ON = date(2024, 6, 1)


def main() -> int:
    """Print the score of each policy; 1 where something is neither found nor proved."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="one mutant in N")
    parser.add_argument("--policy", action="append", metavar="NAME", help="of these policies only")
    parser.add_argument("--members", type=int, default=7, metavar="N")
    given = parser.parse_args()
    program, total, open_ones = load(), Counter[Fate](), list[Judged]()
    for policy in given.policy or (*REGIONS, "national"):
        start, judge = time.perf_counter(), Judge(policy, ON, given.members)
        judged = [judge.judge(mutant) for mutant in of_policy(policy, program)[:: given.every]]
        score = Counter(found.fate for found in judged)
        total += score
        open_ones += [found for found in judged if found.fate in (Fate.UNKNOWN, Fate.SAME, Fate.ASKS)]
        print(f"{policy:12} {_line(score)}   {time.perf_counter() - start:6.0f} s", flush=True)
    print(f"{'together':12} {_line(total)}")
    for found in sorted(open_ones, key=lambda found: found.fate.value):
        print(f"  {found.fate.value}: {found.mutant} {found.shown_by}"[:400])
    return 1 if total[Fate.UNKNOWN] else 0


def _line(score: Counter[Fate]) -> str:
    return ", ".join(f"{score[fate]:4} {fate.value}" for fate in Fate)


if __name__ == "__main__":
    sys.exit(main())
