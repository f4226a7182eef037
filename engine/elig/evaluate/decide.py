"""One household on one day: choosing the rules and the place, deciding, and recording where it all comes from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import partial

from elig.evaluate.check import Checker, settled_options
from elig.evaluate.dated import DatedRules
from elig.evaluate.decision import (
    Note,
    Outcomes,
    ParameterSeen,
    Provenance,
    ReadingSeen,
    Reported,
    Result,
)
from elig.evaluate.environment import Ends, Environment
from elig.evaluate.expressions import evaluate
from elig.evaluate.implied import with_implied
from elig.evaluate.places import NOWHERE_KNOWN, Where, chain, nearest_region, settled
from elig.evaluate.reasons import parameter_seen
from elig.evaluate.retired import in_use
from elig.facts.household import Household
from elig.input_errors import EligError
from elig.lang.ast import NO_UNIT, Unit
from elig.program.model import CheckedProgram, Definition, Fact, Policy, Rules, Vocabulary
from elig.program.order import expressions
from elig.program.types import NumberType
from elig.records import later
from elig.values import Outcome, Possible, Words


def division_of(vocabulary: Vocabulary, household: Household) -> str | None:
    """The division code that is in use for the household's place, where it is known."""
    return division_in(vocabulary, vocabulary.locality_fact, household)


def division_in(vocabulary: Vocabulary, fact: Fact | None, household: Household) -> str | None:
    """The division code that is in use for a place that a fact tells, where it is known."""
    told = household.facts.get(fact.id) if fact is not None else None
    return vocabulary.current(told.value) if isinstance(told, Words) and told.value is not None else None


def rules_for(program: CheckedProgram, division: str | None, policy: str | None) -> Rules:
    """The rules of the named region, or of the one that the division lies in, or those for everybody.

    Raises `EligError` where none of them is loaded.
    """
    found = program.common
    if policy is not None:
        found = next((rules for rules in program.regions if rules.policy.id == policy), None)
    elif division is not None:
        found = nearest_region(program.regions, division) or found
    if found is None:
        raise EligError(f"no rules are loaded for {policy or 'a household of this place'}")
    return found


def outcomes(
    checker: Checker,
    program: CheckedProgram,
    household: Household,
    pins: Mapping[str, Possible],
    engine: str,
    trace: bool,
    only: Collection[str] | None,
    members: Collection[str] | None = None,
) -> Outcomes:
    """Decide a household under the rules of a checker; raises `HouseholdError` where it makes no sense.

    `only` names the entitlements to be decided, `members` the members who are asked about; the others are left out of
    the results.
    """
    dated = checker.rules
    rules = dated.rules
    household, retired = in_use(rules.vocabulary, household)
    division = division_of(rules.vocabulary, household)
    region = rules.policy if rules.policy.jurisdiction else None
    env = environment(checker, program, household, pins)
    checker.refuse_nonsense(env)
    results = tuple(checker.results(env, trace, only, members))
    named = program.places
    place = next((named[code] for code in env.where.places if code in named), None)
    return Outcomes(
        household.id,
        dated.on,
        region.id if region is not None else None,
        region.title if region is not None else None,
        division,
        place,
        tuple(member.id for member in household.members),
        results,
        tuple(_reported(dated, env)),
        tuple(_parameters(dated, env)),
        tuple(_readings(dated, env)),
        tuple(sorted(pins)),
        (*_notes(region, dated.on, division, results), *retired),
        provenance(program, rules, (env.where, env.origin), dated.on, engine),
    )


def where_is(program: CheckedProgram, rules: Rules, division: str | None) -> Where:
    """Where a household lives under some rules; a division that is not known lies somewhere in their region."""
    places = chain(division or rules.policy.jurisdiction or None)
    return Where(places, exact=division is not None or program.vocabulary.locality_fact is None)


