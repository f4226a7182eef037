"""What a grant comes to: an exact interval, what is used and left of a ceiling, and why it is wide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations, product
from math import prod

from elig.evaluate.arithmetic import round_to
from elig.evaluate.decision import GrantResult, Wide
from elig.evaluate.environment import (
    Ends,
    Environment,
    FactInput,
    GapInput,
    Input,
    LinkInput,
    MembersInput,
    ParameterInput,
    ReadingInput,
    is_known,
)
from elig.evaluate.expressions import evaluate, truth
from elig.evaluate.inputs import classes, inputs_of, known, possible
from elig.lang.ast import Rounding
from elig.program.model import Grant, Vocabulary
from elig.program.nodes import BoundNode, ByReading, IfNode, Node, ParameterRef
from elig.records import later
from elig.values import GrantKind, Interval, Numbers, Outcome, Possible

ZERO = Interval(Fraction(0), Fraction(0))
MAX_CASES = 256
"""As many cases of the unknown inputs of an amount are gone through; beyond, all of them are listed."""


def grant_result(
    grant: Grant,
    envs: Sequence[tuple[str, Environment]],
    member: int | None,
    outcome: Outcome,
) -> tuple[GrantResult, Callable[[], tuple[Input, ...]]]:
    """A grant for one subject, and what finds the inputs on which its figures can still depend.

    `envs` are the environments of the open readings, each with its name.
    """
    moving = cache(lambda: [matters_in(node, envs, member) for node in grant.figures])

    def inputs() -> tuple[Input, ...]:
        readings = _telling_readings(grant, envs, member)
        return (*readings, *dict.fromkeys(given for found in moving() for given in found))

    return _result(grant, envs, member, outcome, lambda: moving()[0]), inputs


def _result(
    grant: Grant,
    envs: Sequence[tuple[str, Environment]],
    member: int | None,
    outcome: Outcome,
    moving: Callable[[], Sequence[Input]],
) -> GrantResult:
    widened = [(name, env.reaching(Ends.NORMS)) for name, env in envs]
    amounts = [_amount(grant, env, member) for _, env in widened]
    if_due = _hull([amount for amount in amounts if amount is not None]) if grant.amount is not None else None
    used = [_used(grant, env, member) for _, env in widened]
    left = [left_of(one, amount) for one, amount in zip(used, amounts, strict=True)]
    known_left = [item for item in left if item is not None]
    known_used = [item for item in used if item is not None]
    is_wide = if_due is not None and not if_due.is_point
    options = tuple((name, item) for (name, _), item in zip(widened, left, strict=True) if item is not None)
    return GrantResult(
        grant.id,
        grant.kind,
        grant.what,
        grant.unit,
        grant.every,
        if_due,
        payable_of(if_due, outcome),
        _lasts(grant, widened, member),
        _hull(known_used) if known_used else None,
        _hull(known_left) if known_left else None,
        options if len({item for _, item in options}) > 1 else (),
        later(lambda: tuple(_by_rule(grant, envs, member)) if is_wide else ()),
        later(lambda: tuple(dict.fromkeys(_by_unknown(moving()))) if is_wide else ()),
        any(_is_clamped(grant, env, member) for _, env in widened),
    )


def _hull(items: Sequence[Interval]) -> Interval:
    result = items[0]
    for item in items[1:]:
        result = result.hull(item)
    return result


def payable_of(if_due: Interval | None, outcome: Outcome) -> Interval | None:
    """What is payable of an amount: all of it if it is due, from nothing on while that is open."""
    if if_due is None:
        return None
    match outcome:
        case Outcome.DUE:
            return if_due
        case Outcome.UNDETERMINED:
            return if_due.hull(ZERO)
        case Outcome.NOT_DUE | Outcome.NOT_IN_FORCE:
            return ZERO


def _raw(node: Node | None, env: Environment, member: int | None) -> Numbers | None:
    if node is None:
        return None
    value = evaluate(node, env, member)
    assert isinstance(value, Numbers), "the checker makes amounts of numbers"
    return value


def _amount(grant: Grant, env: Environment, member: int | None) -> Interval | None:
    value = _raw(grant.amount, env, member)
    return None if value is None else amount_of(value, grant, env.vocabulary)


def amount_of(value: Numbers, grant: Grant, vocabulary: Vocabulary) -> Interval:
    """A grant's amount from what its expression may be: rounded, and never below 0 unless in kind."""
    if value.span is None or value.undefined:
        return Interval(Fraction(0), None)
    low, high = _rounded(value.span.low, grant, vocabulary), _rounded(value.span.high, grant, vocabulary)
    if grant.kind is GrantKind.IN_KIND:
        return Interval(low, high)
    return Interval(_not_negative(low), None if high is None else _not_negative(high))


