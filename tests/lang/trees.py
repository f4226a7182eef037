"""Random syntax trees such as the parser makes: a table of makers, one for each form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from elig.lang.ast import (
    NO_UNIT,
    AmountOf,
    And,
    Arith,
    As,
    Between,
    Binary,
    Bound,
    Compare,
    Count,
    DateLiteral,
    DateOf,
    Elapsed,
    EntitledTo,
    Every,
    Exists,
    Expr,
    Extreme,
    ExtremeOf,
    If,
    In,
    Includes,
    IncludesThis,
    Is,
    IsNone,
    Keyed,
    Member,
    Name,
    Not,
    Number,
    Op,
    Or,
    Otherwise,
    Round,
    Rounding,
    StartsWith,
    Sum,
    Text,
    Today,
    Truth,
    Unit,
    UnknownBecause,
    YearOf,
)

CHINESE = {
    "age": "年龄",
    "income": "家庭收入",
    "family": "家庭成员",
    "urban": "城市",
    "year": "年度",
    "month": "月",
    "up": "向上",
    "yuan": "元",
    "sum": "总额",
}
NAMES = (
    *CHINESE, "down", "entitled", "min", "max", "date", "of", "at", "fen", "unknown", "老人60_x",
    "x", "at_least", "Any", "é",
)  # fmt: skip
_BASES = ("yuan", "mu", "person", "month", "year", "hour")


class Maker:
    """Makes trees from one source of randomness."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def tree(self, depth: int) -> Expr:
        """Any expression of at most a depth."""
        makers = LEAVES if depth <= 0 else FORMS + LEAVES
        return self.random.choice(makers)(self, depth - 1)

    def name(self) -> str:
        return self.random.choice(NAMES)

    def maybe(self, depth: int) -> Expr | None:
        return self.tree(depth) if self.flip() else None

    def flip(self) -> bool:
        return self.random.random() < 0.5

    def some(self, depth: int, least: int = 2) -> tuple[Expr, ...]:
        return tuple(self.tree(depth) for _ in range(self.random.randint(least, 3)))

    def other_than(self, kind: type[And] | type[Or], depth: int) -> tuple[Expr, ...]:
        """Operands of a connective, none of them the same connective."""
        items: list[Expr] = []
        for item in self.some(depth):
            items.extend(item.items if isinstance(item, And | Or) and type(item) is kind else [item])
        return tuple(items)

    def number(self) -> Number:
        scale = 10 ** self.random.choice((0, 0, 0, 1, 2, 5))
        value = Fraction(self.random.randint(-1000, 100_000), scale)
        if self.random.random() < 0.2:
            return Number(value / 100, self.unit(-2, 0), percent=True)
        return Number(value, self.unit(-2, 2) if self.flip() else NO_UNIT)

    def unit(self, low: int, high: int) -> Unit:
        chosen = self.random.sample(_BASES, self.random.choice((0, 1, 1, 2, 3)))
        return Unit.make({base: self.random.randint(low, high) for base in chosen})

    def real_unit(self) -> Unit:
        return self.unit(-2, 2) * Unit.of(yuan=3)

    def day(self) -> DateLiteral:
        return DateLiteral(date(1949, 10, 1) + timedelta(days=self.random.randint(0, 40_000)))

    def text(self) -> Text:
        return Text(self.random.choice(("", "贵州", "a and （b）", "52\\n", "x ＝ 1")))

    def option(self) -> Name | Number | DateLiteral | Text:
        kinds = (Name(self.name()), self.number(), self.day(), self.text())
        return self.random.choice(kinds)

    def compare(self, depth: int) -> Expr:
        op = self.random.choice(tuple(Op))
        right = self.text() if op in (Op.EQ, Op.NE) and self.random.random() < 0.2 else None
        return Compare(op, self.tree(depth), right or self.tree(depth))

    def round(self, depth: int) -> Expr:
        mode = self.random.choice(tuple(Rounding))
        unit = self.random.choice((Unit.of(fen=1), Unit.of(yuan=1), self.unit(-2, 2)))
        step = Number(Fraction(self.random.choice((1, 1, 50, Fraction(1, 2)))), unit)
        return Round(mode, self.tree(depth), step)

    def keyed(self, depth: int) -> Expr:
        return Keyed(self.name(), self.some(depth, least=1))


_Make = Callable[[Maker, int], Expr]

LEAVES: tuple[_Make, ...] = (
    lambda m, d: m.number(),
    lambda m, d: m.day(),
    lambda m, d: Truth(m.flip()),
    lambda m, d: Name(m.name()),
    lambda m, d: Name(m.name()),
    lambda m, d: Today(),
    lambda m, d: Count(m.name(), None, m.flip()),
    lambda m, d: EntitledTo(m.name()),
    lambda m, d: UnknownBecause(m.name()),
    lambda m, d: AmountOf(m.name(), m.random.choice(("", "cash", "x"))),
    lambda m, d: Keyed(m.name(), (Name(m.name()),)),
)
FORMS: tuple[_Make, ...] = (
    lambda m, d: Not(m.tree(d)),
    lambda m, d: And(m.other_than(And, d)),
    lambda m, d: Or(m.other_than(Or, d)),
    Maker.compare,
    lambda m, d: Is(m.tree(d), Name(m.name()), m.flip()),
    lambda m, d: IsNone(m.tree(d), m.flip()),
    lambda m, d: In(m.tree(d), (m.option(), *([m.option()] if m.flip() else [])), m.flip()),
    lambda m, d: Includes(m.tree(d), Name(m.name())),
    lambda m, d: StartsWith(m.tree(d), m.text()),
    lambda m, d: YearOf(m.tree(d)),
    lambda m, d: DateOf(m.tree(d), m.tree(d), m.tree(d)),
    lambda m, d: IncludesThis(m.tree(d)),
    lambda m, d: Between(m.tree(d), m.tree(d), m.tree(d)),
    lambda m, d: Binary(m.random.choice(tuple(Arith)), m.tree(d), m.tree(d)),
    lambda m, d: Binary(m.random.choice(tuple(Arith)), m.tree(d), m.tree(d)),
    lambda m, d: Extreme(m.flip(), m.some(d)),
    Maker.round,
    lambda m, d: As(m.tree(d), m.real_unit()),
    lambda m, d: Otherwise(m.tree(d), m.tree(d)),
    lambda m, d: If(m.tree(d), m.tree(d), m.tree(d)),
    lambda m, d: Exists(m.random.choice(tuple(Member)), m.name(), m.tree(d), m.flip()),
    lambda m, d: Every(m.name(), m.maybe(d), m.tree(d), m.flip()),
    lambda m, d: Count(m.name(), m.maybe(d), m.flip()),
    lambda m, d: Sum(m.tree(d), m.name(), m.maybe(d), m.flip()),
    lambda m, d: ExtremeOf(m.flip(), m.tree(d), m.name(), m.maybe(d), m.flip()),
    lambda m, d: Elapsed(m.random.choice(("year", "month")), m.tree(d), m.tree(d)),
    Maker.keyed,
    lambda m, d: Bound(m.flip(), m.tree(d)),
)
