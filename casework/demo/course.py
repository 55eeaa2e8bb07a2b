"""The course of events in a town: who came, moved and left, evening by evening whose stock is known."""

import calendar
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from casework.demo.events import Arrival, Departure, Lodging, Move, Story
from casework.demo.houses import Lodgings
from casework.demo.origins import draw_origin
from casework.demo.persons import Home, Registry, Soul, invent_child, invent_home
from casework.demo.towns import Stock, Town
from casework.vocabulary.housing import (
    FOLLOWUP,
    FOSTER_FAMILY,
    IN_ACCOMMODATION,
    MINOR,
    PRIVATE_FLAT,
    PROVISIONAL,
    YOUTH_HOME,
)

LARGEST_HOUSEHOLD = 8
BEFORE_THE_START = {PROVISIONAL: (20, 640), FOLLOWUP: (100, 880), MINOR: (20, 500)}
"""How many days before the first evening its people came, at least and at most."""
WHY_ARRIVING = {
    PROVISIONAL: "Zuteilung durch das Regierungspräsidium",
    FOLLOWUP: "Zuteilung in die Anschlussunterbringung",
    MINOR: "vorläufige Inobhutnahme",
}


class Course:
    """A town with its people and houses, and what can happen to them; every act is told as an event."""

    def __init__(self, town: Town, persons: int) -> None:
        self.story = Story()
        self.homes: list[Home] = []
        self.town = town
        self.stocks = town.stocks_for(persons)
        self._lodgings = Lodgings(town.houses)
        self._registry = Registry()

    def present(self, stage: str) -> list[Home]:
        """The households in a stage, in the order in which they were taken in."""
        return [home for home in self.homes if home.stage == stage]

    def begin(self, rng: Random) -> None:
        """Take over who is there on the first evening and came in the years before."""
        first = self.stocks[0]
        missing = {PROVISIONAL: first.vu, FOLLOWUP: first.au, MINOR: first.uma}
        days = {
            stage: sorted(rng.randrange(*BEFORE_THE_START[stage]) for _ in range(count))
            for stage, count in missing.items()
        }
        turns = [stage for stage, count in missing.items() for _ in range(count)]
        rng.shuffle(turns)
        for stage in turns:
            if missing[stage]:
                day = first.on - timedelta(days=days[stage].pop())
                home = self.invent(rng, stage, day, missing[stage])
                missing[stage] -= home.size
                self.arrive(rng, home, stage, day, recorded_on=first.on)

    def invent(self, rng: Random, stage: str, day: date, largest: int) -> Home:
        """A household of at most `largest`, not yet anywhere."""
        is_minor = stage == MINOR
        origin = draw_origin(rng, day, minor=is_minor)
        largest = min(largest, LARGEST_HOUSEHOLD)
        home = invent_home(rng, self._registry, origin, day, largest, minor=is_minor)
        self.homes.append(home)
        return home

    def arrive(
        self, rng: Random, home: Home, stage: str, day: date, *, recorded_on: date | None = None
    ) -> None:
        """A household comes into the town's care, perhaps again."""
        reason = "Rückkehr" if home.stages else WHY_ARRIVING[stage]
        home.stages.append((day, stage))
        lodgings = self._lodge(rng, home, day)
        self._tell_arrival(home, home.souls, day, lodgings, reason, recorded_on)

    def bear(self, rng: Random, home: Home, day: date) -> None:
        """A child is born and lives with its family."""
        child = invent_child(rng, self._registry, home, day)
        home.souls.append(child)
        self._lodgings.add_newborn(home)
        lodging = Lodging(IN_ACCOMMODATION, home.rooms[0]) if home.rooms else home.flat
        self._tell_arrival(home, [child], day, [lodging], "Geburt")

    def change_stage(
        self, rng: Random, home: Home, stage: str, day: date, reason: str, *, stay: bool = False
    ) -> None:
        """A household comes into another stage; without `stay` it also moves."""
        home.stages.append((day, stage))
        self._tell_move(home, day, stage, [None] * home.size if stay else self._lodge(rng, home, day), reason)

    def move(self, rng: Random, home: Home, day: date, reason: str) -> None:
        """A household moves to another house of its stage, or where there is none, into a flat."""
        self._tell_move(home, day, None, self._lodge(rng, home, day), reason)

    def move_out(self, rng: Random, home: Home, day: date) -> None:
        """A household finds a flat of its own."""
        self._tell_move(home, day, None, self._elsewhere(rng, home, PRIVATE_FLAT), "eigene Wohnung gefunden")

    def leave(self, home: Home, day: date, reason: str, recorded_on: date | None = None) -> None:
        """A household leaves the town's care."""
        self._lodgings.leave(home)
        home.stages.append((day, ""))
        self.story.tell(Departure(on=day, recorded_on=recorded_on, souls=tuple(home.souls), reason=reason))

    def _tell_arrival(
        self,
        home: Home,
        souls: Sequence[Soul],
        day: date,
        lodgings: Sequence[Lodging | None],
        reason: str,
        recorded_on: date | None = None,
    ) -> None:
        self.story.tell(
            Arrival(
                on=day,
                recorded_on=recorded_on,
                home=home,
                souls=tuple(souls),
                stage=home.stage,
                lodgings=lodgings,
                reason=reason,
            )
        )

    def _tell_move(
        self, home: Home, day: date, stage: str | None, lodgings: Sequence[Lodging | None], reason: str
    ) -> None:
        self.story.tell(Move(on=day, souls=tuple(home.souls), stage=stage, lodgings=lodgings, reason=reason))

    def _lodge(self, rng: Random, home: Home, day: date) -> Sequence[Lodging | None]:
        """Find a dwelling that suits the stage; of one in a hundred who come into the AU none is known."""
        if _needs_protection(rng, home) and self._lodgings.lodge(rng, home, ("Schutz",), day):
            return self._in_rooms(home)
        if home.stage == PROVISIONAL:
            full = not self._lodgings.lodge(rng, home, ("VU", "NOT"), day)
            if full and not self._lodgings.lodge(rng, home, ("VU",), day, squeeze=True):
                return self._elsewhere(rng, home, PRIVATE_FLAT)
            return self._in_rooms(home)
        if home.stage == MINOR:
            if rng.random() < 0.65 and self._lodgings.lodge(rng, home, ("SGBVIII",), day):
                return self._in_rooms(home)
            return self._elsewhere(rng, home, rng.choice((YOUTH_HOME, FOSTER_FAMILY)))
        if rng.random() < 0.85 and self._lodgings.lodge(rng, home, ("AU",), day):
            return self._in_rooms(home)
        if not home.rooms and home.flat is None and rng.random() < 0.01:
            return [None] * home.size
        return self._elsewhere(rng, home, PRIVATE_FLAT)

    def _in_rooms(self, home: Home) -> Sequence[Lodging]:
        home.flat = None
        return [Lodging(IN_ACCOMMODATION, room) for room in home.rooms]

    def _elsewhere(self, rng: Random, home: Home, form: str) -> Sequence[Lodging]:
        self._lodgings.leave(home)
        home.flat = Lodging(form, None, rng.choice(self.town.districts))
        return [home.flat] * home.size


