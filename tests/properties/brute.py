"""What a rule means for one completed household, by the words of the design and nothing else.

Everything is known here: each fact has a value or is none, each open parameter has a value, each reading an option,
and each gap a truth value. Days are ordinals. A comparison of something undefined is open, and only that. A tree is
turned into a function of a world once, because it is asked of very many worlds.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from types import MappingProxyType
from typing import TypeVar

from tests.properties.model import FEN, ON, Entitlement, Grant, Program, Value
from tests.properties.trees import (
    And,
    Arith,
    Between,
    Bound,
    ByReading,
    Clause,
    Compare,
    Count,
    Dated,
    DateOf,
    Day,
    Defined,
    Elapsed,
    Entitled,
    Entry,
    Every,
    Exists,
    Expr,
    Extreme,
    ExtremeOf,
    Fit,
    Gap,
    If,
    In,
    Includes,
    IncludesThis,
    IsNone,
    Listed,
    Not,
    Number,
    Or,
    Otherwise,
    Read,
    Round,
    Scale,
    Setting,
    Shift,
    StartsWith,
    Sum,
    Table,
    Text,
    Today,
    Truth,
    Word,
    YearOf,
    within,
)

T = TypeVar("T")


class Special(Enum):
    """What is no value: the result of a division by nobody, and a condition on it."""

    UNDEFINED = "undefined"
    OPEN = "open"


UNDEFINED, OPEN = Special.UNDEFINED, Special.OPEN
Found = Value | Special
Fact = tuple[str, int | None]
"""A fact of the household (None) or of the member at a place."""


class NotInForceError(Exception):
    """A clause does not hold on the day."""


@dataclass(frozen=True, slots=True)
class World:
    """A completed household, with a completed set of figures, readings and gaps.

    `this` is the member who stands outside of the quantifier that is gone through.
    """

    members: int
    facts: Mapping[Fact, Value]
    parameters: Mapping[tuple[str, str | None], Value] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)
    gaps: Mapping[str, bool] = field(default_factory=dict)
    this: int | None = None


# ---------------------------------------------------------------------- three-valued logic


def both(items: Iterable[Found]) -> Found:
    """`and`."""
    result: Found = True
    for item in items:
        if item is False:
            return False
        if item is OPEN:
            result = OPEN
    return result


def either(items: Iterable[Found]) -> Found:
    """`or`."""
    result: Found = False
    for item in items:
        if item is True:
            return True
        if item is OPEN:
            result = OPEN
    return result


def negated(item: Found) -> Found:
    """`not`."""
    return OPEN if item is OPEN else not item


# ---------------------------------------------------------------------- one expression

Rule = Callable[[World, int | None], Found]
"""A rule as a function of a world, for the household (None) or for the member at a place."""


def _always(found: Found) -> Rule:
    return lambda world, member: found


class Brute:
    """The meaning of the rules of a program on one day."""

    def __init__(self, program: Program, on: date = ON) -> None:
        self.program = program
        self.on = on
        self._definitions: dict[str, Rule] = {}
        self._outcomes: dict[str, Callable[[World, int | None], str]] = {}
        nodes = (node for tree in program.trees() for node in within(tree))
        self._is_relational = any(isinstance(node, IncludesThis) for node in nodes)

    def value(self, tree: Expr) -> Rule:
        """The value of an expression."""
        match tree:
            case Truth(value) | Number(value, _):
                return _always(value)
            case Word(name) | Text(name):
                return _always(name)
            case Day(day):
                return _always(Fraction(day.toordinal()))
            case Today():
                return _always(Fraction(self.on.toordinal()))
            case Read(name):
                if self.program.fact(name).of_member:
                    return lambda world, member: world.facts[name, member]
                return lambda world, member: world.facts[name, None]
            case Setting():
                return self._setting(tree)
            case Defined(name):
                return self._defined(name)
            case If(condition, yes, no):
                return _choice(self.value(condition), self.value(yes), self.value(no))
            case Count() | Sum() | ExtremeOf():
                return self._over_members(tree)
            case Arith() | Extreme() | Round() | Otherwise() | Shift() | Elapsed():
                return self._number(tree)
            case YearOf() | DateOf():
                return self._calendar(tree)
            case Bound():
                raise AssertionError("bounds stand in amounts only")
            case _:
                return self._condition(tree)

    def _setting(self, tree: Setting) -> Rule:
        parameter = self.program.parameter(tree.id)
        key = _always(None) if tree.key is None else self.value(tree.key)

        def setting(world: World, member: int | None) -> Found:
            found = key(world, member)
            assert found is None or isinstance(found, str)
            known = parameter.known(found)
            return known if known is not None else world.parameters[parameter.id, found]

        return setting

    def _defined(self, name: str) -> Rule:
        if name not in self._definitions:
            found = self.program.definition(name)
            assert not isinstance(found.body, Listed | ByReading | Dated | Table | Scale), (
                "definitions are expressions here"
            )
            inner = self.value(found.body)
            self._definitions[name] = self._of(inner) if found.of_member else lambda world, member: inner(world, None)
        return self._definitions[name]

    def _of(self, rule: Rule) -> Rule:
        """A rule of one member, who is `this` in it until a quantifier is gone through."""
        if not self._is_relational:
            return rule
        return lambda world, member: rule(replace(world, this=member), member)

    # ------------------------------------------------------------------ conditions

    def _condition(self, tree: Expr) -> Rule:
        match tree:
            case Not(item):
                inner = self.value(item)
                return lambda world, member: negated(inner(world, member))
            case And(items) | Or(items):
                return _joined(both if isinstance(tree, And) else either, [self.value(item) for item in items])
            case Compare(op, left, right):
                a, b = self.value(left), self.value(right)
                return lambda world, member: _compare(op, a(world, member), b(world, member))
            case In():
                return self._in(tree)
            case IsNone(fact, is_negated):
                read = self.value(fact)
                return lambda world, member: (read(world, member) is None) is not is_negated
            case Includes(fact, word):
                held = self.value(fact)
                return lambda world, member: word in _set(held(world, member))
            case IncludesThis(fact):
                listed = self.value(fact)
                return lambda world, member: f"m{world.this}" in _set(listed(world, member))
            case StartsWith(item, prefix):
                told = self.value(item)
                return lambda world, member: str(told(world, member)).startswith(prefix)
            case Between(item, low, high):
                return _joined(both, [self.value(Compare(">=", item, low)), self.value(Compare("<=", item, high))])
            case Gap(name):
                return lambda world, member: world.gaps[name]
            case Entitled(name):
                return self._entitled(name)
            case Exists() | Every():
                return self._quantifier(tree)
            case _:
                raise AssertionError(f"not a condition: {tree}")

    def _in(self, tree: In) -> Rule:
        item = self.value(tree.item)
        options = [option.id if isinstance(option, Word) else _constant(option) for option in tree.options]

        def inside(world: World, member: int | None) -> Found:
            found = item(world, member)
            result: Found = OPEN if found is UNDEFINED else found in options
            return negated(result) if tree.negated else result

        return inside

    def _entitled(self, name: str) -> Rule:
        """Whether the subject qualifies: surely if due, surely not if not due, else as the gap has it."""
        entitlement = self.program.entitlement(name)
        outcome = self.outcome(entitlement)

        def entitled(world: World, member: int | None) -> Found:
            match outcome(world, member if entitlement.of_member else None):
                case "due":
                    return True
                case "undetermined":
                    return world.gaps[entitlement.gap] if entitlement.gap else OPEN
                case _:
                    return False

        return entitled

    def _quantifier(self, tree: Exists | Every) -> Rule:
        if isinstance(tree, Exists):
            somebody = self._among(tree, tree.where)
            if tree.nobody:
                return lambda world, member: negated(either(somebody(world, member)))
            return lambda world, member: either(somebody(world, member))
        where = Truth(True) if tree.where is None else tree.where
        reached = self._among(tree, where)
        lacking = self._among(tree, And((where, Not(tree.has))))
        return lambda world, member: both((either(reached(world, member)), negated(either(lacking(world, member)))))

    def _among(
        self, tree: Exists | Every | Count | Sum | ExtremeOf, where: Expr | None
    ) -> Callable[[World, int | None], list[Found]]:
        """For each member whether they are gone through and satisfy a condition; `this` is who is looked at outside."""
        own = [self.program.family] if tree.group == "family" else []
        asked = _joined(both, [self.value(one) for one in [*own, *([] if where is None else [where])]])

        def among(world: World, member: int | None) -> list[Found]:
            inside = replace(world, this=member) if self._is_relational else world
            left_out = member if tree.other else None
            return [place != left_out and asked(inside, place) for place in range(world.members)]

        return among

    # ------------------------------------------------------------------ numbers

    def _over_members(self, tree: Count | Sum | ExtremeOf) -> Rule:
        among = self._among(tree, tree.where)
        if isinstance(tree, Count):
            return lambda world, member: Fraction(sum(_known(item) for item in among(world, member)))
        item = self.value(tree.item)

        def each(world: World, member: int | None) -> list[Found]:
            inside = replace(world, this=member) if self._is_relational else world
            return [item(inside, place) for place, reached in enumerate(among(world, member)) if _known(reached)]

        if isinstance(tree, ExtremeOf):
            pick = max if tree.largest else min
            return lambda world, member: _all_exactly(pick, found) if (found := each(world, member)) else UNDEFINED
        return lambda world, member: _all_exactly(lambda found: sum(found, Fraction(0)), each(world, member))

    def _number(self, tree: Arith | Extreme | Round | Otherwise | Shift | Elapsed) -> Rule:
        match tree:
            case Otherwise(fact, fallback):
                read, other = self.value(fact), self.value(fallback)
                return lambda world, member: other(world, member) if (found := read(world, member)) is None else found
            case Arith(op, left, right):
                a, b = self.value(left), self.value(right)
                return lambda world, member: _arithmetic(op, a(world, member), b(world, member))
            case Extreme(largest, items):
                inner, pick = [self.value(item) for item in items], max if largest else min
                return _exactly(lambda found: pick(found), inner)
            case Round(mode, item, step):
                return _exactly(lambda found: rounded(found[0], mode, step), [self.value(item)])
            case Shift(day, months, back):
                sign = -1 if back else 1
                parts = [self.value(day), self.value(months)]
                return _exactly(lambda found: _ordinal(moved(_day(found[0]), sign * int(found[1]))), parts)
            case Elapsed(months, start, end):
                ends = [self.value(start), self.value(end)]
                return _exactly(lambda found: Fraction(periods(_day(found[0]), _day(found[1]), months)), ends)

    def _calendar(self, tree: YearOf | DateOf) -> Rule:
        if isinstance(tree, YearOf):
            return _exactly(lambda found: Fraction(_day(found[0]).year), [self.value(tree.day)])
        parts = [self.value(part) for part in (tree.year, tree.month, tree.day)]
        return _exactly(lambda found: _ordinal(last_within(*map(int, found))), parts)

    # ------------------------------------------------------------------ entitlements

    def clause(self, tree: Clause, *, excludes: bool = False) -> Rule:
        """The value of a clause for a subject; raises `NotInForceError`. A list of what `excludes` is an `or`."""
        return self._of(self._clause(tree, excludes=excludes))

    def _clause(self, tree: Clause, *, excludes: bool = False) -> Rule:
        match tree:
            case Listed(items, some):
                found = [rule for entry in items if (rule := self._entry(entry)) is not None]
                return _joined(either if some or excludes else both, found)
            case ByReading(reading, options):
                rules = {option: self._clause(item, excludes=excludes) for option, item in options}
                return lambda world, member: rules[world.readings[reading]](world, member)
            case Dated():
                return self._clause(version_on(tree, self.on), excludes=excludes)
            case Table():
                return self._table(tree)
            case Scale():
                return self._scale(tree)
            case _:
                return self.value(tree)

    def _table(self, tree: Table) -> Rule:
        columns = [self.value(read) for read in tree.on]
        rows = [(cells, self.value(then)) for cells, then in tree.rows]
        otherwise = self.value(tree.otherwise)

        def first(world: World, member: int | None) -> Found:
            told = [column(world, member) for column in columns]
            fitting = (then for cells, then in rows if all(map(_fits, cells, told)))
            return next(fitting, otherwise)(world, member)

        return first

    def _scale(self, tree: Scale) -> Rule:
        def by_rates(found: list[Fraction]) -> Fraction:
            tops = [*(above for above, _ in tree.rates[1:]), max(found[0], tree.rates[-1][0])]
            parts = zip(tree.rates, tops, strict=True)
            return sum(
                (rate * max(Fraction(0), min(found[0], top) - above) for (above, rate), top in parts), Fraction(0)
            )

        return _exactly(by_rates, [self.value(tree.of)])

    def _entry(self, entry: Entry) -> Rule | None:
        """An item of a list, or None where it does not exist on the day."""
        if isinstance(entry.condition, Dated):
            try:
                version_on(entry.condition, self.on)
            except NotInForceError:
                return None
        condition = self._clause(entry.condition)
        if entry.unless is None:
            return condition
        unless = self._clause(entry.unless, excludes=True)
        return lambda world, member: both((condition(world, member), negated(unless(world, member))))

    def outcome(self, entitlement: Entitlement) -> Callable[[World, int | None], str]:
        """What an entitlement comes to, by the table of section 5.3 and the basis of 5.5."""
        if entitlement.id not in self._outcomes:
            try:
                self._outcomes[entitlement.id] = self._outcome(entitlement)
            except NotInForceError:
                self._outcomes[entitlement.id] = lambda world, member: "not_in_force"
        return self._outcomes[entitlement.id]

    def _outcome(self, entitlement: Entitlement) -> Callable[[World, int | None], str]:
        since, until = entitlement.since, entitlement.until
        if (since is not None and self.on < since) or (until is not None and self.on > until):
            raise NotInForceError
        given = _always(True) if entitlement.given is None else self.clause(entitlement.given)
        when = _always(True) if entitlement.when is None else self.clause(entitlement.when)
        unless = _always(False) if entitlement.unless is None else self.clause(entitlement.unless, excludes=True)
        may_be_due = entitlement.basis in ("promise", "national")

        def outcome(world: World, member: int | None) -> str:
            g, w, u = given(world, member), when(world, member), unless(world, member)
            if g is False or w is False or u is True:
                return "not_due"
            return "due" if may_be_due and g is True and w is True and u is False else "undetermined"

        return outcome

    def amount(self, grant: Grant) -> Callable[[World, int | None], tuple[Fraction, Fraction | None]]:
        """The two ends of a grant's amount, to the fen and never below 0; None is no upper end."""

        def ends(tree: Expr | Table | Scale) -> Callable[[World, int | None], tuple[Fraction, Fraction | None]]:
            inner = self.clause(tree.item if isinstance(tree, Bound) else tree)

            def found(world: World, member: int | None) -> tuple[Fraction, Fraction | None]:
                value = inner(world, member)
                if value is UNDEFINED:
                    return Fraction(0), None
                exact = max(Fraction(0), rounded(_exact(value), "round", FEN))
                if isinstance(tree, Bound):
                    return (exact, None) if tree.floor else (Fraction(0), exact)
                return exact, exact

            return found

        return self._by_reading(grant.amount, ends)

    def used(self, grant: Grant) -> Rule:
        """What is used of a ceiling, to the fen."""
        assert grant.used is not None
        exact = self._by_reading(grant.used, lambda tree: self._of(self.clause(tree)))
        return _exactly(lambda found: rounded(found[0], "round", FEN), [exact])

    def _by_reading(
        self, tree: Clause, make: Callable[[Expr | Table | Scale], Callable[[World, int | None], T]]
    ) -> Callable[[World, int | None], T]:
        if isinstance(tree, ByReading):
            rules = {option: self._by_reading(item, make) for option, item in tree.options}
            reading = tree.reading
            return lambda world, member: rules[world.readings[reading]](world, member)
        assert not isinstance(tree, Listed | Dated), "an amount is an expression or a choice of them"
        return make(tree)


