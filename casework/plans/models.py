"""A plan, its goals and how they are worded, the states they went through, the reviews, and the end.

What was stated of them is never overwritten: new terms, a review, an end are rows of their own.
"""

import uuid
from datetime import date

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.accounts.models import User
from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.database.states import GoesThroughStates, State, believed
from casework.organisation.models import Municipality
from casework.people.models import Person
from casework.vault.columns import clear
from casework.vault.sealed import Sealed
from casework.vocabulary.counselling import ACHIEVED, FINAL_GOAL_STATES, OPEN

PLAN = "Integrationsplan (VwV Integrationsmanagement)"


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
    goals: Mapped[list["Goal"]] = relationship(back_populates="plan", order_by="Goal.recorded_at")
    reviews: Mapped[list["PlanReview"]] = relationship(
        back_populates="plan", order_by="PlanReview.reviewed_on"
    )
    ends: Mapped[list["PlanEnd"]] = relationship(back_populates="plan")

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

    def believed_reviews(self) -> "list[PlanReview]":
        """The reviews that stand, in the order of their days."""
        return sorted(believed(self.reviews), key=lambda held: held.reviewed_on)

    def believed_goals(self) -> "list[Goal]":
        """The goals that stand, in the order in which they were agreed."""
        return [goal for goal in self.goals if goal.superseded_at is None]

    def open_goals(self) -> "list[Goal]":
        """The goals still worked on."""
        return [goal for goal in self.believed_goals() if goal.is_open]

    def achieved_goals(self) -> "list[Goal]":
        """The goals that were reached in full."""
        return [goal for goal in self.believed_goals() if goal.state_code() == ACHIEVED]


class Goal(Keyed, Recorded, GoesThroughStates["GoalState"], Model):
    """What a person wants to reach; its terms say it in their own words."""

    __tablename__ = "goal"
    kept = Kept("Ziele", Retention.CASE)

    plan_id: Mapped[uuid.UUID] = mapped_column(refers_to(IntegrationPlan.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)

    plan: Mapped[IntegrationPlan] = relationship(back_populates="goals")
    all_terms: Mapped[list["GoalTerms"]] = relationship(back_populates="goal")
    states: Mapped[list["GoalState"]] = relationship(
        back_populates="goal", order_by="(GoalState.state_on, GoalState.recorded_at)"
    )

    final_states = FINAL_GOAL_STATES

    @property
    def terms(self) -> "GoalTerms":
        """The terms that hold; every goal has exactly one row of them."""
        return believed(self.all_terms)[-1]

    @property
    def wording(self) -> str:
        return self.terms.wording

    @property
    def field_of_action(self) -> str:
        return self.terms.field_of_action

    @property
    def due_on(self) -> date | None:
        return self.terms.due_on

    @property
    def responsible(self) -> str:
        return self.terms.responsible

    def state_code(self) -> str:
        """The code of the state that holds now."""
        state = self.state_then()
        return state.state if state else OPEN


class GoalTerms(Keyed, Recorded, Model):
    """What was agreed as a goal: in the person's own words, until when, and who is responsible."""

    __tablename__ = "goal_terms"
    kept = Kept("Wortlaut der Ziele", Retention.CASE)
    __table_args__ = (one_current("uq_goal_terms_current", "goal_id"),)

    goal_id: Mapped[uuid.UUID] = mapped_column(refers_to(Goal.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    field_of_action: Sealed[str] = Sealed("Handlungsfeld", purpose=PLAN)
    wording: Sealed[str] = Sealed("Ziel", purpose=PLAN)
    due_on: Mapped[date | None] = clear("Ziel bis", Date, index=True, purpose=PLAN)
    responsible: Mapped[str] = clear("zuständig für das Ziel", String(20), purpose=PLAN)

    goal: Mapped[Goal] = relationship(back_populates="all_terms")

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id


class GoalState(Keyed, State, Model):
    """The state a goal reached on a day; the latest one holds."""

    __tablename__ = "goal_state"
    kept = Kept("Stände der Ziele", Retention.CASE)

    goal_id: Mapped[uuid.UUID] = mapped_column(refers_to(Goal.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    state: Mapped[str] = clear("Stand des Ziels", String(20), purpose=PLAN)
    state_on: Mapped[date] = clear("Stand am", Date, purpose=PLAN)
    reason: Sealed[str | None] = Sealed("Grund", purpose=PLAN)

    goal: Mapped[Goal] = relationship(back_populates="states")

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id


class PlanReview(Keyed, Recorded, Model):
    """A day on which the plan was gone through together, and when it will be next."""

    __tablename__ = "plan_review"
    kept = Kept("Überprüfungen der Pläne", Retention.CASE)

    plan_id: Mapped[uuid.UUID] = mapped_column(refers_to(IntegrationPlan.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    reviewed_on: Mapped[date] = clear("überprüft am", Date, purpose=PLAN)
    next_on: Mapped[date] = clear("nächste Überprüfung am", Date, purpose=PLAN)
    remark: Sealed[str | None] = Sealed("Bemerkung", purpose=PLAN)

    plan: Mapped[IntegrationPlan] = relationship(back_populates="reviews")

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id


class PlanEnd(Keyed, Recorded, Model):
    """The day on which a plan ended, and why."""

    __tablename__ = "plan_end"
    kept = Kept("Abschlüsse der Pläne", Retention.CASE)
    __table_args__ = (one_current("uq_plan_end_current", "plan_id"),)

    plan_id: Mapped[uuid.UUID] = mapped_column(refers_to(IntegrationPlan.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    ends_on: Mapped[date] = clear("beendet am", Date, purpose=PLAN)
    closing_reason: Sealed[str] = Sealed("Abschlussgrund", purpose=PLAN)

    plan: Mapped[IntegrationPlan] = relationship(back_populates="ends")

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id
