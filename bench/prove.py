"""What proofs about one policy cost: the terms, once, then a claim and the cliffs of each entitlement.

    python bench/prove.py [--policy NAME ...]

Medians and worst cases beside the aim of 0.2 s for each. What comparing two policies costs is measured by `proofs.py`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

sys.path[:0] = [str(Path(__file__).parents[1])]

from elig.api import load  # noqa: E402
from elig.program.asked import asked_claim  # noqa: E402
from elig.program.model import Entitlement  # noqa: E402
from elig.prove.claims import prove_claim  # noqa: E402
from elig.prove.cliffs import cliffs, paying  # noqa: E402
from elig.prove.sides import Side  # noqa: E402
from elig.prove.solver import Budget  # noqa: E402
from elig.prove.study import Study  # noqa: E402
from tests.mutants.score import REGIONS, loaded, shipped  # noqa: E402

ON = date(2024, 6, 1)


def main() -> None:
    """Print the figures of each policy."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--policy", action="append", metavar="NAME", help="of these policies only")
    given = parser.parse_args()
    program = load()
    for policy in given.policy or REGIONS:
        side = Side.of(loaded(policy, shipped(policy)), ON, policy=policy)
        study = Study(side, 7, Budget())
        made = timed(partial(built, study))
        print(f"{policy:12} its terms, once     {made:6.3f} s")
        rules = program.rules(policy)
        claims = [asked_claim(rules, f"poorer never loses {id}") for id in side.dated.entitlements]
        proofs = [timed(partial(prove_claim, study, claim)) for claim in claims]
        print(f"{policy:12} a claim             {figures(proofs)}   aim 0.2 s", flush=True)
        drops = [timed(partial(all_cliffs, study, right)) for right in paying(study)]
        print(f"{policy:12} a cliff             {figures(drops)}   aim 0.2 s", flush=True)


def built(study: Study) -> None:
    """The terms of every outcome, of households of every size."""
    for members in study.sizes():
        room = study.room(members)
        for id in study.side.dated.entitlements:
            for subject in room.subjects(id):
                room.outcome(id, subject)


def all_cliffs(study: Study, entitlement: Entitlement) -> object:
    """Every cliff of an entitlement."""
    return list(cliffs(study, [entitlement]))


def timed(work: Callable[[], object]) -> float:
    """The seconds that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def figures(seconds: list[float]) -> str:
    """The median and the worst of some times."""
    if not seconds:
        return "nothing was asked"
    return f"median {median(seconds):6.3f} s, worst {max(seconds):6.3f} s, of {len(seconds):3}"


if __name__ == "__main__":
    main()