def _fits(fit: Fit, told: Found) -> bool:
    if fit.words:
        return told in fit.words
    if fit == Fit():
        return True
    if not isinstance(told, Fraction):
        return False
    return (fit.low is None or told >= fit.low) and (fit.high is None or told <= fit.high)


def _joined(join: Callable[[Iterable[Found]], Found], rules: list[Rule]) -> Rule:
    return lambda world, member: join([rule(world, member) for rule in rules])


def _choice(condition: Rule, yes: Rule, no: Rule) -> Rule:
    def choice(world: World, member: int | None) -> Found:
        found = condition(world, member)
        if found is not OPEN:
            return (yes if found else no)(world, member)
        first, second = yes(world, member), no(world, member)
        return first if first == second else OPEN

    return choice


def _exactly(fn: Callable[[list[Fraction]], Fraction], rules: list[Rule]) -> Rule:
    """A function of exact numbers; undefined where one of them is."""

    def exactly(world: World, member: int | None) -> Found:
        found = [rule(world, member) for rule in rules]
        return UNDEFINED if UNDEFINED in found else fn([_exact(item) for item in found])

    return exactly


def _all_exactly(fn: Callable[[list[Fraction]], Fraction], items: list[Found]) -> Found:
    return UNDEFINED if UNDEFINED in items else fn([_exact(item) for item in items])


