"""How full every house and every room is on an evening, as known at a moment (domain brief §1.7)."""

import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, select

from casework.database.base import db
from casework.database.bulk import Key, microseconds_of, moment_of
from casework.database.moments import end_of
from casework.housing.evenings import Evening
from casework.housing.models import Accommodation
from casework.housing.places import (
    AREA_UNKNOWN,
    NEVER_FREE_FOR_ALL,
    TAKEN_AS_A_WHOLE,
    HouseOccupancy,
    RoomOccupancy,
    RoomPlaces,
    in_order,
)
from casework.housing.planned_arrivals import planned_reservations
from casework.housing.spans import NOTHING, Flags, Ints, Known
from casework.vocabulary.housing import NO_CONSTRAINT

_NO_SUMS = (0,) * 10

NAMELESS: list[Callable[[uuid.UUID, date, datetime], Mapping[Key, int]]] = []
"""How many people nobody knows by name live in each house of a town on an evening, as known at a moment; declared by
the slices that know of them."""


class TownPlaces:
    """All houses and rooms of a town on an evening, counted at once."""

    def __init__(self, evening: Evening) -> None:
        self.evening = evening
        self.timeline = timeline = evening.timeline
        self.offers = timeline.offers(evening.moment)
        self.houses = timeline.houses
        self._rooms_read: dict[int, list[RoomOccupancy]] = {}
        self.offer_row = self.offers.last_begun(evening.day, len(timeline.rooms.names))

    @cached_property
    def rooms(self) -> RoomPlaces:
        """The places of every room by code; whoever is in none lives in the room that stands for the house."""
        row, total = self.offer_row, self._total
        operates = row >= 0
        occupied = _count(self.evening.room, len(row))
        stand_ins = self._stand_ins(operates)
        occupied[stand_ins] += self._without_room[self.timeline.rooms.house[stand_ins]]
        constraint = self.offers.said("constraint", row)
        return RoomPlaces(
            house=self.timeline.rooms.house,
            operates=operates,
            total=total,
            blocked=self._blocked,
            occupied=occupied,
            area=np.where(operates, self.offers.said("area", row), AREA_UNKNOWN),
            never_free_for_all=self._is_one_of(constraint, NEVER_FREE_FOR_ALL),
            taken_as_a_whole=self._is_one_of(constraint, TAKEN_AS_A_WHOLE),
        )

    @cached_property
    def assignable(self) -> Ints:
        """By room, its places that are not blocked."""
        return self._total - self._blocked

    @cached_property
    def _total(self) -> Ints:
        return np.where(self.offer_row >= 0, self.offers.said("places", self.offer_row), 0)

    @cached_property
    def without_room(self) -> Ints:
        """By house, who lives in it but in none of its rooms, where no room stands for the house."""
        left = self._without_room.copy()
        left[self.timeline.rooms.house[self._stand_ins(self.offer_row >= 0)]] = 0
        return left

    @cached_property
    def occupied(self) -> Ints:
        """By house, who lives in it."""
        return _count(self.evening.house, self.houses)

    @cached_property
    def operating_houses(self) -> list[Key]:
        """The keys of the houses of which any room is in operation."""
        words = self.timeline.codes["houses"].words
        return [words[house] for house in set(self.rooms.house[self.rooms.operates].tolist())]

    @cached_property
    def reserved(self) -> Ints:
        """By house, how many will move in after the evening who do not live there yet, by name or only announced."""
        house, _person = self.coming
        found, codes = _count(house, self.houses), self.timeline.codes["houses"]
        moment = moment_of(self.evening.moment)
        planned = planned_reservations(self.timeline.municipality_id, self.evening.on, moment)
        for key, persons in planned.items():
            code = codes.find(key)
            if code is not None and code < self.houses:
                found[code] += persons
        return found

    @cached_property
    def coming(self) -> tuple[Ints, Ints]:
        """House and person of each move that was announced by the evening and is still believed at the moment.

        Who was announced under a record merged since is meant by the leading one.
        """
        people, moment = max(self.timeline.people, 1), self.evening.moment
        by_then = min(moment, microseconds_of(end_of(self.evening.on)))
        announced = self.timeline.dwellings_after(self.evening.day, by_then)
        pairs = self._moving_in(announced, announced["house"] != NOTHING)
        if len(pairs) and moment > by_then:
            person = self.evening.leading(pairs % people)
            pairs = np.intersect1d(pairs - pairs % people + person, self._still_moving_in(person))
        house, person = pairs // people, pairs % people
        elsewhere = self.evening.house[person] != house
        return house[elsewhere], person[elsewhere]

    def _still_moving_in(self, persons: Ints) -> Ints:
        dwellings, is_meant = self.evening.dwellings, np.zeros(self.timeline.people, np.bool_)
        is_meant[persons] = True
        later = is_meant[dwellings.rows.owner] & (dwellings.rows.starts_on > self.evening.day)
        return self._moving_in(dwellings, later & (dwellings["house"] != NOTHING))

    def _moving_in(self, dwellings: Known, rows: Flags) -> Ints:
        """Each pair of a house and a person who will move in, as one number."""
        return np.unique(dwellings["house"][rows] * self.timeline.people + dwellings.rows.owner[rows])

    @cached_property
    def _without_room(self) -> Ints:
        house = self.evening.house
        return _count(house[(house != NOTHING) & (self.evening.room == NOTHING)], self.houses)

    def _stand_ins(self, operates: Flags) -> Ints:
        """The rooms without a name that stand for their house: unless closed, with named rooms in their place."""
        rooms = self.timeline.rooms
        any_operates = np.bincount(rooms.house, operates, minlength=self.houses) > 0
        nameless = rooms.nameless
        return nameless[operates[nameless] | ~any_operates[rooms.house[nameless]]]

    @cached_property
    def _blocked(self) -> Ints:
        blocks, day = self.timeline.blocks(self.evening.moment), self.evening.day
        holds = (blocks.rows.starts_on <= day) & (day < blocks.rows.ends_on)
        stated = np.bincount(
            blocks.rows.owner[holds], blocks["places"][holds], minlength=len(self.offer_row)
        ).astype(np.int64)
        return np.minimum(self._total, stated)

    def _is_one_of(self, constraint: Ints, words: frozenset[str]) -> Flags:
        found = (self.timeline.codes["constraints"].find(word) for word in words)
        return np.isin(constraint, [code for code in found if code is not None])

    def of_town(self) -> list[HouseOccupancy]:
        """All houses of the town with their figures, by name."""
        return self.of_houses(Accommodation.municipality_id == self.timeline.municipality_id)

    def of_houses(self, wanted: ColumnElement[bool]) -> list[HouseOccupancy]:
        """These houses with their figures, by name."""
        found = db.session.execute(
            select(Accommodation.id, Accommodation.name, Accommodation.kind, Accommodation.district).where(
                wanted
            )
        )
        return sorted((self._house(*row) for row in found), key=lambda house: in_order(house.name))

    def _house(self, *house: Any) -> HouseOccupancy:
        """A house by id, name, kind and district."""
        return self._recorded(*house).with_nameless(self._nameless[house[0].hex])

    @cached_property
    def _nameless(self) -> Counter[Key]:
        """By house, who lives there and is not recorded by name."""
        found: Counter[Key] = Counter()
        moment = moment_of(self.evening.moment)
        for count in NAMELESS:
            found.update(count(self.timeline.municipality_id, self.evening.on, moment))
        return found

    def _recorded(self, *house: Any) -> HouseOccupancy:
        code = self.timeline.codes["houses"].find(house[0].hex)
        if code is None or code >= self.houses:
            return HouseOccupancy._make((*house, *_NO_SUMS, tuple))
        return HouseOccupancy._make((*house, *self._sums[code], partial(self._rooms_of, code)))

    @cached_property
    def _sums(self) -> list[tuple[int, ...]]:
        """By house, the sums of HouseOccupancy in its order."""
        rooms, houses = self.rooms, self.houses
        free_gross = np.maximum(0, rooms.by_house(rooms.free_gross, houses) - self.without_room)
        closed = rooms.by_house(rooms.free_not_assignable, houses)
        sums = (
            rooms.by_house(rooms.total, houses),
            rooms.by_house(rooms.blocked, houses),
            self.occupied,
            self.without_room,
            rooms.by_house(rooms.over_occupied, houses),
            free_gross,
            np.minimum(free_gross, closed),
            self.reserved,
            rooms.by_house(np.where(rooms.measured, rooms.area, 0), houses),
            rooms.by_house(np.where(rooms.measured, rooms.occupied, 0), houses),
        )
        return list(zip(*(values.tolist() for values in sums), strict=True))

    def _rooms_of(self, house: int) -> Sequence[RoomOccupancy]:
        if house not in self._rooms_read:
            found = map(self._room, np.flatnonzero(self.timeline.rooms.house == house).tolist())
            self._rooms_read[house] = sorted(found, key=lambda room: in_order(room.name))
        return self._rooms_read[house]

    def _room(self, code: int) -> RoomOccupancy:
        rooms, constraint = self.rooms, self.offers.said("constraint", self.offer_row[code : code + 1])[0]
        return RoomOccupancy(
            key=self.timeline.codes["rooms"].words[code],
            name=self.timeline.rooms.names[code],
            operates=bool(rooms.operates[code]),
            places_total=int(rooms.total[code]),
            places_blocked=int(rooms.blocked[code]),
            constraint=self.timeline.codes["constraints"].words[constraint]
            if rooms.operates[code]
            else NO_CONSTRAINT,
            area_m2=Decimal(int(rooms.area[code])) / 100 if rooms.measured[code] else None,
            occupied=int(rooms.occupied[code]),
            assignable_places=int(rooms.assignable[code]),
            free_gross=int(rooms.free_gross[code]),
            free_not_assignable=int(rooms.free_not_assignable[code]),
            over_occupied=int(rooms.over_occupied[code]),
        )


def _count(codes: Ints, so_many: int) -> Ints:
    """How often each code stands there; NOTHING is not counted."""
    return np.bincount(codes[codes != NOTHING], minlength=so_many)


def occupancy(municipality_id: uuid.UUID, day: date, moment: datetime) -> list[HouseOccupancy]:
    """Every house that operates or is lived in on the evening, by name."""
    return shown_houses(TownPlaces(Evening.of(municipality_id, day, moment)))


def shown_houses(places: TownPlaces) -> list[HouseOccupancy]:
    """The houses of a town's table: those that operate or are lived in, by name."""
    operating = set(places.operating_houses)
    return [house for house in places.of_town() if house.occupied or house.key in operating]


def house_occupancy(accommodation: Accommodation, day: date, moment: datetime) -> HouseOccupancy:
    """One house with all its rooms, whether it operates or not."""
    places = TownPlaces(Evening.of(accommodation.municipality_id, day, moment))
    (house,) = places.of_houses(Accommodation.id == accommodation.id)
    return house
