"""The figures of the calendar, by the evaluator's own functions; each goes one way where one of its parts grows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from elig.evaluate.calendar import date_of, elapsed_months, shifted
from elig.records import Struct


class Elapsed(Struct):
    """Whole periods of so many months from one day to another."""

    months: int

    def of(self, parts: Sequence[int]) -> int:
        """The figure for two ordinals."""
        start, end = parts
        return elapsed_months(date.fromordinal(start), date.fromordinal(end)) // self.months

    def falls(self, part: int) -> bool:
        """Whether the figure goes down where a part grows: the later the start, the less time."""
        return part == 0


class Shifted(Struct):
    """A day so many months later, or before."""

    back: bool

    def of(self, parts: Sequence[int]) -> int:
        """The ordinal of the day."""
        day, months = parts
        return shifted(date.fromordinal(day), -months if self.back else months).toordinal()

    def falls(self, part: int) -> bool:
        """Whether the day is an earlier one where a part grows."""
        return part == 1 and self.back


class Year(Struct):
    """The calendar year of a day."""

    def of(self, parts: Sequence[int]) -> int:
        """The year of an ordinal."""
        (day,) = parts
        return date.fromordinal(day).year

    def falls(self, part: int) -> bool:
        """Never."""
        return False


class Made(Struct):
    """The day of a year, a month and a number."""

    def of(self, parts: Sequence[int]) -> int:
        """The ordinal of the day."""
        year, month, day = parts
        return date_of(year, month, day).toordinal()

    def falls(self, part: int) -> bool:
        """Never."""
        return False


Calendar = Elapsed | Shifted | Year | Made
