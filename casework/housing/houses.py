"""Looking after houses: their data, what their rooms offer from when on, and blocked places."""

import uuid
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from casework.audit.trail import note
from casework.database.base import db
from casework.database.episodes import find_holding
from casework.errors import Refused
from casework.housing.models import Accommodation, PlaceBlock, Room, RoomOperation
from casework.vocabulary.housing import NO_CONSTRAINT

HOUSE_DATA = (
    "name",
    "kind",
    "operator",
    "street",
    "postcode",
    "town",
    "district",
    "tenure",
    "lease_ends_on",
    "area_m2",
)


def open_house(municipality_id: uuid.UUID, data: Mapping[str, Any]) -> Accommodation:
    """Take a house into the list; `data` holds any of HOUSE_DATA. Raises Refused when the name is taken."""
    house = Accommodation(municipality_id=municipality_id, name=data["name"], kind=data["kind"])
    _refuse_taken_name(house, data["name"])
    _describe(house, data)
    db.session.add(house)
    note("housing:accommodation:opened", about=house.id)
    return house


def change_house(house: Accommodation, data: Mapping[str, Any]) -> None:
    """Correct what is known of a house. Raises Refused when the name is taken."""
    _refuse_taken_name(house, data["name"])
    changed = _describe(house, data)
    if changed:
        note("housing:accommodation:changed", about=house.id, fields=changed)


def _describe(house: Accommodation, data: Mapping[str, Any]) -> list[str]:
    changed = [name for name in HOUSE_DATA if name in data and (data[name] or None) != getattr(house, name)]
    for name in changed:
        setattr(house, name, data[name] or None)
    return changed


def _refuse_taken_name(house: Accommodation, name: str) -> None:
    taken = db.session.scalar(
        select(Accommodation.id).where(
            Accommodation.municipality_id == house.municipality_id,
            Accommodation.name == name,
            Accommodation.id != house.id,
        )
    )
    if taken:
        raise Refused("Eine Unterkunft mit dem Namen „%(name)s“ gibt es schon.", name=name)


def room_of(house: Accommodation, name: str) -> Room:
    """The room of this name; a new one the first time. The empty name stands for the house as a whole."""
    room = db.session.scalar(select(Room).where(Room.accommodation_id == house.id, Room.name == name))
    if room is None:
        room = Room(accommodation_id=house.id, name=name)
        db.session.add(room)
    return room


def state_operation(
    room: Room,
    *,
    starts_on: date,
    ends_on: date | None = None,
    places: int,
    area_m2: Decimal | None = None,
    constraint: str = NO_CONSTRAINT,
) -> bool:
    """State what a room offers from a day on; a different statement for that day corrects it, as of now.

    Returns whether anything changed. Raises Refused when it ends before it begins.
    """
    if ends_on is not None and ends_on < starts_on:
        raise Refused("Das Ende des Betriebs liegt vor seinem Beginn.")
    current = db.session.scalar(
        select(RoomOperation).where(
            RoomOperation.room_id == room.id,
            RoomOperation.starts_on == starts_on,
            RoomOperation.superseded_at.is_(None),
        )
    )
    if current is not None:
        if (current.ends_on, current.places, current.area_m2, current.constraint) == (
            ends_on,
            places,
            area_m2,
            constraint,
        ):
            return False
        current.supersede()
        db.session.flush()
    db.session.add(
        RoomOperation(
            room_id=room.id,
            starts_on=starts_on,
            ends_on=ends_on,
            places=places,
            area_m2=area_m2,
            constraint=constraint,
        )
    )
    note("housing:room:stated", about=room.id, starts_on=starts_on.isoformat())
    return True


def take_back_operation(room: Room, starts_on: date) -> bool:
    """Take back what was stated of a room from a day on, as an error; whether there was such a statement."""
    current = db.session.scalar(
        select(RoomOperation).where(
            RoomOperation.room_id == room.id,
            RoomOperation.starts_on == starts_on,
            RoomOperation.superseded_at.is_(None),
        )
    )
    if current is None:
        return False
    current.supersede()
    note("housing:room:retracted", about=room.id, starts_on=starts_on.isoformat())
    return True


def _places_on(room: Room, day: date) -> int:
    stated = list(
        db.session.scalars(
            select(RoomOperation).where(
                RoomOperation.room_id == room.id, RoomOperation.superseded_at.is_(None)
            )
        )
    )
    operation = find_holding(stated, day)
    return operation.places if operation else 0


def block_places(
    room: Room, *, places: int, starts_on: date, ends_on: date | None, reason: str
) -> PlaceBlock:
    """Say that places of a room cannot be used in a span. Raises Refused when it ends before it begins."""
    if ends_on is not None and ends_on < starts_on:
        raise Refused("Das Ende der Sperrung liegt vor ihrem Beginn.")
    offered = _places_on(room, starts_on)
    if places > offered:
        raise Refused(
            "Dieses Zimmer hat am %(day)s nur %(places)s Plätze.", day=f"{starts_on:%d.%m.%Y}", places=offered
        )
    block = PlaceBlock(room_id=room.id, places=places, starts_on=starts_on, ends_on=ends_on, reason=reason)
    db.session.add(block)
    note("housing:places:blocked", about=room.id, places=places)
    return block


def blocks_of(house: Accommodation, day: date) -> list[tuple[PlaceBlock, Room]]:
    """The blocks of a house that hold on a day or later."""
    rows = db.session.execute(
        select(PlaceBlock, Room)
        .join(Room, Room.id == PlaceBlock.room_id)
        .where(
            Room.accommodation_id == house.id,
            PlaceBlock.superseded_at.is_(None),
            PlaceBlock.ends_on.is_(None) | (PlaceBlock.ends_on > day),
        )
        .order_by(PlaceBlock.starts_on, Room.name)
    )
    return [(block, room) for block, room in rows]


def lift_block(house: Accommodation, block_id: uuid.UUID, on: date) -> None:
    """Free blocked places again from a day on; the statement before stays on record. Raises Refused."""
    block = next((block for block, _room in blocks_of(house, on) if block.id == block_id), None)
    if block is None:
        raise Refused("Diese Sperrung gibt es nicht mehr.")
    block.supersede()
    if block.starts_on < on:
        db.session.add(
            PlaceBlock(
                room_id=block.room_id,
                places=block.places,
                starts_on=block.starts_on,
                ends_on=on,
                reason=block.reason,
            )
        )
    note("housing:places:released", about=block.room_id, places=block.places)
