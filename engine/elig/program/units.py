"""How units of measure meet in comparisons and arithmetic."""

from __future__ import annotations

from fractions import Fraction

from elig.lang.ast import Unit

MONTHS_PER_YEAR = 12


def meet(left: Unit, right: Unit, of_member: bool) -> bool:
    """Whether two figures can be compared or added; for one member, `per person` is implied.

    >>> meet(Unit.of(yuan=1, month=-1), Unit.of(yuan=1, month=-1, person=-1), of_member=True)
    True
    """
    if left == right:
        return True
    return of_member and own(left) == own(right)


def own(unit: Unit) -> Unit:
    """A unit as one member sees it: without `per person`."""
    return unit.without("person") if unit.power("person") == -1 else unit


def conversion(source: Unit, target: Unit) -> Fraction | None:
    """The factor from one unit to another where only months and years differ, else None.

    >>> conversion(Unit.of(yuan=1, month=-1), Unit.of(yuan=1, year=-1))
    Fraction(12, 1)
    """
    bare_source = source.without("month").without("year")
    if bare_source != target.without("month").without("year"):
        return None
    time = source.power("month") + source.power("year")
    if time != target.power("month") + target.power("year"):
        return None
    years_gained = target.power("year") - source.power("year")
    return Fraction(MONTHS_PER_YEAR) ** -years_gained


def period(unit: Unit) -> tuple[Unit, str]:
    """The unit of an amount without its period, and the period (`month`, `year` or empty).

    >>> period(Unit.of(yuan=1, month=-1))
    (Unit(powers=(('yuan', 1),)), 'month')
    """
    for name in ("month", "year"):
        if unit.power(name) == -1:
            return unit.without(name), name
    return unit, ""
