"""A referral to a partner, and every state it went through."""

import uuid
from datetime import date, datetime

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.accounts.models import User
from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded
from casework.database.retention import Kept, Retention
from casework.database.states import GoesThroughStates, State
from casework.organisation.models import Municipality
from casework.partners.models import Partner
from casework.people.models import Person
from casework.vault.columns import clear
from casework.vault.sealed import Sealed
from casework.vocabulary.counselling import CLOSED_REFERRAL_STATES

REFERRAL = "Weitervermittlung"


class Referral(Keyed, Recorded, GoesThroughStates["ReferralState"], Model):
    """A person sent on to a partner; the person goes alone, so no data leaves the house."""

    __tablename__ = "referral"
    kept = Kept("Vermittlungen", Retention.CASE)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    partner_id: Mapped[uuid.UUID] = mapped_column(refers_to(Partner.id), index=True)
    case_manager_id: Mapped[uuid.UUID | None] = mapped_column(refers_to(User.id))
    referred_on: Mapped[date] = clear("vermittelt am", Date, purpose=REFERRAL)
    purpose: Sealed[str] = Sealed("Anliegen", purpose=REFERRAL)

    person: Mapped[Person] = relationship()
    partner: Mapped[Partner] = relationship()
    states: Mapped[list["ReferralState"]] = relationship(
        back_populates="referral", order_by="(ReferralState.state_on, ReferralState.recorded_at)"
    )

    final_states = CLOSED_REFERRAL_STATES

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id

    def feedback_due_then(self, day: date | None = None, moment: datetime | None = None) -> date | None:
        """By when one wants to hear more: what was said last counts, of all up to a day as known at a moment."""
        told = self.told_states(day, moment)
        return told[-1].feedback_due_on if told else None

    @property
    def feedback_due_on(self) -> date | None:
        return self.feedback_due_then()


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