def _not_negative(value: Fraction | None) -> Fraction:
    return Fraction(0) if value is None or value < 0 else value


def _is_clamped(grant: Grant, env: Environment, member: int | None) -> bool:
    value = _raw(grant.amount, env, member)
    if value is None or value.span is None or grant.kind is GrantKind.IN_KIND:
        return False
    return value.span.high is not None and value.span.high < 0


def _rounded(value: Fraction | None, grant: Grant, vocabulary: Vocabulary) -> Fraction | None:
    if value is None or grant.unit.power(vocabulary.money) != 1:
        return value
    return round_to(value, Rounding.HALF, Fraction(1, 10**vocabulary.places))


def _used(grant: Grant, env: Environment, member: int | None) -> Interval | None:
    value = _raw(grant.used, env, member)
    return None if value is None else used_of(value, grant, env.vocabulary)


def used_of(value: Numbers, grant: Grant, vocabulary: Vocabulary) -> Interval:
    """What is used of a ceiling, from what its expression may be."""
    if value.span is None:
        return Interval(ZERO.low, None) if value.undefined else ZERO
    low, high = _rounded(value.span.low, grant, vocabulary), _rounded(value.span.high, grant, vocabulary)
    return Interval(low, None if value.undefined else high)


def left_of(used: Interval | None, amount: Interval | None) -> Interval | None:
    """Of a ceiling what is left: the amount less what is used, never below 0."""
    if used is None or amount is None:
        return None
    low = None if amount.low is None or used.high is None else amount.low - used.high
    high = None if amount.high is None or used.low is None else amount.high - used.low
    return Interval(_not_negative(low), None if high is None else _not_negative(high))


def _lasts(grant: Grant, envs: Sequence[tuple[str, Environment]], member: int | None) -> Interval | None:
    values = (_raw(grant.lasts, env, member) for _, env in envs)
    found = [value.span for value in values if value is not None and value.span is not None]
    return _never_negative(_hull(found)) if found else None


def lasts_of(value: Numbers) -> Interval | None:
    """How many months a grant lasts, from what its expression may be."""
    return None if value.span is None else _never_negative(value.span)


def _never_negative(months: Interval) -> Interval:
    return Interval(_not_negative(months.low), months.high)


# ---------------------------------------------------------------------- why an amount is wide, and what would narrow it


def _by_rule(grant: Grant, envs: Sequence[tuple[str, Environment]], member: int | None) -> Iterator[Wide]:
    if grant.amount is None:
        return
    if any(_has_bound(grant.amount, env, member) for _, env in envs):
        yield Wide.NORM
    if len({_raw(grant.amount, env.reaching(Ends.NORMS), member) for _, env in envs}) > 1:
        yield Wide.READING
    if any((value := _raw(grant.amount, env, member)) is not None and value.undefined for _, env in envs):
        yield Wide.UNDEFINED


def _by_unknown(moving: Iterable[Input]) -> Iterator[Wide]:
    for given in moving:
        match given:
            case ParameterInput():
                yield Wide.PARAMETER
            case FactInput() | LinkInput() | MembersInput():
                yield Wide.FACT
            case _:
                pass


def _has_bound(node: Node, env: Environment, member: int | None) -> bool:
    """Whether an amount is a floor or a cap in a branch that can be taken."""
    match node:
        case BoundNode():
            return True
        case IfNode():
            taken = [node.yes if value else node.no for value in truth(node.condition, env, member).may]
            return any(_has_bound(branch, env, member) for branch in taken)
        case ByReading() if node.reading in env.options:
            return _has_bound(dict(node.options)[env.options[node.reading]], env, member)
        case _:
            return False


