"""Days as ordinals: whole years and months between them, and a day moved by months."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date
from fractions import Fraction

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def last_day(year: int, month: int) -> int:
    """The last day of a month.

    >>> last_day(2024, 2), last_day(2100, 2), last_day(2000, 2)
    (29, 28, 29)
    """
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _DAYS[month - 1] + leap


def elapsed_months(start: date, end: date) -> int:
    """Whole months completed from one day to another.

    A month is completed on the same day of the month, or on the last day of a month that is too short: someone born
    on 29 February completes a year on 28 February in a common year.

    >>> elapsed_months(date(2004, 2, 29), date(2005, 2, 28))
    12
    >>> elapsed_months(date(2004, 3, 1), date(2005, 2, 28))
    11
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    last = last_day(end.year, end.month)
    return months if end.day >= min(start.day, last) else months - 1


def shifted(day: date, months: int) -> date:
    """The day so many months later, or the last day of a month that is too short.

    What lies beyond the calendar stays at its edge.

    >>> shifted(date(2020, 1, 31), 1)
    datetime.date(2020, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return date.min if year < MINYEAR else date.max
    last = last_day(year, month + 1)
    return date(year, month + 1, min(day.day, last))


def date_of(year: int, month: int, day: int) -> date:
    """The day of a year and a month, or the last day of a month that is too short.

    >>> date_of(2021, 2, 29)
    datetime.date(2021, 2, 28)
    """
    return date(year, month, min(day, last_day(year, month)))


def day_of(ordinal: Fraction) -> date:
    """The day of an ordinal."""
    return date.fromordinal(int(ordinal))


def ordinal(day: date) -> Fraction:
    """The ordinal of a day."""
    return Fraction(day.toordinal())
