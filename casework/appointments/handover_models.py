"""A caseload that passed from one colleague to another on a day."""

import uuid
from datetime import date, datetime

from sqlalchemy import Date
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.accounts.models import User
from casework.appointments.models import Appointment
from casework.database.base import Keyed, Model, refers_to
from casework.database.moments import Moment
from casework.database.recorded import moment_of_recording
from casework.database.retention import Kept, Retention
from casework.organisation.models import Municipality
from casework.people.models import COUNSELLING
from casework.vault.columns import clear


class Handover(Keyed, Model):
    """One act: the cases were all stated anew at `recorded_at`, which finds them again when it is undone."""

    __tablename__ = "handover"
    kept = Kept("Übergaben von Fällen", Retention.CASE)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    giver_id: Mapped[uuid.UUID] = mapped_column(refers_to(User.id))
    taker_id: Mapped[uuid.UUID] = mapped_column(refers_to(User.id))
    handed_over_on: Mapped[date] = clear("übergeben ab", Date, purpose=COUNSELLING)
    recorded_at: Mapped[datetime] = mapped_column(Moment, default=moment_of_recording)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    passed: Mapped[list["HandedOverAppointment"]] = relationship(back_populates="handover")


class HandedOverAppointment(Keyed, Model):
    """An appointment that passed over with the cases."""

    __tablename__ = "handover_appointment"
    kept = Kept("Übergebene Termine", Retention.CASE)

    handover_id: Mapped[uuid.UUID] = mapped_column(refers_to(Handover.id), index=True)
    appointment_id: Mapped[uuid.UUID] = mapped_column(refers_to(Appointment.id))

    handover: Mapped[Handover] = relationship(back_populates="passed")
    appointment: Mapped[Appointment] = relationship()
