"""The days of a month or a week with what stands in them, weekends and the public holidays of Baden-Württemberg."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from casework.access.viewer import Viewer
from casework.database.moments import FIRST_YEAR, LAST_YEAR
from casework.people.page import scheduled_for
from casework.people.panels import Happening
from casework.vocabulary.working_days import closed_on, holiday_on

SHOWN_PER_DAY = 4
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day; `more` counts the entries that found no room in the month."""

    day: date
    holiday: str
    entries: tuple[Happening, ...] = ()
    more: int = 0

    @property
    def is_free(self) -> bool:
        """Whether the offices are closed."""
        return bool(closed_on(self.day))


@dataclass(frozen=True, slots=True)
class Month:
    """The weeks of a month, whole ones, from Monday to Sunday."""

    first: date
    weeks: tuple[tuple[CalendarDay, ...], ...]
    total: int

    @property
    def before(self) -> date:
        """The first day of the month before."""
        return _first_of(self.first - timedelta(days=1))

    @property
    def after(self) -> date:
        """The first day of the month after."""
        return _first_of(self.first + timedelta(days=31))


def month_of(viewer: Viewer, day: date) -> Month:
    """The month of a day for one viewer; at most four entries a day, the rest is counted."""
    first = _first_of(day)
    start = monday_of(first)
    last = monday_of(_first_of(first + timedelta(days=31)) - timedelta(days=1)) + WEEK - timedelta(days=1)
    entries = scheduled_for(viewer, start, last)
    days = days_with(start, (last - start).days + 1, entries, most=SHOWN_PER_DAY)
    weeks = tuple(tuple(days[at : at + 7]) for at in range(0, len(days), 7))
    return Month(first, weeks, len(entries))


def days_with(
    start: date, count: int, entries: Iterable[Happening], *, most: int | None = None
) -> list[CalendarDay]:
    """So many days from one on, each with its entries."""
    by_day: dict[date, list[Happening]] = defaultdict(list)
    for entry in entries:
        by_day[entry.day].append(entry)
    days = [start + timedelta(days=number) for number in range(count)]
    return [CalendarDay(day, holiday_on(day), *_shown(by_day[day], most)) for day in days]


def _shown(entries: list[Happening], most: int | None) -> tuple[tuple[Happening, ...], int]:
    shown = tuple(entries[:most])
    return shown, len(entries) - len(shown)


def monday_of(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def within_calendar(day: date) -> date:
    """The day itself, or the nearest one the calendar can show."""
    return min(max(day, date(FIRST_YEAR + 1, 1, 1)), date(LAST_YEAR - 1, 12, 1))


def _first_of(day: date) -> date:
    return day.replace(day=1)
