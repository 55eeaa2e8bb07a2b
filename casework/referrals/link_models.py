"""The one-time link by which a partner without an account answers a referral, and what they answered."""

import uuid
from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, Date, Index, LargeBinary, Time, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.appointments.models import Appointment
from casework.database.base import Keyed, Model, refers_to
from casework.database.moments import Moment, now
from casework.database.retention import Kept, Retention
from casework.people.models import Person
from casework.referrals.models import REFERRAL, Referral, ReferralState
from casework.vault.columns import clear

OPEN = text("used_at IS NULL AND revoked_at IS NULL")


class ReferralLink(Keyed, Model):
    """An address that answers one referral once, known by its hash alone; of a referral at most one is open."""

    __tablename__ = "referral_link"
    kept = Kept("Einmal-Links an Partner", Retention.CASE)
    __table_args__ = (
        CheckConstraint("used_at IS NULL OR revoked_at IS NULL", "one_end"),
        Index("uq_referral_link_open", "referral_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )

    referral_id: Mapped[uuid.UUID] = mapped_column(refers_to(Referral.id), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)

    referral: Mapped[Referral] = relationship()

    @property
    def has_expired(self) -> bool:
        """Whether its time is over."""
        return now() > self.expires_at

    @property
    def is_open(self) -> bool:
        """Whether it may still be answered by, as far as the link itself goes."""
        return self.used_at is None and self.revoked_at is None and not self.has_expired


class ReferralReply(Keyed, Model):
    """What came back by a link: the state it became, and the appointment the partner proposes.

    Somebody looks at it (`seen_at`); a proposed appointment stands in the calendar only once a person has entered it.
    """

    __tablename__ = "referral_reply"
    kept = Kept("Rückmeldungen über Einmal-Links", Retention.CASE)
    __table_args__ = (
        CheckConstraint("proposed_at IS NULL OR proposed_on IS NOT NULL", "time_of_a_day"),
        CheckConstraint("appointment_id IS NULL OR proposed_on IS NOT NULL", "as_proposed"),
    )

    link_id: Mapped[uuid.UUID] = mapped_column(refers_to(ReferralLink.id), unique=True)
    referral_id: Mapped[uuid.UUID] = mapped_column(refers_to(Referral.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    state_id: Mapped[uuid.UUID] = mapped_column(refers_to(ReferralState.id))
    appointment_id: Mapped[uuid.UUID | None] = mapped_column(refers_to(Appointment.id))
    proposed_on: Mapped[date | None] = clear("vorgeschlagener Tag", Date, purpose=REFERRAL)
    proposed_at: Mapped[time | None] = clear("vorgeschlagene Uhrzeit", Time, purpose=REFERRAL)
    answered_at: Mapped[datetime] = mapped_column(Moment, default=now)
    seen_at: Mapped[datetime | None] = mapped_column(Moment)

    link: Mapped[ReferralLink] = relationship()
    referral: Mapped[Referral] = relationship()
    state: Mapped[ReferralState] = relationship()
    appointment: Mapped[Appointment | None] = relationship()

    @property
    def waits_for_appointment(self) -> bool:
        """Whether an appointment is proposed that nobody has entered yet."""
        return self.proposed_on is not None and self.appointment_id is None