def origin_is(division: str | None) -> Where:
    """The place that a household left."""
    return NOWHERE_KNOWN if division is None else Where(chain(division))


def environment(
    checker: Checker, program: CheckedProgram, household: Household, pins: Mapping[str, Possible]
) -> Environment:
    """What is known when a household, of which no code is retired, is decided."""
    dated, vocabulary = checker.rules, checker.rules.rules.vocabulary
    where = where_is(program, dated.rules, division_of(vocabulary, household))
    origin = origin_is(division_in(vocabulary, vocabulary.origin_fact, household))
    env = with_implied(Environment(dated, household, where, origin, settled_options(dated, where), dict(pins)))
    return env.changed(is_firm=True)


def provenance(program: CheckedProgram, rules: Rules, places: tuple[Where, Where], on: date, engine: str) -> Provenance:
    """What is needed to reproduce a decision under some rules, at a new home and a place left."""
    return Provenance(engine, on, _files(program, rules, places))


def _files(program: CheckedProgram, rules: Rules, places: tuple[Where, Where]) -> tuple[tuple[str, str], ...]:
    """The files that the decision rests on, with their digests: all but those of other regions and other places."""
    others = {policy.file.name for region in program.regions for policy in region.policies}
    others -= {policy.file.name for policy in rules.policies}
    by_origin = any(parameter.by_origin for parameter in rules.parameters.values())
    looked_at = places if by_origin else places[:1]
    for name, division in program.locality_files.items():
        if not any(where.may_look_at(division) for where in looked_at):
            others.add(name)
    return tuple(sorted((name, digest) for name, digest in program.files.items() if name not in others))


def _reported(dated: DatedRules, env: Environment) -> Iterator[Reported]:
    shown = env.reaching(Ends.NORMS)
    for definition in (dated.definitions[name] for name in dated.rules.reported if name in dated.definitions):
        members = range(len(env.household.members)) if definition.of_member else (None,)
        for member in members:
            value = env.definitions.get(definition.id) or evaluate(definition.node, shown, member)
            name = None if member is None else env.household.members[member].id
            yield Reported(definition.id, definition.label, _unit(definition), name, value)


def _unit(definition: Definition) -> Unit:
    kind = definition.node.type
    return kind.unit if isinstance(kind, NumberType) else NO_UNIT


def _parameters(dated: DatedRules, env: Environment) -> Iterator[ParameterSeen]:
    """The parameters that the entitlements read and for which a value is known, for each combination of keys."""
    names = dict.fromkeys(name for e in dated.entitlements.values() for name in dated.reach.of(expressions(e)).own)
    for name in names:
        for keys in env.vocabulary.keys_of(dated.rules.parameters[name]):
            seen = parameter_seen(env, name, keys)
            if seen.value is not None:
                yield seen


def _readings(dated: DatedRules, env: Environment) -> Iterator[ReadingSeen]:
    rules = [node for entitlement in dated.entitlements.values() for node in expressions(entitlement)]
    for name in dated.reach.of(rules).readings:
        reading = dated.rules.readings[name]
        answer = settled(reading, env.where, dated.on)
        yield ReadingSeen(
            name,
            reading.asks,
            reading.options,
            answer.option if answer is not None else None,
            answer.division if answer is not None else None,
            later(partial(getattr, answer or reading, "citations")),
            answer.origin if answer is not None else None,
        )


def _notes(region: Policy | None, on: date, division: str | None, results: tuple[Result, ...]) -> Iterator[Note]:
    if region is None:
        yield Note("no_region", (("division", division or ""),))
    elif region.undated:
        yield Note("undated", (("policy", region.id),))
    elif region.stated is not None and region.stated != on:
        yield Note("stated", (("stated", region.stated.isoformat()), ("on", on.isoformat())))
    if any(result.outcome is Outcome.DUE and result.background for result in results):
        yield Note("background")
    if any(grant.clamped for result in results for grant in result.grants):
        yield Note("clamped")
