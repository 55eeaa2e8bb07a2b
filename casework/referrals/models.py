"""A referral to a partner, every state it went through, and every time somebody asked how it stands."""

import uuid
from datetime import date, datetime

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.accounts.models import User
from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded
from casework.database.retention import Kept, Retention
from casework.database.states import GoesThroughStates, State, believed
from casework.organisation.models import Municipality
from casework.partners.models import Partner
from casework.people.models import Person
from casework.vault.columns import clear
from casework.vault.sealed import Sealed
from casework.vocabulary.counselling import CLOSED_REFERRAL_STATES
from casework.vocabulary.referrals import ALONE, WITH_DATA

REFERRAL = "Weitervermittlung"


class Referral(Keyed, Recorded, GoesThroughStates["ReferralState"], Model):
    """A person sent on to a partner: they go alone and no data leaves the house, or data goes out with their consent.

    The way is never changed: whoever thinks better of it takes the referral back and makes another.
    """

    __tablename__ = "referral"
    kept = Kept("Vermittlungen", Retention.CASE)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    partner_id: Mapped[uuid.UUID] = mapped_column(refers_to(Partner.id), index=True)
    case_manager_id: Mapped[uuid.UUID | None] = mapped_column(refers_to(User.id))
    referred_on: Mapped[date] = clear("vermittelt am", Date, purpose=REFERRAL)
    way: Mapped[str] = clear("Weg der Vermittlung", String(10), default=ALONE, purpose=REFERRAL)
    purpose: Sealed[str] = Sealed("Anliegen", purpose=REFERRAL)

    person: Mapped[Person] = relationship()
    partner: Mapped[Partner] = relationship()
    states: Mapped[list["ReferralState"]] = relationship(
        back_populates="referral", order_by="(ReferralState.state_on, ReferralState.recorded_at)"
    )

    inquiries: Mapped[list["Inquiry"]] = relationship(
        back_populates="referral", order_by="(Inquiry.asked_on, Inquiry.recorded_at)"
    )

    final_states = CLOSED_REFERRAL_STATES

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id

    def feedback_due_then(self, day: date | None = None, moment: datetime | None = None) -> date | None:
        """By when one wants to hear more: what was said last counts, of all up to a day as known at a moment."""
        told: list[ReferralState | Inquiry] = [
            *self.told_states(day, moment),
            *(asked for asked in believed(self.inquiries, moment) if day is None or asked.asked_on <= day),
        ]
        return max(reversed(told), key=lambda row: row.recorded_at).feedback_due_on if told else None

    @property
    def feedback_due_on(self) -> date | None:
        return self.feedback_due_then()

    @property
    def sends_data(self) -> bool:
        """Whether the partner hears of the person from us."""
        return self.way == WITH_DATA

    @property
    def recipient(self) -> str:
        """To whom something would go, as the directory says today: a line each for name, address, e-mail and phone."""
        partner = self.partner
        return "\n".join(
            line for line in (partner.name, partner.address, partner.email, partner.phone) if line
        )

    def believed_inquiries(self) -> "list[Inquiry]":
        """When the partner was asked, the first time first."""
        return sorted(believed(self.inquiries), key=lambda asked: asked.asked_on)


class ReferralState(Keyed, State, Model):
    """The state a referral reached on a day, and by when one wants to hear more; the latest state holds."""

    __tablename__ = "referral_state"
    kept = Kept("Stände der Vermittlungen", Retention.CASE)

    referral_id: Mapped[uuid.UUID] = mapped_column(refers_to(Referral.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    state: Mapped[str] = clear("Stand der Vermittlung", String(20), purpose=REFERRAL)
    state_on: Mapped[date] = clear("Stand am", Date, purpose=REFERRAL)
    feedback_due_on: Mapped[date | None] = clear("Rückmeldung bis", Date, index=True, purpose=REFERRAL)
    remark: Sealed[str | None] = Sealed("Rückmeldung", purpose=REFERRAL)

    referral: Mapped[Referral] = relationship(back_populates="states")

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id


class Inquiry(Keyed, Recorded, Model):
    """A partner was asked how a referral stands; they have until another day to answer."""

    __tablename__ = "referral_inquiry"
    kept = Kept("Nachfragen zu Vermittlungen", Retention.CASE)

    referral_id: Mapped[uuid.UUID] = mapped_column(refers_to(Referral.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    asked_on: Mapped[date] = clear("nachgefragt am", Date, purpose=REFERRAL)
    feedback_due_on: Mapped[date] = clear("Rückmeldung bis", Date, index=True, purpose=REFERRAL)
    remark: Sealed[str | None] = Sealed("Vermerk zur Nachfrage", purpose=REFERRAL)

    referral: Mapped[Referral] = relationship(back_populates="inquiries")

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id
