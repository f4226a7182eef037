"""Whether the encoder and the evaluator say the same of a household."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from elig.api import Decision
from elig.evaluate.decision import GrantResult, Result
from elig.facts.household import Household
from elig.program.model import CheckedProgram, Rules
from elig.prove.encoder import Encoder, Here, Memo
from elig.prove.keys import Keys, Table
from elig.prove.outcomes import Ends, GrantTerms, Outcomes, OutcomeTerms
from elig.prove.possible import Exact
from elig.prove.settings import Figures, Names, Settings
from elig.prove.sides import Side
from elig.prove.terms import FALSE, Terms, Truth, Whole, holds, number
from elig.prove.world import Words, World
from elig.values import Interval, Met, Outcome
from tests.prove.told import Told


def reader(side: Side, members: int, *, unknown: bool) -> Outcomes:
    """The entitlements of a side over a household of so many members, its open figures as intervals."""
    terms, words = Terms(), Words.of([side])
    world = World(terms, [side.rules.vocabulary], words, members, side.place, unknown=unknown)
    settings = Settings(side, Names())
    figures = Figures(terms, settings, frozenset(), words.enumerations.__getitem__)
    return Outcomes(Encoder(world, side, Keys(side, settings, Table()), figures, Memo()))


@dataclass
class Compared:
    """How much was compared."""

    outcomes: int = 0
    grants: int = 0
    open: int = 0
    weaker: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def compare(checked: CheckedProgram, rules: Rules, place: str, household: Household, decision: Decision) -> Compared:
    """Compare every answer for a household."""
    side = Side(checked, rules, decision.outcomes.on, place)
    found = Compared()
    for result in decision.outcomes.results:
        # a reader of its own, so that it is seen which facts are read, also where they fold away
        _result(reader(side, len(household.members), unknown=False), result, household, found)
    return found


def _result(outcomes: Outcomes, result: Result, household: Household, found: Compared) -> None:
    ids = [member.id for member in household.members]
    member = None if result.subject is None else ids.index(result.subject)
    world, name = outcomes.encoder.world, result.entitlement.id
    answer = outcomes.answer(name, member)
    in_force = result.outcome is not Outcome.NOT_IN_FORCE
    grants = enumerate(result.entitlement.grants) if in_force else ()
    listed = {n: outcomes.grant(result.entitlement, grant, member) for n, grant in grants}
    met = outcomes.met(result.entitlement, member) if in_force else (FALSE, FALSE)
    terms = outcomes.terms
    of_outcome = [term for o in (answer.outcome, *(o for _, o in answer.by_reading)) for term in (o.due, o.not_due)]
    roots = [*of_outcome, *met, *(r for g in listed.values() for r in _roots(g))]
    told = _told(outcomes, household, roots)
    if told is None:
        found.skipped.append(result.address)
        return
    values = terms.values(roots, told)
    assert _outcome(answer.outcome, values) is (result.outcome if in_force else Outcome.NOT_DUE), result.address
    found.outcomes += 1
    found.open += result.outcome is Outcome.UNDETERMINED
    if result.by_reading:
        options = {tuple(sorted(o.options)): o.outcome for o in result.by_reading}
        assert {tuple(sorted(o)): _outcome(t, values) for o, t in answer.by_reading} == options, result.address
    if result.met is not None:
        met_is = Met.YES if holds(met[0], values) else Met.NO if holds(met[1], values) else Met.UNKNOWN
        assert met_is is result.met, result.address
    if result.outcome in (Outcome.DUE, Outcome.UNDETERMINED):
        for place, grant in enumerate(result.grants):
            _grant(listed[place], grant, values, result.address)
            found.grants += 1


def _told(outcomes: Outcomes, household: Household, roots: list[int]) -> dict[int, int] | None:
    """The values of the symbols, or None where one is not told that is looked at."""
    terms, told = outcomes.terms, Told(outcomes.encoder.world, household)
    for _ in told.untold:
        for fact, member in tuple(told.untold):
            if fact.only_if is not None:
                present, _ = outcomes.encoder.presence(fact, Here(member))
                if _symbols(terms, [present]) <= told.values.keys():
                    told.untold.remove((fact, member))
                    if not holds(present, terms.values([present], told.values)):
                        told.blank(fact, member)
    return None if told.untold or not _symbols(terms, roots) <= told.values.keys() else told.values


def _symbols(terms: Terms, roots: list[int]) -> set[int]:
    return {atom for atom in terms.cone(roots) if isinstance(terms.nodes[atom], Truth | Whole)}


def _outcome(terms: OutcomeTerms, values: Mapping[int, int]) -> Outcome:
    if holds(terms.due, values):
        return Outcome.DUE
    return Outcome.NOT_DUE if holds(terms.not_due, values) else Outcome.UNDETERMINED


def _roots(grant: GrantTerms) -> list[int]:
    found = [grant.has_lasts]
    for ends in (grant.amount, grant.used, grant.left, grant.lasts):
        if ends is not None:
            found += [ends.low_open, ends.high_open, *(atom for end in (ends.low, ends.high) for atom, _ in end.over[1])]
    return found


def _grant(terms: GrantTerms, grant: GrantResult, values: Mapping[int, int], address: str) -> None:
    for name, expected in (("amount", grant.if_due), ("used", grant.used), ("left", grant.left), ("lasts", grant.lasts)):
        ends = getattr(terms, name)
        if name == "lasts" and not holds(terms.has_lasts, values):
            ends = None
        assert (None if ends is None else _interval(ends, values)) == expected, f"{address} {grant.id} {name}"


def _interval(ends: Ends, values: Mapping[int, int]) -> Interval:
    low = None if holds(ends.low_open, values) else _exact(ends.low, values)
    return Interval(low, None if holds(ends.high_open, values) else _exact(ends.high, values))


def _exact(end: Exact, values: Mapping[int, int]) -> Fraction:
    return Fraction(number(end.over, values), end.by)
