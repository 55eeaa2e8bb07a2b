"""Houses with their rooms, and how many places a room offers in which span."""

import uuid
from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, Date, Integer, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.organisation.models import Municipality
from casework.vault.columns import clear

HOUSE = "Unterbringung; kein Personenbezug"


class Accommodation(Keyed, Model):
    """A house in which people are lodged; its kind says for which stage it is meant, not who lives there."""

    __tablename__ = "accommodation"
    kept = Kept("Unterkünfte", Retention.PUBLIC)
    __table_args__ = (UniqueConstraint("municipality_id", "name"),)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    name: Mapped[str] = clear("Unterkunft", String(200), purpose=HOUSE)
    kind: Mapped[str] = clear("Art", String(20), purpose=HOUSE)
    operator: Mapped[str | None] = clear("Träger", String(200), purpose=HOUSE)
    street: Mapped[str | None] = clear("Straße", String(200), purpose=HOUSE)
    postcode: Mapped[str | None] = clear("PLZ", String(10), purpose=HOUSE)
    town: Mapped[str | None] = clear("Ort", String(200), purpose=HOUSE)
    district: Mapped[str | None] = clear("Ortsteil", String(200), purpose=HOUSE)
    tenure: Mapped[str | None] = clear("Besitz", String(20), purpose=HOUSE)
    lease_ends_on: Mapped[date | None] = clear("Mietende", Date, purpose=HOUSE)
    area_m2: Mapped[Decimal | None] = clear("Wohn- und Schlaffläche", Numeric(10, 2), purpose=HOUSE)
    version: Mapped[int] = mapped_column(Integer)

    rooms: Mapped[list["Room"]] = relationship(back_populates="accommodation", order_by="Room.name")

    __mapper_args__ = {"version_id_col": version}


class Room(Keyed, Model):
    """A room of a house; the one without a name stands for a house of which no rooms are recorded."""

    __tablename__ = "room"
    kept = Kept("Zimmer", Retention.PUBLIC)
    __table_args__ = (UniqueConstraint("accommodation_id", "name"),)

    accommodation_id: Mapped[uuid.UUID] = mapped_column(refers_to(Accommodation.id), index=True)
    name: Mapped[str] = clear("Zimmer", String(100), purpose=HOUSE)

    accommodation: Mapped[Accommodation] = relationship(back_populates="rooms")


class RoomOperation(Keyed, Recorded, Model):
    """What a room offers in a span: places, area in m² and for whom it is meant; stated, like every episode."""

    __tablename__ = "room_operation"
    kept = Kept("Plätze der Zimmer", Retention.PUBLIC)
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", "order"),
        CheckConstraint("places >= 0", "places"),
        one_current("uq_room_operation_current", "room_id", "starts_on"),
    )

    room_id: Mapped[uuid.UUID] = mapped_column(refers_to(Room.id), index=True)
    starts_on: Mapped[date] = clear("Betrieb ab", Date, purpose=HOUSE)
    ends_on: Mapped[date | None] = clear("Betrieb bis", Date, purpose=HOUSE)
    places: Mapped[int] = clear("Plätze", Integer, purpose=HOUSE)
    area_m2: Mapped[Decimal | None] = clear("Fläche", Numeric(8, 2), purpose=HOUSE)
    constraint: Mapped[str] = clear("Bestimmung", String(20), purpose=HOUSE)

    room: Mapped[Room] = relationship()


class PlaceBlock(Keyed, Recorded, Model):
    """Places of a room that cannot be used in a span, and why."""

    __tablename__ = "place_block"
    kept = Kept("Sperrungen", Retention.PUBLIC)
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", "order"),
        CheckConstraint("places > 0", "places"),
    )

    room_id: Mapped[uuid.UUID] = mapped_column(refers_to(Room.id), index=True)
    starts_on: Mapped[date] = clear("gesperrt ab", Date, purpose=HOUSE)
    ends_on: Mapped[date | None] = clear("gesperrt bis", Date, purpose=HOUSE)
    places: Mapped[int] = clear("gesperrte Plätze", Integer, purpose=HOUSE)
    reason: Mapped[str] = clear("Sperrgrund", String(20), purpose=HOUSE)

    room: Mapped[Room] = relationship()


class EmergencyPlaces(Keyed, Recorded, Model):
    """Extra beds in a room while an emergency is activated; they are never part of what the room offers (§1.7)."""

    __tablename__ = "emergency_places"
    kept = Kept("Notbelegung", Retention.PUBLIC)
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", "order"),
        CheckConstraint("places > 0", "places"),
    )

    room_id: Mapped[uuid.UUID] = mapped_column(refers_to(Room.id), index=True)
    starts_on: Mapped[date] = clear("Notbelegung ab", Date, purpose=HOUSE)
    ends_on: Mapped[date | None] = clear("Notbelegung bis", Date, purpose=HOUSE)
    places: Mapped[int] = clear("Notplätze", Integer, purpose=HOUSE)

    room: Mapped[Room] = relationship()
