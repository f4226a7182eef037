"""Everything that is asked of one policy, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from elig.program.claim import Claim
from elig.prove.claims import prove_claim
from elig.prove.cliffs import cliffs, paying
from elig.prove.comparison import Proof
from elig.prove.finding import Finding, Kind, ProofReport, Unproved
from elig.prove.idle import idle, never_due
from elig.prove.overlaps import overlaps
from elig.prove.sides import Side
from elig.prove.solver import Budget
from elig.prove.study import Study
from elig.prove.twice import floors, same_things, twice

EVERYTHING = tuple(Kind)
"""What is asked where nothing is chosen."""


def prove(
    side: Side,
    *,
    kinds: Iterable[Kind] = EVERYTHING,
    claims: Iterable[Claim] = (),
    only: Iterable[str] = (),
    members: int = 7,
    budget: Budget | None = None,
) -> ProofReport:
    """What holds for all complete households of up to so many members under the rules of a side.

    `only` narrows the questions to some entitlements. Raises `ProveError` where z3 is not installed, and
    `PredictionError` where the evaluator does not decide an example as it was foreseen.
    """
    study = Study(side, members, budget or Budget())
    wanted, narrowed = tuple(kinds), frozenset(only)
    answers = [(kind, answer) for kind in wanted for answer in _ask(study, kind, narrowed)]
    results = tuple(prove_claim(study, claim) for claim in claims)
    return ProofReport(
        side.rules.policy.id,
        side.on,
        side.place,
        tuple(answer for _, answer in answers if isinstance(answer, Finding)),
        results,
        tuple(answer for _, answer in answers if isinstance(answer, Unproved)),
        proof_of(study),
        Counter(kind for kind, _ in answers),
        tuple(id for id in side.rules.entitlements if id not in side.dated.entitlements),
    )


def proof_of(study: Study) -> Proof:
    """What is needed to repeat it."""
    assumed = []
    for item in study.side.dated.invalid:
        span = item.condition.span
        assumed.append("" if span is None else " ".join(span.text.split()))
    budget = study.budget
    return Proof(
        study.solver.version,
        study.members,
        budget.rlimit,
        budget.seeds,
        tuple(text for text in assumed if text),
        study.solver.count.queries,
    )


def _ask(study: Study, kind: Kind, only: frozenset[str]) -> Iterator[Finding | Unproved | None]:
    """The answers to the questions of one kind: None where there is nothing to be found."""
    chosen = [found for id, found in study.side.dated.entitlements.items() if not only or id in only]
    match kind:
        case Kind.NEVER_DUE:
            for entitlement in chosen:
                yield never_due(study, entitlement)
        case Kind.IDLE:
            for entitlement in chosen:
                yield from idle(study, entitlement)
        case Kind.OVERLAP:
            for entitlement in chosen:
                yield from overlaps(study, entitlement)
        case Kind.TWICE | Kind.FLOOR:
            for same in same_things(study):
                if not only or not only.isdisjoint(same.entitlements):
                    yield twice(study, same) if kind is Kind.TWICE else floors(study, same)
        case Kind.CLIFF:
            listed = [found for found in paying(study) if not only or found.id in only]
            for entitlement in listed:
                yield from cliffs(study, [entitlement])
            if len(listed) > 1:
                yield from cliffs(study, listed)
