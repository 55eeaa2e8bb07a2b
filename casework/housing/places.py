"""What rooms and houses offer on an evening and how full they are: the arithmetic of places (domain brief §1.7).

Free places are counted room by room and never below none: an overfull room does not hide a free bed elsewhere.
"""

import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from casework.database.bulk import Key
from casework.housing.spans import Flags, Ints
from casework.vocabulary.housing import FAMILY, PROTECTION, SINGLE_HOUSEHOLD, WOMEN
from casework.vocabulary.spelling import folded

NEVER_FREE_FOR_ALL = frozenset({WOMEN, PROTECTION})
TAKEN_AS_A_WHOLE = frozenset({FAMILY, SINGLE_HOUSEHOLD})
AREA_UNKNOWN = -1


@dataclass(frozen=True)
class RoomPlaces:
    """The places of many rooms, an entry each; `area` in hundredths of m² or AREA_UNKNOWN."""

    house: Ints
    operates: Flags
    total: Ints
    blocked: Ints
    occupied: Ints
    area: Ints
    never_free_for_all: Flags
    taken_as_a_whole: Flags

    @cached_property
    def assignable(self) -> Ints:
        return self.total - self.blocked

    @cached_property
    def free_gross(self) -> Ints:
        return np.maximum(0, self.assignable - self.occupied)

    @cached_property
    def over_occupied(self) -> Ints:
        return np.maximum(0, self.occupied - self.assignable)

    @cached_property
    def free_not_assignable(self) -> Ints:
        """Free places that this constellation leaves empty: women's and protection rooms, and taken family rooms."""
        closed = self.never_free_for_all | (self.taken_as_a_whole & (self.occupied > 0))
        return np.where(closed, self.free_gross, 0)

    @cached_property
    def measured(self) -> Flags:
        """The rooms whose area is known."""
        return self.area != AREA_UNKNOWN

    def by_house(self, values: Ints, houses: int) -> Ints:
        """The sums of a value of the rooms over so many houses."""
        return np.bincount(self.house, values, minlength=houses).astype(np.int64)


class RoomOccupancy(NamedTuple):
    """A room on an evening; the one without a name stands for a house of which no rooms are recorded."""

    key: Key
    name: str
    operates: bool
    places_total: int
    places_blocked: int
    constraint: str
    area_m2: Decimal | None
    occupied: int
    assignable_places: int
    free_gross: int
    free_not_assignable: int
    over_occupied: int

    @property
    def room_id(self) -> uuid.UUID:
        return uuid.UUID(self.key)

    @property
    def area_per_person(self) -> Decimal | None:
        """m² for each who lives in it, one decimal."""
        return None if self.area_m2 is None else area_per_person(int(self.area_m2 * 100), self.occupied)


class HouseOccupancy(NamedTuple):
    """A house on an evening; `without_room` live in it, but in none of its recorded rooms.

    `area` (hundredths of m²) and `people_measured` are of the rooms whose area is known.
    """

    accommodation_id: uuid.UUID
    name: str
    kind: str
    district: str | None
    places_total: int
    places_blocked: int
    occupied: int
    without_room: int
    over_occupied: int
    free_gross: int
    free_not_assignable: int
    reserved: int
    area: int
    people_measured: int
    read_rooms: Callable[[], Sequence[RoomOccupancy]]

    @property
    def key(self) -> Key:
        return self.accommodation_id.hex

    @property
    def rooms(self) -> Sequence[RoomOccupancy]:
        """The rooms by name."""
        return self.read_rooms()

    @property
    def assignable_places(self) -> int:
        return self.places_total - self.places_blocked

    def with_nameless(self, persons: int) -> "HouseOccupancy":
        """The same house with so many more people in it, whom nobody knows by name and who are in no room."""
        if not persons:
            return self
        free = max(0, self.free_gross - persons)
        return self._replace(
            occupied=self.occupied + persons,
            without_room=self.without_room + persons,
            free_gross=free,
            free_not_assignable=min(free, self.free_not_assignable),
        )

    @property
    def free_net(self) -> int:
        return max(0, self.free_gross - self.free_not_assignable - self.reserved)

    @property
    def occupancy_rate(self) -> Decimal | None:
        """Percent of the assignable places, one decimal; above 100 when overfull."""
        return rate(self.occupied, self.assignable_places)

    @property
    def area_per_person(self) -> Decimal | None:
        return area_per_person(self.area, self.people_measured)


def area_per_person(area: int, people: int) -> Decimal | None:
    """m² per person, one decimal, of an area in hundredths of m²; None without people in the rooms measured."""
    return one_decimal(Decimal(area) / 100 / people) if people else None


def rate(part: int | Decimal, base: int | Decimal) -> Decimal | None:
    """Percent with one decimal, half up; None without a base."""
    return one_decimal(Decimal(100) * part / base) if base else None


def one_decimal(value: Decimal) -> Decimal:
    """Rounded as by hand."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


@lru_cache(maxsize=20_000)
def in_order(name: str) -> tuple[tuple[int, str], ...]:
    """A sort key by which W2 stands before W10 and Ö beside O."""
    parts = re.split(r"(\d+)", folded(name))
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts if part)
