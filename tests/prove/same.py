"""Whether the terms and the evaluator say the same of a household."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from elig.api import Decision
from elig.evaluate.decision import Result
from elig.facts.household import Household
from elig.program.model import CheckedProgram, Fact, Rules
from elig.prove.bench import Bench, Both, Pair
from elig.prove.decided import View, agree, of_result
from elig.prove.errors import NotEncodedError, OutOfBudgetError
from elig.prove.here import Here
from elig.prove.lin import holds
from elig.prove.outcomes import Outcomes
from elig.prove.settings import Names
from elig.prove.sides import Side
from elig.prove.solver import Budget, Solver
from elig.prove.term_nodes import Truth, Whole
from elig.values import Outcome
from tests.prove.completions import contradictions, known
from tests.prove.told import Told


@dataclass
class Compared:
    """How much was compared, and what was not because something that it reads is not told."""

    answers: int = 0
    skipped: list[str] = field(default_factory=list)


@cache
def bench(both: Both, members: int) -> Bench:
    """Both sides, which are the same one, over a household of so many members; open figures stay open."""
    return Bench(both, members, {}, settled=False)


_SOLVERS: dict[int, tuple[Both, Solver]] = {}
_BOTH: dict[tuple[int, int, str, object], tuple[Rules, Both]] = {}


def both_of(checked: CheckedProgram, rules: Rules, place: str, on: object, side: Side) -> Both:
    """A side beside itself, made once."""
    key = (id(checked), id(rules), place, on)
    if key not in _BOTH:
        _BOTH[key] = rules, Both(side, side, Names())
    return _BOTH[key][1]


def compare(checked: CheckedProgram, rules: Rules, place: str, household: Household, decision: Decision) -> Compared:
    """Compare every answer for a household."""
    on = decision.outcomes.on
    both = both_of(checked, rules, place, on, Side(checked, rules, on, place))
    found = Compared()
    for result in decision.outcomes.results:
        _result(both, bench(both, len(household.members)), result, household, found)
    return found


def _result(both: Both, own: Bench, result: Result, household: Household, found: Compared) -> None:
    ids = [member.id for member in household.members]
    member = None if result.subject is None else ids.index(result.subject)
    outcomes, name = own.sides[0], result.entitlement.id
    outcomes.terms.allow()
    try:
        view = View.of(outcomes, name, member)
    except NotEncodedError as refusal:
        found.skipped.append(f"{result.address} ({refusal})")
        return
    told = _told(outcomes, household, both.facts(Pair(name, name), sense=False))
    roots = view.roots()
    if told is None:
        _proved(own, view, result, household, both.facts(Pair(name, name), sense=False), found)
        return
    terms = outcomes.terms
    lacking = {atom for atom in terms.cone(roots) if isinstance(terms.nodes[atom], Truth | Whole)} - told.keys()
    assert not lacking, [terms.nodes[atom] for atom in lacking]
    foreseen = view.decided(terms.values(roots, told))
    decided = of_result(result)
    assert agree(foreseen, decided), f"{result.address}\n{foreseen}\n{decided}"
    assert (result.outcome is Outcome.NOT_IN_FORCE) == (name in outcomes.dated.absent)
    found.answers += 1


def _proved(own: Bench, view: View, result: Result, household: Household, facts: list[Fact], found: Compared) -> None:
    """What is decided of a household that is known in part follows of all that it may turn out to be."""
    outcomes, plan = own.sides[0], own.both.old.checker.plan(result.entitlement)
    telling = [fact for fact in outcomes.dated.facts.values() if fact.only_if is not None and fact not in facts]
    told = list(known(outcomes.encoder, household, [*facts, *telling]))
    solver = _SOLVERS.setdefault(id(own.both), (own.both, Solver(own.both.terms, Budget())))[1]
    try:
        wrong = list(contradictions(solver, view, told, of_result(result), exact_plan=plan.exact))
    except (NotEncodedError, OutOfBudgetError) as reason:
        found.skipped.append(f"{result.address} ({reason})")
        return
    assert not wrong, f"{result.address}: {wrong} {of_result(result)}"
    found.answers += 1


def _told(outcomes: Outcomes, household: Household, facts: list[Fact]) -> dict[int, int] | None:
    """The values of the symbols of some facts, or None where one is not told that applies."""
    terms, told = outcomes.terms, Told(outcomes.encoder.world, household, facts)
    for _ in told.untold:
        for fact, member in tuple(told.untold):
            if fact.only_if is not None:
                present, _ = outcomes.encoder.given.presence(fact, Here(member))
                symbols = {atom for atom in terms.cone([present]) if isinstance(terms.nodes[atom], Truth | Whole)}
                if symbols <= told.values.keys():
                    told.untold.remove((fact, member))
                    if holds(present, terms.values([present], told.values)):
                        return None
                    told.blank(fact, member)
    return None if told.untold else told.values
