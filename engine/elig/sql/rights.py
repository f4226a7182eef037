"""What an entitlement comes to in SQL: its outcome, its grants, and what is left to the reference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from sqlglot import exp

from elig.evaluate.environment import Ends
from elig.evaluate.plan import Plan
from elig.evaluate.required import required
from elig.evaluate.table import MAY_BE_DUE
from elig.lang.ast import Rounding
from elig.program.model import Entitlement, Grant
from elig.program.nodes import GapNode, IncludesThisNode, Node
from elig.program.order import clauses, everything
from elig.records import Struct, field, replace
from elig.sql import ends, figures, rounding
from elig.sql.at import At, Options, Pin
from elig.sql.cases import by_cases, unfinished
from elig.sql.chain import Spot
from elig.sql.logic import same_truth
from elig.sql.steps import scale_of
from elig.sql.trees import (
    Tree,
    binary,
    case,
    conjunction,
    disjunction,
    is_null,
    may_be,
    negation,
    null,
    surely,
    text,
    truth,
    whole,
)
from elig.sql.values import Condition, End, Figure, Refused
from elig.sql.vectors import entangled
from elig.sql.write import Writer
from elig.values import GrantKind, Outcome


class Amount(Struct):
    """What a grant comes to if it is due: both ends in steps, `scale` of them to one; what is left of a ceiling."""

    grant: Grant
    scale: int
    low: End
    high: End
    left: tuple[End, End] | None
    rough: bool
    off_grid: Tree | None


class Right(Struct):
    """An entitlement in SQL. `due` is open where it is undetermined; `left` is when the reference is to be asked.

    `refused` names the form because of which all of it is left to the reference.
    """

    entitlement: Entitlement
    spot: Spot
    due: Condition
    amounts: tuple[Amount, ...] = ()
    met: Condition | None = None
    left: Tree = field(default_factory=lambda: truth(False))
    combinations: tuple[tuple[Options, Condition], ...] = ()
    refused: str = ""


def write(entitlement: Entitlement, plan: Plan, writer: Writer, *, amounts: bool = True, met: bool = True) -> Right:
    """Write an entitlement."""
    spot = _spot(entitlement, writer)
    try:
        return _write(entitlement, plan, writer, spot, amounts, met)
    except Refused as refusal:
        return Right(entitlement, spot, Condition(null(), open=True), left=truth(True), refused=str(refusal))


def _spot(entitlement: Entitlement, writer: Writer) -> Spot:
    return Spot(entitlement.of_member, max(map(writer.about.stage, everything(entitlement)), default=0))


def _write(entitlement: Entitlement, plan: Plan, writer: Writer, spot: Spot, amounts: bool, met: bool) -> Right:
    at = At(spot)
    choices = list(_choices(clauses(entitlement), writer))
    splits = () if plan.conditions is None or writer.known else plan.conditions.splits
    combinations = tuple(
        (chosen, _due(entitlement, plan, writer, replace(at, options=chosen, splits=splits))) for chosen in choices
    )
    due = combinations[0][1] if len(combinations) == 1 else same_truth([found for _, found in combinations])
    due = replace(due, tree=writer.chain.keep(due.tree, spot, f"due__{entitlement.id}"))
    is_open = due.open
    undecided = disjunction(is_null(one.tree) for _, one in combinations if one.open)
    left = conjunction([undecided, _unsure(entitlement, plan, writer, choices, due)]) if is_open else truth(False)
    found: list[Amount] = []
    rough = [left]
    if amounts:
        for grant in entitlement.grants:
            if grant.amount is None:
                continue
            amount = _amount(grant, entitlement, combinations, writer, at)
            found.append(amount)
            parts = []
            if amount.rough:
                parts.append(negation(binary(exp.NullSafeEQ, amount.low.tree, amount.high.tree)))
            if amount.off_grid is not None:
                parts.append(amount.off_grid)
            if parts:
                rough.append(conjunction([may_be(due.tree, True), disjunction(parts)]))
    met_in = None
    if met and entitlement.met_when is not None:
        met_in = writer.condition(entitlement.met_when, at)
        if met_in.loose:
            rough.append(conjunction([surely(due.tree, True), is_null(met_in.tree)]))
    return Right(entitlement, spot, due, tuple(found), met_in, disjunction(rough), combinations)


def _choices(nodes: Sequence[Node], writer: Writer) -> Iterator[Options]:
    """Every choice of options for the readings that some clauses reach and that are not settled everywhere."""
    names = sorted({name for node in nodes for name in writer.about.reached(node)})
    names = [name for name in names if not isinstance(writer.about.home.constants.get((f"@{name}", ())), str)]
    options = [[option for option, _ in writer.rules.rules.readings[name].options] for name in names]
    for chosen in product(*options):
        yield tuple(zip(names, chosen, strict=True))


def _due(entitlement: Entitlement, plan: Plan, writer: Writer, at: At) -> Condition:
    """Whether it is due, over all that the gaps of the plan may be."""
    gaps = [split.input.gap for split in plan.splits if isinstance(split.input, GapNode)]
    cases = [tuple(zip(gaps, values, strict=True)) for values in product((True, False), repeat=len(gaps))]

    def held(pins: tuple[Pin, ...]) -> list[Condition]:
        return [writer.holds(entitlement, replace(at, gaps=supposed, pins=pins)) for supposed in cases]

    found = held(())
    due = found[0] if len(found) == 1 else same_truth(_different(found))
    due = by_cases(due, plan.splits, held, writer)
    if entitlement.basis in MAY_BE_DUE:
        return due
    return replace(due, tree=case([(negation(due.tree), truth(False))]), open=True)


def _different(found: Sequence[Condition]) -> list[Condition]:
    return list({condition.tree: condition for condition in found}.values())


def _unsure(entitlement: Entitlement, plan: Plan, writer: Writer, choices: Sequence[Options], due: Condition) -> Tree:
    """When an open answer may be closed by cases that were not gone through."""
    if due.loose:
        return truth(True)
    if writer.known:
        parts = () if plan.conditions is None else plan.conditions.parts
        stage = max((writer.about.stage(part) for part in parts), default=0)
        gaps = tuple((split.input.gap, True) for split in plan.splits if isinstance(split.input, GapNode))
        places = [At(Spot(True, stage), gaps=gaps, options=chosen) for chosen in choices]
        return truth(any(writer.condition(part, at).open for part in parts for at in places))
    if any(isinstance(split.input, IncludesThisNode) for split in plan.splits):
        return truth(True)
    doubts = [unfinished(plan.splits, writer)]
    if plan.conditions is not None:
        spot = _spot(entitlement, writer)
        doubts += [entangled(entitlement, plan.conditions, writer, At(spot, options=chosen)) for chosen in choices]
    return disjunction(doubts)


# ---------------------------------------------------------------------- grants


def _amount(
    grant: Grant, entitlement: Entitlement, combinations: Sequence[tuple[Options, Condition]], writer: Writer, at: At
) -> Amount:
    """A grant's amount: over several choices of readings the hull of those under which it may be due."""
    scale = scale_of(grant, writer.rules.rules.vocabulary)
    choices = list(_choices(grant.figures, writer))
    parts = [_figures(grant, entitlement, chosen, scale, writer, at) for chosen in choices]
    found = parts[0]
    if len(parts) == 1:
        return found
    included = [_included(chosen, combinations) for chosen in choices]
    amount = _hull([(test, part.low, part.high) for test, part in zip(included, parts, strict=True)], writer)
    left = None
    if found.left is not None:
        lefts = [(test, *part.left) for test, part in zip(included, parts, strict=True) if part.left is not None]
        both = _hull(lefts, writer)
        left = both.low, both.high
    off = figures.either_flag(*(part.off_grid for part in parts))
    return Amount(grant, scale, amount.low, amount.high, left, any(part.rough for part in parts), off)


