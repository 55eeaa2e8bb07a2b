"""A plan with all that was stated of it, its end, which is a row of its own, and the end of that end."""

import uuid
from datetime import date

from sqlalchemy import Date
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.accounts.models import User
from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.database.states import believed
from casework.organisation.models import Municipality
from casework.people.models import Person
from casework.plans.agreement_models import PlanAgreement
from casework.plans.goal_models import Goal
from casework.plans.phase_models import PlanPhase
from casework.plans.rating_models import PlanRating
from casework.plans.review_models import PlanReview
from casework.plans.step_models import PLAN
from casework.plans.strength_models import PlanStrength
from casework.vault.columns import clear
from casework.vault.sealed import Sealed
from casework.vocabulary.counselling import ACHIEVED


class IntegrationPlan(Keyed, Recorded, Model):
    """The plan agreed with one person; open until it is closed with a reason."""

    __tablename__ = "integration_plan"
    kept = Kept("Integrationspläne", Retention.CASE)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    case_manager_id: Mapped[uuid.UUID | None] = mapped_column(refers_to(User.id))
    agreed_on: Mapped[date] = clear("vereinbart am", Date, purpose=PLAN)
    first_review_on: Mapped[date] = clear("erste Überprüfung am", Date, purpose=PLAN)

    person: Mapped[Person] = relationship()
    goals: Mapped[list[Goal]] = relationship(back_populates="plan", order_by=Goal.recorded_at)
    reviews: Mapped[list[PlanReview]] = relationship(order_by=PlanReview.reviewed_on)
    phases: Mapped[list[PlanPhase]] = relationship(order_by=(PlanPhase.begins_on, PlanPhase.recorded_at))
    strengths: Mapped[list[PlanStrength]] = relationship(
        order_by=(PlanStrength.noted_on, PlanStrength.recorded_at)
    )
    ratings: Mapped[list[PlanRating]] = relationship(order_by=(PlanRating.rated_on, PlanRating.recorded_at))
    agreements: Mapped[list[PlanAgreement]] = relationship(
        order_by=(PlanAgreement.number, PlanAgreement.recorded_at)
    )
    ends: Mapped[list["PlanEnd"]] = relationship(back_populates="plan")
    reopenings: Mapped[list["PlanReopening"]] = relationship(order_by="PlanReopening.recorded_at")

    @property
    def end(self) -> "PlanEnd | None":
        """How it ended, if it did."""
        return next(iter(believed(self.ends)), None)

    @property
    def ends_on(self) -> date | None:
        return self.end.ends_on if self.end else None

    @property
    def closing_reason(self) -> str | None:
        return self.end.closing_reason if self.end else None

    @property
    def review_on(self) -> date | None:
        """When an open plan is gone through next: as was said at the latest review told of, or at the agreement."""
        if self.end is not None:
            return None
        held = believed(self.reviews)
        return held[-1].next_on if held else self.first_review_on

    def believed_reviews(self) -> list[PlanReview]:
        """The reviews that stand, in the order of their days."""
        return sorted(believed(self.reviews), key=lambda held: held.reviewed_on)

    def believed_goals(self) -> list[Goal]:
        """The goals that stand, in the order in which they were agreed."""
        return [goal for goal in self.goals if goal.superseded_at is None]

    def open_goals(self) -> list[Goal]:
        """The goals still worked on."""
        return [goal for goal in self.believed_goals() if goal.is_open]

    def achieved_goals(self) -> list[Goal]:
        """The goals that were reached in full."""
        return [goal for goal in self.believed_goals() if goal.state_code() == ACHIEVED]


class PlanEnd(Keyed, Recorded, Model):
    """The day on which a plan ended, and why."""

    __tablename__ = "plan_end"
    kept = Kept("Abschlüsse der Pläne", Retention.CASE)
    __table_args__ = (one_current("uq_plan_end_current", "plan_id"),)

    plan_id: Mapped[uuid.UUID] = mapped_column(refers_to(IntegrationPlan.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    ends_on: Mapped[date] = clear("beendet am", Date, purpose=PLAN)
    closing_reason: Sealed[str] = Sealed("Abschlussgrund", purpose=PLAN)
    handed_over: Sealed[str | None] = Sealed("Übergabe an Regeldienste", purpose=PLAN)

    plan: Mapped[IntegrationPlan] = relationship(back_populates="ends")

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id


class PlanReopening(Keyed, Recorded, Model):
    """A day on which the end of a plan was taken back, and why."""

    __tablename__ = "plan_reopening"
    kept = Kept("Wiederaufnahmen der Pläne", Retention.CASE)

    plan_id: Mapped[uuid.UUID] = mapped_column(refers_to(IntegrationPlan.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    reopened_on: Mapped[date] = clear("wieder aufgenommen am", Date, purpose=PLAN)
    reason: Sealed[str] = Sealed("Grund der Wiederaufnahme", purpose=PLAN)

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id
