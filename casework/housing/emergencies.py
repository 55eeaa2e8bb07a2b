"""Extra beds beyond what rooms offer, while an emergency is activated (domain brief §1.7): activated, ended, read."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select

from casework.audit.trail import note
from casework.database.base import db
from casework.database.bulk import Key, key_of
from casework.database.recorded import known
from casework.errors import Refused
from casework.housing.models import Accommodation, EmergencyPlaces, Room


def activate(room: Room, *, places: int, starts_on: date, ends_on: date | None) -> None:
    """Put extra beds into a room for a span. Raises Refused when it ends before it begins."""
    if ends_on is not None and ends_on < starts_on:
        raise Refused("Das Ende der Notbelegung liegt vor ihrem Beginn.")
    db.session.add(EmergencyPlaces(room_id=room.id, places=places, starts_on=starts_on, ends_on=ends_on))
    note("housing:emergency:activated", about=room.id, places=places)


def end(house: Accommodation, emergency_id: uuid.UUID, on: date) -> None:
    """Take extra beds away from a day on; the statement before stays on record. Raises Refused."""
    rows = emergencies_of(house, on)
    emergency = next((row for row, _room in rows if row.id == emergency_id), None)
    if emergency is None:
        raise Refused("Diese Notbelegung gibt es nicht mehr.")
    emergency.supersede()
    if emergency.starts_on < on:
        db.session.add(
            EmergencyPlaces(
                room_id=emergency.room_id,
                places=emergency.places,
                starts_on=emergency.starts_on,
                ends_on=on,
            )
        )
    note("housing:emergency:ended", about=emergency.room_id, places=emergency.places)


def emergencies_of(house: Accommodation, day: date) -> Sequence[tuple[EmergencyPlaces, Room]]:
    """The emergency places of a house that hold on a day or later, by their first day."""
    rows = db.session.execute(
        select(EmergencyPlaces, Room)
        .join(Room, Room.id == EmergencyPlaces.room_id)
        .where(
            Room.accommodation_id == house.id,
            known(EmergencyPlaces),
            or_(EmergencyPlaces.ends_on.is_(None), EmergencyPlaces.ends_on > day),
        )
        .order_by(EmergencyPlaces.starts_on, Room.name)
    )
    return [(row, room) for row, room in rows]


def emergency_places_on(municipality_id: uuid.UUID, day: date, moment: datetime) -> dict[Key, int]:
    """The extra beds of each room that has some on an evening, as known at a moment; by room."""
    return _places(Accommodation.municipality_id == municipality_id, day, moment)


def emergency_places_in(house: Accommodation, day: date, moment: datetime) -> dict[Key, int]:
    """The same of one house."""
    return _places(Accommodation.id == house.id, day, moment)


def _places(wanted: ColumnElement[bool], day: date, moment: datetime) -> dict[Key, int]:
    rows = db.session.execute(
        select(key_of(EmergencyPlaces.room_id), func.sum(EmergencyPlaces.places))
        .join(Room, Room.id == EmergencyPlaces.room_id)
        .join(Room.accommodation)
        .where(
            wanted,
            known(EmergencyPlaces, moment),
            EmergencyPlaces.starts_on <= day,
            or_(EmergencyPlaces.ends_on.is_(None), EmergencyPlaces.ends_on > day),
        )
        .group_by(EmergencyPlaces.room_id)
    )
    return dict(rows.all())
