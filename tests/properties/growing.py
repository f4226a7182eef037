"""Random rules: conditions and amounts grown as typed trees from the facts and figures of a program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import partial
from typing import TypeVar

from hypothesis import strategies as st

from tests.properties.model import FEN, WORDS, Definition, Fact, Parameter
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
    Tree,
    Truth,
    Word,
    YearOf,
    below,
)

T = TypeVar("T")
Make = Callable[[], Expr]

DAYS = (date(2002, 12, 1), date(2004, 2, 29), date(2020, 12, 1))
AGES = (16, 18)
ORDER = ("<", "<=", ">", ">=")
TEXTS = ("xy", "xyz")
PREFIXES = ("x", "xy", "xyz")


@dataclass(slots=True)
class Grower:
    """Grows trees.

    `of_member` says that a member is looked at, `quantified` that members are gone through, `outer` that a member
    stands outside of that; as many quantifiers as there is `room` may stand inside one another.
    """

    draw: Callable[[st.SearchStrategy[T]], T] = field(repr=False)
    facts: tuple[Fact, ...]
    parameters: tuple[Parameter, ...] = ()
    gaps: tuple[str, ...] = ()
    readings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    definitions: tuple[Definition, ...] = ()
    entitled: tuple[tuple[str, bool], ...] = ()
    of_member: bool = False
    quantified: bool = False
    outer: bool = False
    room: int = 1
    simple: bool = False
    """No division: nothing is undefined."""
    timeless: bool = False
    """No date maps."""
    peopled: bool = False
    """Mostly quantifiers."""

    def pick(self, items: Sequence[T]) -> T:
        """One of some items."""
        return self.draw(st.sampled_from(items))

    def one_in(self, count: int) -> bool:
        """True once in so many draws; the simplest example has False."""
        return self.draw(st.integers(0, count - 1)) == count - 1

    def inside(self) -> Grower:
        """The grower of what is asked of each member."""
        return replace(self, of_member=True, quantified=True, outer=self.of_member, room=self.room - 1, simple=True)

    def seen(self, *kinds: str) -> list[Fact]:
        """The facts of some kinds that can be read here."""
        return [fact for fact in self.facts if fact.kind in kinds and self.can_read(fact)]

    def can_read(self, fact: Fact) -> bool:
        """Whether a fact can be read here; a list of members only where there is a `this`."""
        if fact.kind == "members":
            return self.outer if self.quantified else self.of_member and not fact.of_member
        return self.of_member or not fact.of_member

    def other(self) -> bool:
        """Whether a quantifier leaves out who stands outside of it, where there is somebody."""
        return self.of_member and self.one_in(2)

    # ------------------------------------------------------------------ conditions

    def condition(self, depth: int) -> Expr:
        """A condition."""
        if self.peopled and self.room > 0 and self.one_in(3 if self.quantified else 2):
            return self.quantifier(max(depth, 1))
        if depth <= 0:
            return self.leaf()
        forms: list[Make] = [self.leaf, self.leaf, lambda: Not(self.condition(depth - 1))]
        forms += [lambda: And(self.items(depth)), lambda: Or(self.items(depth))] * 2
        if self.room > 0:
            forms += [lambda: self.quantifier(depth)] * 3
        forms.append(lambda: If(self.condition(depth - 1), self.condition(depth - 1), self.condition(depth - 1)))
        if self.gaps:
            forms.append(lambda: Gap(self.pick(self.gaps)))
        usable = [name for name, of_member in self.entitled if self.of_member or not of_member]
        if usable:
            forms.append(lambda: Entitled(self.pick(usable)))
        defined = self.defined("boolean")
        if defined:
            forms += [lambda: Defined(self.pick(defined))] * 2
        return self.pick(forms)()

    def items(self, depth: int) -> tuple[Expr, ...]:
        """Two or three conditions."""
        first = (self.condition(depth - 1), self.condition(depth - 1))
        return (*first, self.condition(depth - 2)) if self.one_in(4) else first

    def defined(self, kind: str) -> list[str]:
        """The definitions of a kind that can be read here."""
        return [d.id for d in self.definitions if d.kind == kind and self.can_name(d)]

    def can_name(self, found: Definition) -> bool:
        """Whether a definition can be read here: its quantifiers count where it is of a member."""
        return not found.of_member or (self.of_member and levels(found.body, self.definitions) <= self.room)

    def quantifier(self, depth: int) -> Expr:
        """Somebody, nobody, everybody."""
        group, inner = self.pick(("member", "family")), self.inside()
        kind = self.pick(("any", "no", "every"))
        if kind == "every":
            where = inner.condition(depth - 2) if self.one_in(2) else None
            return Every(group, where, inner.condition(depth - 2), self.other())
        return Exists(group, inner.condition(depth - 1), kind == "no", self.other())

    def leaf(self) -> Expr:
        """A condition that reads values."""
        forms: list[Make] = [partial(self.about, fact) for fact in self.seen(*_ASKED)]
        for parameter in self.parameters:
            if parameter.kind == "boolean":
                forms.append(lambda: Setting("p_on"))
            if parameter.kind == "word":
                forms.append(lambda: In(Setting("p_word"), (Word(self.pick(WORDS)),), single=True))
        if self.room > 0:
            forms += [self.head_count, self.total]
        if not self.simple:
            forms.append(self.share)
        return self.pick(forms)() if forms else Truth(self.pick((True, False)))

    def about(self, fact: Fact) -> Expr:
        """A condition on one fact, perhaps against others."""
        read = Read(fact.id)
        if fact.may_be_none and self.one_in(5):
            return IsNone(read, self.pick((False, True)))
        match fact.kind:
            case "boolean":
                return read
            case "word":
                return self.word_test(read)
            case "words":
                return Includes(read, self.pick(WORDS))
            case "members":
                return IncludesThis(read)
            case "text":
                if self.one_in(3):
                    return Compare(self.pick(("=", "!=")), read, Text(self.pick(TEXTS)))
                return StartsWith(read, self.pick(PREFIXES))
            case "date":
                return self.date_test(fact)
            case kind:
                return self.number_test(read, kind)

    def word_test(self, read: Expr) -> Expr:
        """Whether a word is one of some."""
        negated = self.one_in(3)
        if self.one_in(2):
            return In(read, (Word(self.pick(WORDS)),), negated, single=True)
        chosen = self.draw(st.sets(st.sampled_from(WORDS), min_size=1, max_size=2))
        return In(read, tuple(Word(word) for word in sorted(chosen)), negated)

    def number_test(self, read: Read, kind: str) -> Expr:
        """A comparison of a fact with a constant, a parameter, another fact or a sum."""
        match self.draw(st.integers(0, 7)):
            case 0:
                low, high = sorted((self.steps(), self.steps()))
                return Between(read, self.constant(kind, low), self.constant(kind, high))
            case 1 if kind == "integer":
                chosen = self.draw(st.sets(st.integers(0, 4), min_size=1, max_size=2))
                return In(read, tuple(Number(Fraction(n)) for n in sorted(chosen)), self.one_in(3))
            case 2 | 3:
                return Compare(self.pick(ORDER), read, self.number(kind, 1))
            case 4:
                return Compare(self.pick(ORDER), self.number(kind, 2), self.number(kind, 1))
            case 5:
                return Compare(self.pick(("=", "!=")), read, self.constant(kind, self.steps()))
            case _:
                return Compare(self.pick(ORDER), read, self.constant(kind, self.steps()))

    def date_test(self, fact: Fact) -> Expr:
        """A comparison of a day, or of an age."""
        read = Read(fact.id)
        ages = self.defined("year")
        if fact.may_be_none:
            return Compare(self.pick(ORDER), read, self.day())
        match self.draw(st.integers(0, 5)):
            case 0:
                return Compare(self.pick((*ORDER, "=", "!=")), read, self.day())
            case 5:
                return self.year_test(read)
            case 1:
                low, high = sorted(self.draw(st.sets(st.sampled_from(DAYS), min_size=2, max_size=2)))
                return Between(read, Day(low), Day(high))
            case 2:
                shifted = Shift(read, Number(Fraction(self.pick((1, 12))), "months"), self.one_in(3))
                return Compare(self.pick(ORDER), shifted, self.day())
            case _:
                age = Defined(self.pick(ages)) if ages and fact.of_member else Elapsed(12, read, Today())
                return self.age_test(age)

    def year_test(self, read: Expr) -> Expr:
        """The year of a day, or the day against one of its own or another year."""
        year, some = YearOf(read), Number(Fraction(self.pick(DAYS).year))
        years: list[Expr] = [year, some, YearOf(Today())]
        if self.one_in(2):
            return Compare(self.pick((*ORDER, "=", "!=")), year, some)
        if self.one_in(3):
            return Between(year, some, Number(some.value + 1))
        return Compare(self.pick((*ORDER, "=")), read, self.made_day(self.pick(years)))

    def made_day(self, year: Expr) -> Expr:
        """A day of a year, perhaps beyond the end of its month."""
        whole = [Read(fact.id) for fact in self.seen("integer") if not fact.may_be_none]
        months: list[Expr] = [Number(Fraction(2)), *(Arith("+", read, Number(Fraction(1))) for read in whole)]
        numbers: list[Expr] = [Number(Fraction(n)) for n in (1, 28)]
        if self.one_in(2):
            return DateOf(year, self.pick(months), self.pick(numbers))
        numbers += [Arith("+", read, Number(Fraction(27))) for read in whole]
        return DateOf(year, months[0], self.pick(numbers))

    def day(self) -> Expr:
        days: list[Expr] = [Today(), *(Day(day) for day in DAYS), self.made_day(Number(Fraction(2004)))]
        return self.pick(days)

    def age_test(self, age: Expr) -> Expr:
        """An age against a figure."""
        figures: list[Expr] = [Number(Fraction(years), "years") for years in AGES]
        if any(parameter.id == "p_age" for parameter in self.parameters):
            figures.append(Setting("p_age"))
        if self.one_in(3):
            return Between(age, figures[0], figures[-1])
        return Compare(self.pick((*ORDER, "=")), age, self.pick(figures))

    def head_count(self) -> Expr:
        """How many members there are, against a figure."""
        where = self.inside().condition(0) if self.one_in(2) else None
        count = Count(self.pick(("member", "family")), where, self.other())
        limit = Number(Fraction(self.draw(st.integers(0, 3))), "person")
        op = self.pick((*ORDER, "=", "!="))
        return Compare(op, limit, count) if self.one_in(4) else Compare(op, count, limit)

    def total(self) -> Expr:
        """What the members have together, against a figure."""
        found = self.extreme_of() if not self.simple and self.one_in(3) else self.sum()
        return Compare(self.pick((*ORDER, "=")), found, self.number("yuan", 1))

    def sum(self) -> Sum:
        """What the members have together."""
        inner = self.inside()
        item, where = inner.number("yuan", 1), inner.leaf() if self.one_in(3) else None
        return Sum(item, self.pick(("member", "family")), where, self.other())

    def extreme_of(self) -> ExtremeOf:
        """The least or the greatest of what the members have; over nobody it is undefined."""
        inner = self.inside()
        where = inner.condition(self.draw(st.integers(0, 1))) if self.one_in(2) else None
        item, group = inner.number("yuan", 1), self.pick(("member", "family"))
        return ExtremeOf(self.pick((False, True)), item, group, where, self.other())

    def share(self) -> Expr:
        """What there is for each member, against a figure; over nobody it is undefined."""
        whole = self.number("yuan", 1) if self.room == 0 or self.one_in(2) else self.sum()
        part = Arith("/", whole, Count(self.pick(("member", "family"))))
        return Compare(self.pick(ORDER), part, Number(self.steps() * FEN, "yuan per person"))

    # ------------------------------------------------------------------ numbers

    def steps(self) -> int:
        """How many steps of its grid a constant is."""
        return self.draw(st.integers(-1, 5))

    def constant(self, kind: str, steps: int) -> Number:
        """A constant so many steps from 0."""
        return Number(Fraction(steps)) if kind == "integer" else Number(steps * FEN, "yuan")

    def number(self, kind: str, depth: int) -> Expr:
        """A number, `integer` or `yuan`, that is never none."""
        forms: list[Make] = [lambda: self.constant(kind, self.steps())]
        forms += [partial(self.figure, fact) for fact in self.seen(kind)] * 2
        forms += [partial(self.setting, found) for found in self.parameters if found.kind == kind]
        forms += [partial(Defined, name) for name in self.defined(kind)]
        if depth > 0:
            forms += self.operations(kind, depth - 1)
        return self.pick(forms)()

    def operations(self, kind: str, depth: int) -> list[Make]:
        """The ways to make a number of others."""

        def part() -> Expr:
            return self.number(kind, depth)

        def scaled(rate: Parameter) -> Expr:
            return Arith("*", part(), Setting(rate.id))

        forms: list[Make] = [lambda: Arith(self.pick(("+", "-")), part(), part())] * 2
        forms.append(lambda: Extreme(self.pick((False, True)), (part(), part())))
        forms.append(lambda: If(replace(self, simple=True).condition(0), part(), part()))
        forms.append(lambda: Arith("*", part(), self.multiplier()))
        if kind == "yuan":
            rates = [found for found in self.parameters if found.kind == "rate"]
            forms += [partial(scaled, found) for found in rates]
            forms.append(lambda: Round(self.pick(("round", "round up", "round down")), part(), 2 * FEN))
            forms.append(lambda: Arith("/", part(), Number(Fraction(self.pick((2, 3))))))
            if self.room > 0:
                forms.append(self.sum)
                if not self.simple:
                    forms.append(self.extreme_of)
        return forms

    def multiplier(self) -> Expr:
        """A small number that is never below 0."""
        facts: list[Expr] = [Read(fact.id) for fact in self.seen("integer") if not fact.may_be_none]
        settings: list[Expr] = [Setting(found.id) for found in self.parameters if found.kind == "integer"]
        constants: list[Expr] = [Number(Fraction(n)) for n in range(4)]
        return self.pick(constants + 2 * facts + settings)

    def figure(self, fact: Fact) -> Expr:
        """A fact as a number that is never none."""
        if not fact.may_be_none:
            return Read(fact.id)
        return Otherwise(Read(fact.id), self.constant(fact.kind, self.steps()))

    def setting(self, found: Parameter) -> Expr:
        """A parameter with its key."""
        if not found.keyed:
            return Setting(found.id)
        sorts = [fact for fact in self.seen("word") if not fact.may_be_none]
        keys: list[Expr] = [*(Word(word) for word in WORDS[:2]), *(Read(fact.id) for fact in sorts)]
        return Setting(found.id, self.pick(keys))

    # ------------------------------------------------------------------ clauses

    def clause(self, depth: int) -> Clause:
        """A clause: an expression, a list, a choice of readings, a date map."""
        forms: list[Callable[[], Clause]] = [lambda: self.condition(self.pick((1, 0, 1, 2)))] * 2
        if depth > 0:
            forms += [lambda: self.listed(depth)] * 2
            if self.columns():
                forms.append(lambda: self.table(lambda: self.condition(0)))
            if self.readings:
                forms.append(lambda: self.by_reading(lambda: replace(self, timeless=True).clause(depth - 1)))
            if not self.timeless and self.one_in(6):
                forms.append(self.dated)
        return self.pick(forms)()

    def columns(self) -> list[Fact]:
        """The facts by which a table can go: whole numbers first, which make the rows."""
        return self.seen("integer")

    def table(self, make: Make) -> Table:
        """A table by a whole number, perhaps with a second column; each row is somewhere the first that fits."""
        fact = self.pick(self.columns())
        low, high = int(fact.low), int(fact.high)
        cuts = sorted(self.draw(st.sets(st.integers(low + 1, high), min_size=1, max_size=2)))
        starts: list[int | None] = [None, *cuts]
        ends: list[int | None] = [*(cut - 1 for cut in cuts), None]
        others = [other for other in self.seen("boolean", "word") if other.only_if is None]
        second = self.pick(others) if others and self.one_in(2) else None
        parts = [Fit(start, end) for start, end in zip(starts, ends, strict=True)]
        rows = [((part,) if second is None else (part, self.fit(second)), make()) for part in parts]
        on = (Read(fact.id),) if second is None else (Read(fact.id), Read(second.id))
        return Table(on, tuple(rows), make())

    def fit(self, fact: Fact) -> Fit:
        """A cell of a word or a condition."""
        if self.one_in(3):
            return Fit()
        if fact.kind == "boolean":
            return Fit(words=(self.pick((True, False)),))
        return Fit(words=tuple(sorted(self.draw(st.sets(st.sampled_from(WORDS), min_size=1, max_size=2)))))

    def scale(self) -> Scale:
        """A figure by marginal rates."""
        starts = sorted(self.draw(st.sets(st.integers(-1, 3), min_size=1, max_size=2)))
        return Scale(
            self.number("yuan", 1), tuple((start * FEN, Fraction(self.pick((0, 1, 2)), 2)) for start in starts)
        )

    def listed(self, depth: int) -> Listed:
        """A list of one to three items."""
        count = self.draw(st.integers(1, 3))
        return Listed(tuple(self.entry(depth - 1) for _ in range(count)), self.one_in(3))

    def entry(self, depth: int) -> Entry:
        """An item of a list."""
        return Entry(self.clause(depth), self.condition(1) if self.one_in(4) else None)

    def by_reading(self, make: Callable[[], Clause]) -> ByReading:
        """A choice of readings."""
        reading, options = self.pick(self.readings)
        return ByReading(reading, tuple((option, make()) for option in options))

    def dated(self) -> Dated:
        """A date map, of which one day lies before and one perhaps after the evaluation date."""
        first, second = self.pick((date(2010, 1, 1), date(2021, 1, 1))), date(2020, 6, 1)
        version = self.condition(1)
        if first > second:
            return Dated(((first, version),))
        return Dated(((first, version), (second, None if self.one_in(3) else self.condition(1))))

    def amount(self) -> Clause:
        """The amount of a grant."""
        if self.readings and self.one_in(5):
            return self.by_reading(lambda: self.number("yuan", 2))
        if self.columns() and self.one_in(6):
            return self.table(lambda: self.number("yuan", 1))
        if self.one_in(8):
            return self.scale()
        found = self.number("yuan", 2)
        return Bound(self.pick((False, True)), found) if self.one_in(5) else found


_ASKED = ("boolean", "word", "words", "members", "integer", "yuan", "date", "text")


def levels(tree: Tree, definitions: Sequence[Definition]) -> int:
    """How many quantifiers stand inside one another, definitions of a member gone through."""
    if isinstance(tree, Defined):
        found = next(d for d in definitions if d.id == tree.id)
        return levels(found.body, definitions) if found.of_member else 0
    inside = max((levels(part, definitions) for part in below(tree)), default=0)
    return inside + 1 if isinstance(tree, Exists | Every | Count | Sum) else inside
