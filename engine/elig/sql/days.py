"""Reckoning with days in SQL: whole periods between two of them, and days moved by months."""

from __future__ import annotations

from datetime import date

from sqlglot import exp

from elig.evaluate.calendar import last_day
from elig.sql.dialects import Dialect
from elig.sql.trees import Tree, binary, case, conjunction, disjunction, whole, wrap


def day_in(tree: Tree) -> date | None:
    """The day that a tree is, where it is known beforehand."""
    if isinstance(tree, exp.Cast) and isinstance(tree.this, exp.Literal) and tree.this.is_string:
        return date.fromisoformat(tree.this.this)
    return None


def part(name: str, day: Tree, dialect: Dialect) -> Tree:
    """The year, month or day of a day."""
    found = day_in(day)
    return (
        whole({"YEAR": found.year, "MONTH": found.month, "DAY": found.day}[name]) if found else dialect.part(name, day)
    )


def last_of(year: Tree, month: Tree) -> Tree:
    """The last day of a month."""
    by = [
        exp.EQ(this=exp.Paren(this=exp.Mod(this=wrap(year), expression=whole(n))), expression=whole(0))
        for n in (4, 100, 400)
    ]
    leap = disjunction([conjunction([by[0], exp.Not(this=exp.Paren(this=by[1]))]), by[2]])
    february = case([(leap, whole(29))], whole(28))
    short = exp.In(this=wrap(month), expressions=[whole(n) for n in (4, 6, 9, 11)])
    return case([(exp.EQ(this=wrap(month), expression=whole(2)), february), (short, whole(30))], whole(31))


def elapsed(start: Tree, end: Tree, months: int, dialect: Dialect) -> Tree:
    """Whole periods of 1 or 12 months from one day to another; the last day of a short month completes one."""
    sy, sm, sd = (part(name, start, dialect) for name in ("YEAR", "MONTH", "DAY"))
    ey, em, ed = (part(name, end, dialect) for name in ("YEAR", "MONTH", "DAY"))
    early = _early(sd, ed, end, ey, em)
    years = exp.Paren(this=binary(exp.Sub, ey, sy))
    if months == 12:
        before = disjunction([binary(exp.LT, em, sm), conjunction([binary(exp.EQ, em, sm), early])])
        return exp.Paren(this=binary(exp.Sub, years, case([(before, whole(1))], whole(0))))
    whole_months = binary(
        exp.Add, exp.Paren(this=binary(exp.Mul, years, whole(12))), exp.Paren(this=binary(exp.Sub, em, sm))
    )
    found = exp.Paren(this=binary(exp.Sub, exp.Paren(this=whole_months), case([(early, whole(1))], whole(0))))
    if months == 1:
        return found
    down = dialect.quotient(found, whole(months))
    up = exp.Neg(
        this=exp.Paren(this=dialect.quotient(exp.Paren(this=binary(exp.Sub, whole(months - 1), found)), whole(months)))
    )
    return case([(binary(exp.GTE, found, whole(0)), down)], up)


def _early(sd: Tree, ed: Tree, end: Tree, ey: Tree, em: Tree) -> Tree:
    """Whether the day of the month has not come yet."""
    known = day_in(end)
    if known is not None:
        last = last_day(known.year, known.month)
        return exp.Boolean(this=False) if known.day == last else binary(exp.LT, ed, sd)
    return conjunction([binary(exp.LT, ed, sd), binary(exp.LT, ed, last_of(ey, em))])


def date_of(year: Tree, month: Tree, day: Tree, dialect: Dialect) -> Tree:
    """The day of three numbers, or the last day of a month that is too short."""
    last = last_of(year, month)
    kept = case([(binary(exp.GT, day, last), last)], day)
    return dialect.make_date(year, month, kept)


def shifted(day: Tree, months: Tree, back: bool, dialect: Dialect) -> Tree:
    """The day so many months later or earlier, or the last day of a month that is too short."""
    year, month = part("YEAR", day, dialect), part("MONTH", day, dialect)
    moved = binary(
        exp.Sub if back else exp.Add,
        binary(exp.Add, binary(exp.Mul, year, whole(12)), binary(exp.Sub, month, whole(1))),
        months,
    )
    new_year = exp.Paren(this=dialect.quotient(moved, whole(12)))
    new_month = exp.Paren(this=binary(exp.Add, dialect.remainder(moved, whole(12)), whole(1)))
    return date_of(new_year, new_month, part("DAY", day, dialect), dialect)
