"""Periods as the law counts them (§§ 187 (1), 188 (2), (3) BGB).

The day of the event is not counted. A period of months or years ends with the day of the same number, or with the
last of the month if it has none. An end on a weekend is not moved (§ 193 BGB is about declarations and payments to
others, and the earlier day is the safe one): it is only said.
"""

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from casework.vocabulary.working_days import working_day_after

DAYS, WORKING_DAYS, WEEKS, MONTHS, YEARS = "DAYS", "WORKING_DAYS", "WEEKS", "MONTHS", "YEARS"
MONTHS_OF_A_YEAR = 12
WORDS = {
    DAYS: ("Tag", "Tage"),
    WORKING_DAYS: ("Werktag", "Werktage"),
    WEEKS: ("Woche", "Wochen"),
    MONTHS: ("Monat", "Monate"),
    YEARS: ("Jahr", "Jahre"),
}


class Length(NamedTuple):
    """A length of time as the law names it: „6 Monate“; the unit is one of DAYS, WORKING_DAYS, WEEKS, MONTHS, YEARS."""

    amount: int
    unit: str

    @property
    def unit_words(self) -> str:
        """„Tag“, „Monate“."""
        one, many = WORDS[self.unit]
        return one if self.amount == 1 else many

    def __str__(self) -> str:
        return f"{self.amount} {self.unit_words}"

    def after(self, day: date, *, saturdays: bool = True) -> date:
        """The last day of a period of this length that an event on a day set running.

        Werktage are Monday to Saturday, or to Friday without `saturdays`.
        """
        match self.unit:
            case "WORKING_DAYS":
                return working_day_after(day, self.amount, saturdays=saturdays)
            case "WEEKS":
                return weeks_later(day, self.amount)
            case "MONTHS":
                return months_later(day, self.amount)
            case "YEARS":
                return months_later(day, self.amount * MONTHS_OF_A_YEAR)
        return day + timedelta(days=self.amount)

    def before(self, day: date) -> date:
        """The day so long before another one; Werktage are counted as days."""
        match self.unit:
            case "WEEKS":
                return weeks_later(day, -self.amount)
            case "MONTHS":
                return months_later(day, -self.amount)
            case "YEARS":
                return months_later(day, -self.amount * MONTHS_OF_A_YEAR)
        return day - timedelta(days=self.amount)


def months_later(day: date, months: int) -> date:
    """The day of the same number so many months on, or the last of the month if it has none."""
    year, month = divmod(day.year * MONTHS_OF_A_YEAR + day.month - 1 + months, MONTHS_OF_A_YEAR)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def whole_months(first: date, last: date) -> int:
    """How many months have passed from one day to a later one; a month that has begun does not count."""
    months = (last.year - first.year) * MONTHS_OF_A_YEAR + last.month - first.month
    return months - (months_later(first, months) > last)


def weeks_later(day: date, weeks: int) -> date:
    """The day of the same name so many weeks on; the day from which it is counted is not counted itself."""
    return day + timedelta(weeks=weeks)


def end_of_month(day: date) -> date:
    """The last day of the month of a day."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
