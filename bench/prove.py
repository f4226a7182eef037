"""What proofs about one policy cost: the terms, once, then a claim and the cliffs of each entitlement.

    python bench/prove.py [--policy NAME ...]

Medians and worst cases beside the aim of 0.2 s for each. What comparing two policies costs is measured by `proofs.py`.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
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
AIM = 0.2


@dataclass(frozen=True)
class Measured:
    """The seconds that proofs about one policy take: its terms, and each entitlement's claim and cliffs, by id."""

    terms: float
    claims: dict[str, float]
    cliffs: dict[str, float]


def main() -> None:
    """Print the figures of each policy."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--policy", action="append", metavar="NAME", help="of these policies only")
    given = parser.parse_args()
    for policy in given.policy or REGIONS:
        found = measured(policy)
        print(f"{policy:12} its terms, once     {found.terms:6.3f} s")
        print(f"{policy:12} a claim             {figures(found.claims)}   aim {AIM} s")
        print(f"{policy:12} a cliff             {figures(found.cliffs)}   aim {AIM} s", flush=True)


def measured(policy: str) -> Measured:
    """What proofs about one policy take, in one study."""
    side = Side.of(loaded(policy, shipped(policy)), ON, policy=policy)
    study = Study(side, 7, Budget())
    made = timed(partial(built, study))
    rules = load().rules(policy)
    claims = {id: asked_claim(rules, f"poorer never loses {id}") for id in side.dated.entitlements}
    proofs = {id: timed(partial(prove_claim, study, claim)) for id, claim in claims.items()}
    return Measured(made, proofs, {right.id: timed(partial(all_cliffs, study, right)) for right in paying(study)})


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
    """The seconds of a processor that some work takes."""
    gc.collect()
    gc.freeze()  # what other work left is not gone through on this one's time
    start = time.process_time()
    work()
    return time.process_time() - start


def figures(seconds: dict[str, float]) -> str:
    """The median and the worst of some times."""
    if not seconds:
        return "nothing was asked"
    worst = max(seconds, key=seconds.__getitem__)
    return f"median {median(seconds.values()):6.3f} s, worst {seconds[worst]:6.3f} s ({worst}), of {len(seconds):3}"


if __name__ == "__main__":
    main()