def _needs_protection(rng: Random, home: Home) -> bool:
    """A mother with her children, now and then."""
    return 1 < home.size <= 3 and not home.souls[0].is_male and rng.random() < 0.06


def evenings(stocks: Sequence[Stock], until: date) -> Iterator[Stock]:
    """The given evenings until a day, and the end of every month between and after them in proportion."""
    for before, after in pairwise(stocks):
        for day in _month_ends(before.on, after.on):
            if day <= until:
                yield _between(before, after, day)
        if after.on <= until:
            yield after
    last = stocks[-1]
    for day in _month_ends(last.on, until):
        yield Stock(day, last.vu, last.au, last.uma)
    before = [stock for stock in stocks if stock.on <= until][-1]
    following = next((stock for stock in stocks if stock.on > until), last)
    yield _between(before, following, until)


def _between(before: Stock, after: Stock, day: date) -> Stock:
    """The stock in proportion to the days; whoever is on the way is not counted twice."""
    if after.on <= before.on:
        return Stock(day, before.vu, before.au, before.uma)
    share = (day - before.on) / (after.on - before.on)
    counts = (
        round(old + (new - old) * share)
        for old, new in ((before.vu, after.vu), (before.au, after.au), (before.uma, after.uma))
    )
    return Stock(day, *counts)


def _month_ends(after: date, before: date) -> Iterator[date]:
    year, month = after.year, after.month
    while True:
        day = date(year, month, calendar.monthrange(year, month)[1])
        if day >= before:
            return
        if day > after:
            yield day
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
