"""Places to choose from when people move: at most fifty, those that suit first; any of the town if it is named."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from casework.access.viewer import Viewer
from casework.housing.models import Accommodation, Room
from casework.housing.places import HouseOccupancy, RoomOccupancy
from casework.housing.queries import find_place
from casework.vocabulary.housing import NO_CONSTRAINT, ROOM_CONSTRAINTS
from casework.vocabulary.spelling import folded

HOUSE, ROOM = "house", "room"
MOST = 50
Choices = dict[str, list[tuple[str, str]]]
Option = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: words of a house or room, places for how many, and the houses people live in now."""

    words: str = ""
    people: int = 1
    homes: Collection[uuid.UUID] = field(default=())


def place_value(house_id: uuid.UUID, room_id: uuid.UUID | None = None) -> str:
    """A place as an address and a form name it: „house:…“ or „room:…/…“."""
    return f"{ROOM}:{house_id}/{room_id}" if room_id else f"{HOUSE}:{house_id}"


def read_place(value: str) -> tuple[uuid.UUID, uuid.UUID | None] | None:
    """The house and perhaps the room that such a text names."""
    kind, _sep, ids = value.partition(":")
    house_id, _sep, room_id = ids.partition("/")
    try:
        if kind in (HOUSE, ROOM) and bool(room_id) == (kind == ROOM):
            return uuid.UUID(house_id), uuid.UUID(room_id) if room_id else None
    except ValueError:
        return None
    return None


def place_choices(
    viewer: Viewer, houses: Sequence[HouseOccupancy], wanted: Wanted, chosen: str
) -> tuple[Choices, int]:
    """At most fifty places grouped by house, and how many more there are; what is chosen stands there in any case."""
    options = sorted(_options(houses, wanted), key=lambda option: option[0])
    shown = [option for _rank, option in options[:MOST]]
    if chosen and all(value != chosen for _house, value, _words in shown):
        shown = [*_named(viewer, chosen), *shown]
    grouped: Choices = defaultdict(list)
    for house, value, words in shown:
        grouped[house].append((value, words))
    return dict(grouped), max(0, len(options) - MOST)


def _options(houses: Sequence[HouseOccupancy], wanted: Wanted) -> Iterator[tuple[int, Option]]:
    """The rank of each place worth showing, with its house, value and words: homes first, then what has room enough."""
    words = folded(wanted.words).split()
    for house in houses:
        is_home = house.accommodation_id in wanted.homes
        for room in (None, *(room for room in house.rooms if room.operates and room.name)):
            free = house.free_gross if room is None else room.free_gross
            name = folded(f"{house.name} {room.name}" if room else house.name)
            is_meant = bool(words) and all(word in name for word in words)
            if is_meant or (not words and (is_home or free >= wanted.people)):
                rank = 0 if is_home else 1 if free >= wanted.people else 2
                value = place_value(house.accommodation_id, room.room_id if room else None)
                yield rank, (house.name, value, _words(house, room))


def _words(house: HouseOccupancy, room: RoomOccupancy | None) -> str:
    if room is None:
        return f"{house.name}, ohne Zimmer · {house.free_gross} frei"
    words = [f"{house.name}, {room.name}", f"{room.free_gross} frei"]
    if room.constraint != NO_CONSTRAINT:
        words.append(ROOM_CONSTRAINTS.label(room.constraint))
    return " · ".join(words)


def _named(viewer: Viewer, chosen: str) -> Iterator[Option]:
    ids = read_place(chosen)
    found = find_place(viewer, *ids) if ids else None
    if found is not None:
        yield found[0].name, chosen, _name(*found)


def _name(house: Accommodation, room: Room | None) -> str:
    return f"{house.name}, {room.name}" if room and room.name else house.name
