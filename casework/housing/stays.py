"""The two dated axes of a person's lodging: what was stated of them, and what follows from it.

An *episode* is a statement, kept for ever with the moments between which it was believed.
A *span* is what holds: derived from a person's episodes by `database.episodes.effective`, kept with the moments of
knowledge for which it follows, so that "who lived where on a day, as known at a moment" is one look into an index.
"""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.database.base import Keyed, Model, refers_to
from casework.database.moments import Moment
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.housing.models import Accommodation, Room
from casework.organisation.models import Municipality
from casework.people.models import Person
from casework.vault.columns import clear
from casework.vault.sealed import Sealed
from casework.vocabulary.housing import LEAVING_REASONS

HOUSING = "Unterbringung und ihr Nachweis"
LEFT = text("leaving IS NOT NULL")


class Episode(Keyed, Recorded):
    """A stated stay on one axis, from `starts_on` until the day of leaving, which is not counted."""

    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    starts_on: Mapped[date] = clear("von", Date, purpose=HOUSING)
    ends_on: Mapped[date | None] = clear("bis", Date, purpose=HOUSING)
    reason: Sealed[str | None] = Sealed("Grund", purpose=HOUSING)

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id

    def give_reason(self, reason: str | None) -> None:
        """Why it began or ended, in words."""
        self.reason = reason


class StageEpisode(Episode, Model):
    """A stage of reception as stated (FlüAG §§ 7–11, 17–18; SGB VIII § 42)."""

    __tablename__ = "stage_episode"
    kept = Kept("Angaben zur Stufe", Retention.HOUSING)
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", "order"),
        one_current("uq_stage_episode_current", "person_id", "starts_on"),
        Index("ix_stage_episode_leaving", "leaving", "ends_on", sqlite_where=LEFT, postgresql_where=LEFT),
    )

    stage: Mapped[str] = clear("Stufe", String(10), purpose=HOUSING)
    leaving: Mapped[str | None] = clear("Art des Auszugs", String(20), purpose="Statistik der Abgänge")

    def give_reason(self, reason: str | None) -> None:
        super().give_reason(reason)
        self.leaving = LEAVING_REASONS.find(reason) if reason and self.ends_on is not None else None


class DwellingEpisode(Episode, Model):
    """A dwelling as stated: a house and perhaps a room, or another form with its district."""

    __tablename__ = "dwelling_episode"
    kept = Kept("Angaben zur Wohnung", Retention.HOUSING)
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", "order"),
        CheckConstraint("room_id IS NULL OR accommodation_id IS NOT NULL", "room_needs_house"),
        one_current("uq_dwelling_episode_current", "person_id", "starts_on"),
    )

    form: Mapped[str] = clear("Wohnform", String(20), purpose=HOUSING)
    accommodation_id: Mapped[uuid.UUID | None] = mapped_column(refers_to(Accommodation.id), index=True)
    room_id: Mapped[uuid.UUID | None] = mapped_column(refers_to(Room.id), index=True)
    district: Mapped[str | None] = clear("Ortsteil der Wohnung", String(200), purpose=HOUSING)

    accommodation: Mapped[Accommodation | None] = relationship()
    room: Mapped[Room | None] = relationship()


class EffectiveSpan(Keyed):
    """What holds from `starts_on` to `ends_on`, as known from `known_from` until `known_until`."""

    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id))
    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id))
    starts_on: Mapped[date] = clear("von", Date, purpose=HOUSING)
    ends_on: Mapped[date | None] = clear("bis", Date, purpose=HOUSING)
    known_from: Mapped[datetime] = mapped_column(Moment)
    known_until: Mapped[datetime | None] = mapped_column(Moment)


def _span_rules(table: str, *facts: str) -> tuple[CheckConstraint | Index, ...]:
    """Towns are read as a whole from the index by day, which carries all that is counted by; and then what changed."""
    current, past = text("known_until IS NULL"), text("known_until IS NOT NULL")
    return (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", "order"),
        Index(
            f"uq_{table}_current",
            "person_id",
            "starts_on",
            unique=True,
            sqlite_where=current,
            postgresql_where=current,
        ),
        Index(
            f"ix_{table}_by_day",
            *("municipality_id", "starts_on", "ends_on", "known_from", "known_until", *facts, "person_id"),
        ),
        Index(f"ix_{table}_by_recording", "known_from", "municipality_id"),
        Index(
            f"ix_{table}_by_correction",
            "known_until",
            "municipality_id",
            sqlite_where=past,
            postgresql_where=past,
        ),
        Index(f"ix_{table}_by_person", "person_id", "starts_on"),
    )


class StageSpan(EffectiveSpan, Model):
    """The stage that holds."""

    __tablename__ = "stage_span"
    kept = Kept("Geltende Stufen", Retention.HOUSING)
    __table_args__ = _span_rules("stage_span", "stage")

    stage: Mapped[str] = clear("Stufe", String(10), purpose=HOUSING)


class DwellingSpan(EffectiveSpan, Model):
    """The dwelling that holds."""

    __tablename__ = "dwelling_span"
    kept = Kept("Geltende Wohnungen", Retention.HOUSING)
    __table_args__ = (
        *_span_rules("dwelling_span", "form", "accommodation_id", "room_id"),
        Index("ix_dwelling_span_by_house", "accommodation_id", "starts_on", "ends_on"),
    )

    form: Mapped[str] = clear("Wohnform", String(20), purpose=HOUSING)
    accommodation_id: Mapped[uuid.UUID | None] = mapped_column(refers_to(Accommodation.id))
    room_id: Mapped[uuid.UUID | None] = mapped_column(refers_to(Room.id))
    district: Mapped[str | None] = clear("Ortsteil der Wohnung", String(200), purpose=HOUSING)
