"""What an expression may be: the reference meaning of every construct, one `match` over the checked nodes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from elig.evaluate.arithmetic import (
    compare,
    date_from,
    divide,
    elapsed,
    extreme,
    extreme_of,
    rounded,
    shift,
    within,
    year_of,
)
from elig.evaluate.environment import Ends, Environment, exactly, grid, is_known
from elig.evaluate.predicates import includes, is_none, is_one_of, same_word, starts_with
from elig.evaluate.table import ALL_HOLD, MAY_BE_DUE, Clauses, outcome_of
from elig.lang.ast import Arith, Member
from elig.program import nodes
from elig.program.model import Entitlement, Fact
from elig.program.nodes import Node
from elig.program.types import DateType, MembersType, NumberType, SetType
from elig.records import replace
from elig.values import (
    NONE_NUMBER,
    NONE_WORD,
    Interval,
    Numbers,
    Outcome,
    Possible,
    Truth,
    Words,
    WordSet,
    add_spans,
    all_of,
    any_of,
    invert,
    join,
    join_numbers,
    lift,
    multiply_spans,
    subtract_spans,
)

ZERO = Numbers.point(0)
WHOLE = Fraction(1)
"""The step between whole numbers."""


def evaluate(node: Node, env: Environment, member: int | None = None) -> Possible:
    """The set of values that a node may have, for the household or for the member at a place in the list.

    It is worked out once in an environment. What is one value before something is supposed stays the same one, and so
    does what does not read it.
    """
    key = id(node), member, env.this
    found = env.memo.get(key)
    if found is None:
        before = env.before()
        found = None if before is None else evaluate(node, before, member)
        if found is None or not (is_known(found) or env.moved.leaves(env.rules.reads.of(node), member)):
            found = _evaluated(node, env, member)
        env.memo[key] = found
    return found


def _evaluated(node: Node, env: Environment, member: int | None) -> Possible:
    match node:
        case nodes.FactRef():  # the frequent kinds first
            return _fact(node, env, member)
        case nodes.DefinitionRef():
            return _definition(node, env, member)
        case nodes.InNode() | nodes.CompareNode() | nodes.AndNode() | nodes.OrNode() | nodes.NotNode() | nodes.AllOf():
            return _condition(node, env, member)
        case nodes.Constant():
            return exactly(node.value)
        case nodes.ParameterRef():
            return _parameter(node, env, member)
        case nodes.TodayRef():
            return Numbers.point(env.rules.on.toordinal())
        case nodes.CountNode():
            return _count(node, env, member)
        case nodes.SumNode():
            return _sum(node, env, member)
        case nodes.ExtremeOfNode():
            return _extreme_of(node, env, member)
        case nodes.ArithNode() | nodes.ScaleNode() | nodes.RoundNode() | nodes.ExtremeNode() | nodes.BoundNode():
            return _number(node, env, member)
        case nodes.ShiftNode() | nodes.ElapsedNode() | nodes.YearNode() | nodes.DateNode():
            return _day(node, env, member)
        case nodes.OtherwiseNode():
            return _otherwise(evaluate(node.item, env, member), node.fallback, env, member)
        case nodes.IfNode():
            condition = truth(node.condition, env, member)
            branches = [node.yes if value else node.no for value in condition.may]
            return join(evaluate(branch, env, member) for branch in branches)
        case nodes.ByReading():
            return _by_reading(node, env, member)
        case nodes.ColumnNode():
            return evaluate(node.item, env, member)
        case nodes.TableNode():
            return _table(node, env, member)
        case nodes.MarginalNode():
            from elig.evaluate.tables import by_rates  # few rules have tables

            return by_rates(numbers(node.item, env, member), node.rates)
        case nodes.Versions() | nodes.AmountNode():
            raise AssertionError("date maps and amounts of others are resolved before anything is evaluated")
        case _:
            return _condition(node, env, member)


def truth(node: Node, env: Environment, member: int | None = None) -> Truth:
    """The truth values that a condition may have."""
    value = evaluate(node, env, member)
    assert isinstance(value, Truth), "the checker makes conditions of conditions"
    return value


def numbers(node: Node, env: Environment, member: int | None = None) -> Numbers:
    """The numbers that an expression may be."""
    value = evaluate(node, env, member)
    assert isinstance(value, Numbers), "the checker makes numbers of numbers"
    return value


def _condition(node: Node, env: Environment, member: int | None) -> Truth:
    if env.ends is Ends.NORMS:
        env = env.reaching(Ends.TECHNICAL)  # a condition inside an amount is a condition
    match node:
        case nodes.InNode():
            return is_one_of(evaluate(node.item, env, member), node.options, known_step(node.item, env))
        case nodes.NotNode():
            return invert(truth(node.item, env, member))
        case nodes.AndNode():
            return all_of(truth(item, env, member) for item in node.items)
        case nodes.OrNode():
            return any_of(truth(item, env, member) for item in node.items)
        case nodes.AllOf():
            return all_of(item_truth(item, env, member) for item in node.items)
        case nodes.AnyOf():
            return any_of(item_truth(item, env, member) for item in node.items)
        case nodes.CompareNode():
            return _compare(node, env, member)
        case nodes.BetweenNode():
            item, low, high = (numbers(part, env, member) for part in (node.item, node.low, node.high))
            return within(item, low, high, known_step(node.item, env))
        case nodes.IsNoneNode():
            return is_none(evaluate(node.item, env, member))
        case nodes.IncludesNode():
            return includes(evaluate(node.item, env, member), node.word)
        case nodes.StartsWithNode():
            return starts_with(evaluate(node.item, env, member), node.prefix)
        case nodes.IncludesThisNode():
            return _includes_this(node, env, member)
        case nodes.ExistsNode() | nodes.EveryNode():
            return _quantifier(node, env, member)
        case nodes.EntitledNode():
            return _entitled(node, env, member)
        case nodes.GapNode():
            return env.gap(node.gap)
        case _:
            raise AssertionError(f"not a condition: {type(node).__name__}")


def item_truth(item: nodes.Item, env: Environment, member: int | None) -> Truth:
    """`condition and not unless` of a clause's item."""
    condition = truth(item.condition, env, member)
    if item.unless is None:
        return condition
    return all_of((condition, invert(truth(item.unless, env, member))))


