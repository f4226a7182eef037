"""Looking for a difference without a solver: households at the boundaries of the rules, decided under both sides.

A difference that is found is one. Where none is found nothing is proved.
"""

from __future__ import annotations

from collections.abc import Iterator

from elig.errors import HouseholdError
from elig.evaluate.decide import environment
from elig.evaluate.environment import Environment
from elig.evaluate.expressions import truth
from elig.evaluate.table import join_answers
from elig.explain.exact import Exact, Json
from elig.facts.household import Household
from elig.facts.keys import Keys
from elig.program.model import Entitlement, Fact, Vocabulary
from elig.prove.bench import Both, Pair
from elig.prove.sampling import Samples
from elig.prove.sides import Side
from elig.records import Struct
from elig.values import Outcome, Possible

SHOWN = 3
"""As many households that differ are kept."""


class Sample(Struct):
    """Households at the boundaries of the rules that were decided under both sides, where there was no solver.

    `differ` are the first that were decided otherwise, as JSON data; a sample without any proves nothing.
    """

    households: int
    differ: tuple[dict[str, Json], ...]


def sample(both: Both, pair: Pair, count: int) -> Sample:
    """Decide so many made-up households under both sides; those that make no sense are not counted."""
    made_sense = 0
    differ: list[dict[str, Json]] = []
    for draft in Samples(both, pair).drafts(count, settled=False):
        try:
            envs = [_environment(side, draft.household(n)) for n, side in enumerate((both.old, both.new))]
        except HouseholdError:
            continue
        made_sense += 1
        told = [
            list(_answers(side, entitlement, env))
            for side, entitlement, env in zip((both.old, both.new), both.entitlements(pair), envs, strict=True)
        ]
        if told[0] != told[1] and len(differ) < SHOWN:
            differ.append(_plain(envs[1].household, both.new.rules.vocabulary))
    return Sample(made_sense, tuple(differ))


def _environment(side: Side, household: Household) -> Environment:
    """What is known of a household; raises `HouseholdError` where it makes no sense."""
    found = environment(side.checker, side.program, household, {})
    side.checker.refuse_nonsense(found)
    return found


def _answers(side: Side, entitlement: Entitlement | None, env: Environment) -> Iterator[object]:
    """The outcome for each subject, what it gives, and whether that is in place."""
    if entitlement is None:
        yield Outcome.NOT_DUE
        return
    subjects = range(len(env.household.members)) if entitlement.of_member else (None,)
    for member in subjects:
        outcome, _ = join_answers(side.checker.answers(entitlement, env, member).values())
        yield outcome
        for grant in sorted(side.checker.grants(entitlement, env, member), key=lambda found: found.id):
            yield grant.if_due, grant.left, grant.lasts
        if outcome is Outcome.DUE and entitlement.met_when is not None:
            yield truth(entitlement.met_when, env, member)


def _plain(household: Household, vocabulary: Vocabulary) -> dict[str, Json]:
    """A household as JSON data."""
    keys, exact = Keys.of(vocabulary), Exact(vocabulary.money, vocabulary.places, vocabulary.units)

    def told(facts: dict[str, Fact], values: dict[str, Possible]) -> dict[str, Json]:
        return {id: exact.possible(value, facts[id].type) for id, value in values.items()}

    known = dict(vocabulary.facts)
    members: list[Json] = [{keys.part.id: one.id, **told(known, dict(one.facts))} for one in household.members]
    return {keys.whole.id: household.id, **told(known, dict(household.facts)), keys.parts: members}
