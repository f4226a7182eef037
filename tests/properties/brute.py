"""What a rule means for one completed household, by the words of the design and nothing else.

Everything is known here: each fact has a value or is none, each open parameter has a value, each reading an option,
and each gap a truth value. Days are ordinals. A comparison of something undefined is open, and only that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction

from tests.properties.model import Entitlement, Grant, Program, Value
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
    Day,
    Defined,
    Elapsed,
    Entitled,
    Entry,
    Every,
    Exists,
    Expr,
    Extreme,
    Gap,
    If,
    In,
    Includes,
    IsNone,
    Listed,
    Not,
    Number,
    Or,
    Otherwise,
    Read,
    Round,
    Setting,
    Shift,
    Sum,
    Today,
    Truth,
    Word,
)


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
    """A completed household, with a completed set of figures, readings and gaps."""

    on: date
    members: int
    facts: Mapping[Fact, Value]
    parameters: Mapping[tuple[str, str | None], Value] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)
    gaps: Mapping[str, bool] = field(default_factory=dict)


# ---------------------------------------------------------------------- three-valued logic


def both(items: Iterable[Found]) -> Found:
    """`and`."""
    found = list(items)
    return False if False in found else OPEN if OPEN in found else True


def either(items: Iterable[Found]) -> Found:
    """`or`."""
    found = list(items)
    return True if True in found else OPEN if OPEN in found else False


def negated(item: Found) -> Found:
    """`not`."""
    return OPEN if item is OPEN else not item


# ---------------------------------------------------------------------- one expression


@dataclass(frozen=True, slots=True)
class Brute:
    """Evaluates the rules of a program in one world."""

    program: Program
    world: World

    def value(self, tree: Expr, member: int | None) -> Found:
        """The value of an expression, for the household or for a member."""
        match tree:
            case Truth(value) | Number(value, _):
                return value
            case Word(name):
                return name
            case Day(day):
                return Fraction(day.toordinal())
            case Today():
                return Fraction(self.world.on.toordinal())
            case Read(name):
                return self.world.facts[(name, member if self.program.fact(name).of_member else None)]
            case Setting(name, key):
                return self._setting(name, None if key is None else self.value(key, member))
            case Defined(name):
                found = self.program.definition(name)
                assert not isinstance(found.body, Listed | ByReading | Dated), "definitions are expressions here"
                return self.value(found.body, member if found.of_member else None)
            case If(condition, yes, no):
                return self._choice(self.value(condition, member), yes, no, member)
            case Count() | Sum():
                return self._over_members(tree)
            case Arith() | Extreme() | Round() | Otherwise() | Shift() | Elapsed():
                return self._number(tree, member)
            case Bound():
                raise AssertionError("bounds stand in amounts only")
            case _:
                return self._condition(tree, member)

    def _setting(self, name: str, key: Found) -> Found:
        parameter = self.program.parameter(name)
        assert key is None or isinstance(key, str)
        known = parameter.known(key)
        return known if known is not None else self.world.parameters[(name, key)]

    def _choice(self, condition: Found, yes: Expr, no: Expr, member: int | None) -> Found:
        if condition is not OPEN:
            return self.value(yes if condition else no, member)
        first, second = self.value(yes, member), self.value(no, member)
        return first if first == second else OPEN

    # ------------------------------------------------------------------ conditions

    def _condition(self, tree: Expr, member: int | None) -> Found:
        match tree:
            case Not(item):
                return negated(self.value(item, member))
            case And(items):
                return both(self.value(item, member) for item in items)
            case Or(items):
                return either(self.value(item, member) for item in items)
            case Compare(op, left, right):
                return _compare(op, self.value(left, member), self.value(right, member))
            case In(item, options, is_negated, _):
                found = self.value(item, member)
                inside: Found = OPEN if found is UNDEFINED else found in [self.value(o, member) for o in options]
                return negated(inside) if is_negated else inside
            case IsNone(fact, is_negated):
                return (self.value(fact, member) is None) is not is_negated
            case Includes(fact, word):
                held = self.value(fact, member)
                assert isinstance(held, frozenset)
                return word in held
            case Between(item, low, high):
                found = self.value(item, member)
                ends = _compare(">=", found, self.value(low, member)), _compare("<=", found, self.value(high, member))
                return both(ends)
            case Gap(name):
                return self.world.gaps[name]
            case Entitled(name):
                return self.entitled(name, member)
            case Exists() | Every():
                return self._quantifier(tree)
            case _:
                raise AssertionError(f"not a condition: {tree}")

    def entitled(self, name: str, member: int | None) -> Found:
        """Whether the subject qualifies: surely if due, surely not if not due, else as the gap has it."""
        entitlement = self.program.entitlement(name)
        match self.outcome(entitlement, member if entitlement.of_member else None):
            case "due":
                return True
            case "undetermined":
                return self.world.gaps[entitlement.gap] if entitlement.gap else OPEN
            case _:
                return False

    def _quantifier(self, tree: Exists | Every) -> Found:
        if isinstance(tree, Exists):
            found = either(self._among(tree.group, tree.where))
            return negated(found) if tree.nobody else found
        where = Truth(True) if tree.where is None else tree.where
        reached = either(self._among(tree.group, where))
        lacking = either(self._among(tree.group, And((where, Not(tree.has)))))
        return both((reached, negated(lacking)))

    def _among(self, group: str, where: Expr | None) -> list[Found]:
        """For each member whether they are of a group and satisfy a condition."""
        own = [self.program.family] if group == "family" else []
        asked = [*own, *([] if where is None else [where])]
        return [both(self.value(one, member) for one in asked) for member in range(self.world.members)]

    # ------------------------------------------------------------------ numbers

    def _over_members(self, tree: Count | Sum) -> Found:
        inside = self._among(tree.group, tree.where)
        assert OPEN not in inside, "nothing undefined is asked of a member here"
        if isinstance(tree, Count):
            return Fraction(sum(item is True for item in inside))
        items = [self.value(tree.item, member) for member, reached in enumerate(inside) if reached]
        return UNDEFINED if UNDEFINED in items else sum((_exact(item) for item in items), Fraction(0))

    def _number(self, tree: Arith | Extreme | Round | Otherwise | Shift | Elapsed, member: int | None) -> Found:
        match tree:
            case Otherwise(fact, fallback):
                found = self.value(fact, member)
                return self.value(fallback, member) if found is None else found
            case Arith(op, left, right):
                return _arithmetic(op, self.value(left, member), self.value(right, member))
            case Extreme(largest, items):
                numbers = [self.value(item, member) for item in items]
                if UNDEFINED in numbers:
                    return UNDEFINED
                return (max if largest else min)(_exact(number) for number in numbers)
            case Round(mode, item, step):
                number = self.value(item, member)
                return number if number is UNDEFINED else rounded(_exact(number), mode, step)
            case Shift(day, months, back):
                count = int(_exact(self.value(months, member)))
                start = date.fromordinal(int(_exact(self.value(day, member))))
                return Fraction(moved(start, -count if back else count).toordinal())
            case Elapsed(months, start, end):
                ends = [date.fromordinal(int(_exact(self.value(part, member)))) for part in (start, end)]
                return Fraction(periods(ends[0], ends[1], months))

    # ------------------------------------------------------------------ entitlements

    def clause(self, tree: Clause, member: int | None) -> Found:
        """The value of a clause; raises `NotInForceError`."""
        match tree:
            case Listed(items, some):
                found = [value for entry in items if (value := self._entry(entry, member)) is not None]
                return either(found) if some else both(found)
            case ByReading(reading, options):
                return self.clause(dict(options)[self.world.readings[reading]], member)
            case Dated():
                return self.clause(version_on(tree, self.world.on), member)
            case _:
                return self.value(tree, member)

    def _entry(self, entry: Entry, member: int | None) -> Found:
        """The value of an item, or None where it does not exist on the day."""
        if isinstance(entry.condition, Dated):
            try:
                version_on(entry.condition, self.world.on)
            except NotInForceError:
                return None
        condition = self.clause(entry.condition, member)
        return condition if entry.unless is None else both((condition, negated(self.clause(entry.unless, member))))

    def outcome(self, entitlement: Entitlement, member: int | None) -> str:
        """What an entitlement comes to, by the table of section 5.3 and the basis of 5.5."""
        try:
            given, when, unless = (
                default if clause is None else self.clause(clause, member)
                for clause, default in ((entitlement.given, True), (entitlement.when, True), (entitlement.unless, False))
            )
        except NotInForceError:
            return "not_in_force"
        since, until = entitlement.since, entitlement.until
        if (since is not None and self.world.on < since) or (until is not None and self.world.on > until):
            return "not_in_force"
        if given is False or when is False or unless is True:
            return "not_due"
        holds = given is True and when is True and unless is False
        return "due" if holds and entitlement.basis in ("promise", "national") else "undetermined"

    def amount(self, grant: Grant, member: int | None) -> tuple[Fraction, Fraction | None]:
        """The two ends of a grant's amount, to the fen and never below 0; None is no upper end."""
        tree = self._chosen(grant.amount)
        inner = tree.item if isinstance(tree, Bound) else tree
        found = self.value(inner, member)
        if found is UNDEFINED:
            return Fraction(0), None
        exact = rounded(_exact(found), "round", Fraction(1, 100))
        low, high = exact, exact
        if isinstance(tree, Bound):
            low, high = (exact, None) if tree.floor else (Fraction(0), exact)
        return max(Fraction(0), low), None if high is None else max(Fraction(0), high)

    def used(self, grant: Grant, member: int | None) -> Found:
        """What is used of a ceiling, to the fen."""
        assert grant.used is not None
        found = self.value(self._chosen(grant.used), member)
        return found if found is UNDEFINED else rounded(_exact(found), "round", Fraction(1, 100))

    def _chosen(self, tree: Clause) -> Expr:
        if isinstance(tree, ByReading):
            tree = dict(tree.options)[self.world.readings[tree.reading]]
        assert not isinstance(tree, Listed | ByReading | Dated), "an amount is an expression or a choice of them"
        return tree


def version_on(tree: Dated, on: date) -> Clause:
    """The version of a date map that holds on a day."""
    held = [version for since, version in tree.versions if since <= on]
    if not held or held[-1] is None:
        raise NotInForceError
    return held[-1]


# ---------------------------------------------------------------------- exact arithmetic and the calendar


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
    return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[op]


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
    """Half away from zero, or (`round up`) always away from zero, to a multiple of a step."""
    size = abs(value) / step
    whole = int(size + Fraction(1, 2)) if mode == "round" else -int(-size // 1)
    return (whole if value >= 0 else -whole) * step


def moved(day: date, months: int) -> date:
    """The same day of another month, or the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    found = date(year, month + 1, 1)
    last = (found.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return found.replace(day=min(day.day, last.day))


def periods(start: date, end: date, months: int) -> int:
    """How many whole periods of months are completed from one day to another."""
    count = (end.year - start.year) * 12 // months - 2
    while moved(start, (count + 1) * months) <= end:
        count += 1
    return count
