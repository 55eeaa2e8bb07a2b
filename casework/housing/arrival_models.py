"""People announced to the town before anybody knows their names."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, Date, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded
from casework.database.retention import Kept, Retention
from casework.housing.models import Accommodation, Room
from casework.organisation.models import Municipality
from casework.vault.columns import clear

ANNOUNCED = "Ankündigung von Zuweisungen; ohne Namen"


class PlannedArrival(Keyed, Recorded, Model):
    """So many people announced for a day; with a house it keeps places there until they came or were cancelled.

    What becomes of it is a new statement in its place, with the same `expected_on` and the new `state`.
    """

    __tablename__ = "planned_arrival"
    kept = Kept("Angekündigte Ankünfte", Retention.PUBLIC)
    __table_args__ = (
        CheckConstraint("persons > 0", "persons"),
        CheckConstraint("announced_on <= expected_on", "order"),
        CheckConstraint("(state = 'ARRIVED') = (arrived_on IS NOT NULL)", "arrived"),
        CheckConstraint("room_id IS NULL OR accommodation_id IS NOT NULL", "room_of_house"),
    )

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    accommodation_id: Mapped[uuid.UUID | None] = mapped_column(refers_to(Accommodation.id))
    room_id: Mapped[uuid.UUID | None] = mapped_column(refers_to(Room.id))
    announced_on: Mapped[date] = clear("angekündigt am", Date, purpose=ANNOUNCED)
    expected_on: Mapped[date] = clear("erwartet am", Date, purpose=ANNOUNCED)
    persons: Mapped[int] = clear("Personen", Integer, purpose=ANNOUNCED)
    stage: Mapped[str] = clear("Stufe", String(10), purpose=ANNOUNCED)
    source: Mapped[str] = clear("angekündigt von", String(200), purpose=ANNOUNCED)
    remark: Mapped[str | None] = clear("Hinweis ohne Namen", String(300), purpose=ANNOUNCED)
    state: Mapped[str] = clear("Stand der Ankündigung", String(20), purpose=ANNOUNCED)
    arrived_on: Mapped[date | None] = clear("angekommen am", Date, purpose=ANNOUNCED)

    accommodation: Mapped[Accommodation | None] = relationship()
    room: Mapped[Room | None] = relationship()
