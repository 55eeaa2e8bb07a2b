"""What rooms and houses offer on an evening and how full they are: the arithmetic of places (domain brief §1.7).

Free places are counted room by room and never below none: an overfull room does not hide a free bed elsewhere.
"""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from casework.database.bulk import Key
from casework.vocabulary.housing import FAMILY, PROTECTION, SINGLE_HOUSEHOLD, WOMEN
from casework.vocabulary.spelling import folded

NEVER_FREE_FOR_ALL = frozenset({WOMEN, PROTECTION})
TAKEN_AS_A_WHOLE = frozenset({FAMILY, SINGLE_HOUSEHOLD})


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

    @property
    def room_id(self) -> uuid.UUID:
        return uuid.UUID(self.key)

    @property
    def assignable_places(self) -> int:
        return self.places_total - self.places_blocked

    @property
    def free_gross(self) -> int:
        return max(0, self.assignable_places - self.occupied)

    @property
    def over_occupied(self) -> int:
        return max(0, self.occupied - self.assignable_places)

    @property
    def free_not_assignable(self) -> int:
        """Free places that this constellation leaves empty: women's and protection rooms, and taken family rooms."""
        closed = self.constraint in NEVER_FREE_FOR_ALL or (
            self.constraint in TAKEN_AS_A_WHOLE and self.occupied > 0
        )
        return self.free_gross if closed else 0


@dataclass(frozen=True)
class HouseOccupancy:
    """A house on an evening; `without_room` live in it, but in none of its recorded rooms."""

    accommodation_id: uuid.UUID
    name: str
    kind: str
    rooms: Sequence[RoomOccupancy]
    without_room: int
    reserved: int

    @property
    def key(self) -> Key:
        return self.accommodation_id.hex

    @cached_property
    def places_total(self) -> int:
        return sum(room.places_total for room in self.rooms)

    @cached_property
    def places_blocked(self) -> int:
        return sum(room.places_blocked for room in self.rooms)

    @cached_property
    def assignable_places(self) -> int:
        return self.places_total - self.places_blocked

    @cached_property
    def occupied(self) -> int:
        return self.without_room + sum(room.occupied for room in self.rooms)

    @cached_property
    def over_occupied(self) -> int:
        return sum(room.over_occupied for room in self.rooms)

    @cached_property
    def free_gross(self) -> int:
        return max(0, sum(room.free_gross for room in self.rooms) - self.without_room)

    @cached_property
    def free_not_assignable(self) -> int:
        return min(self.free_gross, sum(room.free_not_assignable for room in self.rooms))

    @cached_property
    def free_net(self) -> int:
        return max(0, self.free_gross - self.free_not_assignable - self.reserved)

    @cached_property
    def occupancy_rate(self) -> Decimal | None:
        """Percent of the assignable places, one decimal; above 100 when overfull."""
        return rate(self.occupied, self.assignable_places)

    @cached_property
    def area_per_person(self) -> Decimal | None:
        return area_per_person(self.rooms)


def area_per_person(rooms: Sequence[RoomOccupancy]) -> Decimal | None:
    """m² per person over the rooms whose area is known, one decimal; None without people in them."""
    measured = [(room.area_m2, room.occupied) for room in rooms if room.area_m2 is not None]
    people = sum(occupied for _area, occupied in measured)
    return one_decimal(sum((area for area, _occupied in measured), Decimal(0)) / people) if people else None


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