# ---------------------------------------------------------------------- facts, definitions, parameters


def _fact(node: nodes.FactRef, env: Environment, member: int | None) -> Possible:
    fact = env.rules.facts[node.fact]
    who = member if node.of_member else None
    known = env.known(fact, who)
    if fact.only_if is None:
        return known
    applies = truth(fact.only_if, env, member)
    if applies is Truth.FALSE:
        return _absent(fact, known, env)
    if applies is Truth.OPEN and env.told(fact, who) is None:
        return join((known, _absent(fact, known, env)))
    return known


def _absent(fact: Fact, like: Possible, env: Environment) -> Possible:
    """What a fact is where it does not apply: none; a condition is false then, and a set is empty."""
    match like:
        case Numbers():
            return NONE_NUMBER
        case Words():
            return NONE_WORD
        case Truth():
            return Truth.FALSE
        case WordSet():
            if isinstance(fact.type, MembersType):
                return WordSet(frozenset(), frozenset(one.id for one in env.household.members))
            assert isinstance(fact.type, SetType), "a set of words is of a set's type"
            words = env.vocabulary.enumerations[fact.type.enumeration].values
            return WordSet(frozenset(), frozenset(word.id for word in words))


def _definition(node: nodes.DefinitionRef, env: Environment, member: int | None) -> Possible:
    pinned = env.definitions.get(node.definition)
    if pinned is not None:
        return pinned
    key = (node.definition, member if node.of_member else None)
    if key not in env.memo:
        env.memo[key] = evaluate(node.body, env, key[1])
    return env.memo[key]


def _parameter(node: nodes.ParameterRef, env: Environment, member: int | None) -> Possible:
    parameter = env.rules.rules.parameters[node.parameter]
    keys = [key_words(evaluate(key, env, member)) for key in node.keys]
    return join(env.parameter(parameter, combination) for combination in product(*keys))


def key_words(value: Possible) -> tuple[str, ...]:
    """The words that a key may be."""
    assert isinstance(value, Words) and value.ids is not None, "keys are words of an enumeration"
    return tuple(sorted(value.ids))


def _table(node: nodes.TableNode, env: Environment, member: int | None) -> Possible:
    from elig.evaluate.tables import rows_reached

    asked = env.reaching(Ends.TECHNICAL) if env.ends is Ends.NORMS else env
    columns = [(evaluate(column, asked, member), known_step(column, env)) for column in node.columns]
    reached = rows_reached(columns, [row.cells for row in node.rows])
    results = [node.otherwise if row is None else node.rows[row].then for row in reached]
    found = join(evaluate(result, env, member) for result in results if result is not None)
    if not any(isinstance(value, Numbers) and value.undefined for value, _ in columns):
        return found
    return replace(found, undefined=True) if isinstance(found, Numbers) else found


def _by_reading(node: nodes.ByReading, env: Environment, member: int | None) -> Possible:
    chosen = env.options.get(node.reading)
    if chosen is None:
        return join(evaluate(option, env, member) for _, option in node.options)
    return evaluate(dict(node.options)[chosen], env, member)


