"""A consultation is one talk with one or several people; a correction is a new version of the same talk."""

import uuid
from datetime import date, time

from sqlalchemy import Boolean, CheckConstraint, Date, Integer, String, Time, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.accounts.models import User
from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.organisation.models import Municipality
from casework.people.models import COUNSELLING, Person
from casework.vault.columns import clear
from casework.vault.keys import ServicePurpose
from casework.vault.sealed import Sealed
from casework.vault.unreadable import NotReadableDict, NotReadableList, is_unreadable
from casework.vocabulary.counselling import CASE_TALK


class Consultation(Keyed, Recorded, Model):
    """One version of a documented talk; all versions share `talk_id`.

    With one person it is sealed under the person's key; with several under a key of its own, which goes with the last
    of them; with nobody named (a short contact, a group, a colleague) under a key of its own, too. Topics and their
    minutes are kept under the statistics key: they are counted in bulk and GES, PSY, SCH must not lie in clear.
    """

    __tablename__ = "consultation"
    kept = Kept("Gespräche", Retention.CASE)
    __table_args__ = (
        CheckConstraint("minutes IS NULL OR minutes >= 0", "minutes"),
        CheckConstraint("headcount IS NULL OR headcount > 0", "headcount"),
        one_current("uq_consultation_current", "talk_id"),
    )

    talk_id: Mapped[uuid.UUID] = mapped_column(Uuid, index=True, default=uuid.uuid4)
    subject_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    case_manager_id: Mapped[uuid.UUID | None] = mapped_column(refers_to(User.id), index=True)
    talk_form: Mapped[str] = clear(
        "Gesprächsform", String(20), default=CASE_TALK, purpose="Nachweis des Aufwands"
    )
    held_on: Mapped[date] = clear("Datum", Date, index=True, purpose=COUNSELLING)
    starts_at: Mapped[time | None] = clear("Uhrzeit", Time, purpose=COUNSELLING)
    minutes: Mapped[int | None] = clear("Minuten", Integer, purpose="Nachweis des Aufwands")
    headcount: Mapped[int | None] = clear("Teilnehmende", Integer, purpose="Nachweis des Aufwands")
    contact_kind: Mapped[str] = clear("Kontaktart", String(20), purpose="Nachweis des Aufwands")
    interpreter: Mapped[str] = clear(
        "Sprachmittlung", String(20), default="NONE", purpose="Nachweis des Aufwands"
    )
    is_confidential: Mapped[bool] = clear("vertraulich", Boolean, default=False, purpose="engere Rechte")
    next_step_on: Mapped[date | None] = clear("Wiedervorlage", Date, index=True, purpose=COUNSELLING)
    topics: Sealed[list[str]] = Sealed(
        "Themen, Hauptthema zuerst",
        purpose="Statistik der Beratung",
        under=ServicePurpose.STATISTICS,
        unreadable=NotReadableList,
    )
    topic_minutes: Sealed[dict[str, int] | None] = Sealed(
        "Minuten der weiteren Themen",
        purpose="Statistik der Beratung",
        under=ServicePurpose.STATISTICS,
        unreadable=NotReadableDict,
    )
    described_as: Sealed[str | None] = Sealed("Wer, in Worten", purpose=COUNSELLING)
    also_present: Sealed[str | None] = Sealed("wer noch dabei war", purpose=COUNSELLING)
    place: Sealed[str | None] = Sealed("Ort", purpose=COUNSELLING)
    language: Sealed[str | None] = Sealed("Sprache", purpose=COUNSELLING)
    content: Sealed[str | None] = Sealed("Inhalt", purpose=COUNSELLING)
    result: Sealed[str | None] = Sealed("Ergebnis", purpose=COUNSELLING)
    next_step: Sealed[str | None] = Sealed("nächster Schritt", purpose=COUNSELLING)

    participants: Mapped[list["Participant"]] = relationship(
        back_populates="consultation", cascade="all, delete-orphan"
    )
    case_manager: Mapped[User | None] = relationship()

    @property
    def author_id(self) -> uuid.UUID | None:
        """Who led the talk or, if nobody is named, put it on record."""
        return self.case_manager_id or self.recorded_by_id

    def is_open_to(self, user_id: uuid.UUID) -> bool:
        """Whether somebody may read and change what was said: a confidential talk belongs to its author alone."""
        return not self.is_confidential or self.author_id == user_id

    @property
    def main_minutes(self) -> int | None:
        """The minutes of the main topic: all that no further topic was given; None where nobody said how long."""
        if self.minutes is None or is_unreadable(self.topic_minutes):
            return None
        return self.minutes - sum((self.topic_minutes or {}).values())

    def people(self) -> list[Person]:
        """Who took part."""
        return [participant.person for participant in self.participants]

    @property
    def person_ids(self) -> list[uuid.UUID]:
        """Who took part, without asking for more of them."""
        return [participant.person_id for participant in self.participants]


class Participant(Keyed, Model):
    """A person who took part in a talk."""

    __tablename__ = "consultation_participant"
    kept = Kept("Beteiligte an Gesprächen", Retention.CASE)

    consultation_id: Mapped[uuid.UUID] = mapped_column(refers_to(Consultation.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)

    consultation: Mapped[Consultation] = relationship(back_populates="participants")
    person: Mapped[Person] = relationship()
