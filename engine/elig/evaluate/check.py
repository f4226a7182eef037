"""Deciding one household: every entitlement in force, for every subject, with reasons and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import product

from elig.evaluate.cases import decide, split_names
from elig.evaluate.dated import Absent, DatedRules
from elig.evaluate.decision import GrantResult, Kind, Missing, OptionResult, Reason, Result
from elig.evaluate.environment import (
    Environment,
    FactInput,
    GapInput,
    Input,
    LinkInput,
    MembersInput,
    ParameterInput,
    ReadingInput,
)
from elig.evaluate.expressions import clause_truths, evaluate, truth
from elig.evaluate.grants import grant_result
from elig.evaluate.places import Where, settled
from elig.evaluate.plan import Plan, plan_of
from elig.evaluate.reasons import clause_reasons
from elig.evaluate.relevance import Relevant, everything_read, relevant, relevant_to
from elig.evaluate.required import required
from elig.evaluate.sense import Sense, sense_of
from elig.evaluate.table import Answer, is_settled, join_answers
from elig.input_errors import HouseholdError, InputProblem
from elig.program.citation import Citation
from elig.program.model import Entitlement, Gap, Grant
from elig.program.nodes import Node
from elig.program.order import clauses
from elig.records import Struct, field, later, replace
from elig.values import Applicable, Basis, Met, Outcome, Truth

Choice = tuple[tuple[str, str], ...]
"""An option for each of some readings."""


class _Asked(Struct):
    """What would settle an answer that is open, and the gaps that keep it so; not `exact`: perhaps too much."""

    inputs: Sequence[Input]
    gaps: tuple[Gap, ...]
    exact: bool


_NOTHING = _Asked((), (), exact=True)


class Checker(Struct, frozen=False):
    """Decides households under the rules of one region on one day; plans are made when first needed."""

    rules: DatedRules
    _plans: dict[str, Plan] = field(default_factory=dict)

    def plan(self, entitlement: Entitlement) -> Plan:
        """The plan of an entitlement."""
        if entitlement.id not in self._plans:
            self._plans[entitlement.id] = plan_of(entitlement, self.rules)
        return self._plans[entitlement.id]

    def refuse_nonsense(self, env: Environment) -> None:
        """Raise `HouseholdError` where the household surely makes no sense."""
        problems = [
            InputProblem("", "makes_no_sense", (("zh", item.message.zh), ("en", item.message.text("en"))))
            for item in self.rules.invalid
            if truth(item.condition, env) is Truth.TRUE
        ]
        problems.extend(_inapplicable(env))
        if problems:
            raise HouseholdError(problems)

    def results(
        self,
        env: Environment,
        trace: bool = False,
        only: Collection[str] | None = None,
        members: Collection[str] | None = None,
    ) -> Iterator[Result]:
        """The answer for every entitlement, or for those named, and every subject, in file order.

        `members` are the ids of those members who are asked about; None is everybody.
        """
        sense = cache(lambda: sense_of(env))
        for name in self.rules.rules.entitlements:
            if only is not None and name not in only:
                continue
            absent = self.rules.absent.get(name)
            entitlement = absent.entitlement if absent is not None else self.rules.entitlements[name]
            for member in self._subjects(entitlement, env):
                if member is not None and members is not None and env.household.members[member].id not in members:
                    continue
                if absent is not None:
                    yield not_in_force(absent, env, member)
                else:
                    yield self._result(entitlement, env, member, sense, trace)

    def result(self, entitlement: Entitlement, env: Environment, member: int | None) -> Result:
        """The answer for one entitlement in force and one subject."""
        return self._result(entitlement, env, member, cache(lambda: sense_of(env)), False)

    def _subjects(self, entitlement: Entitlement, env: Environment) -> Sequence[int | None]:
        return range(len(env.household.members)) if entitlement.of_member else (None,)

    def _result(
        self, entitlement: Entitlement, env: Environment, member: int | None, sense: Callable[[], Sense], trace: bool
    ) -> Result:
        open_readings = reached_readings(clauses(entitlement), env)
        combinations = list(_combinations(open_readings))
        options = [self._option(entitlement, env.choosing(dict(c)), member, c) for c in combinations]
        outcome, applicable = join_answers((option.outcome, option.applicable) for option in options)
        choices = [option.options for option in options if option.outcome is not Outcome.NOT_DUE]
        grants, moving = self._grants(entitlement, env, member, outcome, choices)
        asked = _NOTHING
        if outcome is Outcome.UNDETERMINED:
            asked = self._missing(entitlement, env, member, open_readings, sense)
        result = Result(
            entitlement,
            _name(env, member),
            outcome,
            applicable,
            later(lambda: options[0].reasons if len(options) == 1 else _shared(options)),
            missing_of(asked.inputs, env),
            later(lambda: missing_of(dict.fromkeys(given for find in moving for given in find()), env)),
            gaps=asked.gaps,
            touches=tuple(env.rules.rules.gaps[gap] for gap in entitlement.touches),
            grants=grants,
            by_reading=tuple(options) if len(options) > 1 else (),
            exact=later(lambda: asked.exact and self.plan(entitlement).exact),
            background=later(lambda: any(citation.background for citation in _citations(entitlement, env))),
        )
        if outcome is Outcome.DUE and entitlement.met_when is not None:
            result = _with_met(result, entitlement.met_when, env, member, sense)
        return _with_trace(result, env, member) if trace else result

    def _option(self, entitlement: Entitlement, env: Environment, member: int | None, options: Choice) -> OptionResult:
        plan = partial(self.plan, entitlement)
        outcome, applicable = decide(entitlement, plan, env, member)

        def reasons() -> tuple[Reason, ...]:
            found = clause_reasons(entitlement, clause_truths(entitlement, env, member), env, member)
            if outcome is Outcome.UNDETERMINED or all(reason.value is not Truth.OPEN for reason in found):
                return found
            names = ", ".join(split_names(plan(), env, member))
            return tuple(replace(reason, by_cases=names) for reason in found)

        return OptionResult(options, outcome, applicable, later(reasons))

    # ------------------------------------------------------------------ grants and what is missing

    def grants(self, entitlement: Entitlement, env: Environment, member: int | None) -> tuple[GrantResult, ...]:
        """What is given, as `result` has it, without finding out why and what is missing."""
        answers = self.answers(entitlement, env, member)
        outcome, _ = join_answers(answers.values())
        if outcome is Outcome.NOT_DUE:
            return ()
        choices = [choice for choice, (found, _) in answers.items() if found is not Outcome.NOT_DUE]
        given = ((grant, _grant_envs(entitlement, grant, choices, env, member)) for grant in entitlement.grants)
        return tuple(grant_result(grant, envs, member, outcome)[0] for grant, envs in given)

    def answers(self, entitlement: Entitlement, env: Environment, member: int | None) -> dict[Choice, Answer]:
        """The outcome for one subject under each choice of open readings."""
        plan = partial(self.plan, entitlement)
        choices = _combinations(reached_readings(clauses(entitlement), env))
        return {choice: decide(entitlement, plan, env.choosing(dict(choice)), member) for choice in choices}

    def _grants(
        self,
        entitlement: Entitlement,
        env: Environment,
        member: int | None,
        outcome: Outcome,
        choices: Sequence[Choice],
    ) -> tuple[tuple[GrantResult, ...], Sequence[Callable[[], tuple[Input, ...]]]]:
        """What is given, and what finds the inputs that can still move it; nothing where nothing is due."""
        if outcome is Outcome.NOT_DUE:
            return (), ()
        envs = ((grant, _grant_envs(entitlement, grant, choices, env, member)) for grant in entitlement.grants)
        given = [grant_result(grant, found, member, outcome) for grant, found in envs]
        return tuple(result for result, _ in given), [find for _, find in given]

    def _missing(
        self,
        entitlement: Entitlement,
        env: Environment,
        member: int | None,
        open_readings: Mapping[str, tuple[str, ...]],
        sense: Callable[[], Sense],
    ) -> _Asked:
        if is_settled(
            clause_truths(entitlement, env, member)
        ):  # it is open by what it rests on, not by what is unknown
            asked = Relevant(())
        else:
            asked = relevant(entitlement, env, member, open_readings, sense(), self.plan(entitlement).exact)
        found = asked.inputs
        gaps = _open_gaps(entitlement, found, env)
        if not found and not gaps:
            readings = [ReadingInput(reading) for reading in open_readings]
            found = (*readings, *everything_read([(c, member) for c in clauses(entitlement)], env))
            gaps = _open_gaps(entitlement, found, env)
        return _Asked(found, gaps, asked.exact)


def _grant_envs(
    entitlement: Entitlement, grant: Grant, choices: Sequence[Choice], env: Environment, member: int | None
) -> list[tuple[str, Environment]]:
    """What is known where a grant is given: under each choice of its open readings that goes with being due.

    `choices` are those of the clauses under which it may be due.
    """
    combinations = [c for c in _combinations(reached_readings(grant.figures, env)) if _goes_with(dict(c), choices)]
    chosen = [(", ".join(option for _, option in c), env.choosing(dict(c))) for c in combinations]
    return [(name, one.entitling(required(entitlement, one, member))) for name, one in chosen]


def _goes_with(options: Mapping[str, str], choices: Sequence[Choice]) -> bool:
    """Whether some options of a grant contradict not every choice for the clauses."""
    return any(all(options.get(reading, option) == option for reading, option in choice) for choice in choices)


def _name(env: Environment, member: int | None) -> str | None:
    return None if member is None else env.household.members[member].id


def not_in_force(absent: Absent, env: Environment, member: int | None) -> Result:
    """The answer for an entitlement that is not in force."""
    return Result(
        absent.entitlement,
        _name(env, member),
        Outcome.NOT_IN_FORCE,
        Applicable.UNKNOWN,
        not_in_force=(absent.since, absent.until),
    )


def _inapplicable(env: Environment) -> Iterator[InputProblem]:
    """Facts that were told although they do not apply."""
    subjects = (None, *range(len(env.household.members)))
    for fact in env.facts_told():
        if fact.only_if is None:
            continue
        for member in subjects:
            if (member is None) == fact.of_member:
                continue
            told = env.told(fact, member)
            is_none = getattr(told, "is_none", False)
            if told is not None and not is_none and truth(fact.only_if, env, member) is Truth.FALSE:
                parts = env.vocabulary.subjects.parts
                path = fact.id if member is None else f"{parts}[{member}].{fact.id}"
                yield InputProblem(path, "does_not_apply", (("zh", fact.label.zh), ("en", fact.label.text("en"))))


def _shared(options: Sequence[OptionResult]) -> tuple[Reason, ...]:
    """The reasons that every option gives."""
    first, *others = options
    return tuple(reason for reason in first.reasons if all(reason in other.reasons for other in others))


def _with_trace(result: Result, env: Environment, member: int | None) -> Result:
    """The result with every condition, decisive or not, under each option of the open readings."""

    def trace(options: Choice) -> tuple[Reason, ...]:
        chosen = env.choosing(dict(options))
        found = clause_truths(result.entitlement, chosen, member)
        return clause_reasons(result.entitlement, found, chosen, member, full=True)

    if not result.by_reading:
        return replace(result, trace=trace(()))
    return replace(result, by_reading=tuple(replace(o, trace=trace(o.options)) for o in result.by_reading))


def _with_met(result: Result, node: Node, env: Environment, member: int | None, sense: Callable[[], Sense]) -> Result:
    found = evaluate(node, env, member)
    met = {Truth.TRUE: Met.YES, Truth.FALSE: Met.NO, Truth.OPEN: Met.UNKNOWN}[
        found if isinstance(found, Truth) else Truth.OPEN
    ]
    waits = relevant_to(node, env, member, sense()) if met is Met.UNKNOWN else ()
    return replace(result, met=met, met_missing=missing_of(waits, env), gaps=_gaps_among(waits, env))


# ---------------------------------------------------------------------- readings, gaps, names of inputs


def reached_readings(nodes: Sequence[Node], env: Environment) -> dict[str, tuple[str, ...]]:
    """The open readings that some clauses reach, with their options."""
    readings = env.rules.reach.of(nodes).readings
    return {name: options for name, options in readings.items() if name not in env.options}


def _combinations(readings: Mapping[str, tuple[str, ...]]) -> Iterator[Choice]:
    names = list(readings)
    for choice in product(*readings.values()):
        yield tuple(zip(names, choice, strict=True))


def settled_options(rules: DatedRules, where: Where) -> dict[str, str]:
    """The readings that a locality has settled."""
    found = ((r.id, settled(r, where, rules.on)) for r in rules.rules.readings.values())
    return {name: answer.option for name, answer in found if answer is not None and answer.option is not None}


def _open_gaps(entitlement: Entitlement, found: Sequence[Input], env: Environment) -> tuple[Gap, ...]:
    """The gaps that keep an answer open: the one of its basis, and those on which the outcome depends."""
    named = [entitlement.gap] if entitlement.basis in (Basis.DISCRETION, Basis.REPORTED) and entitlement.gap else []
    own = tuple(env.rules.rules.gaps[gap] for gap in named)
    return tuple(dict.fromkeys((*own, *_gaps_among(found, env))))


def _gaps_among(found: Sequence[Input], env: Environment) -> tuple[Gap, ...]:
    return tuple(dict.fromkeys(env.rules.rules.gaps[given.gap] for given in found if isinstance(given, GapInput)))


def _citations(entitlement: Entitlement, env: Environment) -> Iterator[Citation]:
    yield from entitlement.citations
    for name in env.rules.reach.of(clauses(entitlement)).parameters:
        yield from env.rules.rules.parameters[name].citations


def missing_of(found: Mapping[Input, None] | Sequence[Input], env: Environment) -> tuple[Missing, ...]:
    """Inputs as the items of a missing list, each once."""
    listed = (_missing(one, env) for given in found for one in _with_place(given, env) if not isinstance(one, GapInput))
    return tuple(dict.fromkeys(listed))


def _with_place(given: Input, env: Environment) -> Iterator[Input]:
    """An input; a figure that some places state and others leave open is known as well once the place is."""
    yield given
    if isinstance(given, ParameterInput):
        parameter = env.rules.rules.parameters[given.parameter]
        where = env.place_fact(parameter)
        if where is not None and env.depends_on_place(parameter, given.keys):
            yield FactInput(where.id)


def _missing(given: Input, env: Environment) -> Missing:
    match given:
        case FactInput() | LinkInput():
            return Missing(Kind.FACT, given.fact, _name(env, given.member))
        case ParameterInput():
            return Missing(Kind.PARAMETER, given.parameter, keys=given.keys)
        case ReadingInput():
            return Missing(Kind.READING, given.reading)
        case MembersInput():
            return Missing(Kind.MEMBERS, env.vocabulary.subjects.parts)
        case GapInput():
            raise AssertionError("gaps are never asked")
