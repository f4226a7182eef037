"""What a proof costs: a change of one token, a whole file against an edition, cliffs and claims of each entitlement.

    python bench/prove.py [--every N] [--policy NAME ...]

Medians and worst cases beside the aims: 0.3 s for the change of a token, 10 s for a file, 0.2 s for each entitlement.
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
from elig.errors import PolicyError  # noqa: E402
from elig.program.asked import asked_claim  # noqa: E402
from elig.program.model import Entitlement  # noqa: E402
from elig.prove.claims import prove_claim  # noqa: E402
from elig.prove.cliffs import cliffs, paying  # noqa: E402
from elig.prove.compare import Workspace  # noqa: E402
from elig.prove.sides import Side  # noqa: E402
from elig.prove.solver import Budget  # noqa: E402
from elig.prove.study import Study  # noqa: E402
from tests.mutants.score import POLICIES, REGIONS, loaded, of_policy, touched  # noqa: E402

ON = date(2024, 6, 1)


def main() -> None:
    """Print the figures of each policy."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=20, metavar="N", help="one mutant in N")
    parser.add_argument("--policy", action="append", metavar="NAME", help="of these policies only")
    given = parser.parse_args()
    program = load()
    for policy in given.policy or REGIONS:
        text = (POLICIES / f"{policy}.yaml").read_text("utf-8")
        old = Side.of(loaded(policy, text), ON, policy=policy)
        tokens = []
        for mutant in of_policy(policy, program)[:: given.every]:
            try:
                new = Side.of(loaded(policy, mutant.text), ON, policy=policy)
            except PolicyError:
                continue
            for id in touched(Workspace(old, new)):
                tokens.append(timed(partial(compared, old, new, id)))
        print(f"{policy:12} change of a token   {figures(tokens)}   aim 0.3 s", flush=True)
        study = Study(old, 7, Budget())
        made = timed(partial(built, study))
        print(f"{policy:12} its terms, once     {made:6.3f} s")
        rules = program.rules(policy)
        claims = [asked_claim(rules, f"poorer never loses {id}") for id in old.dated.entitlements]
        proofs = [timed(partial(prove_claim, study, claim)) for claim in claims]
        print(f"{policy:12} a claim             {figures(proofs)}   aim 0.2 s", flush=True)
        drops = [timed(partial(all_cliffs, study, right)) for right in paying(study)]
        print(f"{policy:12} a cliff             {figures(drops)}   aim 0.2 s", flush=True)


def compared(old: Side, new: Side, entitlement: str) -> object:
    """One entitlement on two sides, nothing made before."""
    return Workspace(old, new).compare(entitlement)


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