def _included(chosen: Options, combinations: Sequence[tuple[Options, Condition]]) -> Tree:
    """Whether a choice of the grant's readings goes with one of the clauses' under which it may be due."""
    if len(combinations) == 1:
        return truth(True)
    given = dict(chosen)
    fitting = [due for options, due in combinations if all(given.get(r, o) == o for r, o in options)]
    return disjunction(may_be(due.tree, True) for due in fitting)


def _hull(parts: Sequence[tuple[Tree, End, End]], writer: Writer) -> Figure:
    result: Figure | None = None
    for included, low, high in parts:
        gone = None if included == truth(True) else negation(included)
        one = Figure(low, high, gone, gone)
        result = one if result is None else figures.joined(result, one, writer.dialect)
    assert result is not None, "there is one choice at least"
    return result


def _figures(grant: Grant, entitlement: Entitlement, chosen: Options, scale: int, writer: Writer, at: At) -> Amount:
    """What a grant comes to under one choice of readings."""
    env = writer.about.env(replace(at, options=chosen))
    asked = frozenset(name for name, _ in required(entitlement, env, 0 if entitlement.of_member else None))
    inner = replace(at, ends=Ends.NORMS, options=chosen, due=asked)
    assert grant.amount is not None, "only grants with amounts are reckoned"
    item = writer.named(writer.figure(grant.amount, inner), at, f"amount__{grant.id}")
    above_zero = grant.kind is not GrantKind.IN_KIND
    money = grant.unit.power(writer.rules.rules.vocabulary.money) == 1
    off: list[Tree] = []
    low, high = (_stepped(end, scale, money, writer, off) for end in (item.low, item.high))
    if item.is_point:
        high = low
    low, high = _amount_ends(item, low, high, above_zero, writer)
    left = None
    rough = item.rough
    if grant.used is not None:
        used = writer.named(writer.figure(grant.used, inner), at, f"used__{grant.id}")
        left = _left(used, low, high, scale, money, writer, off)
        rough = rough or used.rough
    return Amount(grant, scale, low, high, left, rough, disjunction(off) if off else None)


