"""Five years of made-up reception as arrays: who came, moved, changed stage and left, and when the office learnt it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from casework.database.bulk import microseconds_of
from casework.database.moments import end_of
from casework.vocabulary.housing import (
    FOLLOWUP,
    IN_ACCOMMODATION,
    INITIAL,
    MINOR,
    PRIVATE_FLAT,
    PROVISIONAL,
    YOUNG_ADULT,
    YOUTH_HOME,
)
from tests.benchmarks.arrivals import FIRST, LAST, arrivals

NEVER = 4_000_000
LEFT = -1
STAGES = (INITIAL, PROVISIONAL, FOLLOWUP, MINOR, YOUNG_ADULT)
EA, VU, AU, UMA, JV = range(5)
FORMS = (IN_ACCOMMODATION, PRIVATE_FLAT, YOUTH_HOME)
DISTRICTS = [f"Ortsteil {number:02d}" for number in range(1, 13)]
FLATS, HOME = len(DISTRICTS), 1
DAY = 86_400 * 1_000_000
MIDNIGHT = microseconds_of(end_of(FIRST)) + 1 - DAY
ROOMS_PER_PERSON = 0.19
SIZES, SHARES = (1, 2, 3, 4, 5, 6), (0.48, 0.14, 0.13, 0.13, 0.08, 0.04)
Array = np.ndarray


@dataclass(frozen=True)
class Rows:
    """Columns of equal length; NEVER is a day, -1 a moment that has not come."""

    person: Array
    starts_on: Array
    ends_on: Array
    known_from: Array
    known_until: Array
    fact: Array

    def __len__(self) -> int:
        return len(self.person)

    def only(self, wanted: Array) -> "Rows":
        return Rows(*(getattr(self, name)[wanted] for name in self.__dataclass_fields__))

    def by_recording(self) -> "Rows":
        """As they would lie in a table that grew."""
        return self.only(np.argsort(self.known_from, kind="stable"))


@dataclass(frozen=True)
class Told:
    """What was stated of each person on one axis: day, fact and moment by number of the statement; LEFT ends it."""

    day: Array
    fact: Array
    moment: Array
    first_day_told: Array
    """The day first stated for the first statement; where it differs it was corrected."""
    corrected_at: Array

    @property
    def corrected(self) -> Array:
        return np.flatnonzero(self.first_day_told != self.day[:, 0])

    def _column(self, number: int) -> tuple[Array, Array, Array, Array]:
        """Who made a statement of this number; the day and moment of the next (NEVER, -1), and whether it ends all."""
        held = np.flatnonzero((self.day[:, number] < NEVER) & (self.fact[:, number] != LEFT))
        if number + 1 == self.day.shape[1]:
            return held, np.full(len(held), NEVER), np.full(len(held), -1), np.zeros(len(held), np.bool_)
        next_on = self.day[held, number + 1]
        next_at = np.where(next_on < NEVER, self.moment[held, number + 1], -1)
        return held, next_on, next_at, (next_on < NEVER) & (self.fact[held, number + 1] == LEFT)

    @cached_property
    def _known_from(self) -> Array:
        known = self.moment.copy()
        known[self.corrected, 0] = self.corrected_at[self.corrected]
        return known

    def _wrong(self) -> Rows:
        who = self.corrected
        return Rows(
            who,
            self.first_day_told[who],
            np.full(len(who), NEVER),
            self.moment[who, 0],
            self.corrected_at[who],
            self.fact[who, 0],
        )

    def spans(self) -> Rows:
        """What held: open until the next statement was made, then closed by it."""
        parts = [self._wrong()]
        for number in range(self.day.shape[1]):
            who, next_on, next_at, _left = self._column(number)
            day, since, fact = self.day[who, number], self._known_from[who, number], self.fact[who, number]
            parts.append(Rows(who, day, np.full(len(who), NEVER), since, next_at, fact))
            closed = next_on < NEVER
            never = np.full(int(closed.sum()), -1)
            parts.append(
                Rows(who[closed], day[closed], next_on[closed], next_at[closed], never, fact[closed])
            )
        return _joined(parts)

    def episodes(self) -> Rows:
        """What was stated; leaving states the last episode again, with its end."""
        parts = [self._wrong()]
        for number in range(self.day.shape[1]):
            who, next_on, next_at, left = self._column(number)
            day, since, fact = self.day[who, number], self._known_from[who, number], self.fact[who, number]
            until = np.where(left, next_at, -1)
            parts.append(Rows(who, day, np.full(len(who), NEVER), since, until, fact))
            never = np.full(int(left.sum()), -1)
            parts.append(Rows(who[left], day[left], next_on[left], next_at[left], never, fact[left]))
        return _joined(parts)


def _joined(parts: list[Rows]) -> Rows:
    return Rows(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in Rows.__dataclass_fields__)
    )


@dataclass(frozen=True)
class Towns:
    """How many people each town has, and so how many rooms; a town's rooms stand together, VU houses first."""

    people: Array

    @cached_property
    def rooms(self) -> Array:
        return np.maximum(4, (self.people * ROOMS_PER_PERSON).astype(np.int64))

    @cached_property
    def first_room(self) -> Array:
        return np.cumsum(self.rooms) - self.rooms

    @cached_property
    def vu_rooms(self) -> Array:
        return np.maximum(2, self.rooms * 6 // 10)

    @property
    def all_rooms(self) -> int:
        return int(self.rooms.sum())


@dataclass(frozen=True)
class History:
    """The people of some towns: their town and household, the stages and dwellings stated of them.

    A dwelling is a room by its number, then a private flat by district, then a youth home.
    """

    towns: Towns
    town: Array
    household: Array
    stages: Told
    dwellings: Told


def history(towns: Towns, seed: int) -> History:
    """Five years, the same for the same towns and seed every time."""
    chance = np.random.default_rng(seed)
    town, size = _households(towns, chance)
    arrived = arrivals(chance, len(town))
    minor = (size == 1) & (chance.random(len(town)) < 0.08)
    begins_in_ea = ~minor & (chance.random(len(town)) < 0.15)
    vu_on = arrived + np.where(begins_in_ea, chance.integers(14, 70, len(town)), 0)
    au_on = vu_on + 30 + np.minimum(chance.gamma(2.0, 140, len(town)).astype(np.int64), 800)
    adult_on = arrived + chance.integers(60, 900, len(town))
    left_on = arrived + 20 + chance.exponential(2600, len(town)).astype(np.int64)
    stages = _stages(minor, begins_in_ea, arrived, vu_on, au_on, adult_on, left_on)
    dwellings = _dwellings(towns, town, chance, minor, arrived, vu_on, au_on, adult_on, left_on)
    household = np.repeat(np.arange(len(town)), size)
    member = np.arange(len(household)) - np.repeat(np.cumsum(size) - size, size)
    day, fact = dwellings[0][household], dwellings[1][household]
    in_room = (fact >= 0) & (fact < towns.all_rooms)
    beside = fact + (member // 3)[:, None]
    same_town = beside < (towns.first_room + towns.rooms)[town[household]][:, None]
    fact = np.where(in_room & same_town, beside, fact)
    return History(
        towns,
        town[household],
        household,
        _told(stages[0][household], stages[1][household], chance, household, corrected=0.05),
        _told(day, fact, chance, household, corrected=0.02),
    )


def _households(towns: Towns, chance: np.random.Generator) -> tuple[Array, Array]:
    """Town and size of each household, ordered by town; together exactly the people of each town."""
    sizes, of_town = [], []
    for number, people in enumerate(towns.people.tolist()):
        drawn = np.cumsum(chance.choice(SIZES, people, p=SHARES))
        cut = int(np.searchsorted(drawn, people))
        ends = np.append(drawn[:cut], people)
        sizes.append(np.diff(ends, prepend=0))
        of_town.append(np.full(len(ends), number))
    return np.concatenate(of_town), np.concatenate(sizes)


def _stages(
    minor: Array, ea: Array, arrived: Array, vu_on: Array, au_on: Array, adult_on: Array, left_on: Array
) -> tuple[Array, Array]:
    never = np.full(len(arrived), NEVER)
    return _in_order(
        [
            (arrived, np.select([minor, ea], [UMA, EA], VU)),
            (np.where(ea, vu_on, never), np.full(len(arrived), VU)),
            (np.where(minor, adult_on, au_on), np.where(minor, JV, AU)),
        ],
        left_on,
    )


def _dwellings(
    towns: Towns,
    town: Array,
    chance: np.random.Generator,
    minor: Array,
    arrived: Array,
    vu_on: Array,
    au_on: Array,
    adult_on: Array,
    left_on: Array,
) -> tuple[Array, Array]:
    count = len(arrived)

    def room(first: Array, rooms: Array) -> Array:
        return towns.first_room[town] + first[town] + (chance.random(count) * rooms[town]).astype(np.int64)

    def vu_room() -> Array:
        return room(np.zeros_like(towns.rooms), towns.vu_rooms)

    def au_room() -> Array:
        return room(towns.vu_rooms, towns.rooms - towns.vu_rooms)

    def perhaps(share: float, day: Array) -> Array:
        return np.where(~minor & (chance.random(count) < share), day, NEVER)

    def within(first: Array, last: Array) -> Array:
        return first + 1 + (chance.random(count) * np.maximum(1, last - first - 2)).astype(np.int64)

    flat = towns.all_rooms + chance.integers(0, FLATS, count)
    privately = chance.random(count) < 0.3
    later = au_on + 60 + chance.exponential(700, count).astype(np.int64)
    return _in_order(
        [
            (arrived, np.where(minor, towns.all_rooms + FLATS, vu_room())),
            (perhaps(0.6, within(arrived, au_on)), vu_room()),
            (perhaps(0.25, within(arrived, au_on)), vu_room()),
            (np.where(minor, adult_on, au_on), np.where(privately, flat, au_room())),
            (perhaps(0.45, np.where(privately, NEVER, within(au_on, later))), au_room()),
            (perhaps(0.8, np.where(privately, NEVER, later)), flat),
        ],
        left_on,
    )


def _in_order(steps: list[tuple[Array, Array]], left_on: Array) -> tuple[Array, Array]:
    """Days and facts by number; what would happen after the leaving or the last day never does."""
    last = LAST.toordinal()
    steps = [*steps, (left_on, np.full(len(left_on), LEFT))]
    day = np.stack([on for on, _fact in steps], axis=1)
    day[:, :-1] = np.where(day[:, :-1] >= left_on[:, None], NEVER, day[:, :-1])
    day = np.where(day > last, NEVER, day)
    order = np.argsort(day, axis=1, kind="stable")
    day = np.take_along_axis(day, order, axis=1)
    fact = np.take_along_axis(np.stack([fact for _on, fact in steps], axis=1), order, axis=1)
    for number in range(1, day.shape[1]):
        same = (day[:, number] <= day[:, number - 1]) & (day[:, number] < NEVER)
        day[same, number] = day[same, number - 1] + 1
    return day, fact


def _told(
    day: Array, fact: Array, chance: np.random.Generator, household: Array, *, corrected: float
) -> Told:
    """Most is recorded on the day, some days or weeks later, a little in advance; of a few the first day was wrong."""
    late = chance.random((int(household[-1]) + 1, day.shape[1]))
    days_late = np.select([late < 0.04, late < 0.7, late < 0.9], [-14.0, 0.0, 6.0], 45.0)
    days_late *= chance.random(late.shape)
    days_late = days_late[household]
    moment = MIDNIGHT + (day - FIRST.toordinal()) * DAY
    moment += (days_late * DAY).astype(np.int64) + chance.integers(7 * DAY // 24, 17 * DAY // 24, day.shape)
    moment = np.maximum.accumulate(moment, axis=1) + np.arange(day.shape[1])
    wrong = chance.random(len(day)) < corrected
    next_at = moment[:, 1] if day.shape[1] > 1 else moment[:, 0] + 30 * DAY
    corrected_at = (moment[:, 0] + np.minimum(next_at, moment[:, 0] + 40 * DAY)) // 2
    wrong &= corrected_at > moment[:, 0]
    first_told = np.where(wrong, day[:, 0] - chance.integers(1, 5, len(day)), day[:, 0])
    return Told(day, fact, moment, first_told, corrected_at)
