"""The days on which the offices are closed, weekends and the public holidays of Baden-Württemberg; and Werktage."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

SATURDAY, SUNDAY = 5, 6
CLOSED = {SATURDAY: "Samstag", SUNDAY: "Sonntag"}
ANOTHER_DAY = timedelta(days=1)


def holiday_on(day: date) -> str:
    """The public holiday of Baden-Württemberg on a day; empty for a working day."""
    return _holidays_of(day.year).get(day, "")


def closed_on(day: date) -> str:
    """Why the offices are closed on a day, in a word: „Samstag“, „Sonntag“, the holiday; empty for a working day."""
    return CLOSED.get(day.weekday(), "") or holiday_on(day)


def with_closed(text: str, day: date) -> str:
    """A text about a day that says so when the offices are closed on it: „Klagefrist (Sonntag)“."""
    closed = closed_on(day)
    return f"{text} ({closed})" if closed else text


def working_day_after(day: date, days: int = 1, *, saturdays: bool = False) -> date:
    """The next day on which the offices are open, or the last of so many of them.

    With `saturdays` those count as well: Werktage from Monday to Saturday, as § 3 (2) BUrlG and § 193 BGB differ on it.
    """
    for _each in range(days):
        day += ANOTHER_DAY
        while not _is_working_day(day, saturdays):
            day += ANOTHER_DAY
    return day


def working_day_before(day: date) -> date:
    """The last day on which the offices were open."""
    day -= ANOTHER_DAY
    while closed_on(day):
        day -= ANOTHER_DAY
    return day


def _is_working_day(day: date, saturdays: bool) -> bool:
    weekend = SUNDAY if saturdays else SATURDAY
    return day.weekday() < weekend and not holiday_on(day)


@lru_cache(maxsize=8)
def _holidays_of(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("DE", subdiv="BW", years=year, language="de"))
