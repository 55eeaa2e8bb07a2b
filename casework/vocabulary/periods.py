"""Periods as the law counts them (§§ 187 (1), 188 (2), (3) BGB)."""

import calendar
from datetime import date, timedelta


def months_later(day: date, months: int) -> date:
    """The day of the same number so many months on, or the last of the month if it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def weeks_later(day: date, weeks: int) -> date:
    """The day of the same name so many weeks on; the day from which it is counted is not counted itself."""
    return day + timedelta(weeks=weeks)
