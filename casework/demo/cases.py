"""Who of the office leads whose case, from when to when: those in the AU, for three years, as far as hands go round."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from casework.access.roles import Role
from casework.demo.course import Course
from casework.demo.events import CaseClosed, CaseOpened, Departure
from casework.demo.persons import Home, Soul
from casework.demo.towns import Member, Town
from casework.vocabulary.housing import FOLLOWUP

MOST_CASES_PER_POST = 85
MORE = Decimal("1.25")
LONGEST = timedelta(days=3 * 365)
BEFORE_THE_START = timedelta(days=150)
WHY_CLOSED = {
    "Fortzug nach unbekannt": "DEPARTED_UNKNOWN",
    "freiwillige Ausreise": "LEFT_COUNTRY",
    "selbstständig in eigener Wohnung": "INDEPENDENT",
}


@dataclass(eq=False, slots=True)
class Case:
    """The cases of a household, led by one member of the office."""

    home: Home
    souls: Sequence[Soul]
    mailbox: str
    starts_on: date
    ends_on: date | None = None

    def is_open_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    @property
    def has_children(self) -> bool:
        return len(self.souls) > len(self.adults)

    @property
    def adults(self) -> list[Soul]:
        """Those one makes plans with, at the beginning of the case."""
        return [soul for soul in self.souls if soul.age_on(self.starts_on) >= 18] or list(self.souls[:1])


class Desk:
    """The office's work on cases, month by month."""

    def __init__(self, course: Course, rng: Random) -> None:
        self.cases: list[Case] = []
        self._course, self._rng = course, rng
        self._managers = [member for member in course.town.staff if member.role is Role.CASE_MANAGER]
        self._departures = {
            (event.souls[0], event.on): event for event in course.story.events if isinstance(event, Departure)
        }
        self._led: dict[Home, list[Case]] = {}

    def work_until(self, until: date) -> None:
        """Open and close cases up to a day."""
        for day in _month_ends(self._course.town, until):
            for case in self.cases:
                if case.ends_on is None:
                    self._close_if_over(case, day)
            for home in self._course.homes:
                if home.stage_on(day) == FOLLOWUP:
                    self._open_if_possible(home, day)

    def _close_if_over(self, case: Case, day: date) -> None:
        left_on = next(
            (
                on
                for on, stage in case.home.stages
                if on >= case.starts_on and stage != FOLLOWUP and on <= day
            ),
            None,
        )
        over_on = case.starts_on + LONGEST
        if left_on is not None:
            departure = self._departures.get((case.souls[0], left_on))
            reason = WHY_CLOSED.get(departure.reason if departure else "", "MOVED_AWAY")
            case.ends_on = left_on
            self._course.story.tell(
                CaseClosed(
                    on=left_on,
                    recorded_on=departure.recorded_on if departure else None,
                    souls=case.souls,
                    reason=reason,
                )
            )
        elif over_on <= day:
            case.ends_on = over_on
            self._course.story.tell(CaseClosed(on=over_on, souls=case.souls, reason="TIME_LIMIT"))

    def _open_if_possible(self, home: Home, day: date) -> None:
        since = next(on for on, stage in reversed(home.stages) if on <= day)
        before = self._led.setdefault(home, [])
        if any(case.starts_on >= since for case in before):
            return
        manager = self._least_busy(len(home.souls))
        if manager is None:
            return
        first_day = self._course.town.begins_on
        if day <= first_day:
            starts_on = max(since, first_day - self._rng.randrange(BEFORE_THE_START.days) * timedelta(days=1))
        else:
            starts_on = max(since, day - self._rng.randrange(12) * timedelta(days=1))
        souls = tuple(soul for soul in home.souls if soul.born_on <= starts_on)
        case = Case(home, souls, manager.mailbox, starts_on)
        before.append(case)
        self.cases.append(case)
        self._course.story.tell(
            CaseOpened(
                on=starts_on, recorded_on=max(starts_on, first_day), souls=souls, mailbox=manager.mailbox
            )
        )

    def _least_busy(self, more: int) -> Member | None:
        """Who has room for so many more people: measured by the share of a full post."""
        loads = {manager.mailbox: 0 for manager in self._managers}
        for case in self.cases:
            if case.ends_on is None:
                loads[case.mailbox] += len(case.souls)
        free = [
            manager
            for manager in self._managers
            if manager.share and loads[manager.mailbox] + more <= MOST_CASES_PER_POST * manager.share
        ]
        return min(free, key=lambda manager: loads[manager.mailbox] / self._weight(manager), default=None)

    def _weight(self, manager: Member) -> Decimal:
        """The share of a post; the first of the office is there longest and takes more than theirs."""
        share = manager.share or Decimal(1)
        return share * MORE if manager is self._managers[0] else share


def _month_ends(town: Town, until: date) -> Iterator[date]:
    day = town.begins_on
    while day < until:
        yield day
        day = (day.replace(day=1) + timedelta(days=62)).replace(day=1) - timedelta(days=1)
    yield until