def _entitled(node: nodes.EntitledNode, env: Environment, member: int | None) -> Truth:
    entitlement = env.rules.entitlements.get(node.entitlement)
    if entitlement is None:
        return Truth.FALSE
    who = member if entitlement.of_member else None
    if (node.entitlement, who) in env.due:
        return Truth.TRUE
    found = clause_truths(entitlement, env, who)
    match outcome_of(entitlement.basis, found)[0]:
        case Outcome.DUE:
            return Truth.TRUE
        case Outcome.NOT_DUE | Outcome.NOT_IN_FORCE:
            return Truth.FALSE
        case Outcome.UNDETERMINED if entitlement.basis in MAY_BE_DUE:
            return Truth.OPEN
        case Outcome.UNDETERMINED:
            return all_of((env.gap(entitlement.gap), Truth.TRUE if found == ALL_HOLD else Truth.OPEN))


def clause_truths(entitlement: Entitlement, env: Environment, member: int | None) -> Clauses:
    """What `given`, `when` and `unless` may be; an absent clause excludes nobody."""
    given, when, unless = entitlement.given, entitlement.when, entitlement.unless
    return Clauses(
        Truth.TRUE if given is None else truth(given, env, member),
        Truth.TRUE if when is None else truth(when, env, member),
        Truth.FALSE if unless is None else truth(unless, env, member),
    )


# ---------------------------------------------------------------------- conditions


def _compare(node: nodes.CompareNode, env: Environment, member: int | None) -> Truth:
    left, right = evaluate(node.left, env, member), evaluate(node.right, env, member)
    if isinstance(left, Words) and isinstance(right, Words):
        return same_word(left, right)
    assert isinstance(left, Numbers) and isinstance(right, Numbers), "the checker compares like with like"
    steps = [step for step in (known_step(node.left, env), known_step(node.right, env)) if step is not None]
    return compare(node.op, left, right, max(steps, default=None))


def _includes_this(node: nodes.IncludesThisNode, env: Environment, member: int | None) -> Truth:
    fact = env.rules.facts[node.fact]
    holder = member if fact.of_member else None
    found = env.link(fact, holder, this_of(node, env, member))
    applies = Truth.TRUE if fact.only_if is None else truth(fact.only_if, env, member)
    if applies is Truth.OPEN and env.told(fact, holder) is not None:
        return found
    return all_of((applies, found))


def this_of(node: nodes.IncludesThisNode, env: Environment, member: int | None) -> int:
    """The place of the member whom `this` means."""
    this = member if node.own else env.this
    assert this is not None, "the checker leaves no `this` without a member"
    return this


def known_step(node: Node, env: Environment) -> Fraction | None:
    """What a number is known to be a multiple of: whole numbers of 1, figures that were told of their last decimal."""
    if isinstance(node, nodes.ColumnNode):
        return known_step(node.item, env)
    if isinstance(node.type, NumberType) and node.type.integer:
        return WHOLE
    told = isinstance(node, nodes.FactRef) and isinstance(node.type, NumberType | DateType)
    return grid(node.type, env.vocabulary) if told else None


# ---------------------------------------------------------------------- members


def gone_through(node: nodes.Quantifier, env: Environment, member: int | None) -> tuple[Environment, Sequence[int]]:
    """Whom a quantifier at a member goes through, and the environment in which it does."""
    return env.under(member), env.everyone(member if node.other else None)


def _quantifier(node: nodes.ExistsNode | nodes.EveryNode, env: Environment, member: int | None) -> Truth:
    supposed = env.quantifiers.get(id(node))
    if supposed is not None:
        return supposed
    env, everyone = gone_through(node, env, member)
    if isinstance(node, nodes.ExistsNode):
        found = any_of([truth(node.where, env, one) for one in everyone])
        if found is Truth.FALSE and not env.household.complete:
            found = Truth.OPEN
        return found if node.kind is Member.ANY else invert(found)
    return _every([_reached_and_has(node, env, one) for one in everyone], env.household.complete)


def _reached_and_has(node: nodes.EveryNode, env: Environment, member: int) -> tuple[Truth, Truth]:
    """Whether a member is reached, and has what is asked; what is asked of nobody is not looked at."""
    reached = truth(node.where, env, member)
    return reached, Truth.FALSE if reached is Truth.FALSE else truth(node.has, env, member)


def _every(members: list[tuple[Truth, Truth]], complete: bool) -> Truth:
    """True if somebody is reached and nobody reached lacks it, over all that each member may be."""
    if (Truth.TRUE, Truth.FALSE) in members:
        return Truth.FALSE
    if not complete:
        return Truth.OPEN
    may_hold = any(Truth.FALSE not in (reached, has) for reached, has in members)
    may_lack = any(reached is not Truth.FALSE and has is not Truth.TRUE for reached, has in members)
    may_be_nobody = all(reached is not Truth.TRUE for reached, _ in members)
    if not may_hold:
        return Truth.FALSE
    return Truth.OPEN if may_lack or may_be_nobody else Truth.TRUE