def _telling_readings(
    grant: Grant, envs: Sequence[tuple[str, Environment]], member: int | None
) -> tuple[ReadingInput, ...]:
    """The open readings under whose options the grant comes to something else."""
    telling: dict[ReadingInput, None] = {}
    for (_, one), (_, other) in combinations(envs, 2):
        apart = [reading for reading, option in one.options.items() if other.options[reading] != option]
        if len(apart) == 1 and _come_apart(grant, one, other, member):
            telling[ReadingInput(apart[0])] = None
    return tuple(telling)


def _come_apart(grant: Grant, one: Environment, other: Environment, member: int | None) -> bool:
    """Whether the figures of a grant differ under two readings, as it stands or once something unknown is known.

    What a person and what a household has used may both be anything; they part where somebody's part is known.
    """
    if _figures(grant, one, member) != _figures(grant, other, member):
        return True
    read = dict.fromkeys(
        given for env in (one, other) for node in grant.figures for given, _ in inputs_of(node, env, member)
    )
    pins = ({given: part} for given in read if not _has_no_classes(given, one) for part in _ends(given, one))
    return any(_figures(grant, one.suppose(p), member) != _figures(grant, other.suppose(p), member) for p in pins)


def _ends(given: Input, env: Environment) -> list[Possible]:
    """An unknown input at the ends of what it may be; one that is no number, at each of its values."""
    whole = None if isinstance(given, GapInput | LinkInput) else possible(given, env)[0]
    if not isinstance(whole, Numbers):
        return classes(given, [], env)
    ends = () if whole.span is None else (whole.span.low, whole.span.high)
    return [Numbers.point(end) for end in ends if end is not None]


def _figures(grant: Grant, env: Environment, member: int | None) -> tuple[Numbers | None, ...]:
    shown = env.reaching(Ends.NORMS)
    return tuple(_raw(node, shown, member) for node in (grant.amount, grant.used, grant.lasts))


def matters_in(node: Node, envs: Sequence[tuple[str, Environment]], member: int | None) -> tuple[Input, ...]:
    """The inputs on which a number can depend under any of the open readings."""
    return tuple(dict.fromkeys(given for _, env in envs for given in matters(node, env, member)))


def matters(node: Node, env: Environment, member: int | None) -> tuple[Input, ...]:
    """The unknown inputs on which a number can depend; never one less, and where classes tell them apart none more."""
    if is_known(evaluate(node, env.reaching(Ends.NORMS), member)):
        return ()  # no number reaches further than there, where the amount was worked out
    env = env.reaching(Ends.BOTH)
    read = [(given, place) for given, place in inputs_of(node, env, member) if not isinstance(given, GapInput)]
    inputs = list(dict.fromkeys(given for given, _ in read))
    if isinstance(node, ParameterRef) and len(inputs) == 1 and isinstance(inputs[0], ParameterInput):
        return tuple(inputs)  # what is nothing but a figure depends on it
    whole = [given for given in inputs if _has_no_classes(given, env)]
    parts: dict[Input, list[Possible]] = {
        one: classes(one, [place for given, place in read if given == one], env) for one in inputs if one not in whole
    }
    if prod(len(listed) for listed in parts.values()) > MAX_CASES:
        return tuple(inputs)
    return tuple(one for one in inputs if one in whole or _moves(node, one, parts, env, member))


def _has_no_classes(given: Input, env: Environment) -> bool:
    """Whether what an input may be is not gone through: who is not listed, where a household lives and came from."""
    places = (env.vocabulary.locality_fact, env.vocabulary.origin_fact)
    return isinstance(given, MembersInput) or given in [FactInput(fact.id) for fact in places if fact is not None]


def _moves(
    node: Node, given: Input, parts: Mapping[Input, list[Possible]], env: Environment, member: int | None
) -> bool:
    """Whether an input can move a number in some case of the others.

    It cannot where the number is known without it, where what remains to be reckoned does not read it, and where all
    that it may be gives one figure. Ends alone do not tell: `max(x, 4 - x)` is the same at both, and a sum that is
    rounded or capped may move between them.
    """
    others = [one for one in parts if one != given]
    for choice in product(*(parts[one] for one in others)):
        case = env.suppose(dict(zip(others, choice, strict=True)))
        if any(given == read for read, _ in inputs_of(node, case, member)):
            found = {evaluate(node, case.suppose({given: part}), member) for part in parts[given]}
            if len(found) > 1 or not known(found.pop(), node.type, case):
                return True
    return False