def _stepped(end: End, scale: int, money: bool, writer: Writer, off: list[Tree]) -> End:
    """An end in steps: money is rounded to them, all else must lie on them."""
    if money or ends.is_open(end):
        return rounding.rounded(end, Rounding.HALF, Fraction(1, scale), writer.dialect)
    exact = end.over is None and scale % end.den == 0
    if not exact:
        number = ends.product(end.tree, end.size, whole(scale), scale, writer.dialect)
        by, _ = rounding.divisor(end, writer.dialect)
        off.append(disjunction([binary(exp.NEQ, writer.dialect.remainder(number, by), whole(0))]))
    return rounding.rounded(end, Rounding.HALF, Fraction(1, scale), writer.dialect)


def _amount_ends(item: Figure, low: End, high: End, above_zero: bool, writer: Writer) -> tuple[End, End]:
    if above_zero:
        is_one = low is high and not low.nullable  # what is open begins at nothing, and does not end there
        least, most = (_not_negative(end, writer, zero_if_open=zero) for end, zero in ((low, True), (high, False)))
        low, high = least, least if is_one else most
    nothing = figures.either_flag(item.undefined, item.gone)
    if nothing is not None:
        zero, no_end = ends.constant(0), ends.constant(None)
        high = ends.either(nothing, replace(no_end, den=high.den), high, writer.dialect)
        low = ends.either(nothing, replace(zero, den=low.den), low, writer.dialect)
    return low, high


def _not_negative(end: End, writer: Writer, *, zero_if_open: bool) -> End:
    zero = whole(0)
    if ends.is_open(end):
        return replace(ends.constant(0), den=end.den) if zero_if_open else end
    tree = end.tree
    if not end.natural:
        tree = case([(binary(exp.LT, tree, zero), zero)], tree)
    if end.nullable and zero_if_open:
        tree = exp.Coalesce(this=tree, expressions=[zero])
    return replace(end, tree=tree, natural=True, nullable=end.nullable and not zero_if_open)


def _left(
    used: Figure, low: End, high: End, scale: int, money: bool, writer: Writer, off: list[Tree]
) -> tuple[End, End]:
    """Of a ceiling what is left: the amount less what is used, never below 0."""
    least, most = (_stepped(end, scale, money, writer, off) for end in (used.low, used.high))
    if used.undefined is not None or used.gone is not None:
        raise Refused("what is used, where nobody is")
    rest = ends.minus(low, most, writer.dialect)
    rest_low = _not_negative(rest, writer, zero_if_open=True)
    if low is high and used.is_point and not rest.nullable:
        return rest_low, rest_low
    return rest_low, _not_negative(ends.minus(high, least, writer.dialect), writer, zero_if_open=False)


def outcome(right: Right) -> Tree:
    """The outcome as text."""
    due, words = right.due.tree, {one: text(one.value) for one in Outcome}
    if not right.due.open:
        return case([(due, words[Outcome.DUE])], words[Outcome.NOT_DUE])
    last = words[Outcome.UNDETERMINED]
    return case([(due, words[Outcome.DUE]), (negation(due), words[Outcome.NOT_DUE])], last)


__all__ = ["Amount", "Right", "outcome", "write"]
