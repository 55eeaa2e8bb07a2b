"""The steps towards a goal: who does what until when, and what became of it."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, Date, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.database.base import Keyed, Model, refers_to
from casework.database.moments import today
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.partners.models import Partner
from casework.people.models import Person
from casework.vault.columns import clear
from casework.vault.sealed import Sealed
from casework.vocabulary.counselling import RESPONSIBLE
from casework.vocabulary.goals import STEP_OUTCOMES

PLAN = "Integrationsplan (VwV Integrationsmanagement)"


class Step(Keyed, Recorded, Model):
    """A version of a step; all versions of one share `step_id`, and the believed one holds.

    `changed_on` is the last day on which it was agreed anew what is done, by whom or until when.
    """

    __tablename__ = "goal_step"
    kept = Kept("Schritte zu den Zielen", Retention.CASE)
    __table_args__ = (
        CheckConstraint("(outcome IS NULL) = (ended_on IS NULL)", "outcome"),
        one_current("uq_goal_step_current", "step_id"),
    )

    step_id: Mapped[uuid.UUID] = mapped_column(Uuid, index=True)
    goal_id: Mapped[uuid.UUID] = mapped_column(refers_to("goal.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    position: Mapped[int] = mapped_column(Integer)
    what: Sealed[str] = Sealed("Schritt", purpose=PLAN)
    responsible: Mapped[str] = clear("zuständig für den Schritt", String(20), purpose=PLAN)
    partner_id: Mapped[uuid.UUID | None] = mapped_column(refers_to(Partner.id), index=True)
    due_on: Mapped[date | None] = clear("Schritt bis", Date, index=True, purpose=PLAN)
    agreed_on: Mapped[date] = clear("Schritt vereinbart am", Date, purpose=PLAN)
    changed_on: Mapped[date | None] = clear("Schritt neu vereinbart am", Date, purpose=PLAN)
    outcome: Mapped[str | None] = clear("was aus dem Schritt wurde", String(10), purpose=PLAN)
    ended_on: Mapped[date | None] = clear("Schritt erledigt am", Date, purpose=PLAN)
    reason: Sealed[str | None] = Sealed("Grund", purpose=PLAN)

    partner: Mapped[Partner | None] = relationship()

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id

    @property
    def partner_name(self) -> str:
        return self.partner.name if self.partner else ""

    @property
    def who(self) -> str:
        """Who takes it: a partner by name, else in general words."""
        return self.partner_name or RESPONSIBLE.label(self.responsible)

    @property
    def outcome_in_words(self) -> str:
        return STEP_OUTCOMES.label(self.outcome)

    @property
    def is_late(self) -> bool:
        """Whether it is still to be done although its day is over."""
        return self.is_open and self.due_on is not None and self.due_on < today()

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.outcome is None
