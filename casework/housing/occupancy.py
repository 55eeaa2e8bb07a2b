"""How full every house and every room is on an evening, as known at a moment (domain brief §1.7)."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select

from casework.database.base import db
from casework.database.episodes import find_holding
from casework.database.moments import end_of
from casework.database.recorded import known
from casework.housing.evenings import Resident, followed, residents_on
from casework.housing.models import Accommodation, PlaceBlock, Room, RoomOperation
from casework.housing.places import HouseOccupancy, RoomOccupancy, in_order
from casework.housing.stays import DwellingSpan
from casework.vocabulary.housing import NO_CONSTRAINT

Found = Row[*tuple[Any, ...]]


def occupancy(
    municipality_id: uuid.UUID, day: date, moment: datetime, residents: Sequence[Resident] | None = None
) -> list[HouseOccupancy]:
    """Every house that operates or is lived in on the evening, by name; reads who lives there unless told."""
    if residents is None:
        residents = residents_on(municipality_id, day, moment)
    houses = Accommodation.municipality_id == municipality_id
    shown = _houses(houses, residents, announced(municipality_id, day, moment), day, moment)
    return [house for house in shown if house.occupied or any(room.operates for room in house.rooms)]


def house_occupancy(accommodation: Accommodation, day: date, moment: datetime) -> HouseOccupancy:
    """One house with all its rooms, whether it operates or not."""
    residents = residents_on(accommodation.municipality_id, day, moment, accommodation.id)
    coming = announced(accommodation.municipality_id, day, moment)
    (house,) = _houses(Accommodation.id == accommodation.id, residents, coming, day, moment)
    return house


def announced(municipality_id: uuid.UUID, day: date, moment: datetime) -> dict[uuid.UUID, set[uuid.UUID]]:
    """By house, who will move in after a day, as was known on its evening and is still believed at the moment.

    Who lives in the house already is not told apart here.
    """
    coming = _moving_in(municipality_id, day, moment)
    if moment > end_of(day):
        coming &= _moving_in(municipality_id, day, end_of(day))
    by_house = defaultdict(set)
    for accommodation_id, person_id in coming:
        by_house[accommodation_id].add(person_id)
    return by_house


def _moving_in(municipality_id: uuid.UUID, day: date, moment: datetime) -> set[tuple[uuid.UUID, uuid.UUID]]:
    rows = db.session.execute(
        select(DwellingSpan.accommodation_id, DwellingSpan.person_id).where(
            DwellingSpan.municipality_id == municipality_id,
            DwellingSpan.starts_on > day,
            followed(DwellingSpan, moment),
        )
    )
    return {(house, person_id) for house, person_id in rows if house is not None}


def _houses(
    wanted: ColumnElement[bool],
    residents: Sequence[Resident],
    coming: dict[uuid.UUID, set[uuid.UUID]],
    day: date,
    moment: datetime,
) -> list[HouseOccupancy]:
    operating = _operations(wanted, day, moment)
    blocked = _blocked(wanted, day, moment)
    heads = Counter((resident.accommodation_id, resident.room_id) for resident in residents)
    living = defaultdict(set)
    for resident in residents:
        if resident.accommodation_id in coming:
            living[resident.accommodation_id].add(resident.person_id)
    rooms = _rooms(wanted)
    return sorted(
        (
            _house(
                row,
                rooms.get(row.id, []),
                operating,
                blocked,
                heads,
                len(coming.get(row.id, set()) - living[row.id]),
            )
            for row in db.session.execute(
                select(Accommodation.id, Accommodation.name, Accommodation.kind).where(wanted)
            )
        ),
        key=lambda house: in_order(house.name),
    )


def _house(
    row: Found,
    rooms: Iterable[Found],
    operating: dict[uuid.UUID, Found],
    blocked: dict[uuid.UUID, int],
    heads: Counter[tuple[uuid.UUID, uuid.UUID | None]],
    reserved: int,
) -> HouseOccupancy:
    rooms = list(rooms)
    without_room = heads[row.id, None]
    stand_in = _stand_in(rooms, operating)
    shown = []
    for room in rooms:
        occupied = heads[row.id, room.id]
        if room.id == stand_in:
            occupied, without_room = occupied + without_room, 0
        shown.append(_room(room, operating.get(room.id), blocked.get(room.id, 0), occupied))
    shown.sort(key=lambda room: in_order(room.name))
    return HouseOccupancy(row.id, row.name, row.kind, shown, without_room, reserved)


def _stand_in(rooms: Sequence[Found], operating: dict[uuid.UUID, Found]) -> uuid.UUID | None:
    """The room without a name, where it stands for the house: unless it is closed and named rooms took its place."""
    nameless = next((room.id for room in rooms if not room.name), None)
    if nameless is None or nameless in operating:
        return nameless
    return None if any(room.id in operating for room in rooms) else nameless


def _room(room: Found, operation: Found | None, blocked: int, occupied: int) -> RoomOccupancy:
    if operation is None:
        return RoomOccupancy(room.id, room.name, False, 0, 0, NO_CONSTRAINT, None, occupied)
    return RoomOccupancy(
        room.id,
        room.name,
        True,
        operation.places,
        min(blocked, operation.places),
        operation.constraint,
        operation.area_m2,
        occupied,
    )


def _rooms(wanted: ColumnElement[bool]) -> dict[uuid.UUID, list[Found]]:
    by_house = defaultdict(list)
    for room in db.session.execute(
        select(Room.id, Room.name, Room.accommodation_id).join(Room.accommodation).where(wanted)
    ):
        by_house[room.accommodation_id].append(room)
    return by_house


def _operations(wanted: ColumnElement[bool], day: date, moment: datetime) -> dict[uuid.UUID, Found]:
    """What each room in operation offers on the evening."""
    begun = defaultdict(list)
    for operation in db.session.execute(
        select(
            RoomOperation.room_id,
            RoomOperation.starts_on,
            RoomOperation.ends_on,
            RoomOperation.places,
            RoomOperation.area_m2,
            RoomOperation.constraint,
        )
        .join(Room, Room.id == RoomOperation.room_id)
        .join(Room.accommodation)
        .where(wanted, RoomOperation.starts_on <= day, known(RoomOperation, moment))
    ):
        begun[operation.room_id].append(operation)
    holding = ((room_id, find_holding(stated, day)) for room_id, stated in begun.items())
    return {room_id: operation for room_id, operation in holding if operation is not None}


def _blocked(wanted: ColumnElement[bool], day: date, moment: datetime) -> dict[uuid.UUID, int]:
    rows = db.session.execute(
        select(PlaceBlock.room_id, func.sum(PlaceBlock.places))
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
