"""The houses of the two towns, their rooms, and who can still be put where on a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from casework.demo.persons import Home
from casework.vocabulary.housing import (
    BARRIER_FREE,
    FAMILY,
    MEN,
    NO_CONSTRAINT,
    PROTECTION,
    SINGLE_HOUSEHOLD,
    WOMEN,
)

OPENED = date(2015, 9, 1)
NO_NEWCOMERS = timedelta(days=60)
ROOM_PATTERNS = {
    "VU": (
        (4, MEN),
        (4, FAMILY),
        (2, NO_CONSTRAINT),
        (5, FAMILY),
        (3, WOMEN),
        (4, MEN),
        (6, FAMILY),
        (3, FAMILY),
    ),
    "AU": (
        (2, NO_CONSTRAINT),
        (4, FAMILY),
        (3, NO_CONSTRAINT),
        (5, FAMILY),
        (2, WOMEN),
        (3, MEN),
        (4, FAMILY),
        (1, SINGLE_HOUSEHOLD),
        (3, BARRIER_FREE),
    ),
    "SGBVIII": ((1, NO_CONSTRAINT), (2, NO_CONSTRAINT), (2, NO_CONSTRAINT)),
    "Schutz": ((3, PROTECTION), (2, PROTECTION)),
}
"""Places and purpose of one room after the other; a kind that is missing here has no rooms recorded."""
AREAS_PER_PLACE = (Decimal("7.5"), Decimal("7.0"), Decimal("8.2"), Decimal("7.1"), Decimal("9.0"))


@dataclass(frozen=True, slots=True)
class Block:
    """All places of a room cannot be used in a span."""

    room: str
    starts_on: date
    ends_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class House:
    """A house as it stands in the list of a town."""

    name: str
    kind: str
    places: int
    operator: str
    street: str
    district: str
    opened_on: date = OPENED
    closed_on: date | None = None
    lease_ends_on: date | None = None
    blocks: tuple[Block, ...] = ()


@dataclass(eq=False, slots=True)
class Room:
    """A room with those who live in it in the course of events."""

    house: House
    name: str
    places: int
    area_m2: Decimal
    constraint: str
    inhabitants: list[Home] = field(default_factory=list)
    """A household stands here once for each of its members who lives in the room."""

    @property
    def free(self) -> int:
        return self.places - len(self.inhabitants)

    def takes_newcomers_on(self, day: date) -> bool:
        """Whether it operates, will for a while, and is not blocked."""
        house = self.house
        if day < house.opened_on or (house.closed_on is not None and day >= house.closed_on - NO_NEWCOMERS):
            return False
        return not any(
            block.room == self.name
            and block.starts_on - NO_NEWCOMERS <= day
            and (block.ends_on is None or day < block.ends_on)
            for block in house.blocks
        )


def rooms_of(house: House) -> Iterator[Room]:
    """The rooms of a house, floor by floor, until all its places are given out."""
    pattern, left, place = ROOM_PATTERNS.get(house.kind), house.places, 0
    if pattern is None:
        yield Room(house, "", left, AREAS_PER_PLACE[0] * left, NO_CONSTRAINT)
        return
    while left > 0:
        places, constraint = pattern[place % len(pattern)]
        places = min(places, left)
        area = AREAS_PER_PLACE[place % len(AREAS_PER_PLACE)] * places
        yield Room(house, f"{place // 12}{place % 12 + 1:02d}", places, area, constraint)
        left -= places
        place += 1


class Lodgings:
    """All rooms of a town, with who lives where."""

    def __init__(self, houses: Sequence[House]) -> None:
        self.rooms = [room for house in houses for room in rooms_of(house)]

    def lodge(
        self, rng: Random, home: Home, kinds: Sequence[str], day: date, *, squeeze: bool = False
    ) -> bool:
        """Put a household into a house of a kind; with `squeeze` also into a room that is then too full."""
        open_rooms = [
            room for room in self.rooms if room.house.kind in kinds and room.takes_newcomers_on(day)
        ]
        rng.shuffle(open_rooms)
        chosen = _for_single(home, open_rooms) if home.size == 1 else _for_family(home, open_rooms)
        if not chosen and squeeze and open_rooms:
            chosen = [max(open_rooms, key=lambda room: room.free)] * home.size
        if not chosen:
            return False
        self.leave(home)
        home.rooms = chosen
        for room in chosen:
            room.inhabitants.append(home)
        return True

    def add_newborn(self, home: Home) -> None:
        """A newborn lives where the family does, however full the room."""
        if home.rooms:
            home.rooms.append(home.rooms[0])
            home.rooms[0].inhabitants.append(home)

    def leave(self, home: Home) -> None:
        """Nobody of the household lives in a room any more."""
        for room in home.rooms:
            room.inhabitants.remove(home)
        home.rooms = []


def _for_single(home: Home, rooms: Sequence[Room]) -> list[Room]:
    soul = home.souls[0]
    if soul.is_male:
        shared = [
            room
            for room in rooms
            if room.free > 0
            and room.constraint in (MEN, NO_CONSTRAINT)
            and all(other.size == 1 and other.souls[0].is_male for other in room.inhabitants)
        ]
    else:
        shared = [room for room in rooms if room.free > 0 and room.constraint == WOMEN]
    alone = [room for room in rooms if not room.inhabitants and room.constraint == SINGLE_HOUSEHOLD]
    begun = [room for room in shared if room.inhabitants]
    hall = [room for room in rooms if not room.name and room.free > 0]
    return (begun or shared or alone or hall)[:1]


def _for_family(home: Home, rooms: Sequence[Room]) -> list[Room]:
    empty = [
        room
        for room in rooms
        if not room.inhabitants and room.constraint in (FAMILY, BARRIER_FREE, NO_CONSTRAINT, PROTECTION)
    ]
    fitting = [room for room in empty if room.places >= home.size]
    hall = [room for room in rooms if not room.name and room.free >= home.size]
    if not fitting and hall:
        return hall[:1] * home.size
    if fitting:
        return [min(fitting, key=lambda room: room.places)] * home.size
    for first in empty:
        for second in empty:
            if (
                second is not first
                and second.house is first.house
                and first.places + second.places >= home.size
            ):
                return [first] * first.places + [second] * (home.size - first.places)
    return []
