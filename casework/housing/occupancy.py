"""How full every house and every room is on an evening, as known at a moment (domain brief §1.7)."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select

from casework.database.base import db
from casework.database.bulk import Key, key_of
from casework.database.episodes import find_holding
from casework.database.moments import end_of
from casework.database.recorded import known
from casework.housing.evenings import Dwelling, dwellings_on, followed
from casework.housing.models import Accommodation, PlaceBlock, Room, RoomOperation
from casework.housing.places import HouseOccupancy, RoomOccupancy, in_order
from casework.housing.stays import DwellingSpan
from casework.people.records import merged_keys
from casework.vocabulary.housing import NO_CONSTRAINT

Lodged = Mapping[Dwelling, Sequence[Key]]


class Offer(NamedTuple):
    """What a room offers from a day on."""

    starts_on: date
    ends_on: date | None
    places: int
    area_m2: Decimal | None
    constraint: str


@dataclass(slots=True)
class _Room:
    key: Key
    name: str
    offers: list[Offer] = field(default_factory=list)


def occupancy(
    municipality_id: uuid.UUID, day: date, moment: datetime, lodged: Lodged | None = None
) -> list[HouseOccupancy]:
    """Every house that operates or is lived in on the evening, by name; reads who lives where unless told."""
    if lodged is None:
        lodged = dwellings_on(municipality_id, day, moment)
    houses = _houses(municipality_id, Accommodation.municipality_id == municipality_id, lodged, day, moment)
    return [house for house in houses if house.occupied or any(room.operates for room in house.rooms)]


def house_occupancy(accommodation: Accommodation, day: date, moment: datetime) -> HouseOccupancy:
    """One house with all its rooms, whether it operates or not."""
    town = accommodation.municipality_id
    lodged = dwellings_on(town, day, moment)
    (house,) = _houses(town, Accommodation.id == accommodation.id, lodged, day, moment)
    return house


def announced(municipality_id: uuid.UUID, day: date, moment: datetime) -> dict[Key, set[Key]]:
    """By house, who will move in after a day, as was known on its evening and is still believed at the moment.

    Who was announced under a record that was merged since is meant by the one that leads at the moment. Who lives in
    the house already is not told apart here.
    """
    coming = _moving_in(municipality_id, day, min(moment, end_of(day)))
    if coming and moment > end_of(day):
        leading = merged_keys(municipality_id, moment)
        coming = {(house, leading.get(person, person)) for house, person in coming}
        coming &= _moving_in(municipality_id, day, moment)
    by_house = defaultdict(set)
    for house, person in coming:
        by_house[house].add(person)
    return by_house


def _moving_in(municipality_id: uuid.UUID, day: date, moment: datetime) -> set[tuple[Key, Key]]:
    rows = db.session.execute(
        select(key_of(DwellingSpan.accommodation_id), key_of(DwellingSpan.person_id)).where(
            DwellingSpan.municipality_id == municipality_id,
            DwellingSpan.accommodation_id.is_not(None),
            DwellingSpan.starts_on > day,
            followed(DwellingSpan, moment),
        )
    )
    return {(house, person) for house, person in rows}


def _houses(
    municipality_id: uuid.UUID, wanted: ColumnElement[bool], lodged: Lodged, day: date, moment: datetime
) -> list[HouseOccupancy]:
    rooms = _rooms(wanted, day, moment)
    blocked = _blocked(wanted, day, moment)
    coming = announced(municipality_id, day, moment)
    heads: dict[Key, dict[Key | None, int]] = defaultdict(dict)
    for (_form, house, room), people in lodged.items():
        if house is not None:
            heads[house][room] = len(people)
            if house in coming:
                coming[house].difference_update(people)
    found = [
        _house(row, rooms[row.id.hex], heads[row.id.hex], blocked, len(coming.get(row.id.hex, ())), day)
        for row in db.session.execute(
            select(Accommodation.id, Accommodation.name, Accommodation.kind).where(wanted)
        )
    ]
    return sorted(found, key=lambda house: in_order(house.name))


def _house(
    row: Any,
    rooms: Iterable[_Room],
    heads: Mapping[Key | None, int],
    blocked: Mapping[Key, int],
    reserved: int,
    day: date,
) -> HouseOccupancy:
    offers = [(room, find_holding(room.offers, day)) for room in rooms]
    without_room = heads.get(None, 0)
    stand_in = _stand_in(offers)
    shown = []
    for room, offer in offers:
        occupied = heads.get(room.key, 0)
        if room is stand_in:
            occupied, without_room = occupied + without_room, 0
        shown.append(_room(room, offer, blocked.get(room.key, 0), occupied))
    shown.sort(key=lambda room: in_order(room.name))
    return HouseOccupancy(row.id, row.name, row.kind, shown, without_room, reserved)


def _stand_in(offers: Sequence[tuple[_Room, Offer | None]]) -> _Room | None:
    """The room without a name, where it stands for the house: unless it is closed and named rooms took its place."""
    for room, offer in offers:
        if not room.name:
            return room if offer is not None or all(other is None for _room, other in offers) else None
    return None


def _room(room: _Room, offer: Offer | None, blocked: int, occupied: int) -> RoomOccupancy:
    if offer is None:
        return RoomOccupancy(room.key, room.name, False, 0, 0, NO_CONSTRAINT, None, occupied)
    return RoomOccupancy(
        room.key,
        room.name,
        True,
        offer.places,
        min(blocked, offer.places),
        offer.constraint,
        offer.area_m2,
        occupied,
    )


def _rooms(wanted: ColumnElement[bool], day: date, moment: datetime) -> dict[Key, list[_Room]]:
    """The rooms of each house with what was offered from a day on that is not after the evening."""
    begun = and_(
        RoomOperation.room_id == Room.id, RoomOperation.starts_on <= day, known(RoomOperation, moment)
    )
    by_house: dict[Key, dict[Key, _Room]] = defaultdict(dict)
    for house, key, name, starts_on, ends_on, places, area, constraint in db.session.execute(
        select(
            key_of(Room.accommodation_id),
            key_of(Room.id),
            Room.name,
            RoomOperation.starts_on,
            RoomOperation.ends_on,
            RoomOperation.places,
            RoomOperation.area_m2,
            RoomOperation.constraint,
        )
        .join(Room.accommodation)
        .outerjoin(RoomOperation, begun)
        .where(wanted)
    ):
        room = by_house[house].setdefault(key, _Room(key, name))
        if starts_on is not None:
            room.offers.append(Offer(starts_on, ends_on, places, area, constraint))
    return defaultdict(list, {house: list(rooms.values()) for house, rooms in by_house.items()})


def _blocked(wanted: ColumnElement[bool], day: date, moment: datetime) -> dict[Key, int]:
    rows = db.session.execute(
        select(key_of(PlaceBlock.room_id), func.sum(PlaceBlock.places))
        .join(Room, Room.id == PlaceBlock.room_id)
        .join(Room.accommodation)
        .where(
            wanted,
            known(PlaceBlock, moment),
            PlaceBlock.starts_on <= day,
            or_(PlaceBlock.ends_on.is_(None), PlaceBlock.ends_on > day),
        )
        .group_by(PlaceBlock.room_id)
    )
    return dict(rows.all())
