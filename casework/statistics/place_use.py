"""How the places of houses and rooms were used over a period (domain brief §7.4, §7.5)."""

import uuid
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np

from casework.housing.evenings import Evening
from casework.housing.place_days import person_days, place_days, room_person_days
from casework.housing.places import in_order, rate
from casework.housing.queries import house_names
from casework.housing.spans import Ints
from casework.statistics.reported import Reported


@dataclass(frozen=True, slots=True)
class Use:
    """The use of one house or room."""

    name: str
    person_days: int
    place_days: int

    @property
    def occupancy_rate(self) -> Decimal | None:
        return rate(self.person_days, self.place_days)

    def as_row(self) -> dict[str, Any]:
        """For the JSON and the table."""
        return {
            "name": self.name,
            "person_days": self.person_days,
            "place_days": self.place_days,
            "occupancy_rate": self.occupancy_rate,
        }


class PlaceUse:
    """The use of all places of a town over the evenings [first, that of `evening`]."""

    def __init__(self, evening: Evening, first: int, reported: Reported) -> None:
        self._evening, self._first, self._reported = evening, first, reported

    @cached_property
    def lodged(self) -> Ints:
        """By house, its person-days; also of those reported for it."""
        timeline = self._evening.timeline
        named = person_days(self._evening.dwellings, timeline.houses, self._first, self._evening.day)
        houses = timeline.codes["houses"].words[: timeline.houses]
        return named + np.array([self._reported.person_days(house) for house in houses], np.int64)

    @cached_property
    def offered(self) -> Ints:
        """By house, its place-days."""
        timeline = self._evening.timeline
        return np.bincount(timeline.rooms.house, self._of_rooms, minlength=timeline.houses).astype(np.int64)

    @cached_property
    def _of_rooms(self) -> Ints:
        return place_days(self._evening, self._first, self._evening.day)

    def houses(self) -> list[Use]:
        """The houses that lodged people or offered places, by name."""
        timeline = self._evening.timeline
        names = house_names(timeline.municipality_id)
        words = timeline.codes["houses"].words
        used = [
            Use(names[words[code]], int(self.lodged[code]), int(self.offered[code]))
            for code in np.flatnonzero(self.lodged + self.offered).tolist()
        ]
        return sorted(used, key=lambda use: in_order(use.name))

    def rooms(self, accommodation_id: uuid.UUID) -> list[Use]:
        """The rooms of a house that lodged people or offered places, by name."""
        timeline = self._evening.timeline
        lodged = room_person_days(
            self._evening.dwellings, len(timeline.rooms.names), self._first, self._evening.day
        )
        house = timeline.codes["houses"].find(accommodation_id.hex)
        here = np.flatnonzero((timeline.rooms.house == house) & (lodged + self._of_rooms > 0)).tolist()
        used = [
            Use(timeline.rooms.names[room], int(lodged[room]), int(self._of_rooms[room])) for room in here
        ]
        return sorted(used, key=lambda use: in_order(use.name))
