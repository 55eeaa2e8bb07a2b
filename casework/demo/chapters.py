"""One chapter of a town's history: from an evening to the next whose stock is known, which is met exactly.

What happens by itself comes first: a house closes, children are born, minors come of age, people leave or find a flat.
What is then missing moves up from the vorläufige Unterbringung or arrives; what is too much leaves.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from casework.demo.course import Course
from casework.demo.persons import Home
from casework.demo.towns import Stock
from casework.people.birth_dates import ADULT_AGE, anniversary
from casework.vocabulary.housing import FOLLOWUP, MINOR, PROVISIONAL, YOUNG_ADULT

ONE_DAY = timedelta(days=1)
MONTH = 30
LEAVING = {PROVISIONAL: 0.010, FOLLOWUP: 0.010, MINOR: 0.012}
"""Which part of the households leaves in a month."""
FINDING_A_FLAT = 0.009
FINDING_MORE_ROOM = 0.2
BIRTHS = 0.012
RETURNING = 0.08
STAYING_BEHIND = 0.15
"""Which part of those whose VU has ended stays in its house for a while (Fehlbeleger)."""
FEW = 10
"""A stage with fewer people than this changes only as its evenings ask for."""
ALLOTTED = 0.05
"""Which part of the VU is new every month."""
YOUTH_WELFARE_GOES_ON = date(2021, 3, 1)
STAYING_IN_YOUTH_WELFARE = 0.4
LONGEST_AS_YOUNG_ADULT = timedelta(days=480)
TIME_TO_MOVE_OUT = timedelta(days=90)
TIME_TO_RETURN = timedelta(days=60)
LATE_MONTH = (2020, 8)
LATE_BY = timedelta(days=44)
WHY_LEAVING = (
    "Umzug in eine andere Gemeinde",
    "Umzug in eine andere Gemeinde",
    "Fortzug nach unbekannt",
    "Fortzug nach unbekannt",
    "freiwillige Ausreise",
    "Umzug zu Angehörigen",
    "selbstständig in eigener Wohnung",
)


class Chapter:
    """The days after one evening up to another."""

    def __init__(self, course: Course, rng: Random, since: date, target: Stock, until: date) -> None:
        self._course, self._rng, self._since, self._until = course, rng, since, until
        self._last = target.on
        self._goals = {PROVISIONAL: target.vu, FOLLOWUP: target.au, MINOR: target.uma}
        self._counts = {stage: sum(home.size for home in course.present(stage)) for stage in self._goals}
        self._acts: dict[Home, tuple[date, Callable[[date], None]]] = {}
        self._relocating: list[Home] = []

    def happen(self) -> None:
        """Decide what happens, then let it happen day by day."""
        if self._days > 1:
            self._close_houses()
            self._bear()
            self._come_of_age()
            self._grow_out()
            self._leave()
            self._receive()
        self._move_up()
        for stage in self._goals:
            self._balance(stage)
        if self._days > 1:
            self._find_flats()
        for day, act in sorted(self._acts.values(), key=lambda planned: planned[0]):
            act(day)

    @property
    def _days(self) -> int:
        return (self._last - self._since).days

    def _free(self, stage: str) -> list[Home]:
        return [home for home in self._course.present(stage) if home not in self._acts]

    def _chosen(self, stage: str, part_a_month: float) -> list[Home]:
        chance = part_a_month * self._days / MONTH
        return [home for home in self._free(stage) if self._rng.random() < chance]

    def _some_day(self) -> date:
        return self._since + self._rng.randrange(1, self._days + 1) * ONE_DAY

    def _plan(self, home: Home, act: Callable[[date], None], day: date | None = None) -> None:
        self._acts[home] = (day or self._some_day(), act)

    def _close_houses(self) -> None:
        for house in self._course.town.houses:
            if house.closed_on is None or not self._since < house.closed_on - ONE_DAY <= self._last:
                continue
            for home in self._course.homes:
                if any(room.house is house for room in home.rooms):
                    self._relocating.append(home)
                    days = self._rng.randrange(1, min(21, self._days))
                    self._plan(
                        home, self._move(home, "Schließung der Unterkunft"), house.closed_on - days * ONE_DAY
                    )

    def _bear(self) -> None:
        for stage in (PROVISIONAL, FOLLOWUP):
            for home in self._chosen(stage, BIRTHS) if self._goals[stage] >= FEW else ():
                if home.size > 1 and any(18 <= soul.age_on(self._last) < 43 for soul in home.souls[:2]):
                    self._counts[stage] += 1
                    self._plan(home, self._birth(home))

    def _birth(self, home: Home) -> Callable[[date], None]:
        return lambda day: self._course.bear(self._rng, home, day)

    def _come_of_age(self) -> None:
        """On or soon after the eldest's birthday; until then the stage is what was recorded."""
        for home in self._free(MINOR):
            birthday = min(anniversary(soul.born_on, ADULT_AGE) for soul in home.souls)
            day = max(birthday, self._since + ONE_DAY) + self._rng.randrange(0, 12) * ONE_DAY
            if birthday > self._last or day > self._last:
                continue
            if day >= YOUTH_WELFARE_GOES_ON and self._rng.random() < STAYING_IN_YOUTH_WELFARE:
                self._counts[MINOR] -= home.size
                self._plan(
                    home, self._change(home, YOUNG_ADULT, "Hilfe für junge Volljährige", stay=True), day
                )
            else:
                self._count_stage(home, MINOR, FOLLOWUP)
                self._plan(home, self._change(home, FOLLOWUP, "Volljährigkeit"), day)

    def _grow_out(self) -> None:
        """After a year or more the help for young adults ends."""
        for home in self._free(YOUNG_ADULT):
            if self._last - home.since > LONGEST_AS_YOUNG_ADULT:
                self._counts[FOLLOWUP] += home.size
                self._plan(home, self._change(home, FOLLOWUP, "Ende der Jugendhilfe"))

    def _receive(self) -> None:
        """Even while the stock falls, people are allotted."""
        people = self._goals[PROVISIONAL] * ALLOTTED * self._days / MONTH
        while self._goals[PROVISIONAL] >= FEW and self._rng.random() < people:
            home = self._course.invent(self._rng, PROVISIONAL, self._last, 6)
            people -= home.size
            self._counts[PROVISIONAL] += home.size
            self._plan(home, self._arrival(home, PROVISIONAL))

    def _change(self, home: Home, stage: str, reason: str, *, stay: bool = False) -> Callable[[date], None]:
        return lambda day: self._course.change_stage(self._rng, home, stage, day, reason, stay=stay)

    def _leave(self) -> None:
        late = (self._last.year, self._last.month) == LATE_MONTH or 20 < (self._until - self._last).days < 52
        for stage, part in LEAVING.items():
            leaving = self._chosen(stage, part)
            if late and stage == FOLLOWUP:
                leaving = leaving or self._free(stage)[:1]
            for home in leaving:
                self._plan_leaving(home, stage, is_late=late and stage == FOLLOWUP and home is leaving[0])

    def _plan_leaving(self, home: Home, stage: str, *, is_late: bool = False) -> None:
        reason = self._rng.choice(WHY_LEAVING)
        self._counts[stage] -= home.size

        def leave(day: date) -> None:
            recorded_on = min(day + LATE_BY, self._until) if is_late else None
            self._course.leave(home, day, reason, recorded_on)

        planned = self._acts.get(home)
        self._plan(home, leave, planned[0] if planned else None)

    def _find_flats(self) -> None:
        for home in self._free(PROVISIONAL):
            self._find_more_room(home)
        for home in self._free(FOLLOWUP):
            if not home.rooms or self._find_more_room(home):
                continue
            behind = home.rooms[0].house.kind != "AU" and self._last - home.since > TIME_TO_MOVE_OUT
            if behind and self._rng.random() < 0.35:
                self._plan(home, self._move(home, "Umzug nach Ende der VU"))
            elif self._rng.random() < FINDING_A_FLAT * self._days / MONTH:
                self._plan(home, self._own_flat(home))

    def _find_more_room(self, home: Home) -> bool:
        """Some of those whose room has become too full move on."""
        crowded = home.size > 1 and any(room.free < 0 for room in home.rooms)
        if crowded and self._rng.random() < FINDING_MORE_ROOM:
            self._plan(home, self._move(home, "Zimmer zu klein"))
            return True
        return False

    def _move(self, home: Home, reason: str) -> Callable[[date], None]:
        return lambda day: self._course.move(self._rng, home, day, reason)

    def _own_flat(self, home: Home) -> Callable[[date], None]:
        return lambda day: self._course.move_out(self._rng, home, day)

    def _move_up(self) -> None:
        """Whoever has been longest in the VU goes first, as far as the AU lacks people or the VU has too many."""
        waiting = sorted(self._free(PROVISIONAL), key=lambda home: home.since)
        for home in waiting:
            lacking = self._goals[FOLLOWUP] - self._counts[FOLLOWUP]
            too_many = self._counts[PROVISIONAL] - self._goals[PROVISIONAL]
            if home.size <= (max(lacking, too_many) if self._goals[FOLLOWUP] >= FEW else lacking):
                self._count_stage(home, PROVISIONAL, FOLLOWUP)
                stay = self._rng.random() < STAYING_BEHIND
                self._plan(home, self._change(home, FOLLOWUP, "Ende der VU", stay=stay))

    def _count_stage(self, home: Home, before: str, after: str) -> None:
        self._counts[before] -= home.size
        self._counts[after] += home.size

    def _balance(self, stage: str) -> None:
        while self._counts[stage] > self._goals[stage]:
            excess = self._counts[stage] - self._goals[stage]
            free = self._free(stage) or [home for home in self._relocating if home.stage == stage]
            if not free:
                break  # in a town of a handful everybody is on the move: the next chapter makes up for it
            fitting = [home for home in free if home.size <= excess] or free
            self._plan_leaving(self._rng.choice(fitting), stage)
        while self._counts[stage] < self._goals[stage]:
            home, day = self._newcomer(stage, self._goals[stage] - self._counts[stage])
            self._counts[stage] += home.size
            self._plan(home, self._arrival(home, stage), day)

    def _newcomer(self, stage: str, missing: int) -> tuple[Home, date]:
        """Somebody who left the same stage and comes back, or a new household."""
        day = self._some_day()
        if self._rng.random() < RETURNING:
            for home in self._course.homes:
                if home not in self._acts and home.size <= missing and _may_return(home, stage, day):
                    return home, day
        return self._course.invent(self._rng, stage, day, missing), day

    def _arrival(self, home: Home, stage: str) -> Callable[[date], None]:
        return lambda day: self._course.arrive(self._rng, home, stage, day)


def _may_return(home: Home, stage: str, day: date) -> bool:
    if len(home.stages) < 2 or home.stage or stage == MINOR:
        return False
    left_on, was = home.since, home.stages[-2][1]
    return was == stage and TIME_TO_RETURN < day - left_on < 10 * TIME_TO_RETURN