def _count(node: nodes.CountNode, env: Environment, member: int | None) -> Numbers:
    env, everyone = gone_through(node, env, member)
    found = [truth(node.where, env, one) for one in everyone]
    low = sum(item is Truth.TRUE for item in found)
    high = sum(item is not Truth.FALSE for item in found)
    most = env.vocabulary.subjects.max_parts - (1 if node.other else 0)
    return Numbers.between(low, high if env.household.complete else most)


def _sum(node: nodes.SumNode, env: Environment, member: int | None) -> Numbers:
    env, everyone = gone_through(node, env, member)
    total = ZERO
    for one in everyone:
        reached = truth(node.where, env, one)
        if reached is Truth.FALSE:
            continue
        item = numbers(node.item, env, one)
        if reached is Truth.OPEN:
            item = join_numbers((item, ZERO))
        total = lift(total, item, lambda a, b: a + b, add_spans)
    if env.household.complete or node.range is None:
        return total
    low, high = (None, None) if total.span is None else (total.span.low, total.span.high)
    ends = low if node.range.low >= 0 else node.range.low, high if node.range.high <= 0 else node.range.high
    return replace(Numbers.between(*ends), undefined=total.undefined)


def _extreme_of(node: nodes.ExtremeOfNode, env: Environment, member: int | None) -> Numbers:
    """The least or greatest of what the members have; undefined where nobody is reached."""
    env, everyone = gone_through(node, env, member)
    reached = [(truth(node.where, env, one), one) for one in everyone]
    items = [(found, numbers(node.item, env, one)) for found, one in reached if found is not Truth.FALSE]
    if not env.household.complete:
        items.append((Truth.OPEN, anything(node, env)))
    return extreme_of(items, node.largest)


def anything(node: nodes.ExtremeOfNode, env: Environment) -> Numbers:
    """What a member who is not listed may have; in an amount a technical end is open."""
    assert node.range is not None, "numbers and days have ranges"
    if env.ends is not Ends.NORMS or isinstance(node.type, DateType):
        return Numbers.between(node.range.low, node.range.high)
    return Numbers.between(node.range.low if node.range.low >= 0 else None, None)


# ---------------------------------------------------------------------- numbers


def _number(node: Node, env: Environment, member: int | None) -> Numbers:
    match node:
        case nodes.ArithNode():
            return _arithmetic(node.op, numbers(node.left, env, member), numbers(node.right, env, member))
        case nodes.ScaleNode():
            factor = Numbers.point(node.factor)
            return lift(numbers(node.item, env, member), factor, lambda a, b: a * b, multiply_spans)
        case nodes.RoundNode():
            return rounded(numbers(node.item, env, member), node.mode, node.step)
        case nodes.ExtremeNode():
            return extreme([numbers(item, env, member) for item in node.items], node.largest)
        case nodes.BoundNode():
            item = numbers(node.item, env, member)
            if item.span is None:
                return item
            span = Interval(item.span.low, None) if node.floor else Interval(Fraction(0), item.span.high)
            return Numbers(span, undefined=item.undefined)
        case _:
            raise AssertionError(f"not a number: {type(node).__name__}")


_Day = nodes.ShiftNode | nodes.ElapsedNode | nodes.YearNode | nodes.DateNode


def _day(node: _Day, env: Environment, member: int | None) -> Numbers:
    match node:
        case nodes.ShiftNode():
            return shift(numbers(node.day, env, member), numbers(node.months, env, member), node.back)
        case nodes.ElapsedNode():
            return elapsed(numbers(node.start, env, member), numbers(node.end, env, member), node.months)
        case nodes.YearNode():
            return year_of(numbers(node.day, env, member))
        case nodes.DateNode():
            return date_from(*(numbers(part, env, member) for part in (node.year, node.month, node.day)))


def _arithmetic(op: Arith, left: Numbers, right: Numbers) -> Numbers:
    match op:
        case Arith.ADD:
            return lift(left, right, lambda a, b: a + b, add_spans)
        case Arith.SUB:
            return lift(left, right, lambda a, b: a - b, subtract_spans)
        case Arith.MUL:
            return lift(left, right, lambda a, b: a * b, multiply_spans)
        case Arith.DIV:
            return divide(left, right)


def _otherwise(item: Possible, fallback: Node, env: Environment, member: int | None) -> Possible:
    assert isinstance(item, Numbers | Words), "only these can be none"
    if not item.none:
        return item
    other = evaluate(fallback, env, member)
    return other if item.is_none else join((replace(item, none=False), other))
