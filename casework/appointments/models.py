"""An appointment, a task or a deadline of somebody of the office, and the people it is about."""

import uuid
from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, Date, Integer, String, Time, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.accounts.models import User
from casework.database.base import Keyed, Model, refers_to
from casework.database.moments import Moment, now
from casework.database.retention import Kept, Retention
from casework.organisation.models import Municipality
from casework.people.models import Person
from casework.vault.columns import clear
from casework.vault.sealed import Sealed

PLANNED = "Planung der Arbeit"


class Appointment(Keyed, Model):
    """What somebody of the office has planned for a day; `starts_at` is the time of day in Berlin.

    With one person it is sealed under the person's key, with several or nobody under a key of its own.
    """

    __tablename__ = "appointment"
    kept = Kept("Termine", Retention.CASE)
    __table_args__ = (
        CheckConstraint("minutes IS NULL OR (minutes > 0 AND starts_at IS NOT NULL)", "minutes"),
        CheckConstraint("done_at IS NULL OR cancelled_at IS NULL", "one_end"),
    )

    subject_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    owner_id: Mapped[uuid.UUID] = mapped_column(refers_to(User.id), index=True)
    kind: Mapped[str] = clear("Art des Termins", String(20), purpose=PLANNED)
    planned_on: Mapped[date] = clear("Tag des Termins", Date, index=True, purpose=PLANNED)
    starts_at: Mapped[time | None] = clear("Uhrzeit", Time, purpose=PLANNED)
    minutes: Mapped[int | None] = clear("Dauer in Minuten", Integer, purpose=PLANNED)
    title: Sealed[str] = Sealed("Worum es geht", purpose=PLANNED)
    place: Sealed[str | None] = Sealed("Ort", purpose=PLANNED)
    note: Sealed[str | None] = Sealed("Notiz zum Termin", purpose=PLANNED)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now, onupdate=now)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    version: Mapped[int] = mapped_column(Integer)

    attendees: Mapped[list["Attendee"]] = relationship(
        back_populates="appointment", cascade="all, delete-orphan"
    )
    owner: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def person_ids(self) -> list[uuid.UUID]:
        """The records of those it is about."""
        return [attendee.person_id for attendee in self.attendees]

    @property
    def is_open(self) -> bool:
        """Whether it still waits: neither done nor cancelled."""
        return self.done_at is None and self.cancelled_at is None


class Attendee(Keyed, Model):
    """A person an appointment is about."""

    __tablename__ = "appointment_person"
    kept = Kept("Beteiligte an Terminen", Retention.CASE)

    appointment_id: Mapped[uuid.UUID] = mapped_column(refers_to(Appointment.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)

    appointment: Mapped[Appointment] = relationship(back_populates="attendees")
    person: Mapped[Person] = relationship()
