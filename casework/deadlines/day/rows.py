"""A row of Mein Tag, and in which part of the page it stands."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from casework.deadlines.distances import distance
from casework.deadlines.snooze_models import Snooze
from casework.people.panels import Happening
from casework.vocabulary.working_days import working_day_before

WEEK = timedelta(days=7)


class Place(StrEnum):
    """The parts of the page, the most urgent first."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    IN_SIGHT = "in-sight"


@dataclass(frozen=True, slots=True)
class Row:
    """Something to see to. `index` names it in addresses and where it was put off, and says nothing of it.

    `household_id` is whose it is, `rested` how it was put off last; a row that stands for a legal clock says `later`
    when it ends for others of the household.
    """

    entry: Happening
    index: bytes
    household_id: uuid.UUID | None = None
    rested: Snooze | None = None
    later: Sequence[date] = ()

    @property
    def token(self) -> str:
        return self.index.hex()

    @property
    def is_clock(self) -> bool:
        return bool(self.entry.warned_on)

    @property
    def latest_on(self) -> date | None:
        """Until when it may rest at most: nothing rests beyond the last day of a deadline."""
        return self.entry.day if self.entry.must_not_wait else None

    def may_rest(self, day: date) -> bool:
        """Whether it can be put off at all: not on the last day of a deadline, and not after it."""
        return self.latest_on is None or self.latest_on > day

    def left_on(self, day: date) -> str:
        """How far away its day is, in words."""
        return distance(self.entry.day, day)

    @property
    def settled_at(self) -> str | None:
        """The page on which it is settled, where that takes more than saying so."""
        return self.entry.links[0][1] if self.entry.links else self.entry.url

    def warns_after(self, day: date) -> date | None:
        """The next day on which it grows."""
        return next((warning for warning in self.entry.warned_on if warning > day), None)

    def rests_on(self, day: date) -> bool:
        """Whether it is put off on a day."""
        return self.rested is not None and day < self.rested.until_on

    def place_on(self, day: date) -> Place:
        """Where it stands on a day; what was put off until then is due then."""
        rested_until = self.rested.until_on if self.rested is not None else date.min
        if not self.is_clock:
            return _place_of_day(max(self.entry.day, rested_until), day)
        place = place_of_clock(self.entry, day)
        return Place.TODAY if rested_until == day and place is not Place.OVERDUE else place

    def with_later(self, days: Sequence[date]) -> "Row":
        """The same row, which speaks for others of the household as well."""
        return replace(self, later=tuple(days))


def _place_of_day(due_on: date, day: date) -> Place:
    if due_on < day:
        return Place.OVERDUE
    return Place.TODAY if due_on == day else Place.WEEK


def place_of_clock(entry: Happening, day: date) -> Place:
    """Where a legal clock stands: overdue past its last day; today in its last seven days, and when a warning was
    reached since the last working day; this week for seven days after a warning; otherwise in sight."""
    if entry.day < day:
        return Place.OVERDUE
    warned = max((warning for warning in entry.warned_on if warning <= day), default=date.min)
    if entry.day - day <= WEEK or warned > working_day_before(day):
        return Place.TODAY
    return Place.WEEK if warned > day - WEEK else Place.IN_SIGHT
