"""The table of places: for each region its shares as thresholds of draws, and the lines that its rules draw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import comb

from elig.batch.files import list_of
from elig.batch.population.aggregates import AGGREGATES, Aggregates
from elig.batch.population.draws import threshold
from elig.batch.population.edges import edges_of
from elig.lang.ast import Unit
from elig.program.model import Rules

ALONE = 0.05
"""The share of households of one person (plain: no document states it)."""
MOST_PEOPLE = 9
YEAR, MONTH = Unit.of(year=1), Unit.of(month=1)
PER_HEAD = Unit.of(yuan=1, person=-1, month=-1)
GROWN = 16
"""From this age on a line is one for adults, up to `CHILD` years it is one for children."""
CHILD = 18
OLD = 45


def edge_column(unit: Unit) -> str:
    """The column with the lines of a unit."""
    return "e_" + "_".join(f"{base}{power}".replace("-", "per") for base, power in unit.powers) if unit.powers else "e_"


def places_sql(regions: Sequence[Rules], on: date, units: Sequence[Unit]) -> str:
    """SQL of the table `places`, one row for each region, numbered from 0; `units` are those whose lines are needed."""
    rows = ", ".join(f"({index}, {', '.join(_row(rules, on, units))})" for index, rules in enumerate(regions))
    names = [
        "place",
        "region",
        "homes",
        "origins",
        "sizes",
        *_SHARES,
        "births",
        "children",
        "olds",
        "licences",
        "lines",
    ]
    return f"SELECT * FROM (VALUES {rows}) AS places({', '.join([*names, *map(edge_column, units)])})"


_SHARES = ("registered", "dibao_home", "tekun_old", "employed", "disabled", "stable", "pension")
ON_DIBAO = 3.045 / 4.525
"""The share of the people of a dibao household who are on dibao themselves: 36,885 people in 12,113 households."""


def _grown(people: float) -> float:
    """The share of people of 16 and more, who alone have a pension insurance, as families of that size come out."""
    return 1.15 - 0.111 * people


def _old(people: float) -> float:
    """The share of people of 60 and more, on whom tekun falls: as families of that size come out here."""
    return 0.30 - 0.035 * people


def _row(rules: Rules, on: date, units: Sequence[Unit]) -> Iterable[str]:
    found = AGGREGATES[rules.policy.id]
    edges = edges_of(rules, found.homes[0], on)
    ages = [int(age) for age in edges.get(YEAR, ()) if age.denominator == 1]
    months = [int(count) for count in edges.get(MONTH, ()) if count.denominator == 1]
    yield f"'{rules.policy.id}'"
    yield list_of(found.homes)
    yield list_of(found.origins)
    yield f"[{', '.join(map(str, _sizes(found.people.value)))}]"
    for share in _shares(found):
        yield str(threshold(min(share, 1.0)))
    yield _days(day for age in ages if age >= GROWN for day in _beside(_years_before(on, age)))
    yield _days(day for age in ages if age <= CHILD for day in _beside(_years_before(on, age), _cutoff(on, age)))
    yield _days(day for age in ages if age >= OLD for day in _beside(_years_before(on, age)))
    yield _days(day for count in months for day in _beside(_months_before(on, count)))
    yield _decimals(edges.get(PER_HEAD, ()), 4)
    for unit in units:
        yield _decimals(edges.get(unit, ()), 4)


def _shares(found: Aggregates) -> tuple[float, ...]:
    on_dibao = found.dibao.value / ON_DIBAO
    return (
        found.registered.value,
        on_dibao,
        found.tekun.value / _old(found.people.value) / (1 - on_dibao),
        found.employed.value,
        found.disabled.value,
        found.stable.value,
        found.pension.value / _grown(found.people.value),
    )


def _sizes(people: float) -> list[int]:
    """Thresholds of the draws for 2, 3 … people: one person alone, or two and a binomial number of further ones."""
    most = MOST_PEOPLE - 2
    share = ((people - ALONE) / (1 - ALONE) - 2) / most
    total, found = ALONE, [threshold(ALONE)]
    for further in range(most):
        total += (1 - ALONE) * comb(most, further) * share**further * (1 - share) ** (most - further)
        found.append(threshold(total))
    return found


def _days(days: Iterable[date]) -> str:
    listed = ", ".join(f"DATE '{day}'" for day in dict.fromkeys(days))
    return f"CAST([{listed}] AS DATE[])"


def _decimals(values: Iterable[Fraction], places: int) -> str:
    listed = ", ".join(f"{value.numerator * 10**places // value.denominator}" for value in values)
    return f"CAST([{listed}] AS BIGINT[])"


def _beside(*days: date) -> Iterable[date]:
    """Some days, and the days before and after each."""
    return (day + timedelta(step) for day in days for step in (-1, 0, 1))


def _years_before(on: date, years: int) -> date:
    """The day of birth of somebody whose birthday is today; the first of March where there is no such day."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return date(on.year - years, 3, 1)


def _cutoff(on: date, years: int) -> date:
    """The day of birth of somebody who reaches an age on the last 31 August before the school year."""
    year = on.year if on >= date(on.year, 9, 1) else on.year - 1
    return date(year - years, 8, 31)


def _months_before(on: date, months: int) -> date:
    place = on.year * 12 + on.month - 1 - months
    year, month = divmod(place, 12)
    return next(day for last in (on.day, 30, 29, 28) if (day := _day(year, month + 1, last)) is not None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