def version_on(tree: Dated, on: date) -> Clause:
    """The version of a date map that holds on a day."""
    held = [version for since, version in tree.versions if since <= on]
    if not held or held[-1] is None:
        raise NotInForceError
    return held[-1]


# ---------------------------------------------------------------------- exact arithmetic and the calendar


def _known(found: Found) -> bool:
    assert isinstance(found, bool), "nothing undefined is asked of a member here"
    return found


def _set(found: Found) -> frozenset[str]:
    assert isinstance(found, frozenset)
    return found


def _constant(tree: Expr) -> Fraction:
    assert isinstance(tree, Number)
    return tree.value


def _day(ordinal: Fraction) -> date:
    return date.fromordinal(int(ordinal))


def _ordinal(day: date) -> Fraction:
    return Fraction(day.toordinal())


def _exact(found: Found) -> Fraction:
    assert isinstance(found, Fraction), f"{found} is no number"
    return found


def _compare(op: str, left: Found, right: Found) -> Found:
    if UNDEFINED in (left, right):
        return OPEN
    if op == "!=":
        return negated(_compare("=", left, right))
    if left is None or right is None:
        return False
    if op == "=":
        return left == right
    a, b = _exact(left), _exact(right)
    return _ORDER[op](a, b)


_ORDER: Mapping[str, Callable[[Fraction, Fraction], bool]] = MappingProxyType(
    {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
)


def _arithmetic(op: str, left: Found, right: Found) -> Found:
    if UNDEFINED in (left, right):
        return UNDEFINED
    a, b = _exact(left), _exact(right)
    match op:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
        case _:
            return a / b if b else UNDEFINED


def rounded(value: Fraction, mode: str, step: Fraction) -> Fraction:
    """Half away from zero, always away from it (`round up`) or toward it (`round down`), to a multiple of a step."""
    size = abs(value) / step
    whole = {"round": int(size + Fraction(1, 2)), "round up": -int(-size // 1), "round down": int(size)}[mode]
    return (whole if value >= 0 else -whole) * step


def moved(day: date, months: int) -> date:
    """The same day of another month, or the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    found = date(year, month + 1, 1)
    last = (found.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return found.replace(day=min(day.day, last.day))


def last_within(year: int, month: int, number: int) -> date:
    """The last day of a month that comes no later than a number."""
    first = date(year, month, 1)
    days = (first + timedelta(days=step) for step in range(number))
    return max(day for day in days if day.month == month)


def periods(start: date, end: date, months: int) -> int:
    """How many whole periods of months are completed from one day to another."""
    count = (end.year - start.year) * 12 // months - 2
    while moved(start, (count + 1) * months) <= end:
        count += 1
    return count
